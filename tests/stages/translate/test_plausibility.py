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
