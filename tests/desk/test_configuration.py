"""The configuration of a desk: read anew when its files change, and left while they are faulty."""

from newsroom import Newsroom

from pipeline.desk.configuration import Configuration


def test_a_source_that_is_added_counts_at_once(newsroom: Newsroom) -> None:
    configuration = Configuration(newsroom.settings)
    first = configuration.current()
    assert configuration.current() is first
    newsroom.configure(sources=[newsroom.source(), {"name": "Other", "hosts": ["other.example"]}])
    assert [source.name for source in configuration.current().sources] == ["The Tamsin Post", "Other"]


def test_where_the_desk_stands_stays_as_it_was_when_it_started(newsroom: Newsroom) -> None:
    configuration = Configuration(newsroom.settings)
    before = configuration.current()
    newsroom.configure(desk={"port": 9999}, paths={"state": "../elsewhere"}, check={"policy": "strict"})
    after = configuration.current()
    assert (after.desk, after.paths, after.check.policy) == (before.desk, before.paths, "strict")


def test_while_the_files_are_faulty_what_was_read_before_counts(newsroom: Newsroom) -> None:
    configuration = Configuration(newsroom.settings)
    (newsroom.config.parent / "sources.toml").write_text("[[source]")
    assert [source.name for source in configuration.current().sources] == ["The Tamsin Post"]
    (newsroom.config.parent / "sources.toml").unlink()
    assert configuration.current().sources == ()
