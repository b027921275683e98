"""What follows from what the source shows of an article that is published."""

import datetime as dt

import pytest

from pipeline.errors import REFUSAL_REASONS, Refused
from pipeline.ledger import CheckRow
from pipeline.run.signs import GONE, MANY, NO_ARTICLE, RETRACTED, UNSEEN, Sign, Step, sign_of, step_after
from pipeline.settings.follow import FollowSettings

NOW = dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC)
MISSING, GONE_FOR_GOOD = Sign(GONE, "404"), Sign(GONE, "410", certain=True)
FRONT_PAGE, NOTICE = Sign(NO_ARTICLE, "a list"), Sign(RETRACTED, "retracted", certain=True)


def row(sign: str | None = None, minutes: int = 0, kept: str | None = None) -> CheckRow:
    since = NOW - dt.timedelta(minutes=minutes)
    return CheckRow(item_id="0" * 16, sign=sign, sign_since=since if sign else None, kept=kept)


@pytest.mark.parametrize(
    ("sign", "before", "withdrawing", "holding"),
    [
        (GONE_FOR_GOOD, row(), "withdraw", "ask"),
        (MISSING, row(), "wait", "wait"),
        (MISSING, row(GONE, 59), "wait", "wait"),
        (MISSING, row(GONE, 60), "withdraw", "ask"),
        (MISSING, row(NO_ARTICLE, 600), "wait", "wait"),
        (FRONT_PAGE, row(), "wait", "wait"),
        (FRONT_PAGE, row(NO_ARTICLE, 60), "ask", "ask"),
        (NOTICE, row(), "ask", "ask"),
        (NOTICE, row(RETRACTED, 60, kept=RETRACTED), "nothing", "nothing"),
        (GONE_FOR_GOOD, row(GONE, 60, kept=GONE), "nothing", "nothing"),
        (GONE_FOR_GOOD, row(RETRACTED, 60, kept=RETRACTED), "withdraw", "ask"),
    ],
)
def test_a_sign_is_waited_for_asked_about_or_followed(
    sign: Sign, before: CheckRow, withdrawing: Step, holding: Step
) -> None:
    assert step_after(sign, before, FollowSettings(), NOW) == withdrawing
    assert step_after(sign, before, FollowSettings(gone="hold"), NOW) == holding


def test_what_is_gone_with_many_others_of_its_source_is_asked_about() -> None:
    steps = [step_after(GONE_FOR_GOOD, row(), FollowSettings(), NOW, others=others) for others in (MANY - 2, MANY - 1)]
    assert steps == ["withdraw", "ask"]


def test_every_reason_of_a_refusal_says_that_it_is_gone_is_no_article_or_cannot_be_seen() -> None:
    signs = {reason: sign_of(Refused(reason, "why")) for reason in REFUSAL_REASONS}  # type: ignore[arg-type]
    assert {reason for reason, sign in signs.items() if sign is None} == UNSEEN
    assert {reason for reason, sign in signs.items() if sign and sign.code == GONE} == {"gone"}


@pytest.mark.parametrize(("status", "certain"), [(410, True), (404, False), (451, False), (None, False)])
def test_only_410_says_that_a_page_is_gone_for_good(status: int | None, *, certain: bool) -> None:
    sign = sign_of(Refused("gone", "there is no such page", status=status))
    assert sign == Sign(GONE, "there is no such page", certain=certain)
