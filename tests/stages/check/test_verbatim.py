"""Words that stay as they are: not read as a language, and missed where they are gone."""

from pipeline.stages.check.verbatim import lost, masked


def test_what_stays_as_it_is_is_blanked_and_all_else_keeps_its_place() -> None:
    assert masked("Run find --all, then find.", ["find", "find --all"]) == "Run ··········, then ····."


def test_what_the_source_has_and_the_target_does_not_is_lost() -> None:
    assert lost("Run find or list.", "شغّل find.", ["find", "list", "sort"]) == ["list"]
