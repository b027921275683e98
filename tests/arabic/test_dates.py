import datetime as dt

import pytest

from pipeline.arabic.dates import MONTH_STYLES, day_in_words, instant_in_words, zone_called

INSTANT = dt.datetime(2024, 7, 29, 13, 0, 5, tzinfo=dt.UTC)


def test_an_instant_is_told_to_the_minute_with_the_name_of_its_zone() -> None:
    assert instant_in_words(INSTANT) == "29 يوليو 2024، الساعة 13:00 بالتوقيت العالمي المنسق"


def test_an_instant_is_told_as_it_is_in_the_zone_shown_even_across_midnight() -> None:
    late = dt.datetime(2024, 7, 31, 22, 30, tzinfo=dt.timezone(dt.timedelta(hours=-4)))
    words = instant_in_words(late, zone="Asia/Amman", zone_name="بتوقيت عمّان")
    assert words == "1 أغسطس 2024، الساعة 05:30 بتوقيت عمّان"


def test_the_order_of_the_words_is_the_pattern_s() -> None:
    assert instant_in_words(INSTANT, zone_name="غرينتش", pattern="{time} ({zone_name})، {date}") == (
        "13:00 (غرينتش)، 29 يوليو 2024"
    )


@pytest.mark.parametrize(
    ("style", "names"),
    [
        ("يوليو", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
        (
            "تموز",
            "كانون الثاني،شباط،آذار،نيسان،أيار،حزيران،تموز،آب،أيلول،تشرين الأول،تشرين الثاني،كانون الأول",
        ),
    ],
)
def test_the_months_have_the_names_of_the_style(style: str, names: str) -> None:
    told = [day_in_words(dt.date(2024, month, 1), months=style) for month in range(1, 13)]
    assert told == [f"1 {name} 2024" for name in names.split("،" if "،" in names else " ")]


def test_days_and_years_are_in_western_digits_in_every_style() -> None:
    for style in MONTH_STYLES:
        assert day_in_words(dt.date(1999, 12, 31), months=style).encode("ascii", "ignore") in (
            b"31  1999",
            b"31   1999",
        )


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd"])
def test_a_zone_that_does_not_exist_is_a_value_error_that_names_it(name: str) -> None:
    with pytest.raises(ValueError, match="no time zone is called"):
        zone_called(name)
