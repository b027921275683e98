import pytest

from pipeline.formats.bidi import isolated, ltr_runs


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
        ("بنسبة 40% في 2024-2025 و13:00 و$5", []),
        ("كله بالعربية.", []),
        ("", []),
    ],
)
def test_names_and_addresses_are_runs_and_arabic_with_its_numbers_is_not(text: str, runs: list[str]) -> None:
    assert [text[start:end] for start, end in ltr_runs(text)] == runs


def test_plain_text_has_isolates_around_its_runs() -> None:
    assert isolated("عرضت Disney+ فيلمًا") == "عرضت \u2066Disney+\u2069 فيلمًا"
