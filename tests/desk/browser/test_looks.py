"""Every page fits a telephone and a desk, in both languages, and keeps nobody out but strangers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from browsers import OpenWindow, serious_faults
from desks import Desk, serving
from hostile_texts import TEXTS, URLS, hostile_pages
from newsroom import Newsroom
from playwright.sync_api import Page, expect
from pytest_httpserver import HTTPServer
from stories import BRIDGE, LIBRARY

from pipeline.model import Mark, MarkedText, Report
from pipeline.run.termbase import add_term, term_of

pytestmark = pytest.mark.chromium

LAYLA = "ليلى حداد"


@dataclass(frozen=True)
class Room:
    """A newsroom that has something for every page: an article held, one published and revised, one that failed."""

    newsroom: Newsroom
    desk: Desk
    held: str
    published: str
    failed: str


@pytest.fixture(scope="module")
def room(loopback: HTTPServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    loopback.clear()
    newsroom = Newsroom(tmp_path_factory.mktemp("newsroom"), loopback)
    newsroom.announced.append(newsroom.url("/news/missing"))
    published = newsroom.publish(LIBRARY)
    held = newsroom.hold_bridge()
    ids = [newsroom.item(url).id for url in (published, newsroom.url("/news/missing"))]
    newsroom.edit(ids[0], "headline", "مكتبة المدينة تفتح أبوابها ليلًا")
    add_term(newsroom.settings, term_of("the council", "البلدية"), "Layla Haddad")
    with serving(newsroom.settings) as desk:
        yield Room(newsroom, desk, held, *ids)
    loopback.clear()


@pytest.fixture(scope="module")
def desk(room: Room) -> Desk:
    """Return the desk of that newsroom: these tests change nothing in it."""
    return room.desk


def paths(page: Page, room: Room) -> list[str]:
    """Return every kind of page: those of the navigation, an article in its states, and what is no page."""
    page.goto("/")
    rooms = [link.get_attribute("href") or "" for link in page.locator(".rooms a").all()]
    return [
        *rooms,
        "/?state=withdrawn",
        "/glossary/term?source=the+council",
        f"/items/{room.held}?done=edited",
        f"/items/{room.published}",
        f"/items/{room.failed}",
        f"/items/{room.published}/revisions",
        "/items/0000000000000000",
        "/enter",
    ]


def assert_fits_and_keeps_nobody_out(page: Page, language: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    at = page.viewport_size or {"width": 0}
    for width in sorted((1440, 360), key=lambda width: width != at["width"]):  # the one it has first: less to lay out
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, (page.url, width)
    assert serious_faults(page) == [], page.url


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_its_window_and_axe_finds_nothing_serious(
    open_window: OpenWindow, room: Room, language: str
) -> None:
    page = open_window()
    page.goto(f"/?lang={language}")
    for path in paths(page, room):
        page.goto(path)
        assert_fits_and_keeps_nobody_out(page, language)
    page.goto("/sources")
    page.locator("input[name=url]").fill(room.newsroom.url(BRIDGE.path, "localhost"))
    page.keyboard.press("Enter")
    expect(page.locator("ol.explained")).to_be_visible()
    assert_fits_and_keeps_nobody_out(page, language)


def test_axe_would_find_it(window: Page) -> None:
    window.evaluate("document.querySelector('label').remove()")
    assert any(fault.startswith("label:") for fault in serious_faults(window))


def test_english_stands_left_and_arabic_right_in_step_and_in_our_font(window: Page, room: Room) -> None:
    window.goto(f"/items/{room.held}")
    source, target = window.locator("#b1 .source").bounding_box(), window.locator("#b1 .target").bounding_box()
    assert source is not None
    assert target is not None
    assert source["x"] + source["width"] <= target["x"]
    assert abs(source["y"] - target["y"]) < 20
    assert window.evaluate("getComputedStyle(document.querySelector('#b1 .target')).direction") == "rtl"
    assert window.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Desk Arabic\"', 'خبر'))")
    window.goto(f"/items/{room.held}?lang=ar")
    again = window.locator("#b1 .source").bounding_box()
    assert again is not None
    assert again["x"] < target["x"]


def test_a_wrong_secret_opens_nothing_and_the_right_one_can_be_pasted(open_window: OpenWindow, desk: Desk) -> None:
    stranger = open_window(stranger=True)
    stranger.goto("/enter?secret=wrong")
    expect(stranger.get_by_role("alert")).to_have_text("That is not the secret of this start.")
    stranger.get_by_label("Secret").fill(desk.access.secret)
    stranger.keyboard.press("Enter")
    expect(stranger.locator("h1")).to_have_text("Queue")
    assert desk.access.secret not in stranger.url


def test_a_session_that_is_over_ends_at_the_entrance_and_changes_nothing(window: Page, desk: Desk, room: Room) -> None:
    window.goto(f"/items/{room.held}")
    window.locator("#approve summary").click()
    window.locator("#by-approve").fill(LAYLA)
    desk.clock.now += desk.access.lifetime
    window.locator("#approve button").click()
    expect(window.locator("h1")).to_have_text("Sign in to the desk")
    assert room.newsroom.item(room.held).state == "held"


def test_the_keys_are_listed_and_are_letters_where_one_writes(window: Page, room: Room) -> None:
    window.goto("/")
    window.keyboard.press("?")
    expect(window.get_by_role("dialog")).to_contain_text("next and previous")
    window.keyboard.press("Escape")
    window.keyboard.press("/")
    window.keyboard.type("jar?")
    expect(window.locator("#q")).to_have_value("jar?")
    expect(window).not_to_have_url(re.compile(room.held))


def test_nothing_of_the_corpus_runs_or_is_asked_for(window: Page, room: Room) -> None:
    poisoned = _poisoned(room)
    origin, asked = window.url.removesuffix("/"), []
    window.on("request", lambda request: asked.append(request.url))
    window.on("dialog", lambda dialog: asked.append(dialog.message))
    for path in (
        "/",
        f"/items/{poisoned}",
        f"/items/{poisoned}/revisions",
        f"/items/{poisoned}/preview",
        f"/?q={TEXTS[7]}",
    ):
        window.goto(path)
        assert window.locator("[data-ran]").count() == 0, path
        assert "onerror" in window.content(), path
    assert [url for url in asked if not url.startswith(origin)] == []


def _poisoned(room: Room) -> str:
    """Add an article that says every text of the corpus wherever it has words; return its id."""
    now = room.newsroom.clock()
    item_id, url = "00000000badc0de5", "https://www.example.org/poisoned"
    with room.newsroom.ledger() as ledger:
        ledger.add(item_id, url, url, source=TEXTS[0], now=now)
        report = Report.model_validate_json(ledger.output(room.held, "check") or "")
        segment = report.translation.segments[2]
        texts = [
            MarkedText(text=text, marks=(Mark(kind="link", start=0, end=len(text), href=URLS[n % len(URLS)]),))
            for n, text in enumerate(TEXTS)
        ]
        segments = [segment.model_copy(update={"id": f"b{n}", "source": t, "target": t}) for n, t in enumerate(texts)]
        flags = [flag.model_copy(update={"detail": TEXTS[7], "segment": 0}) for flag in report.flags]
        translation = report.translation.model_copy(update={"segments": tuple(segments)})
        poisoned = report.model_copy(update={"translation": translation, "flags": tuple(flags)})
        ledger.keep(item_id, "check", poisoned.model_dump_json(), 0.0, now)
        publication = hostile_pages(1)[0].model_copy(update={"id": item_id})
        everywhere = " ".join(TEXTS)
        event = (TEXTS[0], everywhere, everywhere)
        values = {"headline": everywhere, "message": everywhere, "reason": TEXTS[7]}
        ledger.revisions.keep(item_id, 1, publication.model_dump_json(), now)
        ledger.keep(item_id, "attribute", publication.model_dump_json(), 0.0, now, event=event, **values)
    return item_id
