"""Nothing without the secret or the token, and safe headers on every answer."""

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from desks import Desk, Editor, Serve
from fastapi import FastAPI
from newsroom import Newsroom
from starlette.routing import BaseRoute, Mount, Route

from pipeline.desk import Access, create_app
from pipeline.desk.assets import address

OPEN = {"/enter", "/static"}


@pytest.fixture
def app(newsroom: Newsroom) -> Iterator[FastAPI]:
    with newsroom.ledger() as ledger:
        yield create_app(newsroom.settings, ledger, Access())


def flat(routes: Iterable[BaseRoute]) -> Iterator[Route | Mount]:
    """Yield routes, those of an included router too, which FastAPI keeps within it."""
    for route in routes:
        if isinstance(route, Route | Mount):
            yield route
        else:
            yield from flat(route.original_router.routes)  # type: ignore[attr-defined]


def routes(app: FastAPI) -> list[tuple[str, str]]:
    """Return method and path of every route there is, with something in the place of each parameter."""
    found = []
    for route in flat(app.routes):
        path = re.sub(r"\{[^}]*\}", "8819cb7f8990a6b3", route.path)
        methods = route.methods if isinstance(route, Route) else {"GET"}
        found += [(method, path) for method in methods or ()]
    return found


def test_a_stranger_gets_nothing_of_any_route(app: FastAPI, desk: Desk) -> None:
    stranger = desk.stranger()
    closed = [(method, path) for method, path in routes(app) if path not in OPEN]
    assert len(closed) >= 12
    for method, path in [*closed, ("GET", "/no/such/page"), ("DELETE", "/")]:
        assert stranger.request(method, path).status_code == 401, (method, path)


def test_what_is_open_to_strangers_is_the_entrance_and_the_style_sheet(desk: Desk) -> None:
    stranger = desk.stranger()
    assert stranger.get("/enter").status_code == 401
    assert stranger.get("/static/desk.css").status_code == 200
    assert stranger.get("/static/../access.py").status_code == 401
    assert stranger.get("/static/%2e%2e/access.py").status_code == 404


def test_the_secret_link_signs_in_and_takes_the_secret_out_of_the_address(desk: Desk) -> None:
    answer = desk.stranger().get("/enter", params={"secret": desk.access.secret})

    cookie = answer.headers["set-cookie"]
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert cookie.startswith("desk-test=")
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert desk.access.secret not in cookie


def test_a_wrong_secret_is_told_so(desk: Desk) -> None:
    answer = desk.stranger().get("/enter", params={"secret": "wrong"})
    assert answer.status_code == 401
    assert "That is not the secret of this start." in answer.text
    assert "set-cookie" not in answer.headers


def test_a_session_ends_with_its_time(desk: Desk, editor: Editor) -> None:
    editor.open("/")
    assert editor.status == 200
    desk.clock.now += desk.access.lifetime
    editor.open("/")
    assert editor.status == 401


def test_who_signs_out_is_out(editor: Editor) -> None:
    editor.open("/")
    cookie = dict(editor.browser.cookies)
    editor.send("/leave")
    assert editor.status == 401
    editor.browser.cookies.update(cookie)
    assert editor.browser.get("/").status_code == 401


def test_a_form_without_the_sessions_own_token_changes_nothing(
    app: FastAPI, desk: Desk, editor: Editor, held: str, newsroom: Newsroom
) -> None:
    other = desk.editor()
    other.open("/")
    theirs = other.page.forms[0].fields["csrf"]
    version = newsroom.item(held).updated_at.isoformat()
    posts = [path.replace("8819cb7f8990a6b3", held, 1) for method, path in routes(app) if method == "POST"]
    assert len(posts) == 10

    for path in posts:
        for token in ({}, {"csrf": ""}, {"csrf": theirs}):
            data = {"by": "Mallory", "reason": "none", "text": "نص", "version": version, **token}
            assert editor.browser.post(path, data=data).status_code == 403, path

    assert newsroom.item(held).state == "held"
    editor.open("/")
    assert editor.status == 200


