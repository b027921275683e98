"""`republish retry`, as it is called; what a retry does is specified in tests/run."""

from newsroom import CommandLine, Newsroom, page
from stories import BRIDGE, LIBRARY


def test_retry_processes_what_failed_and_prints_the_figures(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    works, newsroom.pages[BRIDGE.path] = newsroom.pages[BRIDGE.path], page("", status=500)
    newsroom.run()
    newsroom.pages[BRIDGE.path] = works

    finished = cli("retry")

    assert finished.code == 0
    assert finished.out.startswith("published 1, ")
    assert cli("retry", "--quiet").out == ""


def test_a_dry_retry_names_the_items_and_changes_none(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.run()
    before = newsroom.items()

    named = cli("retry", "--state", "published", "--dry-run", "--json").json

    assert {item["url"] for item in named} == {newsroom.url(BRIDGE.path), newsroom.url(LIBRARY.path)}
    assert before[0].id in cli("retry", before[0].id[:6], "--dry-run").out
    assert newsroom.items() == before


def test_retry_is_narrowed_by_reason_and_source(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.pages[BRIDGE.path] = page("", status=404)
    newsroom.run()

    gone = cli("retry", "--state", "refused", "--reason", "gone", "--dry-run", "--json").json
    assert [item["url"] for item in gone] == [newsroom.url(BRIDGE.path)]
    assert cli("retry", "--state", "published", "--source", "Nobody", "--dry-run", "--json").json == []


def test_a_retry_in_json_prints_its_figures(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()

    assert cli("retry", "--state", "published", "--from", "attribute", "--json").json["published"] == 1


def test_who_asks_for_a_retry_stands_in_the_history(newsroom: Newsroom, cli: CommandLine) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    item = newsroom.item(url)
    assert cli("retry", item.id, "--from", "attribute", "--by", "Layla Haddad").code == 0
    with newsroom.ledger() as ledger:
        asked = [event for event in ledger.events(item.id) if event.event == "retry asked"]
    assert [(event.by, event.detail) for event in asked] == [("Layla Haddad", "from attribute")]
