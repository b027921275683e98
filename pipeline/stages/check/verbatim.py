"""Words that stay as they are in a translation, such as code: no check reads them as a language."""

from collections.abc import Sequence

# No letter, no digit and no punctuation that a check looks at.
_BLANK = "·"


def masked(text: str, words: Sequence[str]) -> str:
    """Return `text` with each of `words` blanked out; everything else keeps its place."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, _BLANK * len(word))
    return text


def lost(source: str, target: str, words: Sequence[str]) -> list[str]:
    """Return those of `words` that `source` has and `target` does not."""
    return [word for word in words if word in source and word not in target]
