"""How likely a part of an Arabic text breaks off before the English is told: the words at the end must agree.

The words of the last part of the English should be found; the last words of the Arabic should translate it; neither
may a word that calls for another be the last.
"""

import re
from math import log, sqrt
from typing import NamedTuple

from pipeline.arabic import stems, transliteration
from pipeline.arabic.letters import Word, fold
from pipeline.stages.check.alignment.anchors import Anchor

# Who said it, at the end of an English sentence: …," Mr Patton said. …, the ministry added.
_ATTRIBUTION = re.compile(
    r"""[,?!]["”’'](?=\s)[^"“”]{0,70}$|,(?=\s[^,"“”]{1,50}\b(?:said|says|added|told|reported|reports|wrote)\b[^,"“”]{0,30}$)"""
)
# Words that call for another after them: prepositions, relatives, auxiliaries, particles.
DANGLING = frozenset(
    fold(word)
    for word in """
    من في على إلى أو أن إن التي الذي الذين اللذين اللتين مع بعد حتى ما عن هو هي أثناء قد بين خلال
    يمكن أكثر أقل والتي والذي عدم مثل بينما لم لن لا حيث قبل منذ نحو كما وهو وهي كان كانت يكون تكون
    كل غير هذا هذه ذلك تلك أي أية بعض عند لكن ولكن إذا دون ضد وفي ومن وعلى وإلى لدى هناك ليس وليس عبر حول تحت
    فوق لكي كي سوف ثم بل لو لأن بأن فإن وأن وإن والذين الذى اللتان اللذان مما وقد لقد أمام وراء ضمن بسبب
    جميع كافة معظم إحدى أحد عدة جراء إثر عقب وسط رغم سوى فقد وبين بأي كلا كلتا أبرز أهم
    """.split()
)
# Nouns that, without the article, call for what they are the … of: «وزير», «مدينة», «أنحاء».
HEADS = frozenset(
    fold(word)
    for word in """
    رئيس رئيسة وزير وزيرة مدير مديرة نائب قائد زعيم عضو قادة أعضاء مسؤولي مسؤولو زعماء سكان أبناء أفراد أصحاب صاحب
    مدينة بلدة قرية ولاية مقاطعة محافظة منطقة دولة جمهورية مملكة جزر جزيرة قناة خليج مضيق نهر جبل بحيرة ميناء مطار
    شارع شركة بنك مصرف منظمة وكالة وزارة مجلس لجنة جامعة كلية معهد هيئة مؤسسة حزب حركة جماعة شبكة صحيفة موقع
    اتفاقية مكافحة إدارة حقوق عملية عمليات إطلاق إنشاء إعادة تقديم توفير تنفيذ استخدام مواجهة مقتل مصرع إصابة اغتيال
    ذات ذو ذوي ذي أنحاء قرابة زهاء حوالي مختلف مجرد أنواع نوع سلسلة مجموعة عدد نسبة معدل مستوى إجمالي متوسط غالبية
    أغلبية شمال جنوب شرق غرب بداية نهاية بحلول باسم بحسب بشأن إزاء تجاه حيال بمثابة نتيجة لصالح سانت سان نيو لوس
    """.split()
)
# Of the English after this share of the text, the Arabic should have the words; of its last words more surely.
_TAIL = 0.7
_LATE = 0.88
# The Arabic ends in this many words; they reach the end of the English, or nearly, if they translate what stands there.
LAST_WORDS = 4
_REACHED = 0.92
_NEARLY = 0.8
# What is said of short texts was measured on texts of this many characters and more.
_SHORTEST = 50
# What so general a word weighs that translators may leave it out.
_WEAK = 0.6
_SURE = 0.75


class Weights(NamedTuple):
    """What each sign adds to the logarithm of the odds that a text is cut; `longer` is for each e-fold of length."""

    bias: float
    late_missed: float
    missed: float
    found: float
    longer: float
    short: float
    dangles: float
    reached: float
    nearly: float
    nowhere: float


# Logistic regression on human translations, whole and cut to 85 %: at the end, and before another sentence.
AT_THE_END = Weights(-2.75, 1.44, 0.73, -0.1, -5.36, 18.5, 2.1, -1.6, -0.7, -1.4)
BETWEEN = Weights(-2.0, 1.5, 0.77, -0.2, -2.25, 13.0, 0.4, -1.2, -0.6, -0.25)


class Piece(NamedTuple):
    """Part of the English with its anchors, and the part of the Arabic that should translate it."""

    start: int
    end: int
    anchors: list[Anchor]
    last_words: list[Word]
    found: frozenset[str]
    length: int


def end_of_tale(source: str) -> int:
    """Return where `source` ends but for who said it: Arabic tells that first."""
    match = _ATTRIBUTION.search(source)
    return match.start() + 1 if match else len(source.rstrip())


def odds_of(piece: Piece, weights: Weights) -> float:
    """Return the logarithm of the odds that `piece` is cut."""
    length = max(1, piece.end - piece.start)
    odds = (
        weights.bias
        + weights.longer * log(max(1, piece.length) / length)
        + weights.short / sqrt(max(length, _SHORTEST))
    )
    for anchor in piece.anchors:
        at = ((anchor.start + anchor.end) / 2 - piece.start) / length
        if _TAIL <= at <= 1:
            missed = weights.late_missed if at >= _LATE else weights.missed
            weight = 1 if anchor.found > _SURE else _WEAK
            odds += weight * (missed if anchor.keys.isdisjoint(piece.found) else weights.found)
    reached = _reached(piece)
    if reached is None:
        return odds + weights.nowhere
    return odds + weights.reached * (reached > _REACHED) + weights.nearly * (reached > _NEARLY)


def _reached(piece: Piece) -> float | None:
    """Return what share of the English is told when the last words of the Arabic are; None if they tell of none."""
    keys = frozenset[str]().union(*map(keys_of, piece.last_words))
    ends = [a.end for a in piece.anchors if a.start < piece.end and not a.keys.isdisjoint(keys)]
    return (max(ends) - piece.start) / max(1, piece.end - piece.start) if ends else None


def keys_of(word: Word) -> frozenset[str]:
    """Return every key under which `word` of the Arabic can be found."""
    return stems.keys(word.folded) | transliteration.arabic_keys(word.folded)