def test_every_answer_has_the_security_headers(editor: Editor) -> None:
    for path in ("/", "/enter", "/no/such/page", "/static/desk.css", "/api/v1/publications"):
        headers = editor.browser.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self';"), path
        assert "unsafe" not in policy
        assert ("script-src 'self'" in policy) is (path not in {"/static/desk.css", "/api/v1/publications"}), path
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_a_mistake_of_ours_is_told_without_its_inside_and_with_the_same_headers(
    desk: Desk, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "what only the log may say"  # noqa: S105 - none

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError(secret)

    monkeypatch.setattr("pipeline.desk.queue.items_page", broken)
    monkeypatch.setattr("pipeline.desk.api.changes_page", broken)
    for client, path in ((editor.browser, "/"), (desk.consumer(), "/api/v1/changes")):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "ZeroDivisionError" in answer.text
        assert secret not in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["content-type"] == "application/json"


def test_the_cookie_is_secure_where_the_browser_speaks_https(desk: Desk) -> None:
    for scheme, secure in (("https", True), ("http", False)):
        answer = desk.stranger(**{"X-Forwarded-Proto": scheme}).get("/enter", params={"secret": desk.access.secret})
        assert ("secure" in answer.headers["set-cookie"].lower()) is secure


def test_what_is_served_of_others_has_its_licence_beside_it(desk: Desk) -> None:
    static = Path(str(files("pipeline.desk"))) / "static"
    folders = [path for path in static.iterdir() if path.is_dir()]
    assert {path.parent for path in static.rglob("*.woff2")} == set(folders)
    for folder in folders:
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "LICENSE").read_text("utf-8")
    for font in static.rglob("*.woff2"):
        answer = desk.stranger().get(f"/static/{font.relative_to(static)}")
        assert (answer.status_code, answer.content[:4]) == (200, b"wOF2")


def test_pages_are_not_kept_by_caches_and_what_they_load_is(editor: Editor) -> None:
    assert editor.browser.get("/").headers["cache-control"] == "no-store"
    loaded = editor.browser.get(address("desk.css"))
    assert loaded.headers["cache-control"] == "private, max-age=604800"
    again = editor.browser.get(address("desk.css"), headers={"If-None-Match": loaded.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_run_our_own_script_only_and_load_nothing_from_elsewhere(editor: Editor, held: str) -> None:
    for path in ("/", f"/items/{held}", "/enter"):
        page = editor.open(path)
        assert page.xpath("//script/@src") == [address("desk.js")]
        assert not page.xpath(
            "//script[not(@src)] | //style | //iframe | //object | //@style | //@*[starts-with(name(), 'on')]"
        )
        assert page.xpath("//link/@href | //img/@src") == [address("desk.css"), address("icon.svg")]


def test_a_name_that_is_not_the_desks_is_refused(newsroom: Newsroom, serve: Serve) -> None:
    desk = serve(newsroom.configure(desk={"host_names": ["desk.example.org"]}))
    for host, status in (("evil.example", 400), ("localhost", 401), ("desk.example.org", 401)):
        assert desk.stranger(Host=host).get("/").status_code == status


def test_the_read_token_opens_the_api_and_nothing_else(desk: Desk) -> None:
    consumer = desk.consumer()
    assert consumer.get("/api/v1/publications").status_code == 200
    assert consumer.get("/api/v1/openapi.json").status_code == 200
    assert consumer.get("/").status_code == 401
    wrong = desk.stranger(Authorization="Bearer wrong").get("/api/v1/publications")
    assert (wrong.status_code, wrong.headers["www-authenticate"]) == (401, "Bearer")


def test_the_secret_stands_in_no_page(desk: Desk, editor: Editor, held: str) -> None:
    answers = [editor.browser.get(path) for path in ("/", f"/items/{held}", "/enter")]
    assert not any(desk.access.secret in answer.text for answer in answers)


def test_an_error_of_the_ledger_is_told_with_its_next_step(desk: Desk, editor: Editor) -> None:
    with desk.room.ledger.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE runs")
    editor.open("/")
    assert editor.status == 503
    assert "Next:" in editor.text()
