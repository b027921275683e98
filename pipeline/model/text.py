"""Text with marks: a plain string, and what stands on which of its characters."""

from typing import Literal, Self

from pydantic import Field, model_validator

from pipeline.model.base import Model

MarkKind = Literal["link", "strong", "emphasis"]


class Mark(Model):
    """A link or an emphasis on `text[start:end]`, in code points.

    `href` is an absolute URL for a link and null for everything else.
    """

    kind: MarkKind = Field(description="what it is")
    start: int = Field(ge=0, description="where it begins in `text`, in code points from 0")
    end: int = Field(description="where it ends: the first code point that is no part of it")
    href: str | None = Field(default=None, description="where a link leads, absolute; null for everything else")

    @model_validator(mode="after")
    def _is_coherent(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"a mark must cover at least one character, not {self.start}:{self.end}")
        if (self.kind == "link") != (self.href is not None):
            raise ValueError(f"a link has an href and nothing else has one: {self.kind} {self.href!r}")
        return self


class MarkedText(Model):
    """A plain string with the marks on it; marks may overlap.

    An English text's marks stand in order of their start, those of its Arabic in the same order as the English ones.
    """

    text: str = Field(description="plain text, no markup")
    marks: tuple[Mark, ...] = Field(default=(), description="links and emphasis on it")

    @model_validator(mode="after")
    def _marks_lie_within(self) -> Self:
        for mark in self.marks:
            if mark.end > len(self.text):
                raise ValueError(f"mark {mark.start}:{mark.end} ends after the text's {len(self.text)} characters")
        return self

    def marked(self, mark: Mark) -> str:
        """Return the words that `mark` stands on."""
        return self.text[mark.start : mark.end]
