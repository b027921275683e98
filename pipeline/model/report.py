"""What the checks found in a translation, and what follows from it."""

from typing import Literal

from pipeline.model.base import Model
from pipeline.model.translation import Translation

Severity = Literal["hold", "note"]
Verdict = Literal["clean", "repaired", "noted", "held", "approved"]
Span = tuple[int, int]


class Flag(Model):
    """One finding: what, how grave, in words an editor understands, and on which characters.

    `segment` is the index of the pair; null where the finding is about the whole document.
    Spans are code points, half open; null where the finding is about the whole text.
    """

    code: str
    severity: Severity
    detail: str
    segment: int | None = None
    source_span: Span | None = None
    target_span: Span | None = None


class Report(Model):
    """A checked translation: the segments after repairs, every flag, and the verdict.

    `held` means that a person must decide; all other verdicts may be published.
    """

    translation: Translation
    flags: tuple[Flag, ...] = ()
    verdict: Verdict

    def flags_of(self, index: int) -> tuple[Flag, ...]:
        """Return the flags on segment number `index`."""
        return tuple(flag for flag in self.flags if flag.segment == index)
