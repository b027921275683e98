"""What a person decides on an item's page, and how two of them do not overwrite each other."""

import datetime as dt
import threading
from dataclasses import dataclass, field

import pytest
from desks import Desk, Editor, Serve
from newsroom import GOOGLE, Newsroom
from stories import BRIDGE, LIBRARY, MISTRANSLATED
from werkzeug import Request, Response

from pipeline.ledger import Event
from pipeline.run.lock import exclusive

RIGHT = BRIDGE.paragraphs[1][1]
LAYLA = "ليلى حداد"


@dataclass
class SlowTranslator:
    """A translation service that answers when the test says so."""

    newsroom: Newsroom
    asked: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def __call__(self, request: Request) -> Response:
        """Wait, then translate."""
        self.asked.set()
        self.go_on.wait(10)
        return self.newsroom.translate(request)


def events(newsroom: Newsroom, item_id: str) -> list[Event]:
    with newsroom.ledger() as ledger:
        return ledger.events(item_id)


def test_a_corrected_sentence_loses_its_flag_and_its_article_is_published(
    editor: Editor, newsroom: Newsroom, held: str
) -> None:
    editor.open(f"/items/{held}")
    assert editor.page.xpath('//*[@id="b2"]//mark')

    editor.send("/segments/b2", text=f"  {RIGHT}\r\n", by=LAYLA)

    assert editor.status == 200
    assert "Saved, and checked again." in editor.text()
    assert not editor.page.xpath('//*[@id="b2"]//mark')
    assert f"reviewer: {LAYLA}" in editor.text('//*[@id="b2"]')
    published = newsroom.publication(newsroom.url(BRIDGE.path))
    assert published["blocks"][1]["text"] == RIGHT
    assert published["blocks"][1]["origin"] == {"kind": "reviewer", "name": LAYLA}
    assert [(e.event, e.by) for e in events(newsroom, held) if e.by] == [("edited", LAYLA)]


def test_an_approved_article_is_published_with_its_flags_and_its_reviewer(
    editor: Editor, newsroom: Newsroom, held: str
) -> None:
    asked = newsroom.requests(GOOGLE)
    editor.open(f"/items/{held}")
    editor.send("/segments/b1", text=BRIDGE.paragraphs[0][1].replace("قال المجلس", "ذكر المجلس"), by=LAYLA)
    assert newsroom.item(newsroom.url(BRIDGE.path)).state == "held"

    editor.send("/approve", by=LAYLA)

    published = newsroom.publication(newsroom.url(BRIDGE.path))
    assert editor.text('//span[contains(@class, "state")]') == "published"
    assert (published["state"], published["translation"]["reviewed_by"]) == ("published", LAYLA)
    assert published["blocks"][0]["origin"]["kind"] == "reviewer"
    assert newsroom.requests(GOOGLE) == asked
    by = [(e.event, e.by) for e in events(newsroom, held) if e.by]
    assert by == [("edited", LAYLA), ("approved", LAYLA)]


def test_a_refused_article_is_not_published(editor: Editor, newsroom: Newsroom, held: str) -> None:
    editor.open(f"/items/{held}")
    editor.send("/refuse", by=LAYLA, reason="not for our readers")
    assert newsroom.states() == {"news/bridge": "refused"}
    assert [(e.event, e.by, e.detail) for e in events(newsroom, held)][-1] == ("refused", LAYLA, "not for our readers")


def test_a_withdrawn_publication_has_no_body_and_nothing_more_can_be_decided(
    editor: Editor, newsroom: Newsroom
) -> None:
    url = newsroom.publish(LIBRARY)
    newsroom.run()
    editor.open(f"/items/{newsroom.item(url).id}")
    editor.send("/withdraw", by=LAYLA, reason="the source withdrew it")
    publication = newsroom.publication(url)
    assert (publication["state"], publication["blocks"]) == ("withdrawn", [])
    assert publication["history"][-1]["detail"] == "the source withdrew it"
    assert [(e.event, e.by) for e in events(newsroom, publication["id"]) if e.by] == [("withdrawn", LAYLA)]
    assert [form.action for form in editor.page.forms] == ["/leave"]


def test_a_retry_goes_on_in_the_background_and_the_page_says_so(
    desk: Desk, editor: Editor, newsroom: Newsroom, held: str
) -> None:
    newsroom.arabic[BRIDGE.paragraphs[1][0]] = RIGHT
    editor.open(f"/items/{held}")
    editor.send("/retry", by=LAYLA, stage="translate")
    assert "It is being tried again." in editor.text()
    desk.room.retries.wait()

    editor.open(f"/items/{held}")
    assert not editor.page.xpath('//meta[@http-equiv="refresh"]')
    assert newsroom.publication(newsroom.url(BRIDGE.path))["blocks"][1]["text"] == RIGHT
    asked = next(e for e in events(newsroom, held) if e.event == "retry asked")
    assert (asked.by, asked.detail) == (LAYLA, "from translate")


