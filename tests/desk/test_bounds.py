"""How much a client may send, and how much is answered at once."""

import asyncio
from collections.abc import Iterator

from desks import Clock, Desk, Editor, Serve
from newsroom import Newsroom
from starlette.types import Message, Receive, Scope, Send

from pipeline.desk.bounds import AT_ONCE, MAX_BODY, MOST_CLIENTS, Allowance, Turns
from pipeline.desk.policy import POLICY


def test_an_allowance_is_a_minutes_requests_and_fills_again_evenly() -> None:
    clock = Clock()
    allowance = Allowance(60, clock)
    assert [allowance.wait_of("a") for _ in range(61)] == [0] * 60 + [1]
    assert allowance.wait_of("b") == 0
    clock.now += 1
    assert [allowance.wait_of("a") for _ in range(2)] == [0, 1]
    clock.now += 3600
    assert [allowance.wait_of("a") for _ in range(61)] == [0] * 60 + [1]


def test_who_waits_as_told_is_let_in_however_often_they_asked() -> None:
    clock = Clock()
    allowance = Allowance(2, clock)
    assert [allowance.wait_of("a") for _ in range(4)] == [0, 0, 30, 30]
    clock.now += 30
    assert [allowance.wait_of("a") for _ in range(2)] == [0, 30]


def test_addresses_are_not_remembered_without_end() -> None:
    allowance = Allowance(1, Clock())
    for number in range(MOST_CLIENTS + 10):
        allowance.wait_of(str(number))
    assert len(allowance._left) == MOST_CLIENTS


def test_the_api_says_when_there_is_room_again(newsroom: Newsroom, serve: Serve) -> None:
    desk = serve(newsroom.configure(desk={"requests_per_minute": 2}))
    consumer, editor = desk.consumer(), desk.editor()
    answers = [consumer.get("/api/v1/changes") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["retry-after"]) <= 30
    assert answers[2].json()["detail"].startswith("Too many requests")
    assert answers[2].headers["x-content-type-options"] == "nosniff"
    assert {editor.browser.get("/").status_code for _ in range(4)} == {200}


def test_a_body_that_is_too_large_is_refused_declared_or_not(editor: Editor, desk: Desk, held: str) -> None:
    piece = b"x" * 65536

    def streamed() -> Iterator[bytes]:
        yield b"text="
        for _ in range(MAX_BODY // len(piece) + 1):
            yield piece

    path, form = f"/items/{held}/approve", {"Content-Type": "application/x-www-form-urlencoded"}
    declared = editor.browser.post(path, content=b"x" * (MAX_BODY + 1), headers=form)
    undeclared = editor.browser.post(path, content=streamed(), headers=form)
    assert [declared.status_code, undeclared.status_code] == [413, 413]
    assert desk.stranger().post("/", content=b"x" * (MAX_BODY + 1)).status_code == 413
    assert all(answer.headers["content-security-policy"].startswith(POLICY) for answer in (declared, undeclared))


def test_pages_are_made_a_few_at_a_time_in_their_turn_and_nothing_else_waits() -> None:
    begun: asyncio.Queue[str] = asyncio.Queue()
    may_answer, may_end = asyncio.Event(), asyncio.Event()

    async def app(scope: Scope, _: Receive, send: Send) -> None:
        begun.put_nowait(scope["path"])
        await may_answer.wait()
        await send({"type": "http.response.start"})
        await may_end.wait()

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(_: Message) -> None:
        pass

    async def ask() -> None:
        turns = Turns(app)
        asked = [("GET", str(number)) for number in range(AT_ONCE + 2)] + [("POST", "form")]
        scopes = [{"type": "http", "method": method, "path": path} for method, path in asked]
        waiting = [asyncio.ensure_future(turns(scope, receive, send)) for scope in scopes]
        await asyncio.sleep(0)
        assert [begun.get_nowait() for _ in range(begun.qsize())] == [str(n) for n in range(AT_ONCE)] + ["form"]
        may_answer.set()
        assert [await begun.get() for _ in range(2)] == [str(AT_ONCE), str(AT_ONCE + 1)]
        assert not any(answer.done() for answer in waiting)
        may_end.set()
        await asyncio.gather(*waiting)

    asyncio.run(ask())
