from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arabic.numerals import quantities


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ثلاثة ملايين ومئتا ألف دولار", [3_200_000]),
        ("٧٦ ألف هكتار و12 قرية", [76_000, 12]),
        ("۱۲۳ شخصا", [123]),
        ("خمسة عشر رجلا وخمس عشرة امرأة", [15, 15]),
        ("القرن الثالث عشر", [100, 13]),
        ("الخامس والعشرون من الشهر", [25]),
        ("خمسة وعشرون", [25]),
        ("مئة وخمسون ألفًا", [150_000]),
        ("مليون ونصف", [1_500_000]),
        ("نصف مليون", [500_000]),
        ("ربع السكان", [Fraction(1, 4)]),
        ("بين 340 مليون و500 مليون متحدث", [340_000_000, 500_000_000]),
        ("5 ملايين و300 ألف", [5_300_000]),
        ("ألف وتسعمئة وأربعة وثمانون", [1984]),
        ("مليونان ونصف قرية", [2_000_000, Fraction(1, 2)]),
        ("عامان ويومان", [2, 2]),
        ("3.2 مليار", [3_200_000_000]),
        ("٣٫٢ مليار", [3_200_000_000]),
        ("1.234,5", [Fraction("1234.5")]),
        ("مليارات الدولارات", [1_000_000_000]),
        ("خمسة في المئة", [5]),
        ("5 بالمائة", [5]),
        ("2018 و2019", [2018, 2019]),
        ("ثلاثَةُ كُتُبٍ", [3]),
        ("لا عدد هنا", []),
    ],
)
def test_reads_the_numbers_that_a_reader_reads(text: str, values: list[Fraction]) -> None:
    assert [quantity.values[0] for quantity in quantities(text)] == values


def test_reads_a_point_before_three_digits_both_ways() -> None:
    (quantity,) = quantities("76.000 هكتار")

    assert list(quantity.values) == [76_000, 76]


@pytest.mark.parametrize("text", ["عامان", "واحد من اللاعبين", "الثمانينيات", "آلاف المتظاهرين"])
def test_calls_loose_what_a_translator_may_add_or_leave_out(text: str) -> None:
    assert [quantity.loose for quantity in quantities(text)] == [True]


@given(st.integers(min_value=0, max_value=10**15))
def test_reads_any_integer_in_digits_of_any_script(number: int) -> None:
    for digits in ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"):
        written = str(number).translate(str.maketrans("0123456789", digits))
        assert [quantity.values[0] for quantity in quantities(f"بلغ {written} شخصا")] == [number]


@given(st.text(alphabet="0123456789٠١٢.,٫٬ وألفمليونثلاةعشرخ%\u064b", max_size=60))
def test_places_every_number_within_the_text(text: str) -> None:
    for quantity in quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
