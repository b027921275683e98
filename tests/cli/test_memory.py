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
    assert cli("memory", "import", "all.tmx", "--json").json == {"imported": 5, "skipped": []}


def test_units_that_are_passed_over_are_counted_and_named_with_their_lines(
    newsroom: Newsroom, cli: CommandLine
) -> None:
    said = '<tuv xml:lang="{}"><seg>{}</seg></tuv>'
    units = [
        f"<tu>{said.format('en', 'Yes')}{said.format('ar', 'نعم')}</tu>",
        f"<tu>{said.format('en', 'No')}{said.format('fr', 'Non')}</tu>",
        '<tu><tuv xml:lang="en"/></tu>',
    ]
    (newsroom.folder / "some.tmx").write_text("\n".join(["<tmx><body>", *units, "</body></tmx>"]), "utf-8")

    finished = cli("memory", "import", "some.tmx")

    assert (finished.code, finished.out) == (0, "1 entries imported\n")
    assert finished.err.splitlines() == [
        "2 units passed over",
        "some.tmx:3: it has no text in both en and ar: en, fr",
        "some.tmx:4: it has no text in both en and ar: none",
    ]
    assert [skip["line"] for skip in cli("memory", "import", "some.tmx", "--json").json["skipped"]] == [3, 4]


def test_a_user_of_another_tool_is_no_service_to_readers_and_stays_known(newsroom: Newsroom, cli: CommandLine) -> None:
    said = '<tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="ar"><seg>{}</seg></tuv>'
    units = [
        f'<tu creationid="PC-17" creationdate="20240110T101500Z">{said.format("Yes", "نعم")}</tu>',
        f'<tu creationid="google">{said.format("No", "لا")}</tu>',
        f'<tu creationid="Huda"><prop type="x-reviewed">yes</prop>{said.format("Perhaps", "ربما")}</tu>',
    ]
    (newsroom.folder / "desk.tmx").write_text("\n".join(["<tmx><body>", *units, "</body></tmx>"]), "utf-8")

    assert cli("memory", "import", "desk.tmx").code == 0

    with newsroom.ledger() as ledger:
        names = {entry.source.text: (entry.name, entry.created_by) for entry in ledger.memory.entries()}
    assert names == {"Yes": ("desk.tmx", "PC-17"), "No": ("google", None), "Perhaps": ("Huda", None)}
