"""`republish doctor`."""

from newsroom import CommandLine, Newsroom


def test_a_project_in_order_is_told_so_subject_by_subject(newsroom: Newsroom, cli: CommandLine) -> None:
    findings = {finding["subject"]: finding["verdict"] for finding in cli("doctor", "--json").json}

    data = newsroom.folder / "data"
    assert {subject: findings[subject] for subject in ("configuration", "ledger", "The Tamsin Post")} == {
        "configuration": "ok", "ledger": "ok", "The Tamsin Post": "ok"
    }  # fmt: skip
    assert {str(data / name) for name in ("state", "published", "held")} <= set(findings)
    assert cli("doctor").code == 0


def test_a_folder_that_cannot_be_written_exits_5(newsroom: Newsroom, cli: CommandLine) -> None:
    folder = newsroom.folder / "data" / "published"
    folder.parent.mkdir()
    folder.write_text("a file", "utf-8")

    finished = cli("doctor")

    assert finished.code == 5
    assert f"broken  {folder}: cannot be written" in finished.out


def test_a_damaged_ledger_exits_5_and_is_left_as_it_is(newsroom: Newsroom, cli: CommandLine) -> None:
    state = newsroom.folder / "data" / "state"
    state.mkdir(parents=True)
    (state / "ledger.sqlite").write_bytes(b"not a database at all" * 100)

    finished = cli("doctor")

    assert finished.code == 5
    assert "broken  ledger" in finished.out
    assert (state / "ledger.sqlite").read_bytes() == b"not a database at all" * 100
    assert cli("run").code == 5


def test_a_source_without_rights_is_a_warning(newsroom: Newsroom, cli: CommandLine) -> None:
    source = newsroom.source()
    del source["rights"]
    newsroom.configure(sources=[source])

    finished = cli("doctor")

    assert finished.code == 0
    assert "its articles will be held until [source.rights] is recorded" in finished.out
