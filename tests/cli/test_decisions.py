"""`republish approve`, `refuse` and `withdraw`, as they are called; what they do is specified in tests/run."""

import shutil
from typing import Any

import pytest
from newsroom import CommandLine, Newsroom
from stories import BRIDGE, LIBRARY, MISTRANSLATED


@pytest.fixture
def held(newsroom: Newsroom) -> str:
    newsroom.arabic |= dict([MISTRANSLATED])
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    return newsroom.item(url).id


def test_approve_publishes_by_the_beginning_of_an_id(newsroom: Newsroom, cli: CommandLine, held: str) -> None:
    finished = cli("approve", held[:6], "--by", "ليلى حداد")

    assert (finished.code, finished.out.split(",")[0]) == (0, "published 1")
    assert newsroom.states() == {"news/bridge": "published"}


def test_an_approval_in_json_prints_the_figures(cli: CommandLine, held: str) -> None:
    assert cli("approve", held, "--by", "ليلى حداد", "--json").json["published"] == 1


def test_an_approval_that_rights_stand_against_is_not_possible_and_says_what_is(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    newsroom.configure(sources=[])
    url = newsroom.publish(BRIDGE)
    newsroom.run(url)

    finished = cli("approve", url, "--by", "ليلى حداد")

    item = newsroom.item(url)
    assert (finished.code, finished.out) == (2, "")
    assert f"republish: {item.id}: an approval is no right to publish: no right to republish 127.0.0.1" in finished.err
    step = f"Next: record the rights in sources.toml, then: republish retry {item.id} --from attribute"
    assert finished.err.endswith(f". {step}\n")
    assert item.message
    assert item.message.endswith(f". {step}")


def test_an_item_whose_rights_are_recorded_by_now_may_be_approved(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(sources=[])
    url = newsroom.publish(BRIDGE)
    newsroom.run(url)
    newsroom.configure(sources=[newsroom.source()])

    assert cli("approve", url, "--by", "ليلى حداد").code == 0
    assert newsroom.item(url).state == "published"


def test_a_refusal_of_an_edit_says_which_revision_readers_keep(newsroom: Newsroom, cli: CommandLine) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    newsroom.edit(url, "b2", MISTRANSLATED[1])
    assert newsroom.item(url).state == "held"

    finished = cli("refuse", url)

    assert (finished.code, finished.out) == (0, "the held revision is dropped; revision 1 stays published\n")


def test_a_refusal_of_what_is_published_names_the_whole_command_that_takes_it_back(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    url = newsroom.publish(LIBRARY)
    newsroom.run()

    finished = cli("refuse", url)

    assert finished.code == 2
    assert finished.err.endswith(f"Next: republish withdraw {newsroom.item(url).id} --reason TEXT\n")


def test_refuse_keeps_an_item_from_readers(newsroom: Newsroom, cli: CommandLine, held: str) -> None:
    finished = cli("refuse", held, "--reason", "advertising", "--by", "Omar")

    assert (finished.code, finished.out) == (0, "refused\n")
    assert cli("show", held, "--json").json["message"] == "advertising"
    assert newsroom.states() == {"news/bridge": "refused"}


def test_withdraw_takes_a_publication_back(newsroom: Newsroom, cli: CommandLine) -> None:
    url = newsroom.publish(LIBRARY)
    newsroom.run()

    finished = cli("withdraw", url, "--reason", "the source asked for it")

    assert (finished.code, finished.out) == (0, "withdrawn\n")
    assert newsroom.publication(url)["history"][-1]["detail"] == "the source asked for it"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["approve", "--by", "Omar"], "there is nothing to approve; it is refused"),
        (["withdraw", "--reason", "x"], "there is nothing published to withdraw; it is refused"),
    ],
)
def test_a_decision_that_an_item_does_not_allow_exits_2_and_says_why(
    cli: CommandLine, held: str, arguments: list[str], said: str
) -> None:
    cli("refuse", held)

    finished = cli(*arguments, held)

    assert finished.code == 2
    assert finished.err == f"republish: {held}: {said}\n"


@pytest.mark.parametrize("arguments", [["withdraw", "--reason", "x"], ["refuse"]], ids=lambda arguments: arguments[0])
def test_a_sink_that_does_not_have_what_was_decided_makes_the_decision_exit_1(
    newsroom: Newsroom, cli: CommandLine, arguments: list[str]
) -> None:
    mirror: dict[str, Any] = {"sinks.mirror": {"kind": "folder", "path": "../mirror"}}
    newsroom.configure(**mirror)
    published = newsroom.publish(LIBRARY)
    newsroom.arabic |= dict([MISTRANSLATED])
    refused = newsroom.publish(BRIDGE)
    newsroom.run()
    shutil.rmtree(newsroom.folder / "mirror")
    (newsroom.folder / "mirror").write_text("a file where the folder was", "utf-8")
    if arguments[0] == "refuse":
        newsroom.retry(published, stage="publish")

    finished = cli(*arguments, published if arguments[0] == "withdraw" else refused)

    assert finished.code == 1
    assert finished.out.splitlines()[0] in {"withdrawn", "refused"}
    assert "mirror: 0 delivered, 1 failed" in finished.out


@pytest.mark.parametrize("arguments", [["withdraw", "--reason", "x"], ["refuse"]], ids=lambda arguments: arguments[0])
def test_a_decision_in_json_prints_the_figures(newsroom: Newsroom, cli: CommandLine, arguments: list[str]) -> None:
    newsroom.arabic |= dict([MISTRANSLATED])
    urls = {"withdraw": newsroom.publish(LIBRARY), "refuse": newsroom.publish(BRIDGE)}
    newsroom.run()

    assert cli(*arguments, urls[arguments[0]], "--json").json["exit_code"] == 0
