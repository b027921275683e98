"""What the operator decides: approve, correct, refuse, withdraw, try again."""

import datetime as dt
import shutil
from typing import Any, NoReturn

import pytest
from newsroom import GOOGLE, CommandLine, Newsroom, page
from sqlalchemy import delete
from stories import ARABIC, BRIDGE, CLOCK, CORRECTED, CORRECTED_BRIDGE, LIBRARY, MISTRANSLATED

from pipeline.errors import InputError, NotPossible, UnknownItem
from pipeline.ledger import Ledger, Stage
from pipeline.ledger.schema import outputs

RIGHT = BRIDGE.paragraphs[1][1]


@pytest.fixture
def held(newsroom: Newsroom) -> str:
    """Hold BRIDGE for a number that changed; return its URL."""
    newsroom.arabic |= dict([MISTRANSLATED])
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.server.clear_log()
    return url


def machine_translation(publication: dict[str, list[dict[str, str]]]) -> str:
    return next(d["text"] for d in publication["disclaimers"] if d["kind"] == "machine_translation")


def test_an_approved_item_is_published_with_its_reviewer_named_and_no_engine_asked(
    newsroom: Newsroom, held: str
) -> None:
    summary = newsroom.approve(held, by="ليلى حداد")

    publication = newsroom.publication(held)
    assert summary.exit_code == 0
    assert newsroom.requests(GOOGLE) == 0
    assert (publication["state"], publication["quality"]["verdict"]) == ("published", "approved")
    assert publication["translation"]["reviewed_by"] == "ليلى حداد"
    assert publication["translation"]["method"] == "machine_reviewed"
    assert "ليلى حداد" in machine_translation(publication)
    assert [(e["event"], e["by"]) for e in publication["history"]] == [("created", None), ("approved", "ليلى حداد")]
    assert not (newsroom.folder / "data" / "held" / f"{publication['id']}.json").exists()


def test_an_approval_does_not_carry_over_to_a_text_that_was_not_approved(newsroom: Newsroom, held: str) -> None:
    newsroom.approve(held)
    newsroom.arabic[CORRECTED[0]] = CORRECTED[1].replace("4", "5")
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)

    newsroom.retry(held, stage="fetch")

    assert newsroom.item(held).state == "held"
    assert newsroom.publication(held)["revision"] == 1
    newsroom.retry(held, stage="attribute")
    assert newsroom.item(held).state == "held"


def test_an_approval_stays_where_the_text_is_still_the_approved_one(newsroom: Newsroom, held: str) -> None:
    newsroom.approve(held)
    before = newsroom.publication(held)

    newsroom.retry(held, stage="check")

    assert newsroom.item(held).state == "published"
    assert newsroom.publication(held) == before


@pytest.fixture
def taken_back(newsroom: Newsroom) -> str:
    """Run where BRIDGE was retracted before it is ever seen; return its URL."""
    notice = "RETRACTED: This article has been retracted by the editors."
    newsroom.arabic[notice] = "سُحب: سحب المحررون هذا المقال."
    url = newsroom.publish(BRIDGE, paragraphs=(notice, *(english for english, _ in BRIDGE.paragraphs)))
    newsroom.run()
    return url


def test_an_article_that_was_retracted_when_it_is_first_seen_waits_for_a_person(
    newsroom: Newsroom, taken_back: str
) -> None:
    item = newsroom.item(taken_back)
    assert (item.state, item.reason) == ("held", "source_retracted")
    assert "This article has been retracted by the editors" in (item.message or "")
    assert "source_retracted" in [flag["code"] for flag in newsroom.held(taken_back)["quality"]["flags"]]
    newsroom.retry(taken_back, stage="attribute")
    assert newsroom.item(taken_back).state == "held"


def test_an_article_that_was_retracted_when_it_is_first_seen_is_published_on_a_person_s_word(
    newsroom: Newsroom, taken_back: str
) -> None:
    newsroom.approve(taken_back)
    assert newsroom.item(taken_back).state == "published"
    newsroom.retry(taken_back, stage="attribute")
    assert (newsroom.item(taken_back).state, newsroom.publication(taken_back)["revision"]) == ("published", 1)


def test_an_article_that_was_retracted_when_it_is_first_seen_can_be_refused(
    newsroom: Newsroom, taken_back: str
) -> None:
    newsroom.refuse(taken_back)
    assert newsroom.item(taken_back).state == "refused"


