"""The tables [arabic] and [check] of the configuration: how the Arabic is written, and what of it may be published."""

from pipeline.arabic.digits import DigitStyle
from pipeline.arabic.quotation import QuotationMarks
from pipeline.model import Policy
from pipeline.settings.table import Table


class ArabicSettings(Table):
    """How the Arabic is written, whoever translated it. Spellings are a companion's: [paths] house_style."""

    quotation_marks: QuotationMarks = "guillemets"
    digits: DigitStyle = "western"


class CheckSettings(Table):
    """What becomes of an article in which the checks found something; docs/operations.md has the table."""

    policy: Policy = "balanced"
