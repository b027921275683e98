"""What stands in place of an article that was withdrawn: that it was, when and why, in the configured words."""

import datetime as dt

from pipeline.arabic.dates import instant_in_words
from pipeline.arabic.digits import DigitStyle, in_style
from pipeline.arabic.wording import Wording
from pipeline.model import Withdrawal


def withdrawal_in_words(
    headline: str, at: dt.datetime, reason: str | None, wording: Wording, digits: DigitStyle = "western"
) -> Withdrawal:
    """Return what readers are told of the article called `headline`, withdrawn at the instant `at` for `reason`.

    `reason` is a whole sentence in Arabic, or None where nobody gave one.
    """
    words, dates = wording.withdrawal, wording.dates
    instant = instant_in_words(
        at, zone=dates.zone, zone_name=dates.zone_name, months=dates.months, pattern=dates.instant
    )
    return Withdrawal(
        title=words.title.format(headline=headline),
        lines=(
            words.withdrawn,
            words.withdrawn_at.format(instant=in_style(instant, digits)),
            *([words.withdrawn_for.format(reason=reason)] if reason else []),
        ),
    )
