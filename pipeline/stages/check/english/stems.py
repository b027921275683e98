"""The forms under which an inflected English word may stand in a dictionary."""

from collections.abc import Iterator

_SHORTEST = 3


def candidates(word: str) -> Iterator[str]:
    """Yield `word` (lower case) and what it may be an inflection of, likeliest first: "studies", "study"."""
    yield word
    for ending, replacements in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("sses", ("ss",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
        ("er", ("", "e")),
        ("ly", ("", "le")),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word.removesuffix(ending)
            for replacement in replacements:
                yield stem + replacement
            if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                yield stem[:-1]
