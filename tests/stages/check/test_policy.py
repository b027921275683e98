from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Flag, Policy
from pipeline.stages.check.findings import KINDS, flag
from pipeline.stages.check.policy import HELD_BY_STRICT, NEVER_PUBLISHED, under

OPERATIONS = Path(__file__).parents[3] / "docs/operations.md"
FLAGS = st.lists(st.sampled_from(sorted(KINDS)).map(lambda code: flag(code, what="x", other="y")), max_size=8)


def held(policy: Policy, flags: list[Flag]) -> set[str]:
    return {found.code for found in under(policy, flags) if found.severity == "hold"}


@given(FLAGS)
def test_what_is_held_is_held_under_every_stricter_policy_too(flags: list[Flag]) -> None:
    assert held("strict", flags) >= held("balanced", flags) >= held("lenient", flags)


@given(FLAGS)
def test_no_finding_is_lost_under_any_policy(flags: list[Flag]) -> None:
    codes = [found.code for found in flags]
    for policy in ("strict", "balanced", "lenient"):
        assert [found.code for found in under(policy, flags)][-len(codes) or None :] == codes


def test_balanced_holds_what_the_checks_hold() -> None:
    flags = [flag("number_changed", what="1", other="2"), flag("name_changed", what="Jane")]

    assert under("balanced", flags) == flags


def test_strict_holds_a_note_that_may_change_what_is_said() -> None:
    assert held("strict", [flag("negation_missing", what="not"), flag("word_repeated", what="في")]) == {
        "negation_missing"
    }


def test_lenient_publishes_with_a_note_that_names_what_it_let_pass() -> None:
    graded = under("lenient", [flag("number_changed", what="1", other="2"), flag("name_changed", what="Jane")])

    assert {found.severity for found in graded} == {"note"}
    assert (graded[0].code, graded[0].segment) == ("published_by_policy", None)
    assert "number_changed" in graded[0].detail


def test_lenient_lets_pass_nothing_of_an_article_that_is_held_all_the_same() -> None:
    graded = under("lenient", [flag("number_changed", what="1", other="2"), flag("empty")])

    assert [(found.code, found.severity) for found in graded] == [("number_changed", "note"), ("empty", "hold")]


def test_each_list_names_findings_of_its_severity() -> None:
    assert {KINDS[code].severity for code in HELD_BY_STRICT} == {"note"}
    assert {KINDS[code].severity for code in NEVER_PUBLISHED} == {"hold"}


def test_the_documentation_lists_the_same() -> None:
    table = OPERATIONS.read_text("utf-8")
    for policy, codes in (("strict", HELD_BY_STRICT), ("lenient", NEVER_PUBLISHED)):
        [row] = [line for line in table.splitlines() if line.startswith(f"| `{policy}` |")]
        assert {word for word in row.split("`") if word in KINDS} == codes
