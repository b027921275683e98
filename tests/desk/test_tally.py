"""How many items are in each state, counted once for all who look at the same moment."""

import pytest
from desks import Clock
from ledgers import NOW, add
from newsroom import Newsroom

from pipeline.desk.tally import KEPT, Tally
from pipeline.ledger import Ledger


def test_a_count_is_made_again_after_a_moment_or_with_the_next_event(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    asked: list[float] = []
    counts = Ledger.counts

    def counted(ledger: Ledger) -> dict[str, int]:
        asked.append(clock.now)
        return counts(ledger)

    monkeypatch.setattr(Ledger, "counts", counted)
    with newsroom.ledger() as ledger:
        tally = Tally(ledger, clock)
        item = add(ledger, "a")
        assert tally.latest(ledger.last_event()).states == {"discovered": 1}
        assert tally.latest(ledger.last_event()).states == {"discovered": 1}
        assert len(asked) == 1
        ledger.settle(item.id, "failed", NOW)
        assert tally.latest(ledger.last_event()).states == {"failed": 1}
        ledger.begin(item.id, "fetch", NOW)  # which is no event
        clock.now += 2 * KEPT
        assert tally.latest(ledger.last_event()).states == {"working": 1}
    assert len(asked) == 3
