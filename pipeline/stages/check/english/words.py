"""English words as the checks read them: where they stand, and which of them are names."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.arabic.letters import TEXTS

# A word of Latin letters: don't, Zárate, AT&T, Obama’s, co-pilot is two.
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:['’][A-Za-zÀ-ÖØ-öø-ɏ]+)*")


class EnglishWord(NamedTuple):
    """A word as written, where it stands in code points, and in lower case without a possessive ’s."""

    text: str
    start: int
    end: int
    lower: str


@lru_cache(maxsize=TEXTS)
def words(text: str) -> tuple[EnglishWord, ...]:
    """Return the words of Latin letters in `text`, in order."""
    return tuple([EnglishWord(match[0], *match.span(), _lower(match[0])) for match in _WORD.finditer(text)])


@lru_cache(maxsize=50_000)
def _lower(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def function_words() -> frozenset[str]:
    """Return the words that English is built of and that name nothing: articles, prepositions, auxiliaries."""
    return _FUNCTION_WORDS


# Verbs and nouns so general that translators render them in any way, or not at all.
_GENERAL_WORDS = frozenset(
    """
    make makes made making get gets got getting go goes went going gone come comes came coming take takes took taken
    taking give gives gave given see saw seen set sets put use used way ways time times place thing things find found
    run runs running turn side part people side top hit high post end call called left led lead look need new home
    place back point case order hand head face play state right long late later last first next day work like good
    hold held bring brought keep kept become became show showed shown move great main close open line
    """.split()
)


def is_general(word: str) -> bool:
    """Tell whether `word` (lower case) says so little that its translation cannot be foretold."""
    return word in _GENERAL_WORDS


_FUNCTION_WORDS = frozenset(
    """
    a an the this that these those and or but nor so yet if then than as at by for from in into of off on onto out over
    to up with within without about above across after against along among around before behind below beneath beside
    between beyond down during except inside near outside per since through throughout toward towards under until till
    upon via while whilst although though because whether where when who whom whose which what why how
    i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself yourself
    himself herself itself ourselves themselves
    is are was were be been being am do does did doing done have has had having will would shall should can could may
    might must ought not no nor yes don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't cannot
    couldn't shouldn't hasn't haven't hadn't it's that's there's he's she's i'm you're we're they're i've we've
    there here also just only very too more most much many some any all each every both either neither other another
    such own same few several again once ever never always often still already even now
    """.split()
)
