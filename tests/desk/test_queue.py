"""The queue: what is where, newest first."""

import datetime as dt

from desks import Desk, Editor, Serve
from ledgers import NOW, add
from newsroom import Newsroom
from stories import BRIDGE, CLOCK, LIBRARY

from pipeline.desk.queue import PAGE


def headlines(editor: Editor) -> list[str]:
    return [" ".join(link.text_content().split()) for link in editor.page.xpath('//a[@class="headline"]')]


def test_an_empty_ledger_says_that_there_is_nothing(editor: Editor) -> None:
    editor.open("/")
    assert "There is nothing here." in editor.text()
    assert "No run has taken place yet." in editor.text()


def test_it_shows_counts_and_how_the_last_run_ended(editor: Editor, newsroom: Newsroom, held: str) -> None:
    newsroom.publish(LIBRARY)
    newsroom.run()
    editor.open("/")
    assert "2 all 0 discovered 0 being worked on 1 published 1 held" in editor.text('//ul[@class="counts"]')
    assert "exit code 0; published 1, held 0, refused 0, failed 0" in editor.text()
    assert editor.page.xpath(f'//a[@href="/items/{held}"]')


def test_a_run_that_storage_ended_is_told_by_its_code(editor: Editor, newsroom: Newsroom) -> None:
    with newsroom.ledger() as ledger:
        ledger.runs.end(ledger.runs.begin(NOW), 5, {"error": "no space left on device"}, NOW)
    editor.open("/")
    assert "exit code 5; published 0, held 0, refused 0, failed 0" in editor.text()


def test_what_was_touched_last_stands_first(editor: Editor, newsroom: Newsroom, held: str) -> None:
    newsroom.publish(LIBRARY)
    newsroom.run()
    editor.open("/")
    assert headlines(editor) == [LIBRARY.headline[0], BRIDGE.headline[0]]
    newsroom.edit(held, "headline", "جسر تامسين القديم يعود إلى الخدمة")
    editor.open("/")
    assert headlines(editor) == [BRIDGE.headline[0], LIBRARY.headline[0]]


def test_it_is_filtered_by_state_source_and_reason(editor: Editor, newsroom: Newsroom, held: str) -> None:
    newsroom.publish(LIBRARY)
    newsroom.run()
    reason = newsroom.item(newsroom.url(BRIDGE.path)).reason
    assert newsroom.item(newsroom.url(BRIDGE.path)).id == held
    for query, found in (
        ("state=held", [BRIDGE]),
        ("state=published", [LIBRARY]),
        ("state=withdrawn", []),
        ("state=no-such-state", [LIBRARY, BRIDGE]),
        ("source=The+Tamsin+Post", [LIBRARY, BRIDGE]),
        ("source=Another", []),
        (f"reason={reason}", [BRIDGE]),
        (f"reason={reason}&state=published", []),
    ):
        editor.open(f"/?{query}")
        assert headlines(editor) == [story.headline[0] for story in found], query


def test_it_is_searched_by_headline_in_either_language_and_by_address(editor: Editor, newsroom: Newsroom) -> None:
    newsroom.publish(CLOCK)
    newsroom.publish(LIBRARY)
    newsroom.run()
    editor.open("/")
    for words, found in (("LIBRARY", LIBRARY), ("قاعات القراءة", LIBRARY), ("/news/clock", CLOCK)):
        editor.page.forms[-1].fields["q"] = words
        editor.open("/?" + "&".join(f"{name}={value}" for name, value in editor.page.forms[-1].form_values()))
        assert headlines(editor) == [found.headline[0]]
        assert editor.page.xpath('//input[@name="q"]/@value') == [words]
    editor.open("/?q=%25")
    assert headlines(editor) == []


def test_older_items_are_on_the_next_pages_each_once(desk: Desk, editor: Editor) -> None:
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for number in range(2 * PAGE + 1):
        add(desk.room.ledger, f"article-{number}", source="A", at=start + dt.timedelta(minutes=number // 3))
    seen, path = [], ["/?source=A"]
    while path:
        editor.open(path[0])
        seen.append(headlines(editor))
        path = editor.page.xpath('//a[@rel="next"]/@href')
    assert [len(page) for page in seen] == [PAGE, PAGE, 1]
    assert len({url for page in seen for url in page}) == 2 * PAGE + 1


def test_a_cursor_that_is_none_is_told_so(editor: Editor) -> None:
    for cursor in ("x", "2026-01-01T00:00:00~a", "2026-01-01T00:00:00Z"):
        editor.open(f"/?before={cursor}")
        assert editor.status == 422
        assert "no cursor" in editor.text()


def test_the_interface_is_arabic_on_request_and_stays_so(editor: Editor) -> None:
    assert editor.open("/").get("dir") == "ltr"
    assert editor.open("/?lang=ar").get("dir") == "rtl"
    assert editor.text("//h1") == "قائمة الأخبار"
    assert editor.open("/").get("lang") == "ar"
    assert editor.open("/?lang=en").get("lang") == "en"
    assert editor.open("/?lang=tlh").get("lang") == "en"


def test_a_hostile_search_is_shown_as_what_it_is(serve: Serve, newsroom: Newsroom) -> None:
    editor = serve(newsroom.settings).editor()
    hostile = '"><script>alert(1)</script>'
    editor.browser.params = {"q": hostile}
    editor.open("/")
    assert editor.page.xpath('//input[@name="q"]/@value') == [hostile]
    assert not editor.page.xpath("//script[not(@src)]")
