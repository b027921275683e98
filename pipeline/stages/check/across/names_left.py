"""A name of several words in Latin letters, while Arabic stands elsewhere: for the same name, or for its sister.

“Win With Black Women” is «الفوز مع النساء السود», and “Win With Black Men” two sentences on is as in English. A name
that is in Latin letters throughout, as a newsroom may want it, is nothing to remark on; nor are names alone, as in
credits.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Flag
from pipeline.stages.check.english.words import function_words, words
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

_CAPITAL = r"[A-Z\u00c0-\u00de][\w'’]*[a-z\u00df-\u00ff][\w'’]*"
# United Nations · Bank of England · Win With Black Men
_NAME = re.compile(rf"{_CAPITAL}(?: (?:(?:of|for|the|and|in|on|to) ){{0,2}}{_CAPITAL})+")
# A headline in title case writes every word with a capital: then capitals tell nothing.
_TITLE_CASE = 0.7


def find(pairs: Sequence[Pair]) -> Iterator[Flag]:
    """Yield a note for each text with such a name."""
    said = [name for pair in pairs if _tells(pair) for name in _names(pair.source) if _is_arabic(name, pair)]
    for index, pair in enumerate(pairs):
        if not pair.target_words:
            continue
        for match in _NAME.finditer(pair.target):
            other = _said(match[0], said) if match[0] in pair.source else None
            if other:
                found = flag("name_left", None, match.span(), what=match[0], other=other)
                yield found.model_copy(update={"segment": index})


def _names(text: str) -> Iterator[str]:
    """Yield the names of several words in `text`, without what a sentence begins with: The, In, After."""
    for name in _NAME.findall(text):
        parts = name.split()
        first = next((at for at, part in enumerate(parts) if part.lower() not in function_words()), len(parts))
        if len(parts) - first > 1:
            yield " ".join(parts[first:]).removesuffix("'s").removesuffix("’s")


def _is_arabic(name: str, pair: Pair) -> bool:
    """Tell whether no word of `name` is in Latin letters in the Arabic."""
    return _words(name).isdisjoint(word.lower for word in pair.latin_words)


def _said(name: str, said: Sequence[str]) -> str | None:
    """Return the first of the names in Arabic that is `name` or its sister: half of their words are the same."""
    ours = _words(name)
    return next((other for other in said if 2 * len(ours & _words(other)) >= max(len(ours), len(_words(other)))), None)


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower for word in words(name)) - function_words()


def _tells(pair: Pair) -> bool:
    return sum(word.text[0].isupper() for word in pair.source_words) <= _TITLE_CASE * len(pair.source_words)
