"""English left in the Arabic. Names, brands, acronyms and addresses may stay in Latin letters; words may not."""

import re
from collections.abc import Iterator

from pipeline.model import Flag
from pipeline.stages.check.checks.addresses import ADDRESS
from pipeline.stages.check.english.words import EnglishWord, function_words
from pipeline.stages.check.findings import flag
from pipeline.stages.check.lexicon import arabic_keys
from pipeline.stages.check.pair import Pair

# What may stand between two words of one English passage.
_GAP = re.compile(r"[\s\u00a0]*(?:[-–—&'’,./][\s\u00a0]*)?")
_SHORTEST = 2
# A host as a reader is told it, under whatever top-level domain: islesline.example  data.gov.uk
_HOST = re.compile(r"(?<![A-Za-z0-9.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?![A-Za-z0-9-])")


def find(pair: Pair) -> Iterator[Flag]:
    """Yield one flag: a hold for two different English words or more, a note for one."""
    if not pair.latin_words or not pair.target_words:
        return
    left = [word for run in _runs(pair) for word in _english_of(run, pair)]
    if not left:
        return
    span = (left[0].start, left[-1].end)
    what = " ".join(word.text for word in left)
    several = len({word.lower for word in left}) > 1 and any(_is_english(word) for word in left)
    yield flag("english_left" if several else "english_word_left", None, span, what=what)


def _runs(pair: Pair) -> Iterator[list[EnglishWord]]:
    """Yield the passages in Latin letters, each as its words, addresses and handles left out."""
    addresses = [match.span() for match in ADDRESS.finditer(pair.target)]
    addresses += [host.span() for host in _HOST.finditer(pair.target) if host[0] in pair.source]
    run: list[EnglishWord] = []
    for word in pair.latin_words:
        if any(start <= word.start < end for start, end in addresses):
            continue
        if run and not _GAP.fullmatch(pair.target, run[-1].end, word.start):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _english_of(run: list[EnglishWord], pair: Pair) -> list[EnglishWord]:
    """Return the words of `run` that are no names: those the source writes small, or that English is built of."""
    small = pair.source_small_words
    named = any(word.text[0].isupper() and word.lower not in small and not _is_common(word) for word in run)
    found = []
    for word in run:
        if len(word.text) < _SHORTEST or (word.text.isupper() and len(word.text) > 1):
            continue
        if word.text[0].islower():
            if not (named and word.lower in function_words()):
                found.append(word)
        elif word.lower in small or (_is_common(word) and not named):
            found.append(word)
    return found


def _is_english(word: EnglishWord) -> bool:
    """Tell whether `word` is surely English: «wifi» and words of third languages are not."""
    return _is_common(word) or bool(arabic_keys(word.lower))


def _is_common(word: EnglishWord) -> bool:
    return word.lower in function_words()
