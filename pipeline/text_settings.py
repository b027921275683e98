"""The tables [arabic] and [check] of the configuration: how the Arabic is written, and what of it may be published."""

from pydantic import BaseModel, ConfigDict

from pipeline.arabic.digits import DigitStyle
from pipeline.arabic.quotation import QuotationMarks
from pipeline.model import Policy


class ArabicSettings(BaseModel):
    """How the Arabic is written, whoever translated it. Spellings are a companion's: [paths] house_style."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quotation_marks: QuotationMarks = "guillemets"
    digits: DigitStyle = "western"


class CheckSettings(BaseModel):
    """What becomes of an article in which the checks found something; docs/operations.md has the table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    policy: Policy = "balanced"
