"""`republish memory import` and `export`."""

from newsroom import CommandLine, Newsroom
from stories import BRIDGE


def test_a_memory_that_was_exported_translates_in_another_project_without_an_engine(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    url = newsroom.publish(BRIDGE)
    newsroom.run()
    before = newsroom.texts(url)
    assert cli("memory", "export", "all.tmx").code == 0
    newsroom.configure(translate={"engines": []}, paths={"state": "../new/state", "published": "../new/published"})

    imported = cli("memory", "import", "all.tmx")
    finished = cli("run")

    assert imported.out == "5 entries imported\n"
    assert finished.out.startswith("published 1")
    assert "0 characters in 0 requests" in finished.out
    assert before == newsroom.texts(url)


def test_a_file_that_is_no_tmx_exits_2_and_imports_nothing(newsroom: Newsroom, cli: CommandLine) -> None:
    (newsroom.folder / "wrong.tmx").write_text("<tmx><tu>", "utf-8")

    finished = cli("memory", "import", "wrong.tmx")

    assert finished.code == 2
    assert finished.err.startswith("republish: wrong.tmx")
    with newsroom.ledger() as ledger:
        assert list(ledger.memory.entries()) == []


def test_a_file_that_is_not_there_exits_2(cli: CommandLine) -> None:
    assert cli("memory", "import", "nowhere.tmx").code == 2


def test_a_memory_that_cannot_be_exported_exits_5(cli: CommandLine) -> None:
    finished = cli("memory", "export", "nowhere/all.tmx")

    assert finished.code == 5
    assert finished.err.startswith("republish: nowhere/all.tmx: cannot be written: No such file or directory. Next: ")


def test_how_many_entries_went_in_and_out_is_json_too(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()

    assert cli("memory", "export", "all.tmx", "--json").json == {"exported": 5}
    assert cli("memory", "import", "all.tmx", "--json").json == {"imported": 5}