def test_while_a_retry_is_under_way_the_page_looks_again_by_itself_and_a_second_one_waits(
    desk: Desk, editor: Editor, newsroom: Newsroom, held: str
) -> None:
    newsroom.translator = slow = SlowTranslator(newsroom)
    editor.open(f"/items/{held}")
    editor.send("/retry", by=LAYLA, stage="translate")
    assert slow.asked.wait(10)
    try:
        editor.open(f"/items/{held}")
        assert editor.page.xpath('//meta[@http-equiv="refresh"]/@content') == [f"3;url=/items/{held}"]
        assert "A retry from “translate” is under way." in editor.text()
        editor.send("/retry", by=LAYLA)
        assert editor.status == 409
        assert "A run is under way" in editor.text('//div[@role="alert"]')
        editor.send("/segments/b2", text=RIGHT, by=LAYLA)
        assert editor.status == 409
        assert editor.text('//textarea[@id="text-b2"]') == RIGHT
    finally:
        slow.go_on.set()
    desk.room.retries.wait()


def test_of_two_editors_the_second_is_told_and_overwrites_nothing(desk: Desk, newsroom: Newsroom, held: str) -> None:
    first, second = desk.editor(), desk.editor()
    first.open(f"/items/{held}")
    second.open(f"/items/{held}")
    first.send("/segments/b1", text="قال المجلس إن الجسر القديم فوق نهر تامسين فُتح يوم الاثنين بعد عامين.", by=LAYLA)
    kept = events(newsroom, held)

    second.send("/segments/b1", text="نص المحرر الثاني", by="Omar")

    assert second.status == 409
    assert "Somebody else changed this article" in second.text('//div[@role="alert"]')
    assert second.text('//textarea[@id="text-b1"]') == "نص المحرر الثاني"
    assert "فُتح يوم الاثنين بعد عامين" in second.text('//*[@id="b1"]//p[@lang="ar"]')
    assert events(newsroom, held) == kept
    assert f"/items/{held}?lang=ar" in second.page.xpath("//header//a/@href")
    second.send("/segments/b1", by="Omar")
    assert second.status == 200
    assert "نص المحرر الثاني" in second.text('//*[@id="b1"]//p[@lang="ar"]')


def test_what_was_typed_for_an_article_that_is_withdrawn_meanwhile_can_still_be_copied(
    desk: Desk, newsroom: Newsroom
) -> None:
    url = newsroom.publish(LIBRARY)
    newsroom.run()
    item = newsroom.item(url).id
    first, second = desk.editor(), desk.editor()
    for editor in (first, second):
        editor.open(f"/items/{item}")
    first.send("/withdraw", by="Mona", reason="the source took it back")
    second.send("/segments/b1", by="Layla", text="نص كتبه المحرر <b>الثاني</b>")
    assert second.status == 409
    assert "نص كتبه المحرر <b>الثاني</b>" in second.text('//div[@role="alert"]')


def test_an_event_tells_its_author_and_then_its_detail(editor: Editor, held: str) -> None:
    editor.open(f"/items/{held}")
    editor.send("/refuse", by="Mona", reason="no news")
    assert "refused by Mona no news" in editor.text('//ol[@class="events"]/li')


def test_while_a_run_holds_the_lock_nothing_is_decided_and_nothing_typed_is_lost(
    editor: Editor, newsroom: Newsroom, held: str
) -> None:
    editor.open(f"/items/{held}")
    with exclusive(newsroom.settings.paths.state, dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC)):
        editor.send("/segments/b2", text=RIGHT, by=LAYLA)
    assert editor.status == 409
    assert "A run is under way" in editor.text('//div[@role="alert"]')
    assert "since 2026-01-15 09:30:00 UTC" in editor.text('//div[@role="alert"]')
    assert editor.text('//textarea[@id="text-b2"]') == RIGHT
    assert newsroom.item(newsroom.url(BRIDGE.path)).state == "held"


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ("/segments/b2", {"text": " \n", "by": LAYLA}),
        ("/segments/b2", {"text": RIGHT, "by": " "}),
        ("/approve", {"by": ""}),
        ("/refuse", {"by": LAYLA, "reason": ""}),
        ("/retry", {"by": ""}),
    ],
)
def test_a_decision_with_something_missing_is_none(
    editor: Editor, newsroom: Newsroom, held: str, action: str, values: dict[str, str]
) -> None:
    before = newsroom.item(newsroom.url(BRIDGE.path))
    editor.open(f"/items/{held}")
    editor.send(action, **values)
    assert editor.status == 422
    assert "Something is missing" in editor.text('//div[@role="alert"]')
    assert newsroom.item(newsroom.url(BRIDGE.path)) == before


