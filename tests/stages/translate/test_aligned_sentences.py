"""The marks aligned by hand: they stay on the right words, sentence by sentence, as far as they ever did."""

from collections import Counter

import pytest
from aligned_marks import PARTS, Outcome, outcomes, sentences

# Of each part: marks, how many of them stand on the right words at the least, and on wrong ones at the most.
BASELINE = {"first": (95, 93, 1), "second": (111, 105, 3), "third": (41, 38, 3)}
RIGHT = 0.95


@pytest.fixture(scope="module", params=PARTS)
def part(request: pytest.FixtureRequest) -> tuple[str, list[Outcome]]:
    """Return the name of a part and what becomes of its marks."""
    name = str(request.param)
    return name, [outcome for sentence in sentences(name) for outcome in outcomes(sentence)]


def test_no_part_is_worse_than_the_stored_baseline(part: tuple[str, list[Outcome]]) -> None:
    name, found = part
    verdicts = Counter(outcome.verdict for outcome in found)
    marks, right, wrong = BASELINE[name]
    assert len(found) == marks
    assert verdicts["right"] >= right
    assert verdicts["wrong"] <= wrong


def test_no_sentence_is_broken_by_what_became_of_its_tokens(part: tuple[str, list[Outcome]]) -> None:
    assert [outcome for outcome in part[1] if outcome.verdict == "broken"] == []


def test_the_baseline_is_what_is_asked_of_the_alignment() -> None:
    marks, right, _ = (sum(column) for column in zip(*BASELINE.values(), strict=True))
    assert marks >= 200
    assert right / marks >= RIGHT
