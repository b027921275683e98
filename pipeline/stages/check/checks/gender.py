"""The speaker's gender: "she said" is «قالت», "Mr" is «السيد»."""

import re
from collections.abc import Iterator, Sequence

from pipeline.arabic.letters import Word, fold
from pipeline.model import Flag
from pipeline.stages.check.english.speech import MAN, SPEECH, WOMAN
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.places import standing_in

# she said · she also said · said she · Ms Davis said · said Ms Davis
_SPEAKER = (
    r"(?:\b{subject}\s+(?:\w+ly\s+|also\s+|then\s+|later\s+|has\s+|had\s+)?(?:{speech})\b"
    r"|[\"”’']\s+(?:{speech})\s+{subject}\b)"
)
_SHE = re.compile(_SPEAKER.format(subject=rf"(?:[Ss]he|(?:{WOMAN})\.?\s+[\w'-]+)", speech=SPEECH))
_HE = re.compile(_SPEAKER.format(subject=rf"(?:[Hh]e|(?:{MAN})\.?\s+[\w'-]+)", speech=SPEECH))
_WOMAN = re.compile(rf"\b(?:{WOMAN})\b")
_MAN = re.compile(rf"\b(?:{MAN})\b")
# The perfect of the verbs of saying, masculine; the feminine adds ت.
_MASCULINE = frozenset(
    fold(word)
    for word in """
    قال أضاف صرح ذكر أخبر أكد أوضح تابع كتب أعلن اعترف أشار حذر رد سأل أفاد زعم وصف اعتبر شدد علق أجاب واصل استطرد
    """.split()
)
_FEMININE = frozenset(f"{word}ت" for word in _MASCULINE) | {"نفت", "تقول", "تضيف", "توكد", "تصف", "قايله"}
# Shorter words begin with و or ف themselves.
_SHORTEST = 3
_MISTER = frozenset(fold("السيد وللسيد للسيد بالسيد والسيد").split())
_MISSIS = frozenset(
    fold("السيدة للسيدة بالسيدة والسيدة الآنسة والآنسة للآنسة سيدة السيدتان السيدتين السيدات امرأة المرأة").split()
)


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for the first sentence whose speaker is a woman in one language and a man in the other."""
    for bead in pair.beads:
        if not bead.source or not bead.target:
            continue
        source = slice(*pair.source_span_of(bead))
        start, end = pair.target_span_of(bead)
        words = standing_in(pair.target_words, start, end)
        wrong = _wrong(pair.source[source], words)
        if wrong is not None:
            what, word = wrong
            other = pair.target[word.start : word.end]
            yield flag("speaker_gender", (source.start, source.stop), (word.start, word.end), what=what, other=other)
            return


def _wrong(source: str, words: Sequence[Word]) -> tuple[str, Word] | None:
    """Return the gender of the English speaker and the word that says otherwise."""
    missis, mister = _WOMAN.search(source), _MAN.search(source)
    she, he = _SHE.search(source), _HE.search(source)
    for ours, theirs, wrong, right, gender in (
        (missis, mister, _MISTER, _MISSIS, "a woman"),
        (mister, missis, _MISSIS, _MISTER, "a man"),
        (she, he, _MASCULINE, _FEMININE, "a woman"),
        (he, she, _FEMININE, _MASCULINE, "a man"),
    ):
        if ours and not theirs:
            word = _odd_one(words, wrong, right)
            if word is not None:
                return gender, word
    return None


def _odd_one(words: Sequence[Word], wrong: frozenset[str], right: frozenset[str]) -> Word | None:
    """Return the first of `words` in `wrong`, if none is in `right`."""
    bare = [
        (word, word.folded[1:] if word.folded[:1] in "وف" and len(word.folded) > _SHORTEST else word.folded)
        for word in words
    ]
    if any(form in right or word.folded in right for word, form in bare):
        return None
    return next((word for word, form in bare if form in wrong or word.folded in wrong), None)
