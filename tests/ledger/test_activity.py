"""What happened lately, counted."""

import datetime as dt

from ledgers import MINUTE, NOW, add

from pipeline.ledger import Ledger
from pipeline.ledger.activity import Settled, Use, engine_use, latest_runs, settled_since


def test_what_was_settled_is_counted_by_the_hour_and_read_on_from_where_it_ended(ledger: Ledger) -> None:
    hour = NOW.replace(minute=0)
    first, second, third = (add(ledger, name) for name in ("first", "second", "third"))
    ledger.settle(first.id, "held", NOW, reason="number_changed", message="140 became 150")
    ledger.settle(second.id, "held", NOW + MINUTE, reason="number_changed", message="3 became 4")
    ledger.note(first.id, "retry asked", NOW, by="Layla")
    found, last = settled_since(ledger.database, NOW)
    assert found == [Settled(hour, "held", 2)]
    assert settled_since(ledger.database, NOW, after=last) == ([], last)
    assert settled_since(ledger.database, NOW + MINUTE)[0] == [Settled(hour, "held", 1)]

    ledger.settle(third.id, "refused", NOW + dt.timedelta(hours=1), message="gone")
    news = settled_since(ledger.database, NOW, after=last)
    assert news == ([Settled(hour + dt.timedelta(hours=1), "refused", 1)], ledger.last_event())


def test_the_newest_runs_come_first(ledger: Ledger) -> None:
    for number in range(3):
        run = ledger.runs.begin(NOW + number * MINUTE)
        if number < 2:
            ledger.runs.end(run, number, {"published": number}, NOW + number * MINUTE)
    found = latest_runs(ledger.database, 2)
    assert [(run["exit_code"], run["summary"]) for run in found] == [(None, None), (1, {"published": 1})]


def test_what_engines_were_asked_for_is_added_up_a_day(ledger: Ledger) -> None:
    for hours, characters in ((0, 100), (1, 20), (24, 3)):
        at = NOW + dt.timedelta(hours=hours)
        engines = {"google": {"requests": 1, "characters": characters}}
        ledger.runs.end(ledger.runs.begin(at), 0, {"engines": engines}, at)
    ledger.runs.end(ledger.runs.begin(NOW), 5, {"error": "written by an earlier version"}, NOW)
    ledger.runs.begin(NOW)

    days = [NOW.date() + dt.timedelta(days=1), NOW.date()]
    assert engine_use(ledger.database, NOW) == [Use(days[0], "google", 1, 3), Use(days[1], "google", 2, 120)]
    assert engine_use(ledger.database, NOW + dt.timedelta(hours=2)) == [Use(days[0], "google", 1, 3)]
