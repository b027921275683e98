"""What the checks found in a translation, and what follows from it."""

from typing import Literal

from pydantic import Field

from pipeline.model.base import Model
from pipeline.model.translation import Translation

Severity = Literal["hold", "note"]
Verdict = Literal["clean", "repaired", "noted", "held", "approved"]
Policy = Literal["strict", "balanced", "lenient"]
Span = tuple[int, int]


class Flag(Model):
    """One finding: what, how grave, in words an editor understands, and on which characters.

    `segment` is the index of the pair; null where the finding is about the whole document.
    Spans are code points, half open; null where the finding is about the whole text.
    """

    code: str = Field(description="what was found, e.g. `number_changed`; codes may be added")
    severity: Severity = Field(description="`hold`: a person has to decide; `note`: worth knowing")
    detail: str = Field(description="what was found, in English, for an editor")
    segment: int | None = Field(default=None, description="number of the text from 0; null: of the whole document")
    source_span: Span | None = Field(default=None, description="from and to in the English text, in code points")
    target_span: Span | None = Field(default=None, description="from and to in the Arabic text, in code points")


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
