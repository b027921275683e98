"""Trust: lost by what is not believed in the end, and not by an accident."""

import pytest

from pipeline.engines.trust import Trust


@pytest.mark.parametrize(
    ("answers", "failed", "distrust_above", "is_lost"),
    [
        pytest.param(0, 0, 0.03, False, id="nothing said yet"),
        pytest.param(5, 1, 0.03, False, id="one text, which may be its own fault"),
        pytest.param(15, 2, 0.03, True, id="two texts in an article"),
        pytest.param(200, 6, 0.03, False, id="as many as are let pass"),
        pytest.param(200, 7, 0.03, True, id="one more"),
        pytest.param(15, 15, 1, False, id="all of them, where each text is judged alone"),
        pytest.param(200, 2, 0, True, id="any, where none is let pass"),
    ],
)
def test_trust_is_lost_above_a_share_of_the_answers(
    answers: int, failed: int, distrust_above: float, *, is_lost: bool
) -> None:
    trust = Trust(distrust_above)
    trust.note(answers=answers, failed=failed)
    assert trust.is_lost is is_lost


def test_what_is_said_of_several_articles_counts_together() -> None:
    trust = Trust(0.03)
    trust.note(answers=15, failed=1)
    trust.note(answers=15, failed=1)
    assert trust.is_lost
    trust.note(answers=70, failed=0)
    assert not trust.is_lost
