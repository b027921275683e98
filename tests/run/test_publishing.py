"""Revisions: when there is a new one, what consumers are told of it, and what a held one leaves alone."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from newsroom import GOOGLE, CommandLine, Json, Newsroom
from stories import BRIDGE, CORRECTED, CORRECTED_BRIDGE, LIBRARY, MISTRANSLATED


def index_entry(newsroom: Newsroom, url: str) -> Json:
    [entry] = [e for e in newsroom.published("index.json")["articles"] if e["id"] == newsroom.item(url).id]
    return entry


def test_a_second_look_at_the_same_text_keeps_the_revision_and_tells_nobody(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    changes = newsroom.changes()

    newsroom.retry(url, stage="check")

    assert newsroom.publication(url)["revision"] == 1
    assert newsroom.changes() == changes
    assert [entry["event"] for entry in newsroom.publication(url)["history"]] == ["created"]


def test_a_changed_text_is_the_next_revision_and_index_changes_and_feed_follow(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.run()
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)

    newsroom.retry(url, stage="fetch")

    publication = newsroom.publication(url)
    assert (publication["revision"], publication["state"]) == (2, "published")
    assert [(entry["revision"], entry["event"]) for entry in publication["history"]] == [(1, "created"), (2, "revised")]
    assert index_entry(newsroom, url)["revision"] == 2
    assert [(c["id"], c["revision"]) for c in newsroom.changes()][-1] == (newsroom.item(url).id, 2)
    first = newsroom.published("feed.json")["items"][0]
    assert CORRECTED[1] in first["content_html"]


def test_index_and_changes_name_the_digest_of_the_file_as_it_lies_there(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()

    entry = index_entry(newsroom, url)
    file = newsroom.folder / "data" / "published" / entry["path"]
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert entry["sha256"] == digest
    assert newsroom.changes()[-1]["sha256"] == digest


def test_a_held_revision_leaves_the_published_one_and_what_consumers_were_told_untouched(newsroom: Newsroom) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    before = newsroom.publication(url), newsroom.published("index.json"), newsroom.changes()
    newsroom.arabic[CORRECTED[0]] = CORRECTED[1].replace("4", "5")
    newsroom.publish(BRIDGE, paragraphs=CORRECTED_BRIDGE)

    newsroom.retry(url, stage="fetch")

    assert newsroom.item(url).state == "held"
    held = newsroom.held(url)
    assert (held["revision"], held["state"], held["quality"]["verdict"]) == (2, "held", "held")
    assert (newsroom.publication(url), newsroom.published("index.json"), newsroom.changes()) == before


def test_what_is_held_is_in_no_file_that_consumers_read(newsroom: Newsroom) -> None:
    newsroom.arabic |= dict([MISTRANSLATED])
    url = newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)

    summary = newsroom.run()

    assert summary.exit_code == 0
    assert newsroom.states() == {"news/bridge": "held", "news/library": "published"}
    ident = newsroom.item(url).id
    assert not (newsroom.folder / "data" / "published" / "articles" / f"{ident}.json").exists()
    assert all(entry["id"] != ident for entry in newsroom.published("index.json")["articles"])
    assert "number_changed" in [flag["code"] for flag in newsroom.held(url)["quality"]["flags"]]


def test_an_article_of_unknown_rights_is_held_and_told_where_to_record_them(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    newsroom.configure(sources=[])
    newsroom.publish(BRIDGE)
    url = newsroom.url(BRIDGE.path)

    finished = cli("run", url)

    item = newsroom.item(url)
    assert finished.code == 0
    assert (item.state, item.reason) == ("held", "rights_unknown")
    message = item.message or ""
    assert all(word in message for word in ("127.0.0.1", "sources.toml", "[[source]]", item.id))
    newsroom.configure()
    assert cli("retry", item.id, "--from", "attribute").code == 0
    assert newsroom.publication(url)["rights"]["basis"] == "own"


def test_the_article_of_an_unknown_source_is_published_where_the_configuration_says_so(newsroom: Newsroom) -> None:
    newsroom.configure(sources=[], rights={"unknown_source": "publish"})
    url = newsroom.publish(BRIDGE)

    newsroom.run(url)

    assert newsroom.publication(url)["rights"]["basis"] == "unknown"


def test_the_engine_that_did_the_work_is_named_and_not_another(newsroom: Newsroom) -> None:
    first = {"kind": "libretranslate", "base_url": newsroom.url("/nobody"), "attempts": 1, "backoff": 0}
    spare = {"kind": "google", "base_url": newsroom.url(GOOGLE)}
    tables: dict[str, dict[str, Any]] = {"engines.first": first, "engines.spare": spare}
    newsroom.configure(sources=None, translate={"engines": ["first", "spare"]}, **tables)
    url = newsroom.publish(BRIDGE)
    newsroom.run()

    publication = newsroom.publication(url)
    assert publication["translation"]["engines"] == ["spare"]
    [disclaimer] = [d["text"] for d in publication["disclaimers"] if d["kind"] == "machine_translation"]
    assert disclaimer == "تُرجم هذا الخبر آليًا عبر خدمة غوغل ولم يراجعه محرر."


@pytest.mark.parametrize("left", [None, b"{}"], ids=["lost", "damaged"])
def test_a_published_file_that_is_gone_is_written_again_as_it_was(newsroom: Newsroom, left: bytes | None) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    path, before = article_file(newsroom, url)
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    newsroom.publish(LIBRARY)

    assert newsroom.run().exit_code == 0

    assert path.read_bytes() == before
    assert len(newsroom.changes()) == 2


def test_a_lost_file_that_cannot_be_made_again_holds_no_change_back_and_says_what_to_do(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    path, _ = article_file(newsroom, url)
    path.unlink()
    newsroom.arabic[MISTRANSLATED[0]] = MISTRANSLATED[1]
    newsroom.publish(LIBRARY)
    item = newsroom.item(url).id

    # The revision that is held now is all that is kept of it.
    held = cli("retry", item, "--from", "translate")
    finished = cli("run")

    assert (held.code, finished.code) == (5, 5)
    assert f"{path}: is missing. Next: republish retry {item} --from publish" in finished.err
    assert [change["id"] for change in newsroom.changes()] == [item, newsroom.item(newsroom.url(LIBRARY.path)).id]


def article_file(newsroom: Newsroom, url: str) -> tuple[Path, bytes]:
    """Return where the published file of an item lies, and what it says."""
    path = newsroom.folder / "data" / "published" / "articles" / f"{newsroom.item(url).id}.json"
    return path, path.read_bytes()
