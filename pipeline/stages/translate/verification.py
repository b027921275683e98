"""What the checks make of the answers to a pack of lines: the part of translating that keeps a core busy.

It needs nothing but the texts, so whoever asks engines may have it done in another process; see `run.computing`.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.arabic.letters import ARABIC_LETTER
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.pairwise import flags_of
from pipeline.stages.translate.plausibility import odd_pairs

# A name is a few words in any language: no answer to it is longer than this many times it, and this many more.
_NAME_GROWTH, _NAME_SLACK = 3, 20
# What is held against a text without a word of Arabic: more than against any that has one.
_NO_ARABIC = 1_000


class Said(NamedTuple):
    """A line of English and what an engine said of it, tokens left out."""

    source: str
    target: str
    is_name: bool


class Verified(NamedTuple):
    """How much the checks hold against an answer, whether it is odd (`plausibility`), and whether it is neither.

    Clean is what nothing was found about, no remark either. A name never is: the checks are not for names.
    """

    holds: int
    is_odd: bool
    is_clean: bool


Verify = Callable[[Sequence[Said]], list[Verified]]


def verified(pack: Sequence[Said]) -> list[Verified]:
    """Return what the checks make of each answer of `pack`, in its order; any text is accepted."""
    pairs = [Pair(said.source, said.target) for said in pack]
    odd = odd_pairs(pairs)
    return [
        _verified(said, pair, is_odd=index in odd) for index, (said, pair) in enumerate(zip(pack, pairs, strict=True))
    ]


def _verified(said: Said, pair: Pair, *, is_odd: bool) -> Verified:
    if said.is_name:
        return Verified(_holds_of_name(said), is_odd, is_clean=False)
    flags = flags_of(pair)
    holds = sum(flag.severity == "hold" for flag in flags)
    return Verified(
        holds if not holds or ARABIC_LETTER.search(said.target) else _NO_ARABIC, is_odd, not flags and not is_odd
    )


def _holds_of_name(said: Said) -> int:
    """Tell whether an answer is no name: nothing, a whole sentence, or other Latin letters than those of the source."""
    too_long = len(said.target) > _NAME_GROWTH * len(said.source) + _NAME_SLACK
    other_letters = not ARABIC_LETTER.search(said.target) and said.target.casefold() not in said.source.casefold()
    return int(not said.target or too_long or other_letters)
