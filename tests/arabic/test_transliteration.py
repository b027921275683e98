import pytest

from pipeline.arabic.letters import fold
from pipeline.arabic.transliteration import arabic_keys, latin_keys


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Guterres", "غوتيريش"),
        ("Guterres", "جوتيريس"),
        ("Trudeau", "ترودو"),
        ("Kavanaugh", "كافانو"),
        ("Christine", "كريستين"),
        ("Michael", "مايكل"),
        ("Zárate", "زاراتي"),
        ("Johnson", "وجونسون"),
        ("Chelsea", "تشيلسي"),
        ("Kovacic", "كوفاتشيتش"),
    ],
)
def test_knows_a_name_in_arabic_letters(latin: str, arabic: str) -> None:
    assert latin_keys(latin) & arabic_keys(fold(arabic))


@pytest.mark.parametrize(("latin", "arabic"), [("Trudeau", "مكرون"), ("Merkel", "بوتين"), ("Obama", "كلينتون")])
def test_tells_different_names_apart(latin: str, arabic: str) -> None:
    assert not latin_keys(latin) & arabic_keys(fold(arabic))


@pytest.mark.parametrize("name", ["", "Ó", "李", "123", "x" * 500])
def test_takes_any_name(name: str) -> None:
    assert all(key.startswith("#") for key in latin_keys(name))