def test_an_approval_is_no_right_to_publish(newsroom: Newsroom) -> None:
    newsroom.configure(sources=[])
    url = newsroom.publish(BRIDGE)
    newsroom.run(url)

    with pytest.raises(NotPossible, match="an approval is no right to publish"):
        newsroom.approve(url)

    assert (newsroom.item(url).state, newsroom.item(url).reason) == ("held", "rights_unknown")


def test_a_published_item_may_be_approved_and_says_so_in_its_next_revision(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()

    newsroom.approve(url, by="ليلى حداد")

    publication = newsroom.publication(url)
    assert (publication["revision"], publication["translation"]["reviewed_by"]) == (2, "ليلى حداد")


def test_an_edit_corrects_rechecks_and_is_remembered_as_reviewed(newsroom: Newsroom, held: str) -> None:
    summary = newsroom.edit(held, "b2", RIGHT)

    publication = newsroom.publication(held)
    assert (summary.exit_code, newsroom.requests(GOOGLE)) == (0, 0)
    assert RIGHT in newsroom.texts(held)
    assert "number_changed" not in [flag["code"] for flag in publication["quality"]["flags"]]
    assert ("edited", "Layla Haddad") in [(e["event"], e["by"]) for e in publication["history"]]
    with newsroom.ledger() as ledger:
        reviewed = [entry for entry in ledger.memory.entries() if entry.reviewed]
    assert [(entry.source.text, entry.target.text, entry.name) for entry in reviewed] == [
        (BRIDGE.paragraphs[1][0], RIGHT, "Layla Haddad")
    ]
    around = (BRIDGE.paragraphs[0][0], BRIDGE.paragraphs[2][0])
    assert [(entry.context.before, entry.context.after) for entry in reviewed] == [around]


def test_an_edit_that_is_wrong_itself_stays_held(newsroom: Newsroom, held: str) -> None:
    newsroom.edit(held, "b2", RIGHT.replace("140", "160"))

    assert newsroom.item(held).state == "held"


def test_a_corrected_publication_is_its_next_revision(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()

    newsroom.edit(url, "headline", "جسر تامسين القديم يعود إلى الخدمة")

    assert newsroom.publication(url)["revision"] == 2
    assert newsroom.published("index.json")["articles"][0]["headline"] == "جسر تامسين القديم يعود إلى الخدمة"


def test_a_text_that_is_there_already_is_no_review(newsroom: Newsroom, held: str) -> None:
    wrong = BRIDGE.paragraphs[1][1].replace("140", "150, ثم")
    newsroom.edit(held, "b2", wrong)

    with pytest.raises(NotPossible, match="b2 says that already"):
        newsroom.edit(held, "b2", wrong.replace(",", "،"), by="Omar")

    assert [e["by"] for e in newsroom.held(held)["history"] if e["event"] == "edited"] == ["Layla Haddad"]


def test_what_a_person_refused_is_not_published_by_an_edit(newsroom: Newsroom, held: str) -> None:
    newsroom.refuse(held)

    with pytest.raises(NotPossible, match="it was refused"):
        newsroom.edit(held, "b2", RIGHT)


def test_an_approval_stands_in_the_ledger_with_who_and_when(newsroom: Newsroom, held: str) -> None:
    newsroom.approve(held, by="ليلى حداد")

    with newsroom.ledger() as ledger:
        events = ledger.events(newsroom.item(held).id)
    assert [(event.event, event.by) for event in events if event.by] == [("approved", "ليلى حداد")]


def test_what_a_laxer_policy_publishes_says_so_in_quality_and_history_and_asks_no_engine(
    newsroom: Newsroom, held: str
) -> None:
    lenient: dict[str, Any] = {"check": {"policy": "lenient"}}
    newsroom.configure(**lenient)

    newsroom.retry(held, stage="check")

    publication = newsroom.publication(held)
    [note] = [flag for flag in publication["quality"]["flags"] if flag["code"] == "published_by_policy"]
    assert newsroom.requests(GOOGLE) == 0
    assert "number_changed" in note["detail"]
    assert (publication["quality"]["verdict"], publication["translation"]["reviewed_by"]) == ("noted", None)
    assert publication["history"][-1]["detail"] == note["detail"]
    newsroom.retry(held, stage="check")
    assert newsroom.publication(held) == publication


def test_a_stricter_policy_holds_what_was_published_and_readers_keep_what_they_have(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.arabic[BRIDGE.paragraphs[2][0]] = BRIDGE.paragraphs[2][1].replace("لا ينوي", "ينوي")
    newsroom.run()
    before = newsroom.publication(url)
    strict: dict[str, Any] = {"check": {"policy": "strict"}}
    newsroom.configure(**strict)

    newsroom.retry(url, stage="check")

    assert (newsroom.item(url).state, newsroom.item(url).reason) == ("held", "negation_missing")
    assert newsroom.publication(url) == before


def test_an_edit_of_a_segment_that_is_not_there_names_those_that_are(newsroom: Newsroom, held: str) -> None:
    with pytest.raises(NotPossible, match="it has headline, author1, b1, b2, b3"):
        newsroom.edit(held, "b9", "نص")


def test_a_refused_item_is_kept_from_readers_and_from_later_runs(newsroom: Newsroom, held: str) -> None:
    newsroom.refuse(held)

    item = newsroom.item(held)
    assert (item.state, item.reason, item.message) == ("refused", "operator", "not for our readers")
    assert not (newsroom.folder / "data" / "held" / f"{item.id}.json").exists()
    assert newsroom.run().tally.outcomes.total() == 0


def test_refusing_a_held_revision_keeps_the_published_one(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    before = newsroom.publication(url)
    newsroom.arabic[CORRECTED[0]] = CORRECTED[1].replace("4", "5")
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    newsroom.retry(url, stage="fetch")

    newsroom.refuse(url)

    assert newsroom.item(url).state == "published"
    assert newsroom.publication(url) == before
    assert not (newsroom.folder / "data" / "held" / f"{before['id']}.json").exists()


@pytest.mark.parametrize("stage", ["translate", "check", "attribute", None])
def test_an_edit_that_was_refused_does_not_come_back(newsroom: Newsroom, stage: Stage | None) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    before = newsroom.texts(url)
    newsroom.edit(url, "headline", "جسر تامسين يعود إلى الخدمة بعد 9 أعوام")
    newsroom.edit(url, "b2", MISTRANSLATED[1])
    assert newsroom.item(url).state == "held"
    newsroom.refuse(url)

    newsroom.retry(url, stage=stage)

    assert (newsroom.item(url).state, newsroom.texts(url)) == ("published", before)
    with newsroom.ledger() as ledger:
        assert not [entry for entry in ledger.memory.entries() if entry.reviewed]


def test_an_edit_that_was_refused_does_not_come_back_though_the_clock_was_put_back(newsroom: Newsroom) -> None:
    newsroom.clock = lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=400)
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    before = newsroom.texts(url)
    newsroom.edit(url, "headline", "جسر تامسين يعود إلى الخدمة بعد 9 أعوام")
    assert newsroom.item(url).state == "held"
    newsroom.refuse(url)

    newsroom.retry(url, stage="check")

    assert (newsroom.item(url).state, newsroom.texts(url)) == ("published", before)


def test_an_edit_before_the_one_that_was_refused_stays(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.edit(url, "headline", "جسر تامسين القديم يعود إلى الخدمة")
    before = newsroom.texts(url)
    newsroom.edit(url, "headline", "جسر تامسين يعود إلى الخدمة بعد 9 أعوام", by="Omar")
    assert newsroom.item(url).state == "held"
    newsroom.refuse(url)

    newsroom.retry(url, stage="check")

    assert (newsroom.item(url).state, newsroom.texts(url)) == ("published", before)
    with newsroom.ledger() as ledger:
        reviewed = [(entry.target.text, entry.name) for entry in ledger.memory.entries() if entry.reviewed]
    assert reviewed == [("جسر تامسين القديم يعود إلى الخدمة", "Layla Haddad")]


def test_what_is_published_cannot_be_refused_and_is_pointed_to_withdraw(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()

    with pytest.raises(NotPossible, match="republish withdraw"):
        newsroom.refuse(url)


def test_a_withdrawn_publication_keeps_its_name_and_the_reason_and_loses_its_body(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.run()

    newsroom.withdraw(url, "the source took it back")

    publication = newsroom.publication(url)
    assert (publication["state"], publication["revision"]) == ("withdrawn", 2)
    assert (publication["blocks"], publication["description"]) == ([], None)
    assert publication["headline"]["text"] == BRIDGE.headline[1]
    last = publication["history"][-1]
    assert (last["event"], last["by"], last["detail"]) == ("withdrawn", "Layla Haddad", "the source took it back")
    entries = {entry["id"]: entry["state"] for entry in newsroom.published("index.json")["articles"]}
    assert entries[publication["id"]] == "withdrawn"
    assert [item["id"] for item in newsroom.published("feed.json")["items"]] != []
    assert publication["id"] not in str(newsroom.published("feed.json"))
    assert (newsroom.changes()[-1]["id"], newsroom.changes()[-1]["state"]) == (publication["id"], "withdrawn")


def test_a_withdrawal_is_of_what_readers_have_and_not_of_a_held_revision(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.arabic[CORRECTED[0]] = CORRECTED[1].replace("4", "5")
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    newsroom.retry(url, stage="fetch")

    newsroom.withdraw(url, "a mistake")

    assert [e["event"] for e in newsroom.publication(url)["history"]] == ["created", "withdrawn"]
    assert not (newsroom.folder / "data" / "held" / f"{newsroom.item(url).id}.json").exists()


def test_a_withdrawal_is_final(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    other = newsroom.publish(LIBRARY)
    newsroom.run()
    newsroom.withdraw(url, "a mistake")

    with pytest.raises(NotPossible, match="a withdrawal is final"):
        newsroom.retry(other, url)
    with pytest.raises(NotPossible):
        newsroom.withdraw(url, "again")
    with pytest.raises(NotPossible):
        newsroom.approve(url)
    newsroom.run(url)
    assert newsroom.item(url).state == "withdrawn"
    assert newsroom.item(other).state == "published"


def test_a_retry_without_a_choice_takes_all_that_failed_and_nothing_else(newsroom: Newsroom) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.configure(translate={"engines": []})
    newsroom.publish(LIBRARY)
    newsroom.publish(CLOCK)
    newsroom.run()
    newsroom.configure()

    summary = newsroom.retry()

    assert summary.tally.outcomes == {"published": 2}


def test_an_item_named_twice_is_processed_once(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()

    summary = newsroom.retry(url, newsroom.item(url).id, newsroom.item(url).id[:6])

    assert summary.tally.outcomes == {"published": 1}


def test_an_item_that_does_not_exist_is_named_with_the_way_to_find_others(newsroom: Newsroom) -> None:
    with pytest.raises(UnknownItem, match=r"ffff: there is no such item\. Next: republish list"):
        newsroom.retry("ffff")


def test_a_withdrawn_publication_cannot_be_edited(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.withdraw(url, "a mistake")

    with pytest.raises(NotPossible, match="a withdrawal is final"):
        newsroom.edit(url, "headline", "جسر تامسين القديم يعود إلى الخدمة")

    assert newsroom.publication(url)["state"] == "withdrawn"


def test_only_what_was_kept_of_a_withdrawn_publication_is_written_again(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.withdraw(url, "a mistake")
    before = newsroom.publication(url)
    with newsroom.ledger() as ledger, ledger.database.write() as connection:
        connection.execute(delete(outputs).where(outputs.c.stage == "check"))

    newsroom.retry(url, stage="publish")

    assert (newsroom.item(url).state, newsroom.publication(url)) == ("withdrawn", before)


def test_a_withdrawn_publication_that_was_not_kept_is_not_made_again(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.withdraw(url, "a mistake")
    with newsroom.ledger() as ledger, ledger.database.write() as connection:
        connection.execute(delete(outputs).where(outputs.c.stage == "attribute"))

    newsroom.retry(url, stage="publish")

    assert "a withdrawal is final" in (newsroom.item(url).message or "")
    assert newsroom.publication(url)["state"] == "withdrawn"


class Killed(BaseException):
    """The process ends here, as by a kill."""


def killed(*_: object, **__: object) -> NoReturn:
    raise Killed


def test_an_edit_that_is_killed_once_it_is_kept_is_completed_by_the_next_run(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    keep = Ledger.keep

    def kept_and_killed(*arguments: Any, **values: Any) -> None:  # noqa: ANN401 - whatever is kept
        keep(*arguments, **values)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "keep", kept_and_killed)
        with pytest.raises(Killed):
            newsroom.edit(url, "headline", "جسر تامسين القديم يعود إلى الخدمة")

    newsroom.run()

    assert newsroom.texts(url)[0] == "جسر تامسين القديم يعود إلى الخدمة"
    assert (newsroom.item(url).state, newsroom.publication(url)["revision"]) == ("published", 2)


@pytest.mark.parametrize("moment", ["pipeline.run.publishing.publish", "pipeline.ledger.Ledger.published"])
def test_a_withdrawal_that_is_killed_is_completed_by_the_next_run(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    with monkeypatch.context() as patch:
        patch.setattr(moment, killed)
        with pytest.raises(Killed):
            newsroom.withdraw(url, "a mistake")
    with pytest.raises(NotPossible, match="a withdrawal is final"):
        newsroom.retry(url, stage="fetch")

    newsroom.run()

    assert (newsroom.item(url).state, newsroom.publication(url)["state"]) == ("withdrawn", "withdrawn")
    assert [change["state"] for change in newsroom.changes()] == ["published", "withdrawn"]
    assert newsroom.published("feed.json")["items"] == []


def test_refusing_a_held_revision_is_one_event(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.arabic[CORRECTED[0]] = CORRECTED[1].replace("4", "5")
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)
    newsroom.retry(url, stage="fetch")

    newsroom.refuse(url)

    with newsroom.ledger() as ledger:
        last = ledger.events(newsroom.item(url).id)[-1]
    assert (last.event, last.by) == ("refused", "Layla Haddad")
    assert last.detail == "not for our readers; the revision before stays published"


@pytest.mark.parametrize("decision", ["withdraw", "refuse"])
def test_a_decision_that_could_not_be_delivered_exits_1(newsroom: Newsroom, cli: CommandLine, decision: str) -> None:
    tables: dict[str, Any] = {"sinks.mirror": {"kind": "folder", "path": "../mirror"}}
    newsroom.configure(**tables)
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    if decision == "refuse":
        newsroom.arabic |= dict([MISTRANSLATED])
        newsroom.retry(url, stage="translate")
        assert newsroom.item(url).state == "held"
    mirror = newsroom.folder / "mirror"
    shutil.rmtree(mirror)
    mirror.write_text("a file where the sink's folder was", "utf-8")
    newsroom.publish(LIBRARY)
    newsroom.run()

    assert cli(decision, url, "--reason", "a mistake").code == 1


def test_a_reviewer_without_a_name_is_not_one(newsroom: Newsroom, held: str) -> None:
    with pytest.raises(InputError, match="without a name"):
        newsroom.approve(held, by=" ")
    with pytest.raises(InputError, match="without a name"):
        newsroom.edit(held, "b2", RIGHT, by="")

    assert newsroom.item(held).state == "held"


def test_a_reviewer_s_name_has_no_space_around_it(newsroom: Newsroom, held: str) -> None:
    newsroom.approve(held, by=" ليلى حداد ")

    assert newsroom.publication(held)["translation"]["reviewed_by"] == "ليلى حداد"


def test_what_a_person_refused_is_tried_again_only_where_it_is_named(newsroom: Newsroom, held: str) -> None:
    newsroom.refuse(held)
    newsroom.arabic = dict(ARABIC)

    newsroom.retry(state="refused", stage="translate")
    newsroom.run(held)
    assert newsroom.item(held).state == "refused"

    newsroom.retry(held, stage="translate")
    assert newsroom.item(held).state == "published"


def test_a_held_item_that_is_refused_on_a_second_look_is_held_no_more(newsroom: Newsroom, held: str) -> None:
    newsroom.pages[BRIDGE.path] = page("gone", status=410)

    newsroom.retry(held, stage="fetch")

    assert newsroom.item(held).state == "refused"
    assert list((newsroom.folder / "data" / "held").iterdir()) == []


def test_each_edit_is_in_the_history_also_where_it_is_the_same_editor_s(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.edit(url, "headline", "جسر تامسين القديم يعود إلى الخدمة")
    newsroom.edit(url, "headline", "جسر تامسين القديم يعود إلى الخدمة من جديد")
    newsroom.retry(url, stage="check")

    assert [(e["revision"], e["event"]) for e in newsroom.publication(url)["history"]] == [
        (1, "created"),
        (2, "revised"),
        (2, "edited"),
        (3, "revised"),
        (3, "edited"),
    ]
