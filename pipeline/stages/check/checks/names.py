"""Names: a name that is not found in the Arabic, while a word stands there that nothing in the English explains."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.arabic import stems, transliteration
from pipeline.arabic.function_words import FUNCTION_WORDS
from pipeline.arabic.letters import Word
from pipeline.model import Flag
from pipeline.stages.check.english.words import EnglishWord, function_words
from pipeline.stages.check.findings import flag
from pipeline.stages.check.lexicon import arabic_forms, arabic_keys, is_name
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in

# Endings of words that are translated, not transcribed, even where they are part of a name: Prevention, Parenthood.
_TRANSLATED = re.compile(
    r"(?:tion|sion|ment|ness|ity|ism|ists?|hood|ship|ary|ory|ical|ial|ous|able|ible|ance|ence|ology|ing|ed|ful|less|ward"
    r"|ties|ees?|ives?|ures?|ages?|ers|ors|ants?)$"
)
_TITLES = frozenset("jr sr dr prof sen sens rep gov lt col sgt capt gen rev hon fr".split())
_FEWEST_SOUNDS = 2
_SHORTEST_WORD = 3
_SHORTEST_PART = 3
# The members of a named group are told in Arabic: Grandparents for Tenby, Friends of the Earth.
_GROUP = re.compile(r"s (?:for|against|of|with|without) (?:the )?[A-Z]")
# What goes on for longer is no sentence, and there is no telling what stands for what.
_LONGEST_SENTENCE = 200
# A headline in title case writes every word with a capital.
_TITLE_CASE = 0.7
# A foreign name in Arabic letters has none of these, no article, no feminine ending and no tanwin; it has no plural in
# «ات» and no pronoun at its end, as «لسياسات» and «مدينتهم» have; and it is written with its vowels, which verbs such
# as «تلبي», «يهتم», «تنتوي», «استمد» and «وأردف» do without.
_NATIVE = re.compile(
    "[عحصضظطقثذىءئؤة\u064b]|^ال|^وال|^بال|^لل|(?:ات|ه|ها|هم)$|^[يت][^اويرش][^ا]{1,4}$|^[وف]?است[^اوي]|^[وف]أ[^اوي]{3}$"
)
# A name stands at the end of a word that is two without the space between if so many letters are before it.
_LETTERS_BEFORE = 3
_SOUNDS_WITHIN = 3
# How far apart, as shares of the two texts, a name and what stands in its place may be.
_DISTANCE = 0.5


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for the first name of the English that another seems to have replaced."""
    names = list(_names(pair))
    for bead in pair.beads if names else ():
        if not bead.source or not bead.target:
            continue
        source, target = pair.source_span_of(bead), pair.target_span_of(bead)
        words = standing_in(pair.target_words, *target)
        keys = frozenset[str]().union(*(pair.target_parts[j].keys for j in bead.target))
        ours = standing_in(names, *source)
        for name in ours:
            if not _found(name, words, keys):
                at = (name.start - source[0]) / (source[1] - source[0])
                other = _replacement(words, at, target, pair)
                if other is not None:
                    yield flag("name_changed", (name.start, name.end), (other.start, other.end), what=name.text)
                    return


def _replacement(words: Sequence[Word], at: float, target: tuple[int, int], pair: Pair) -> Word | None:
    """Return the word that stands about where the name should, and that nothing in the English explains."""
    length = target[1] - target[0]
    near = (word for word in words if abs((word.start - target[0]) / length - at) < _DISTANCE)
    return next((word for word in near if _is_strange(word, pair)), None)


def _names(pair: Pair) -> Iterator[EnglishWord]:
    """Yield the words of the source that are names in all likelihood, and that Arabic transcribes."""
    words = pair.source_words
    if sum(word.text[0].isupper() for word in words) > _TITLE_CASE * len(words):
        return
    counted = {position for q in pair.source_quantities for position in (q.start, q.end)}
    for word in words:
        lower = word.lower
        if not word.text[0].isupper() or word.text[:-1].isupper() or lower in function_words() or lower in _TITLES:
            continue
        if _TRANSLATED.search(lower) or (arabic_keys(lower) and not is_name(lower)) or word.start in counted:
            continue
        if (word.start in pair.openings and _is_compound(lower)) or _GROUP.match(pair.source, word.end - 1):
            continue
        if min(map(len, transliteration.latin_sounds(lower)), default=0) >= _FEWEST_SOUNDS:
            yield word


@lru_cache(maxsize=10_000)
def _is_compound(word: str) -> bool:
    """Tell whether `word`, whose capital tells nothing, is made of two common ones: rooftops, sheepdogs."""
    parts = ((word[:at], word[at:]) for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1))
    return any(arabic_keys(part) and arabic_keys(rest) for part, rest in parts)


def _found(name: EnglishWord, words: Sequence[Word], found: frozenset[str]) -> bool:
    """Tell whether `name` is among `words`, under whose keys all of `found` is."""
    keys = transliteration.latin_keys(name.lower) | arabic_keys(name.lower)
    if not keys.isdisjoint(found) or f"@{name.lower}" in found:
        return True
    if len(words) > _LONGEST_SENTENCE:
        return True
    if _ends_a_word(name, words):
        return True
    # Xiaoping is «شياو بينج», Tutankhamun «توت عنخ آمون».
    return any(
        not keys.isdisjoint(transliteration.arabic_keys("".join(word.folded for word in words[i : i + size])))
        for size in (2, 3)
        for i in range(len(words) - size + 1)
    )


def _ends_a_word(name: EnglishWord, words: Sequence[Word]) -> bool:
    """Tell whether `name` is the last part of a word that lost its space: «فريقتشيلسي»."""
    sounds = {sounds for sounds in transliteration.latin_sounds(name.lower) if len(sounds) >= _SOUNDS_WITHIN}
    return bool(sounds) and any(
        transliteration.sounds_of(word.folded[at:]) in sounds
        for word in words
        for at in range(_LETTERS_BEFORE, len(word.folded) - _LETTERS_BEFORE + 1)
    )


def _is_strange(word: Word, pair: Pair) -> bool:
    """Tell whether `word` looks like a foreign name that the English does not have."""
    if not _may_be_foreign(word.folded) or _NATIVE.search(pair.target[word.start : word.end]):
        return False
    heard = transliteration.arabic_keys(word.folded)
    return heard.isdisjoint(pair.source_sounds) and stems.keys(word.folded).isdisjoint(pair.source_keys)


@lru_cache(maxsize=50_000)
def _may_be_foreign(folded: str) -> bool:
    if folded in FUNCTION_WORDS or len(folded) < _SHORTEST_WORD or stems.is_several(folded):
        return False
    return stems.keys(folded).isdisjoint(arabic_forms())
