"""Signs at the source that it took an article back, and what follows from them: wait, ask a person, or withdraw."""

import datetime as dt
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from pipeline.errors import Refused
from pipeline.ledger import CheckRow
from pipeline.settings.follow import FollowSettings

GONE, RETRACTED, NO_ARTICLE = "source_gone", "source_retracted", "source_no_article"

ASKED = frozenset({GONE, RETRACTED, NO_ARTICLE})
"""The reasons of items that stay published while a person is asked whether they are to be withdrawn."""

UNSEEN = frozenset({"wall", "paywall", "robots", "address", "too_large"})
"""Reasons of refusals that keep us from looking and say nothing about the article, e.g. a wall raised after a week."""

MANY = 10
"""Articles of one source that are gone within a day, from which on a person is asked about each: a site that moves, or
is set up wrongly, seldom means to withdraw them all."""

Step = Literal["nothing", "wait", "ask", "withdraw"]


@dataclass(frozen=True)
class Sign:
    """What was seen: one of ASKED, in words; `certain` where a second look would add nothing."""

    code: str
    message: str
    certain: bool = False


def sign_of(refusal: Refused) -> Sign | None:
    """Return what it means for a published article that its page is refused now; None where it means nothing."""
    if refusal.reason in UNSEEN:
        return None
    if refusal.reason == "gone":
        # RFC 9110: 410 says that it is gone for good and meant to be; 404 does not say for how long.
        return Sign(GONE, refusal.message, certain=refusal.status == HTTPStatus.GONE)
    return Sign(NO_ARTICLE, f"its page is no article any more: {refusal.message} ({refusal.reason})")


def step_after(sign: Sign, row: CheckRow, settings: FollowSettings, now: dt.datetime, *, others: int = 0) -> Step:
    """Return what follows from `sign`, where `row` is what the looks before found; `others` show it too."""
    if sign.code == row.kept:
        return "nothing"
    seen_before = row.sign == sign.code and row.sign_since is not None
    if not sign.certain and not (seen_before and row.sign_since and now - row.sign_since >= settings.confirm):
        return "wait"
    return "withdraw" if sign.code == GONE and settings.gone == "withdraw" and others + 1 < MANY else "ask"
