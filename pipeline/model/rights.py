"""By what right an article is republished."""

import datetime as dt
import re
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from pipeline.model.base import Model

RightsBasis = Literal["own", "permission", "contract", "public-domain", "cc-by", "cc-by-sa", "unknown"]

CC_LICENSE = re.compile(
    r"https?://creativecommons\.org/licenses/(?P<terms>by(?:-[a-z]{2})*)/(?P<version>\d\.\d)(?:/(?P<port>[a-z]{2,3}))?/?"
)
"""The address of a Creative Commons licence, e.g. https://creativecommons.org/licenses/by-sa/4.0/ or …/by/3.0/igo/."""


class Signal(Model):
    """What a page or its server says about reuse, as it was found; whether it counts is for the basis to say."""

    kind: str = Field(description="what it is, e.g. `tdm-reservation`, `notranslate`, `license`; kinds may be added")
    value: str = Field(description="what it says, in its own words")
    where: str = Field(description="where it was found: a header, an element, a file")


class Rights(Model):
    """The right to republish one source's texts, and apart from it the right to its images.

    `evidence` is a URL or a document an editor can look up; `basis` is `unknown` where nothing is recorded.
    """

    basis: RightsBasis = Field(default="unknown", description="the right to the text")
    evidence: str = Field(default="", description="where that can be looked up: a URL or a document")
    images: bool = Field(default=False, description="whether the images may be shown too")
    expires: dt.date | None = Field(default=None, description="the last day of the right; null: it does not end")
    credit: str | None = Field(
        default=None, pattern=r"\S", description="the credit that must be shown with the text, in the owner's words"
    )
    license_url: str | None = Field(
        default=None, pattern=r"^https?://\S+$", description="the licence's own address, where there is one"
    )
    agencies: tuple[str, ...] = Field(
        default=(), description="news agencies whose texts the right covers too, where the source runs them"
    )
    signals: tuple[Signal, ...] = Field(default=(), description="what the page and its server say about reuse")

    @field_validator("basis", mode="before")
    @classmethod
    def _allows_a_translation(cls, basis: object) -> object:
        if isinstance(basis, str) and "nd" in basis.lower().split("-"):
            raise ValueError(
                f"{basis} does not allow it: a NoDerivatives licence forbids to share adaptations, and a translation "
                "is one; ask the owner, and record the answer as permission or contract"
            )
        return basis

    @model_validator(mode="after")
    def _licence_allows_this(self) -> Self:
        found = CC_LICENSE.match(self.license_url or "")
        if found and f"cc-{found['terms']}" != self.basis:
            raise ValueError(f"license_url names CC {found['terms'].upper()}, and basis says {self.basis!r}")
        return self
