"""By what right an article is republished."""

import datetime as dt
from typing import Literal

from pipeline.model.base import Model

RightsBasis = Literal["own", "permission", "contract", "public-domain", "cc-by", "cc-by-sa", "unknown"]


class Rights(Model):
    """The right to republish one source's texts, and apart from it the right to its images.

    `evidence` is a URL or a document an editor can look up; `basis` is `unknown` where nothing is recorded.
    """

    basis: RightsBasis = "unknown"
    evidence: str = ""
    images: bool = False
    expires: dt.date | None = None
