"""What outlives a run of the engines."""

import contextlib
import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from ledgers import MINUTE, NOW

from pipeline.engines.breaker import Pause
from pipeline.ledger import Ledger

DAY = NOW.date()

PLENTY = 1_000_000


def test_a_pause_is_known_by_the_engine_s_name_also_when_it_is_over(ledger: Ledger) -> None:
    ledger.engines.pause("google", Pause(NOW, "answered 429"))
    assert ledger.engines.pause_of("google") == Pause(NOW, "answered 429")
    assert ledger.engines.pause_of("newsroom") is None


def test_of_two_pauses_the_longer_one_stands(ledger: Ledger) -> None:
    for minutes in (2, 5, 3):
        ledger.engines.pause("google", Pause(NOW + minutes * MINUTE, f"for {minutes}"))
    assert ledger.engines.pause_of("google") == Pause(NOW + 5 * MINUTE, "for 5")


def test_characters_add_up_in_a_day_and_begin_anew_with_the_next(ledger: Ledger) -> None:
    tomorrow, book = DAY + dt.timedelta(days=1), ledger.engines
    assert book.take("google", DAY, 100, PLENTY)
    assert book.take("google", DAY, 20, PLENTY)
    assert book.take("newsroom", DAY, 7, PLENTY)
    book.give_back("google", DAY, 10)
    assert (book.characters("google", DAY), book.characters("google", tomorrow)) == (110, 0)
    assert book.take("google", tomorrow, 3, PLENTY)
    assert book.characters("google", tomorrow) == 3
    assert book.characters("newsroom", DAY) == 7


def test_a_clock_that_is_put_back_over_midnight_has_no_second_day(ledger: Ledger) -> None:
    assert ledger.engines.take("google", DAY, 100, 120)
    assert not ledger.engines.take("google", DAY - dt.timedelta(days=1), 21, 120)
    assert ledger.engines.take("google", DAY - dt.timedelta(days=1), 20, 120)
    assert ledger.engines.characters("google", DAY) == 120
    assert ledger.engines.take("google", DAY - dt.timedelta(days=400), 20, 20), "a clock that was far ahead"


def test_of_many_that_take_at_once_none_takes_what_the_day_has_not(url: str, ledger: Ledger) -> None:
    del ledger  # its tables are there
    with contextlib.closing(Ledger.open(url)) as one, contextlib.closing(Ledger.open(url)) as other:
        books = [one.engines, other.engines] * 5
        with ThreadPoolExecutor(4) as pool:
            taken = list(pool.map(lambda book: book.take("google", DAY, 10, 55), books))
        assert (sum(taken), one.engines.characters("google", DAY)) == (5, 50)


def test_taking_leaves_a_pause_as_it_is_and_the_reverse(ledger: Ledger) -> None:
    assert ledger.engines.take("google", DAY, 100, PLENTY)
    ledger.engines.pause("google", Pause(NOW, "answered 429"))
    assert ledger.engines.take("google", DAY, 1, PLENTY)
    assert ledger.engines.pause_of("google") == Pause(NOW, "answered 429")
    assert ledger.engines.characters("google", DAY) == 101
    assert ledger.engines.pause_of("newsroom") is None
