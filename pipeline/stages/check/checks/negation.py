"""Negation: where the English denies, the Arabic denies too."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.arabic.letters import Word, fold
from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in

# "not only", "not least" and "whether or not" deny nothing, "no. 1" is a number, "cannot help" is seldom.
_NEGATION = re.compile(
    r"\bnot\b(?! (?:only|least|just|long after|to mention))|n['’]t\b|\bnever\b(?! more so)|\bcannot\b|\bneither\b"
    r"|\bno\b(?! \d|\.|,| doubt\b)|\bnone\b|\bwithout\b|\bnobody\b|\bnothing\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(r"\bwhether or not\b|\bor not\b|\bwhy not\b", re.IGNORECASE)
# Particles and the nouns and verbs that deny: «لم يفعل», «غير قانوني», «دون جدوى», «نفى», «بلا». Folded, with و ف ب.
_DENYING = frozenset(
    fold(word)
    for word in """
    لا لم لن ليس ليست ليسوا لسنا لست لسن ألا أفلا غير عدم عدمه دون بدون بلا ما نفى نفت ينفي تنفي نفي
    رفض رفضت يرفض ترفض رفضوا رفضا انعدام غياب انتفاء فشل فشلت يفشل إخفاق تجنب يتجنب منع يمنع امتنع
    مستحيل يستحيل نادرا قط أبدا مطلقا لاسيما إلا يخلو تخلو خالية يفتقر تفتقر افتقار لئلا كيلا أنكر
    أنكرت ينكر قلما ممنوع دونما يتعذر تعذر حظر يحظر أخفق أخفقت عجز يعجز تعجز عجزت بدونها بدونه
    بدونهما بدونهم مجانا
    """.split()
)
# «دون سن العاشرة»: under, no denial.
_BELOW = re.compile("[وف]?(?:من )?دون (?:ال)?(?:سن|مستو|متوسط|عتبه|حد).*")
_PREFIXES = ("", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "ول", "أ")


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for the first sentence that denies in English only."""
    for bead in pair.beads:
        if not bead.source or not bead.target:
            continue
        start, end = pair.source_span_of(bead)
        match = _NEGATION.search(pair.source, start, end)
        if match is None or _NO_DENIAL.search(pair.source, start, end):
            continue
        target = pair.target_span_of(bead)
        words = standing_in(pair.target_words, *target)
        if not any(_denies(word, following) for word, following in pairwise([*words, None])):
            yield flag("negation_missing", match.span(), target, what=match[0])
            return


def _denies(word: Word | None, following: Word | None) -> bool:
    if word is None or (following is not None and _BELOW.fullmatch(f"{word.folded} {following.folded}")):
        return False
    folded = word.folded
    return any(folded.startswith(prefix) and folded[len(prefix) :] in _DENYING for prefix in _PREFIXES)
