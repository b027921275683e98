from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.check.english.numbers import quantities


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two hundred and fifty thousand people", [250_000]),
        ("$3.2bn and 76,000 hectares", [3_200_000_000, 76_000]),
        ("twenty-five", [25]),
        ("the twenty-first century", [21, 100]),
        ("half a million", [500_000]),
        ("one and a half million", [1_500_000]),
        ("three million two hundred thousand", [3_200_000]),
        ("between 2 and 3 million", [2, 3_000_000]),
        ("more than two dozen", [24]),
        ("one in three", [1, 3]),
        ("World War II", [2]),
        ("2.2 million km2", [2_200_000]),
        ("a third of them", [3]),
        ("nothing here", []),
    ],
)
def test_reads_the_numbers_that_a_reader_reads(text: str, values: list[Fraction]) -> None:
    assert [quantity.values[0] for quantity in quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [("the 1990s", 90), ("3:30 pm", 15), ("a third", Fraction(1, 3)), ("1950-53", 1953), ("the 100m race", 100)],
)
def test_knows_what_else_a_number_may_mean(text: str, value: Fraction) -> None:
    assert any(value in quantity.values for quantity in quantities(text))


@given(st.text(max_size=80))
def test_places_every_number_within_the_text(text: str) -> None:
    for quantity in quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
