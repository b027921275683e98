"""An editor at work, in Chromium."""

import re

import pytest
from browsers import OpenWindow, hears_keys
from desks import Desk
from newsroom import Newsroom, page
from playwright.sync_api import Page, expect
from stories import BRIDGE, LIBRARY, MISTRANSLATED
from werkzeug import Response

from pipeline.desk import live

pytestmark = pytest.mark.chromium

RIGHT = BRIDGE.paragraphs[1][1]
LAYLA = "ليلى حداد"


@pytest.fixture(autouse=True)
def _told_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "EVERY", 0.1)


@pytest.fixture
def twice_wrong(newsroom: Newsroom) -> str:
    """Hold BRIDGE for two numbers that changed; return its id."""
    english, arabic = BRIDGE.paragraphs[2]
    newsroom.arabic |= dict([MISTRANSLATED, (english, arabic.replace("3", "5"))])
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    return newsroom.item(url).id


def test_a_held_article_is_found_corrected_and_approved_without_a_mouse(
    window: Page, newsroom: Newsroom, twice_wrong: str
) -> None:
    window.goto("/?state=held")
    window.keyboard.press("j")
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile(f"/items/{twice_wrong}$"))
    expect(window.locator("#b2 mark.hold")).to_have_count(2)

    hears_keys(window)
    for key in "jjke":
        window.keyboard.press(key)
    expect(window.locator("#text-b2")).to_be_focused()
    window.keyboard.press("ControlOrMeta+A")
    window.keyboard.insert_text(RIGHT)
    window.keyboard.press("Tab")
    window.keyboard.insert_text(LAYLA)
    window.keyboard.press("Enter")
    expect(window.get_by_role("status").first).to_contain_text("Saved, and checked again. State now: held.")
    expect(window.locator("#b2 mark")).to_have_count(0)
    expect(window.locator("#b3 mark.hold")).to_have_count(2)
    expect(window.locator("#b2 .origin.reviewer")).to_contain_text(LAYLA)

    hears_keys(window)
    window.keyboard.press("a")
    expect(window.locator("#by-approve")).to_have_value(LAYLA)
    window.locator("#approve button").press("Enter")
    expect(window.locator(".facts .state")).to_have_text("published")
    published = newsroom.publication(newsroom.url(BRIDGE.path))
    assert published["blocks"][1]["text"] == RIGHT
    assert (published["state"], published["translation"]["reviewed_by"]) == ("published", LAYLA)


def test_a_failed_item_is_tried_again_and_its_page_shows_the_end_by_itself(
    window: Page, newsroom: Newsroom, desk: Desk
) -> None:
    url = newsroom.publish(LIBRARY)
    newsroom.pages[LIBRARY.path] = lambda _: Response("broken", 500)
    newsroom.run()
    newsroom.pages[LIBRARY.path] = page(LIBRARY.html(canonical=url))

    window.goto("/?state=failed")
    window.keyboard.press("j")
    window.keyboard.press("r")
    expect(window.locator("#retry")).to_have_attribute("open", "")
    window.locator("#by-retry").fill(LAYLA)
    window.locator("#retry button").click()
    expect(window.locator(".facts .state")).to_have_text("published")
    desk.room.retries.wait()
    assert newsroom.publication(url)["state"] == "published"


def test_of_two_editors_the_second_is_told_before_and_after_saving(open_window: OpenWindow, held: str) -> None:
    first, second = open_window(), open_window()
    for editor, words in ((first, "بعد عامين"), (second, "نص المحرر الثاني")):
        editor.goto(f"/items/{held}")
        editor.locator("#b1 summary").click()
        editor.locator("#text-b1").fill(f"قال المجلس إن الجسر القديم فُتح يوم الاثنين {words}.")
        editor.locator("#by-edit-b1").fill(LAYLA)
    first.locator("#b1 form button").click()
    expect(first.get_by_role("status").first).to_contain_text("Saved")

    expect(second.locator("#changed")).to_be_visible()
    second.locator("#b1 form button").click()
    expect(second.get_by_role("alert")).to_contain_text("Somebody else changed this article")
    expect(second.locator("#text-b1")).to_have_value(re.compile("نص المحرر الثاني"))
    expect(second.locator("#b1 .sides .target")).to_contain_text("بعد عامين")


def test_after_a_correction_the_editor_goes_on_where_it_was(window: Page, twice_wrong: str) -> None:
    window.goto(f"/items/{twice_wrong}")
    save(window, RIGHT)
    expect(window.locator("#b2").get_by_role("status")).to_contain_text("Saved, and checked again.")
    expect(window.locator("#b2")).to_be_in_viewport()
    hears_keys(window)
    window.keyboard.press("j")
    expect(window.locator("#b3")).to_be_focused()


def test_what_was_typed_outlives_a_session_that_ended(window: Page, desk: Desk, held: str) -> None:
    window.goto(f"/items/{held}")
    desk.clock.now += desk.access.lifetime + 1
    save(window, "نص كتبه المحرر")
    expect(window.get_by_role("heading")).to_contain_text("Sign in")

    window.goto(f"/enter?secret={desk.access.secret}")
    window.goto(f"/items/{held}")
    expect(window.locator("#drafts")).to_contain_text("did not save")
    expect(window.locator("#text-b2")).to_have_value("نص كتبه المحرر")
    save(window, RIGHT)
    expect(window.locator("#b2").get_by_role("status")).to_contain_text("Saved")
    assert window.evaluate("sessionStorage.length") == 0


def test_a_draft_that_was_kept_can_be_discarded(window: Page, held: str) -> None:
    window.goto(f"/items/{held}")
    before = window.locator("#text-b2").input_value()
    window.locator("#b2 .edit summary").click()
    window.locator("#text-b2").fill("نص كتبه المحرر")
    window.reload()
    window.locator("#drafts button").click()
    expect(window.locator("#text-b2")).to_have_value(before)
    assert window.evaluate("sessionStorage.length") == 0


def test_who_signs_out_leaves_no_draft_behind(window: Page, held: str) -> None:
    window.goto(f"/items/{held}")
    window.locator("#b2 .edit summary").click()
    window.locator("#text-b2").fill("نص كتبه المحرر")
    assert window.evaluate("sessionStorage.length") == 1
    window.locator('form[action="/leave"] button').click()
    expect(window.get_by_role("heading")).to_contain_text("Sign in")
    assert window.evaluate("sessionStorage.length") == 0


def save(window: Page, words: str) -> None:
    """Put words in the place of the second paragraph's."""
    edit = window.locator("#b2 .edit")
    if edit.get_attribute("open") is None:
        edit.locator("summary").click()
    edit.locator("textarea").fill(words)
    edit.locator("input[name=by]").fill(LAYLA)
    edit.locator("button").click()


def test_a_run_is_seen_in_an_open_queue_as_it_goes_on(window: Page, newsroom: Newsroom) -> None:
    window.goto("/")
    expect(window.get_by_text("There is nothing here.")).to_be_visible()
    window.locator("#q").fill("nobody takes this away")
    newsroom.publish(LIBRARY)
    newsroom.run()
    expect(window.locator(".items .headline")).to_have_text([LIBRARY.headline[0]])
    expect(window.locator(".counts .published b")).to_have_text("1")
    expect(window.locator(".chart rect.published")).to_have_count(1)
    expect(window.locator("#q")).to_have_value("nobody takes this away")
