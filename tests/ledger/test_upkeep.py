"""Keeping the ledger small: what goes of old items, and what never does."""

import datetime as dt

import pytest
from ledgers import MINUTE, NOW, add, row

from pipeline.ledger import Item, Ledger, Stage, State
from pipeline.ledger.upkeep import Pruned, prune

LATER = NOW + 90 * dt.timedelta(days=1)
MADE: tuple[Stage, ...] = ("fetch", "extract", "attribute")


def made(ledger: Ledger, name: str, state: State = "published", again: dt.datetime | None = None) -> Item:
    item = add(ledger, name)
    for stage in MADE:
        ledger.keep(item.id, stage, f"what {stage} made", 0.1, NOW)
    if state == "published":
        return ledger.published(item.id, row(item), NOW)
    return ledger.settle(item.id, state, NOW, next_attempt_at=again)


def stages(ledger: Ledger, item: Item) -> set[str]:
    return set(ledger.so_far(item.id).payloads)


def test_what_stages_made_of_an_old_item_goes_and_its_publication_and_urls_stay(ledger: Ledger) -> None:
    item = made(ledger, "a")
    ledger.note(item.id, "approved", NOW, by="Layla Haddad")
    pruned = prune(ledger.database, LATER)
    assert (pruned.items, pruned.outputs, pruned.events) == (1, 2, 2)
    assert pruned.bytes > 0
    assert stages(ledger, item) == {"attribute"}
    assert ledger.publication(item.id) == row(item)
    assert add(ledger, "a", at=LATER).id == item.id
    assert ledger.get(item.id).state == "published"
    assert [event.event for event in ledger.events(item.id)] == ["approved"]
    assert prune(ledger.database, LATER) == Pruned()


def test_a_dry_run_tells_the_same_and_removes_nothing(ledger: Ledger) -> None:
    item = made(ledger, "a")
    told = prune(ledger.database, LATER, dry_run=True)
    assert stages(ledger, item) == set(MADE)
    assert prune(ledger.database, LATER) == told


@pytest.mark.parametrize(
    ("state", "again", "goes"),
    [
        ("refused", None, True),
        ("failed", None, True),
        ("failed", LATER, False),
        ("held", None, False),
        ("working", None, False),
        ("discovered", None, False),
    ],
)
def test_only_what_nobody_waits_for_goes(
    ledger: Ledger, state: State, again: dt.datetime | None, *, goes: bool
) -> None:
    item = made(ledger, "a", state, again)
    prune(ledger.database, LATER)
    assert stages(ledger, item) == ({"attribute"} if goes else set(MADE))


def test_what_is_young_or_still_followed_stays(ledger: Ledger) -> None:
    young, followed = made(ledger, "young"), made(ledger, "followed")
    ledger.published(followed.id, row(followed), NOW, next_check_at=LATER)
    assert prune(ledger.database, NOW) == Pruned()
    prune(ledger.database, NOW + MINUTE)
    assert stages(ledger, young) == {"attribute"}
    assert stages(ledger, followed) == set(MADE)
