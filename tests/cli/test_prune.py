"""`republish prune`."""

from newsroom import CommandLine, Newsroom
from stories import BRIDGE


def test_a_pruned_article_stays_published_and_can_be_done_again(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(follow={"after": []})
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    told = cli("prune", "--older-than", "0", "--dry-run", "--json").json

    finished = cli("prune", "--older-than", "0")

    assert finished.out.startswith(f"removed: {told['outputs']} results of 1 items, ")
    assert cli("prune", "--older-than", "0", "--json").json["outputs"] == 0
    assert newsroom.run().tally.outcomes == {}
    assert newsroom.retry(url, stage="check").exit_code == 0
    assert newsroom.publication(url)["revision"] == 1


def test_an_article_that_was_to_be_looked_at_is_pruned_once_nothing_is_followed(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    assert cli("prune", "--older-than", "0", "--json").json["items"] == 0
    newsroom.configure(follow={"after": []})

    assert cli("prune", "--older-than", "0", "--json").json["items"] == 1


def test_a_new_project_has_nothing_to_prune_and_is_left_as_it_is(newsroom: Newsroom, cli: CommandLine) -> None:
    assert cli("prune", "--older-than", "90d", "--json").json["items"] == 0
    assert not (newsroom.folder / "data").exists()


def test_a_length_of_time_is_needed(cli: CommandLine) -> None:
    assert cli("prune").code == 2
    assert "'soon' is no duration" in cli("prune", "--older-than", "soon").err
