"""Repetition: a sentence or a passage that stands twice in the Arabic and once in the English; a doubled word."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

# So many words in a row do not recur by chance within one text; measured on news translated by people.
_PASSAGE = 8
# So few already, where the second follows the first at once.
_AT_ONCE = 3
# Words that Arabic doubles by right: «شيئا فشيئا» differs, «دكا دكا», «جنبا إلى جنب» are not in a row.
_SHORTEST_DOUBLED = 2


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for the first repeated passage, or for the first doubled word."""
    tokens = _tokens(pair)
    words = [word for word, _, _ in tokens]
    passage = repeated(words)
    if passage is not None and repeated([word.lower for word in pair.source_words]) is None:
        first, length = passage
        span = (tokens[first][1], tokens[first + length - 1][2])
        yield flag("repeated", None, span, what=pair.target[slice(*span)])
        return
    for (word, start, end), (again, begin, stop) in pairwise(tokens):
        if word == again and len(word) > _SHORTEST_DOUBLED and not pair.target[end:begin].strip():
            yield flag("word_repeated", None, (start, stop), what=pair.target[start:end])
            return


def _tokens(pair: Pair) -> list[tuple[str, int, int]]:
    """Return the words of the target, Latin words and numbers among them, each with its place."""
    words = [(word.folded, word.start, word.end) for word in pair.target_words]
    words += [(word.lower, word.start, word.end) for word in pair.latin_words]
    words += [(pair.target[q.start : q.end], q.start, q.end) for q in pair.target_quantities if q.writing == "digits"]
    return sorted(words, key=lambda token: token[1])


def repeated(words: Sequence[str]) -> tuple[int, int] | None:
    """Return where the words that were said before begin again, and how many they are; None where none are."""
    for length in range(_AT_ONCE, _PASSAGE):
        for index in range(len(words) - 2 * length + 1):
            if (
                words[index] == words[index + length]
                and words[index : index + length] == words[index + length : index + 2 * length]
            ):
                return index + length, length
    seen: dict[tuple[str, ...], int] = {}
    for index in range(len(words) - _PASSAGE + 1):
        gram = tuple(words[index : index + _PASSAGE])
        if gram in seen and index - seen[gram] >= _PASSAGE:
            return index, _PASSAGE
        seen.setdefault(gram, index)
    return None
