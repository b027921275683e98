import pytest

from pipeline.arabic.direction import ltr_runs
from pipeline.formats.bidi import isolated


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("منظمة Win With Neighbors، التي", ["Win With Neighbors"]),
        ("قالت Bison PAC.", ["Bison PAC"]),
        ("قالت Bison PAC. 4000 شخص", ["Bison PAC"]),
        ("(رويترز / Reuters)", ["Reuters"]),
        ("فيلم “The Span” على Disney+", ["The Span", "Disney+"]),
        ("بلغة C++ وiPhone 15", ["C++", "iPhone 15"]),
        ("حساب @harborcity ووسم #Bridge2024.", ["@harborcity", "#Bridge2024"]),
        (
            "موقع desipresident.com، ورابط https://a.example/b?c=1&d=2",
            ["desipresident.com", "https://a.example/b?c=1&d=2"],
        ),
        ("في St. Louis, Missouri.", ["St. Louis, Missouri"]),
        ("موقع 9to5Mac", ["9to5Mac"]),
        ("على الرقم +1 212-555-0100.", ["+1 212-555-0100"]),
        ("البريد desk@news.example", ["desk@news.example"]),
        ("حساب @_harbor_ و@harbor_city.", ["@_harbor_", "@harbor_city"]),
        ("بلغت -5 درجات و−40° و+3.2%، وطائرة إف-16", ["-5", "−40°", "+3.2%"]),
        ("بلغت −40° ثم (+3.2%) ثم «-5 %».", ["−40°", "+3.2%", "-5 %"]),
        ("هاتف 212-555-0100 أو (0212) 555 0100 أو 555-0100", ["212-555-0100", "(0212) 555 0100", "555-0100"]),
        ("يوم 29-7-2024 بخطة 4-3-3", ["29-7-2024", "4-3-3"]),
        ("بين 2019-2020 وفاز 3-2 و2021-2022", ["2019", "2020", "3", "2", "2021", "2022"]),
        ("بلغت -٣٫٢٪ و-٥", ["-٣٫٢٪", "-٥"]),
        ("بنسبة 40% في 29/7/2024 الساعة 13:00 بمبلغ $5 و1,234.5 من 10–15", []),
        ("كله بالعربية.", []),
        ("", []),
    ],
)
def test_names_and_addresses_are_runs_and_arabic_with_its_numbers_is_not(text: str, runs: list[str]) -> None:
    assert [text[start:end] for start, end in ltr_runs(text)] == runs


def test_plain_text_has_isolates_around_its_runs() -> None:
    assert isolated("عرضت Disney+ فيلمًا") == "عرضت \u2066Disney+\u2069 فيلمًا"


def test_the_numbers_of_a_range_are_isolated_one_by_one_so_that_the_first_is_read_first() -> None:
    assert isolated("3-2 للضيوف") == "\u20663\u2069-\u20662\u2069 للضيوف"
