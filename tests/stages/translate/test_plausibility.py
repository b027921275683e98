"""Plausibility: every exchange of two lines is odd, and right lines are not."""

import itertools

import pytest

from pipeline.stages.check.pair import Pair
from pipeline.stages.translate.plausibility import odd_pairs


def test_right_lines_are_not_odd(arabic: dict[str, str]) -> None:
    assert odd_pairs([Pair(*pair) for pair in arabic.items()]) == set()


def test_nothing_is_odd_about_nothing() -> None:
    assert odd_pairs([]) == set()


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(range(9), 2)))
def test_any_two_lines_exchanged_are_odd(arabic: dict[str, str], one: int, other: int) -> None:
    targets = list(arabic.values())
    targets[one], targets[other] = targets[other], targets[one]
    assert odd_pairs([Pair(*pair) for pair in zip(arabic, targets, strict=True)]) >= {one, other}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param(
            "The court will hear the case in September, after the summer recess of the lawyers and the judges.",
            "ستنظر المحكمة في القضية.",
            id="half of it missing",
        ),
        pytest.param(
            "The court will hear it. The judge said so.", "ستنظر المحكمة فيها وقال ذلك.", id="a sentence less"
        ),
        pytest.param("Doctors agree.", "يتفق الأطباء على ذلك كله ويضيفون أن الأمر لا يحتمل تأخيرًا.", id="far longer"),
    ],
)
def test_a_line_of_unusual_length_is_odd_by_itself(source: str, target: str) -> None:
    assert odd_pairs([Pair(source, target)]) == {0}


LONG = "The court will hear the case of the police against the company in September, the minister said on Monday."


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("ستنظر المحكمة في قضية الشرطة ضد الشركة في سبتمبر، كما يرى كثير من الناس.", id="its end"),
        pytest.param("وكما يرى كثير من الناس في البلاد حتى الآن، قال الوزير ذلك يوم الاثنين.", id="its beginning"),
    ],
)
def test_a_line_of_usual_length_is_odd_where_a_part_of_it_is_not_found_again(target: str) -> None:
    assert odd_pairs([Pair(LONG, target)]) == {0}


def test_a_short_line_is_not_odd_where_every_part_of_it_is_found_again() -> None:
    short = "قال الوزير الاثنين: تنظر المحكمة قضية الشرطة والشركة في سبتمبر."
    assert len(short) < 0.65 * len(LONG)
    assert odd_pairs([Pair(LONG, short)]) == set()
