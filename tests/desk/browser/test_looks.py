"""Every page fits a telephone and a desk, in both languages, and keeps nobody out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsers import OpenWindow
from hostile_texts import TEXTS, URLS, hostile_pages
from newsroom import Newsroom
from playwright.sync_api import Page
from stories import LIBRARY

from pipeline.model import Mark, MarkedText, Report
from pipeline.run.termbase import add_term, term_of

pytestmark = pytest.mark.chromium

SERIOUS = {"serious", "critical"}


def paths(page: Page, held: str, newsroom: Newsroom) -> list[str]:
    """Return every kind of page: those of the navigation, an article in its states, and what is no page."""
    page.goto("/")
    rooms = [link.get_attribute("href") or "" for link in page.locator(".rooms a").all()]
    missing = newsroom.item(newsroom.url("/news/missing")).id
    published = newsroom.item(newsroom.url(LIBRARY.path)).id
    articles = [f"/items/{held}", f"/items/{held}?done=edited", f"/items/{published}", f"/items/{missing}"]
    return [
        *rooms,
        "/?state=withdrawn",
        "/glossary/term?source=the+council",
        *articles,
        f"/items/{published}/revisions",
        "/items/0000000000000000",
        "/enter",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_its_window_and_axe_finds_nothing_serious(
    open_window: OpenWindow, newsroom: Newsroom, held: str, language: str
) -> None:
    newsroom.announced.append(newsroom.url("/news/missing"))
    url = newsroom.publish(LIBRARY)
    newsroom.run()
    newsroom.edit(newsroom.item(url).id, "headline", "مكتبة المدينة تفتح أبوابها ليلًا")
    add_term(newsroom.settings, term_of("the council", "البلدية"), "Layla Haddad")
    page = open_window()
    page.goto(f"/?lang={language}")
    for path in paths(page, held, newsroom):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide == 0, (path, width)
        found = Axe().run(page).response["violations"] if language == "en" or path in {"/", f"/items/{held}"} else []
        assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in SERIOUS] == [], path


def test_english_stands_left_and_arabic_right_in_step_and_in_our_font(window: Page, held: str) -> None:
    window.goto(f"/items/{held}")
    source, target = window.locator("#b1 .source").bounding_box(), window.locator("#b1 .target").bounding_box()
    assert source is not None
    assert target is not None
    assert source["x"] + source["width"] <= target["x"]
    assert abs(source["y"] - target["y"]) < 20
    assert window.evaluate("getComputedStyle(document.querySelector('#b1 .target')).direction") == "rtl"
    assert window.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Desk Arabic\"', 'خبر'))")
    window.goto(f"/items/{held}?lang=ar")
    again = window.locator("#b1 .source").bounding_box()
    assert again is not None
    assert again["x"] < target["x"]


def test_nothing_of_the_corpus_runs_or_is_asked_for(window: Page, newsroom: Newsroom, held: str) -> None:
    _poison(newsroom, held)
    origin, asked = window.url.removesuffix("/"), []
    window.on("request", lambda request: asked.append(request.url))
    window.on("dialog", lambda dialog: asked.append(dialog.message))
    for path in ("/", f"/items/{held}", f"/items/{held}/revisions", f"/items/{held}/preview", f"/?q={TEXTS[7]}"):
        window.goto(path)
        assert window.locator("[data-ran]").count() == 0, path
        assert "onerror" in window.content(), path
    assert [url for url in asked if not url.startswith(origin)] == []


def _poison(newsroom: Newsroom, item_id: str) -> None:
    """Let the article say every text of the corpus, wherever it has words."""
    now = newsroom.clock()
    with newsroom.ledger() as ledger:
        report = Report.model_validate_json(ledger.output(item_id, "check") or "")
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
