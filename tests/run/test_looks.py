"""Looking again at what is published: when, what leaves it alone, what is corrected, and what is taken back."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from followed import DAY, HOUR, MINUTE, NEW_CAPTION, START, Clock, Shown, Source, updated
from newsroom import CommandLine, Newsroom, page
from stories import BRIDGE, CORRECTED, LIBRARY
from werkzeug import Response

from pipeline.model import SourcePage
from pipeline.run.session import Request, plan, run

CONFIGURED = Path(__file__).parents[2] / "config/wording.ar.toml"

# ---- when it is looked at


def test_looks_grow_rarer_and_end(source: Source) -> None:
    looked = [source.next_look()]
    for _ in range(6):
        source.looked_at((looked[-1] or START) - source.clock.now)
        looked.append(source.next_look())
    assert [at and at - START for at in looked] == [15 * MINUTE, HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, None]
    assert source.looked_at(365 * DAY) == {}


def test_looks_that_were_missed_are_one(source: Source) -> None:
    assert source.looked_at(2 * DAY) == {"unchanged": 1}
    assert source.next_look() == START + 3 * DAY


def test_nothing_is_looked_at_before_its_time_or_where_nothing_is_to_be_followed(source: Source) -> None:
    assert source.looked_at(14 * MINUTE) == {}
    source.newsroom.configure(follow={"after": []})
    assert source.looked_at(DAY) == {}
    assert source.newsroom.requests(BRIDGE.path) == 0


def test_what_was_published_while_nothing_was_followed_is_followed_while_it_is_young(newsroom: Newsroom) -> None:
    newsroom.clock = clock = Clock()
    newsroom.configure(follow={"after": []})
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.configure()
    clock.passes(2 * DAY)
    newsroom.run()
    with newsroom.ledger() as ledger:
        assert ledger.checks.of(newsroom.item(url).id).next_check_at == START + 3 * DAY


def test_what_is_new_comes_before_what_is_looked_at_again(source: Source) -> None:
    source.newsroom.publish(LIBRARY)
    source.clock.passes(HOUR)
    planned = plan(source.newsroom.settings, Request(limit=1), clock=source.clock)
    summary = run(source.newsroom.settings, Request(limit=1), clock=source.clock)
    assert planned.planned == (source.newsroom.url(LIBRARY.path),)
    assert (summary.tally.outcomes["published"], summary.tally.left) == (1, 1)
    assert source.newsroom.requests(BRIDGE.path) == 1  # when it was published


# ---- what leaves the publication alone


@pytest.mark.parametrize(
    ("status", "body", "found"), [(503, "", "unreached"), (403, "", "unreached"), (404, "", "unchanged")]
)
def test_a_look_that_fails_in_passing_leaves_the_publication_alone(
    source: Source, status: int, body: str, found: str
) -> None:
    source.answers(status, body)
    before = source.publication
    assert source.looked_at() == {found: 1}
    assert (source.publication, source.stands()) == (before, ("published", None))
    assert source.told() == (1, "published", 1)
    source.shows()
    assert source.looked_at(HOUR) == {"unchanged": 1}
    assert source.stands() == ("published", None)


def test_a_server_that_is_down_is_asked_again_soon_and_then_when_a_look_is_due(source: Source) -> None:
    source.newsroom.configure(fetch={"attempts": 1}, retry={"attempts": 2, "delay": 60})
    source.answers(500)
    assert source.looked_at() == {"unreached": 1}
    assert source.next_look() == source.clock.now + MINUTE
    assert source.looked_at(MINUTE) == {"unreached": 1}
    assert source.next_look() == START + HOUR


def test_a_newer_extraction_alone_makes_no_revision(source: Source) -> None:
    item = source.newsroom.item(source.url)
    with source.newsroom.ledger() as ledger:
        article = json.loads(ledger.output(item.id, "extract") or "")
        article["blocks"] = article["blocks"][:-1]  # as an earlier version extracted it
        ledger.keep(item.id, "extract", json.dumps(article), 0.0, source.clock())
    source.shows(shares=99)
    assert source.looked_at() == {"unchanged": 1}
    assert source.told() == (1, "published", 1)


# ---- what was corrected


def test_a_revision_that_is_held_leaves_the_one_before_published_and_is_followed(source: Source) -> None:
    newsroom = source.newsroom
    newsroom.arabic[CORRECTED[0]] = CORRECTED[1].replace("4", "5")
    source.shows(paragraphs=(*source.shown.paragraphs[:2], CORRECTED[0]))
    assert source.looked_at() == {"held": 1}
    assert source.told() == (1, "published", 1)
    assert (newsroom.held(source.url)["revision"], source.stands()[0]) == (2, "held")
    source.shows(caption=NEW_CAPTION[0], paragraphs=Shown.paragraphs)
    assert source.looked_at(HOUR) == {"published": 1}
    assert source.told() == (2, "published", 2)
    assert source.publication["history"][-1]["changes"] == ["body", "caption"]


def test_a_correction_that_no_engine_would_translate_is_published_once_one_does(source: Source) -> None:
    source.newsroom.translator = page("", status=503)
    source.shows(paragraphs=(*source.shown.paragraphs[:2], CORRECTED[0]))
    source.clock.passes(HOUR)
    assert source.newsroom.run().tally.outcomes == {"failed": 1}
    assert source.told() == (1, "published", 1)
    source.newsroom.translator = None
    assert source.looked_at() == {"published": 1}
    assert source.publication["history"][-1]["changes"] == ["body"]
    assert len(updated(source.publication)) == 1


def test_a_correction_whose_run_was_killed_after_the_page_was_kept_is_told_by_the_next_run(source: Source) -> None:
    item = source.newsroom.item(source.url)
    with source.newsroom.ledger() as ledger:
        kept = SourcePage.model_validate_json(ledger.output(item.id, "fetch") or "")
        source.shows(caption=NEW_CAPTION[0])
        page_now = kept.model_copy(update={"html": replace(source.shown, canonical=source.url).html().encode()})
        ledger.keep(item.id, "fetch", page_now.model_dump_json(), 0.0, source.clock(), state="working")
    assert source.looked_at(MINUTE) == {"published": 1}
    assert source.publication["history"][-1]["changes"] == ["caption"]


def test_a_correction_that_a_person_fetches_is_told_as_well(source: Source) -> None:
    source.shows(paragraphs=(*source.shown.paragraphs[:2], CORRECTED[0]))
    source.newsroom.retry(source.url, stage="fetch")
    assert source.publication["history"][-1]["changes"] == ["body"]
    source.newsroom.edit(source.url, "b3", BRIDGE.paragraphs[1][1].replace("الذي تشقق", "بعدما تشقق"))
    assert source.publication["history"][-1]["changes"] == []
    assert len(updated(source.publication)) == 1


def test_an_article_whose_new_address_was_found_first_stays_what_it_was(source: Source) -> None:
    newsroom = source.newsroom
    newsroom.pages[BRIDGE.path] = lambda _: Response("", 301, {"location": "/2026/bridge"})
    source.shows("/2026/bridge")
    newsroom.announced.append(newsroom.url("/2026/bridge"))
    ident = source.publication["id"]
    assert source.looked_at() == {"published": 2}  # the second is found to be the first, and withdrawn
    assert newsroom.translated_lines == 0
    states = {entry["id"]: entry["state"] for entry in newsroom.published("index.json")["articles"]}
    assert states.pop(ident) == "published"
    assert list(states.values()) == ["withdrawn"]
    assert newsroom.item(newsroom.url("/2026/bridge")).id == ident


# ---- what was taken back


def test_a_page_that_is_not_there_is_withdrawn_when_that_is_so_an_hour_later(source: Source) -> None:
    source.answers(404)
    assert source.looked_at() == {"unchanged": 1}
    assert source.looked_at(59 * MINUTE) == {}
    assert source.looked_at(MINUTE) == {"withdrawn": 1}
    assert source.told() == (2, "withdrawn", 2)


def test_a_withdrawal_is_told_in_the_words_and_the_zone_of_the_configuration(source: Source) -> None:
    assert source.publication["withdrawal"] is None
    words = CONFIGURED.read_text("utf-8").replace("سُحب هذا الخبر ولم يعد منشورًا.", "أُلغي نشر هذا الخبر.")
    words = words.replace('"UTC"', '"Asia/Amman"').replace("بالتوقيت العالمي المنسق", "بتوقيت عمّان")
    (source.newsroom.config.parent / CONFIGURED.name).write_text(words, "utf-8")
    source.answers(410)
    assert source.looked_at(13 * HOUR) == {"withdrawn": 1}
    assert source.publication["withdrawal"] == {
        "title": f"سُحب: {BRIDGE.headline[1]}",
        "lines": [
            "أُلغي نشر هذا الخبر.",
            "تاريخ السحب: 16 يناير 2026، الساعة 01:30 بتوقيت عمّان.",
            "سبب السحب: أزال الناشر الأصلي هذا الخبر من موقعه.",
        ],
    }


def test_a_page_that_is_gone_is_asked_about_where_the_policy_says_so_and_kept_on_a_person_s_word(
    source: Source,
) -> None:
    source.newsroom.configure(follow={"gone": "hold"})
    source.answers(410)
    assert source.looked_at() == {"held": 1}
    assert source.stands() == ("held", "source_gone")
    assert source.told() == (1, "published", 1)
    assert source.looked_at(HOUR) == {"unchanged": 1}
    source.newsroom.approve(source.url)
    assert source.looked_at(6 * HOUR) == {"unchanged": 1}
    assert source.stands() == ("published", None)
    assert source.told() == (1, "published", 1)
    assert source.publication["translation"]["reviewed_by"] is None


def test_a_page_that_leads_to_the_front_page_is_asked_about_when_it_still_does_and_settles_when_it_is_back(
    source: Source,
) -> None:
    source.newsroom.pages["/"] = page("<html lang=en><head><title>News</title></head><body><p>Hello.</p></body></html>")
    source.newsroom.pages[BRIDGE.path] = lambda _: Response("", 302, {"location": "/"})
    assert source.looked_at() == {"unchanged": 1}
    assert source.looked_at(HOUR) == {"held": 1}
    assert source.stands() == ("held", "source_no_article")
    source.shows()
    assert source.looked_at(6 * HOUR) == {"unchanged": 1}
    assert source.stands() == ("published", None)
    assert source.told() == (1, "published", 1)


def test_a_notice_that_the_article_was_retracted_is_asked_about_at_once(source: Source, cli: CommandLine) -> None:
    source.shows(paragraphs=("This article has been retracted because of an error.", *source.shown.paragraphs))
    assert source.looked_at() == {"held": 1}
    assert source.told() == (1, "published", 1)
    [listed] = cli("list", "--state", "held", "--json").json
    assert listed["reason"] == "source_retracted"
    assert "This article has been retracted" in listed["message"]
    assert cli("refuse", source.url).code == 2
    assert cli("withdraw", source.url, "--reason", "سُحب بعد اعتذار المصدر.").code == 0
    assert source.told() == (2, "withdrawn", 2)


def test_an_approval_that_keeps_a_publication_as_it_is_says_only_where_it_stands(
    source: Source, cli: CommandLine
) -> None:
    source.shows(paragraphs=("This article has been retracted because of an error.", *source.shown.paragraphs))
    source.looked_at()
    finished = cli("approve", source.url, "--by", "Layla Haddad")
    assert (finished.code, finished.out) == (0, f"{source.publication['id']} is published\n")


def test_what_is_kept_in_spite_of_a_notice_takes_over_what_else_the_source_changed(source: Source) -> None:
    notice = "This article has been removed from the list of our best stories."
    source.newsroom.arabic[notice] = "أُزيل هذا المقال من قائمة أفضل أخبارنا."
    source.shows(paragraphs=(*source.shown.paragraphs, notice))
    assert source.looked_at() == {"held": 1}
    source.newsroom.approve(source.url)
    assert source.looked_at(MINUTE) == {"published": 1}
    assert source.told() == (2, "published", 2)
