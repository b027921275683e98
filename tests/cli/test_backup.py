"""`republish backup`."""

from newsroom import CommandLine, Newsroom
from stories import BRIDGE, LIBRARY


def test_a_backup_put_in_the_ledger_s_place_knows_what_it_knew(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    copy = newsroom.folder / "ledger-1.sqlite"

    finished = cli("backup", str(copy), "--json")

    assert (finished.code, finished.json) == (0, {"file": str(copy), "items": 1})
    newsroom.publish(LIBRARY)
    newsroom.run()
    copy.replace(newsroom.folder / "data" / "state" / "ledger.sqlite")
    assert newsroom.states() == {"news/bridge": "published"}
    assert cli("doctor").code == 0


def test_a_backup_never_takes_the_place_of_another(newsroom: Newsroom, cli: CommandLine) -> None:
    copy = newsroom.folder / "ledger-1.sqlite"
    copy.write_bytes(b"the last good one")

    finished = cli("backup", str(copy))

    assert finished.code == 2
    assert f"{copy}: it is there already" in finished.err
    assert copy.read_bytes() == b"the last good one"


def test_a_backup_where_no_file_can_be_exits_5(newsroom: Newsroom, cli: CommandLine) -> None:
    finished = cli("backup", str(newsroom.folder / "nowhere" / "ledger.sqlite"))

    assert finished.code == 5
    assert "No such file or directory. Next: " in finished.err
