"""What outlives a run of the engines."""

import datetime as dt

from ledgers import MINUTE, NOW

from pipeline.engines.breaker import Pause
from pipeline.ledger import Ledger

DAY = NOW.date()


def test_a_pause_is_known_by_the_engine_s_name_also_when_it_is_over(ledger: Ledger) -> None:
    ledger.engines.pause("google", Pause(NOW, "answered 429"))
    assert ledger.engines.pause_of("google") == Pause(NOW, "answered 429")
    assert ledger.engines.pause_of("newsroom") is None


def test_of_two_pauses_the_longer_one_stands(ledger: Ledger) -> None:
    for minutes in (2, 5, 3):
        ledger.engines.pause("google", Pause(NOW + minutes * MINUTE, f"for {minutes}"))
    assert ledger.engines.pause_of("google") == Pause(NOW + 5 * MINUTE, "for 5")


def test_characters_add_up_in_a_day_and_begin_anew_with_the_next(ledger: Ledger) -> None:
    tomorrow = DAY + dt.timedelta(days=1)
    ledger.engines.spend("google", DAY, 100)
    ledger.engines.spend("google", DAY, 20)
    ledger.engines.spend("newsroom", DAY, 7)
    assert (ledger.engines.characters("google", DAY), ledger.engines.characters("google", tomorrow)) == (120, 0)
    ledger.engines.spend("google", tomorrow, 3)
    assert ledger.engines.characters("google", tomorrow) == 3
    assert ledger.engines.characters("newsroom", DAY) == 7


def test_spending_leaves_a_pause_as_it_is_and_the_reverse(ledger: Ledger) -> None:
    ledger.engines.spend("google", DAY, 100)
    ledger.engines.pause("google", Pause(NOW, "answered 429"))
    ledger.engines.spend("google", DAY, 1)
    assert ledger.engines.pause_of("google") == Pause(NOW, "answered 429")
    assert ledger.engines.characters("google", DAY) == 101
    assert ledger.engines.pause_of("newsroom") is None