def test_what_the_state_does_not_allow_is_told(editor: Editor, newsroom: Newsroom, held: str) -> None:
    editor.open(f"/items/{held}")
    form = dict(editor.page.forms[-1].form_values()) | {"by": LAYLA, "reason": "none", "text": "نص"}
    for path, words in (("withdraw", "nothing published to withdraw"), ("segments/b99", "no segment")):
        answer = editor.browser.post(f"/items/{held}/{path}", data=form)
        assert answer.status_code == 409
        assert words in answer.text
    assert newsroom.states() == {"news/bridge": "held"}


def test_a_decision_on_an_item_that_does_not_exist_is_not_found(editor: Editor, held: str) -> None:
    editor.open(f"/items/{held}")
    form = dict(editor.page.forms[-1].form_values()) | {"by": LAYLA}
    assert editor.browser.post("/items/0000000000000000/approve", data=form).status_code == 404


def test_the_editors_name_is_remembered_for_the_next_form(editor: Editor, held: str) -> None:
    editor.open(f"/items/{held}")
    editor.send("/segments/b2", text=RIGHT, by=LAYLA)
    assert set(editor.page.xpath('//input[@name="by"]/@value')) == {LAYLA}


def test_a_field_without_end_is_refused(editor: Editor, held: str) -> None:
    editor.open(f"/items/{held}")
    editor.send("/segments/b2", text="ب" * 20_001, by=LAYLA)
    assert editor.status == 422


def test_a_refusal_says_what_became_of_what_readers_have(editor: Editor, newsroom: Newsroom, held: str) -> None:
    editor.open(f"/items/{held}")
    editor.send("/refuse", by=LAYLA, reason="not for our readers")
    assert "Refused. State now: refused." in editor.text('//p[@role="status"]')

    url = newsroom.publish(LIBRARY)
    newsroom.run()
    item_id = newsroom.item(url).id
    newsroom.edit(item_id, "b2", LIBRARY.paragraphs[1][1].replace("900", "700"))
    editor.open(f"/items/{item_id}")
    editor.send("/refuse", by=LAYLA, reason="the number is wrong")
    told = "The held revision is dropped; readers keep the one before. State now: published."
    assert told in editor.text('//p[@role="status"]')


def test_a_correction_that_corrects_nothing_is_told_with_what_to_do(editor: Editor, held: str) -> None:
    editor.open(f"/items/{held}")
    editor.send("/segments/b1", by=LAYLA)
    assert editor.status == 409
    told = editor.text('//div[@role="alert"]')
    assert "b1 says that already; no review is recorded" in told
    assert f"Next: where the article is right as it is: republish approve {held}" in told


def test_a_sink_that_does_not_have_it_is_named(newsroom: Newsroom, serve: Serve, held: str) -> None:
    blocked = newsroom.folder / "blocked"
    blocked.write_text("a file where the folder should be", "utf-8")
    editor = serve(newsroom.configure(sinks={"site": {"kind": "folder", "path": str(blocked)}})).editor()
    editor.open(f"/items/{held}")
    editor.send("/approve", by=LAYLA)
    assert "It could not be delivered to: site." in editor.text('//p[@role="alert"]')
    assert "State now: published." in editor.text('//p[@role="status"]')
    editor.open(f"/items/{held}?done=approved&lacks=<b>made-up</b>")
    assert not editor.page.xpath('//p[@role="alert"]')


def test_another_translation_is_taken_as_the_editors_own_and_the_one_before_stays_to_go_back_to(
    editor: Editor, held: str
) -> None:
    wrong = MISTRANSLATED[1]
    editor.open(f"/items/{held}")
    editor.send("/segments/b2", text=RIGHT.replace("140", "160"), by=LAYLA)
    others = '//*[@id="b2"]//details[@class="alternatives"]'
    assert wrong in editor.text(others)
    assert "google" in editor.text(others)

    form = editor.page.xpath(f"{others}//form")[0]
    answer = editor.browser.post(form.action, data=dict(form.form_values()))
    assert answer.status_code == 303
    editor.open(f"/items/{held}")
    assert editor.text('//*[@id="b2"]//div[@class="sides"]/p[@lang="ar"]') == wrong
    assert f"reviewer: {LAYLA}" in editor.text('//*[@id="b2"]')
    assert RIGHT.replace("140", "160") in editor.text(others)
