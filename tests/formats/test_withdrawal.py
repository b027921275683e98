import datetime as dt
import json

import pytest

from pipeline.formats import FORMATS, to_markdown, to_ninjs, to_schema_org, to_wordpress
from pipeline.model import HistoryEntry, Publication, Withdrawal

REASON = "طلب الناشر <حذفه> لخطأ فيه."


@pytest.fixture
def withdrawn(publication: Publication) -> Publication:
    at = dt.datetime(2024, 8, 2, 6, 5, tzinfo=dt.UTC)
    entry = HistoryEntry(revision=2, at=at, event="withdrawn", detail=REASON)
    changes = {"state": "withdrawn", "blocks": (), "description": None, "history": (*publication.history, entry)}
    return publication.model_copy(update=changes)


def exported(name: str, publication: Publication) -> str:
    made = FORMATS[name](publication)
    return made if isinstance(made, str) else json.dumps(made, ensure_ascii=False)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_that_it_is_withdrawn_when_and_why(withdrawn: Publication, name: str) -> None:
    text = exported(name, withdrawn)
    assert "سُحب هذا الخبر ولم يعد منشورًا." in text
    assert "2 أغسطس 2024، الساعة 06:05 بالتوقيت العالمي المنسق" in text
    assert "طلب الناشر" in text


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_says_so_of_what_is_published(publication: Publication, name: str) -> None:
    assert "سُحب" not in exported(name, publication)


@pytest.mark.parametrize("name", FORMATS)
def test_one_without_reason_or_history_still_says_so(withdrawn: Publication, name: str) -> None:
    text = exported(name, withdrawn.model_copy(update={"history": ()}))
    assert "سُحب هذا الخبر" in text
    assert "سبب السحب" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_what_the_publication_itself_says_comes_before_the_packaged_words(withdrawn: Publication, name: str) -> None:
    own = Withdrawal(title="أُلغي: جسر", lines=("أُلغي هذا الخبر.", "في اليوم الثاني من آب."))
    text = exported(name, withdrawn.model_copy(update={"withdrawal": own}))
    assert "أُلغي هذا الخبر." in text
    assert "اليوم الثاني من آب" in text
    assert "سُحب هذا الخبر" not in text


def test_lists_of_titles_tell_it_too(withdrawn: Publication) -> None:
    assert to_wordpress(withdrawn)["title"].startswith("سُحب: ")
    feed = FORMATS["json-feed"](withdrawn)
    assert isinstance(feed, dict)
    assert feed["items"][0]["title"] == f"سُحب: {withdrawn.headline.text}"


def test_the_reason_is_text_and_never_markup(withdrawn: Publication) -> None:
    assert "&lt;حذفه&gt;" in to_wordpress(withdrawn)["content"]
    assert r"\<حذفه\>" in to_markdown(withdrawn)


def test_machines_are_told_in_their_own_words(withdrawn: Publication) -> None:
    described = to_schema_org(withdrawn)
    assert (described["creativeWorkStatus"], described["expires"]) == ("Withdrawn", "2024-08-02T06:05:00Z")
    assert to_ninjs(withdrawn)["pubStatus"] == "canceled"
