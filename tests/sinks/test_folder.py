from pathlib import Path

import pytest

from pipeline.errors import SinkRefused
from pipeline.settings.sinks import SinkSettings
from pipeline.sinks import Parcel, Sink, build


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "www"


@pytest.fixture
def sink(folder: Path) -> Sink:
    return build("site", SinkSettings(kind="folder", path=folder))


def test_files_are_written_by_their_names_and_replaced(sink: Sink, folder: Path) -> None:
    for body in (b"one", b"two"):
        sink.take(Parcel("articles/a.json", "v", body))
    sink.take(Parcel("index.json", "v", b"index"))
    assert {path.name: path.read_bytes() for path in folder.rglob("*.*")} == {"a.json": b"two", "index.json": b"index"}


def test_files_are_removed_and_one_that_is_gone_is_no_error(sink: Sink, folder: Path) -> None:
    sink.take(Parcel("index-0.json", "v", b"page"))
    for _ in range(2):
        sink.remove("index-0.json")
    assert list(folder.iterdir()) == []


def test_what_a_killed_run_left_half_written_is_removed(sink: Sink, folder: Path) -> None:
    folder.mkdir()
    (folder / ".index.json.0a1b2c3d.part").write_text("half")
    sink.take(Parcel("index.json", "v", b"index"))
    assert [path.name for path in folder.iterdir()] == ["index.json"]


def test_a_folder_that_cannot_be_written_refuses_and_says_what_to_do(sink: Sink, folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    with pytest.raises(SinkRefused) as caught:
        sink.take(Parcel("a.json", "v", b""))
    assert (caught.value.sink, caught.value.item) == ("site", str(folder / "a.json"))
    assert caught.value.next_step
    with pytest.raises(SinkRefused):
        sink.remove("a.json")
