"""robots.txt and its like, kept for as long as they hold, whoever asked."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from ledgers import NOW

from pipeline.ledger import KeptSiteFiles, Ledger
from pipeline.ledger.upkeep import prune

URL = "https://news.example/robots.txt"


class Clock:
    """The time, which passes when it is told to."""

    now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


def test_a_file_is_known_until_it_holds_no_longer(ledger: Ledger) -> None:
    clock = Clock()
    store = KeptSiteFiles(ledger.database, clock)
    assert store.read(URL) is None
    store.keep(URL, b"User-agent: *", 3600)
    assert store.read(URL) == (b"User-agent: *", 3600)
    clock.now += dt.timedelta(minutes=59)
    assert KeptSiteFiles(ledger.database, clock).read(URL) == (b"User-agent: *", 60)
    clock.now += dt.timedelta(minutes=1)
    assert store.read(URL) is None


def test_that_there_is_no_file_is_known_too_and_a_later_answer_takes_its_place(ledger: Ledger) -> None:
    store = KeptSiteFiles(ledger.database, Clock())
    store.keep(URL, None, 60)
    assert store.read(URL) == (None, 60)
    store.keep(URL, b"", 120)
    assert store.read(URL) == (b"", 120)


def test_several_that_keep_the_same_file_at_once_do_not_meet(ledger: Ledger) -> None:
    store = KeptSiteFiles(ledger.database, Clock())
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: store.keep(URL, b"%d" % number, 60), range(12)))
    assert store.read(URL) is not None


def test_what_holds_no_longer_is_pruned(ledger: Ledger) -> None:
    clock = Clock()
    store = KeptSiteFiles(ledger.database, clock)
    store.keep(URL, b"old", 60)
    store.keep(f"{URL}?", b"new", 7200)
    prune(ledger.database, NOW + dt.timedelta(hours=1))
    assert (store.read(URL), store.read(f"{URL}?")) == (None, (b"new", 7200))
