"""What happens, told to pages that are open."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from desks import Desk, Editor
from ledgers import NOW, add

from pipeline.desk import live
from pipeline.ledger import Ledger


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "EVERY", 0.01)


def messages(lines: Iterator[str]) -> Iterator[tuple[int, Any]]:
    """Yield the number and the data of each message of a stream."""
    number = 0
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "id":
            number = int(value)
        elif name == "data":
            yield number, json.loads(value)


def streamed(editor: Editor, path: str = "/events", last: str = "") -> Any:  # noqa: ANN401 - httpx's context manager
    headers = {"Last-Event-ID": last} if last else {}
    return editor.browser.stream("GET", path, headers=headers, timeout=10)


def test_events_are_told_with_their_items_and_read_on_from_a_number(desk: Desk, editor: Editor) -> None:
    ledger = desk.room.ledger
    first = add(ledger, "first")
    with streamed(editor) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        heard = messages(answer.iter_lines())
        number, data = next(heard)
        assert (number, data) == (ledger.last_event(), {"items": [first.id]})
        ledger.settle(first.id, "held", NOW, message="a person must decide")
        assert next(heard) == (number + 1, {"items": [first.id]})

    second = add(ledger, "second")
    for stream in (streamed(editor, f"/events?after={number + 1}"), streamed(editor, last=str(number + 1))):
        with stream as answer:
            assert next(messages(answer.iter_lines())) == (ledger.last_event(), {"items": [second.id]})


def test_a_page_names_the_number_after_which_it_knows_nothing(desk: Desk, editor: Editor, held: str) -> None:
    for path in ("/", f"/items/{held}"):
        editor.open(path)
        assert editor.page.xpath("//@data-after") == [str(desk.room.ledger.last_event())]


def test_an_answer_that_goes_on_ends_with_the_desk(desk: Desk, editor: Editor) -> None:
    with streamed(editor) as answer:
        lines = answer.iter_lines()
        assert next(lines) == "retry: 1000"
        desk.room.ending.set()
        assert list(lines)[-1] == ""


@pytest.mark.parametrize("last", ["x", "-1", "9" * 20])
def test_a_number_that_is_none_is_told_so(editor: Editor, last: str) -> None:
    with streamed(editor, last=last) as answer:
        assert answer.status_code == 422


def test_a_stranger_hears_nothing(desk: Desk) -> None:
    with pytest.raises(httpx.HTTPStatusError):
        desk.stranger().get("/events").raise_for_status()


def test_a_ledger_that_cannot_be_read_ends_the_answer_and_not_the_desk(desk: Desk, editor: Editor) -> None:
    assert isinstance(desk.room.ledger, Ledger)
    with desk.room.ledger.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE events RENAME TO gone")
    with streamed(editor) as answer, pytest.raises(httpx.RemoteProtocolError):
        list(answer.iter_lines())
    with desk.room.ledger.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO events")
    editor.open("/")
    assert editor.status == 200
