"""Whether tokens that came back stand around words that cannot be the marked ones.

An engine may exchange two names within their tokens, or put the tokens around its whole answer. So the words between
them are compared with what the dictionary, sound and numbers foretell of the marked ones and of the others.
Tokens are doubted where that plainly contradicts them; where nothing is known, they are believed.
"""

from collections.abc import Mapping
from functools import cached_property

from pipeline.model import MarkedText
from pipeline.stages.check.alignment.anchors import Anchor
from pipeline.stages.check.english.words import EnglishWord, function_words
from pipeline.stages.check.pair import Pair
from pipeline.stages.translate.likeness import Word, words
from pipeline.stages.translate.tokens import Span
from pipeline.stages.translate.witnesses import Witnesses

# Beside the words between the tokens, the Arabic has at least one letter for so many of the English words that are
# not marked, function words aside. Of the marks aligned by hand, the one that leaves the fewest has two for three.
_MOST_FOR_ONE = 3


def without_contradicted(source: MarkedText, target: str, found: Mapping[Span, Span]) -> dict[Span, Span]:
    """Return `found`, marked spans of `source` and their places in `target`, without those that cannot be right."""
    claims = _Claims(source.text, target)
    return {span: place for span, place in found.items() if not claims.contradict(span, place)}


class _Claims:
    """A text and its Arabic, and which words of the one may be which of the other."""

    def __init__(self, source: str, target: str) -> None:
        self._pair = Pair(source, target)
        self._words = words(target)

    def contradict(self, span: Span, place: Span) -> bool:
        """Tell whether the words at `place` of the target cannot be those at `span` of the source."""
        return self._leaves_too_little(span, place) or self._belongs_to_others(span, place)

    def _leaves_too_little(self, span: Span, place: Span) -> bool:
        rest = sum(len(word.text) for word in self._naming if not _meets(word, span))
        left = sum(word.end - word.start for word in self._words if not _meets(word, place))
        return left * _MOST_FOR_ONE < rest

    def _belongs_to_others(self, span: Span, place: Span) -> bool:
        """Tell whether no marked word is at `place`, and one is elsewhere or all words there are those of others."""
        own = [anchor for anchor in dict.fromkeys(self._pair.anchors) if _meets(anchor, span)]
        if not own:
            return False
        inside = frozenset(index for index, word in enumerate(self._words) if _meets(word, place))
        free = {index for anchor in own for index in self._homes[anchor] if self._is_free(index, span)}
        if any(self._homes[anchor] & free & inside for anchor in own):
            return False
        elsewhere = [anchor for anchor in own if self._homes[anchor] & free and not self._homes[anchor] & inside]
        taken = {index for index in inside if self._is_taken(index, span, inside)}
        content = {index for index in inside if self._words[index].is_content}
        return (
            any(_is_certain(anchor) for anchor in elsewhere)
            or bool(elsewhere and taken)
            or bool(content and content <= taken)
        )

    def _is_free(self, index: int, span: Span) -> bool:
        """Tell whether the word of the target can be no word of the source outside `span`."""
        return all(_meets(anchor, span) for anchor in self._claims[index])

    def _is_taken(self, index: int, span: Span, inside: frozenset[int]) -> bool:
        """Tell whether the word may be one of the source outside `span` that is nowhere but `inside`."""
        return any(not _meets(anchor, span) and self._homes[anchor] <= inside for anchor in self._claims.get(index, ()))

    @cached_property
    def _naming(self) -> list[EnglishWord]:
        return [word for word in self._pair.source_words if word.lower not in function_words()]

    @cached_property
    def _homes(self) -> dict[Anchor, frozenset[int]]:
        """Return by the words of the source of which something is known the words of the target that each may be."""
        witnesses = Witnesses(self._pair, self._words)
        return {anchor: frozenset(witnesses.homes(anchor)) for anchor in self._pair.anchors}

    @cached_property
    def _claims(self) -> dict[int, list[Anchor]]:
        """Return by the words of the target the words of the source that each may be."""
        claims: dict[int, list[Anchor]] = {}
        for anchor, homes in self._homes.items():
            for index in homes:
                claims.setdefault(index, []).append(anchor)
        return claims


def _is_certain(anchor: Anchor) -> bool:
    """Tell whether `anchor` is a name or a number, of which the Arabic is hardly ever another than the foretold."""
    return any(key.startswith("@") or (key.startswith("n") and key[1:2].isdigit()) for key in anchor.keys)


def _meets(word: Word | EnglishWord | Anchor, span: Span) -> bool:
    return word.start < span[1] and span[0] < word.end
