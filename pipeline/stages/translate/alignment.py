"""Finding marked words again in an Arabic text that came back without tokens.

Three things are known of them: what the engine calls them when it is asked for them alone; what a dictionary, their
sound and their numbers say they become; and the same of the words around them, which they cannot be. Each word of
the Arabic speaks for or against being one of them (`witnesses`). The run of words for which most speaks (`runs`) is
believed where no other comes near it, and nowhere else: a link on the wrong words is worse than one on the whole
sentence.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.model import MarkedText
from pipeline.stages.check.pair import Pair
from pipeline.stages.translate.likeness import Word, words
from pipeline.stages.translate.runs import Phrase, Run
from pipeline.stages.translate.witnesses import Unit, Witnesses

Span = tuple[int, int]

# What it costs to stand in another sentence than the English, and at the other end of the text, in nats.
_OTHER_SENTENCE, _OTHER_END = -4.0, -1.0
# What it says that the next word of English stands near, and how many words off that may be.
_NEIGHBOUR, _NEAR = 0.6, 2
# A run is believed with this much evidence of its words, with this much once its place is counted, on this share of
# the phrase's words, and this much before any run elsewhere and any that only begins or ends differently.
_ENOUGH, _ENOUGH_IN_PLACE, _COVERED, _LEAD, _LEAD_OF_ENDS = 2.0, 1.5, 0.5, 1.5, 0.3
# Runs of about this much less than the best one are the same words, said again.
_AGAIN = 1.0
_AND = re.compile(r"\band\b|&", re.IGNORECASE)
_BREAKS = ".,;:!?"
# Signs that belong to the number before them, and quotation marks.
_SIGNS = "%٪°"
_QUOTES = "«»“”\"‘’'"


@dataclass(frozen=True)
class Alignment:
    """A text, its Arabic, and by their English the Arabic of its marked words alone."""

    source: MarkedText
    target: str
    translated: Mapping[str, str]

    def find(self, span: Span) -> Span | None:
        """Return where in the target the words stand that `span` of the source covers; None where in doubt."""
        joined = self._witnesses.with_pronoun(span)
        if joined is not None:
            return self._words[joined].start, self._words[joined].end
        phrase = self._phrase(span)
        runs = list(phrase.runs())
        best = self._said_again(runs, span) or self._certain(runs, span)
        if best is None or best.score < _ENOUGH or best.covered < _COVERED:
            return None
        return self._with_signs(phrase.completed(best, self._breaks), span)

    @cached_property
    def _words(self) -> list[Word]:
        return words(self.target)

    @cached_property
    def _breaks(self) -> list[bool]:
        """Tell for each word, and for the end, whether punctuation stands before it."""
        ends = [0, *(word.end for word in self._words)]
        between = (self.target[end : word.start] for end, word in zip(ends, self._words, strict=False))
        return [*(bool(gap.strip()) for gap in between), True]

    @cached_property
    def _pair(self) -> Pair:
        return Pair(self.source.text, self.target)

    @cached_property
    def _witnesses(self) -> Witnesses:
        return Witnesses(self._pair, self._words)

    def _with_signs(self, run: Run, span: Span) -> Span:
        """Return where `run` stands, with a sign after its number, and in quotation marks where the source is."""
        start, end = self._words[run.first].start, self._words[run.last].end
        if end < len(self.target) and self.target[end] in _SIGNS:
            end += 1
        if self.source.text[span[0]] in _QUOTES and start and self.target[start - 1] in _QUOTES:
            start -= 1
        if self.source.text[span[1] - 1] in _QUOTES and end < len(self.target) and self.target[end] in _QUOTES:
            end += 1
        return start, end

    def _phrase(self, span: Span) -> Phrase:
        english = self.source.text[slice(*span)]
        units = self._witnesses.of_phrase(span, self.translated.get(english))
        return Phrase(
            units,
            self._words,
            self._against(span),
            has_and=bool(_AND.search(english)),
            followers=None if self.source.text[span[1] : span[1] + 1] in _BREAKS else self._witnesses.followers(span),
        )

    def _against(self, span: Span) -> list[float]:
        """Return what speaks for each word of the target being another word of the source."""
        against = [0.0] * len(self._words)
        others = [
            self.source.marked(mark) for mark in self.source.marks if mark.end <= span[0] or span[1] <= mark.start
        ]
        for unit in self._witnesses.of_others(span, [self.translated.get(other, "") for other in others]):
            for index, weight in unit.homes.items():
                against[index] = max(against[index], weight / max(1, len(unit.homes) - unit.capacity + 1))
        return against

    def _certain(self, runs: Sequence[Run], span: Span) -> Run | None:
        """Return the best of `runs`, by its words and its place, where it is ahead of all others."""
        if not runs:
            return None
        neighbours = self._witnesses.neighbours(span)
        scores = {run: run.score + self._of_place(run, span) + _nearness(neighbours, run) for run in runs}
        best = max(runs, key=lambda run: scores[run])
        leads = ((_LEAD_OF_ENDS if run.meets(best) else _LEAD, scores[run]) for run in runs if run != best)
        if scores[best] < _ENOUGH_IN_PLACE:
            return None
        return best if all(scores[best] - score >= lead for lead, score in leads) else None

    def _of_place(self, run: Run, span: Span) -> float:
        start, end = self._words[run.first].start, self._words[run.last].end
        off = abs((span[0] + span[1]) / len(self.source.text) - (start + end) / len(self.target)) / 2
        expected = self._sentence_of(span)
        elsewhere = expected is not None and not (expected[0] <= start and end <= expected[1])
        return _OTHER_END * off + elsewhere * _OTHER_SENTENCE

    def _sentence_of(self, span: Span) -> Span | None:
        for bead in self._pair.beads:
            if bead.source and bead.target:
                start, end = self._pair.source_span_of(bead)
                if start <= span[0] < end:
                    return self._pair.target_span_of(bead)
        return None

    def _said_again(self, runs: Sequence[Run], span: Span) -> Run | None:
        """Return the run that is the same in order, where the target says as often as the source what it says twice."""
        text = self.source.text.casefold()
        phrase = text[slice(*span)]
        times = len(re.findall(rf"\b{re.escape(phrase)}\b", text))
        if times <= 1 or not runs:
            return None
        most = max(run.score for run in runs)
        same: list[Run] = []
        for run in sorted(runs, key=lambda run: -run.score):
            if run.score > most - _AGAIN and not any(run.meets(other) for other in same):
                same.append(run)
        same.sort(key=lambda run: run.first)
        before = len(re.findall(rf"\b{re.escape(phrase)}\b", text[: span[0]]))
        return same[before] if len(same) == times else None


def _nearness(neighbours: Sequence[Unit], run: Run) -> float:
    near = {*range(run.first - _NEAR, run.first), *range(run.last + 1, run.last + 1 + _NEAR)}
    return _NEIGHBOUR * sum(not near.isdisjoint(unit.homes) for unit in neighbours)


def apart(found: Mapping[Span, Span], text: str) -> dict[Span, Span]:
    """Return `found`, source spans and their places in `text`, without places that cannot both be right.

    Words that stand apart in the source stand apart in the target, and words within others within them. Of a place
    that covers another one, as that of verb and object covers the subject's, the longer part beside that is left.
    """
    kept = dict(found)
    for one, other in itertools.permutations(found, 2):
        if one in kept and other in kept and _apart(one, other) and _within(kept[other], kept[one]):
            kept[one] = _longest_beside(kept[one], kept[other], text)
    for one, other in itertools.permutations(found, 2):
        crossed = not _apart(kept[one], kept[other]) and kept[one] != kept[other]
        if (_apart(one, other) and crossed) or (_within(one, other) and not _within(kept[one], kept[other])):
            found = {span: place for span, place in found.items() if span != one}
    return {span: kept[span] for span in found}


def _apart(one: Span, other: Span) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def _within(one: Span, other: Span) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _longest_beside(whole: Span, part: Span, text: str) -> Span:
    """Return the words of `whole` before `part`, or those after it, whichever are more."""
    inside = [word for word in words(text) if whole[0] <= word.start < whole[1]]
    before = [word for word in inside if word.end <= part[0]]
    after = [word for word in inside if word.start >= part[1]]
    longest = max(before, after, key=len)
    return (longest[0].start, longest[-1].end) if longest else whole
