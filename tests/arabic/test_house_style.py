from pathlib import Path

import pytest

from pipeline.arabic.house_style import HouseStyle, Spelling, default_house_style, load_house_style
from pipeline.arabic.rewriting import rewritten
from pipeline.errors import ConfigurationError

CONFIGURED = Path(__file__).parents[2] / "config/house-style.csv"
HEADER = "variant,preferred,note\n"


def spelled(text: str, style: HouseStyle | None = None) -> str:
    style = style or default_house_style()
    return rewritten(text, style.edits(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الأمريكيين والأمريكيات", "الأميركيين والأميركيات"),
        ("وللأمريكيين", "وللأميركيين"),
        ("بأمريكا وكأمريكا فأمريكا", "بأميركا وكأميركا فأميركا"),
        ("أمريكيًا وأمريكياً", "أميركيًا وأميركياً"),
        ("مسئوليته ومسئولوها", "مسؤوليته ومسؤولوها"),
        ("للانترنت", "للإنترنت"),
        ("بالمائة وثلاثمائة ومائتي", "بالمئة وثلاثمئة ومئتي"),
        ("إنشاءالله", "إن شاء الله"),
        ("فيس  بوك", "فيسبوك"),
        # no words of their own, and words that begin or end as one does
        ("أمريكاوي", "أمريكاوي"),
        ("شيماء إبنس ذالكم هاذاك", "شيماء إبنس ذالكم هاذاك"),
        ("الأميركيين", "الأميركيين"),
    ],
)
def test_a_variant_is_found_with_what_is_joined_to_it(text: str, expected: str) -> None:
    assert spelled(text) == expected


def test_a_short_word_is_found_without_endings() -> None:
    style = HouseStyle(spellings=(Spelling(variant="إبن", preferred="ابن"),))

    assert spelled("إبن وإبن وإبنها", style) == "ابن وابن وإبنها"


def test_without_a_file_the_packaged_house_style_holds(tmp_path: Path) -> None:
    assert load_house_style(tmp_path / "house-style.csv") == default_house_style()


def test_the_file_in_config_is_the_packaged_house_style() -> None:
    assert load_house_style(CONFIGURED) == default_house_style()


def test_every_packaged_spelling_says_why_and_makes_its_variant_the_preferred() -> None:
    for spelling in default_house_style().spellings:
        assert (spelled(spelling.variant), bool(spelling.note)) == (spelling.preferred, True)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Amrika,أميركا,\n", "line 2: variant: 'Amrika' is no Arabic word"),
        ("أمريكا,,\n", "line 2: preferred: "),
        ("أمريكا,أميركا\n", "line 2: it has not 3 columns"),
        ("أمريكا,أميركا,\nأمريكا,أميركا,\n", "line 3: variant: 'أمريكا' stands there twice"),
        ("أمريكا,أميركا,\nأميركا,أمريكا,\n", "line 2: preferred: 'أميركا' would become 'أمريكا' again"),
        ("مسئول,مسؤول,\nمسؤولي,مسئولي,\n", "line 2: preferred: 'مسؤولي' would become 'مسئولي' again"),
    ],
)
def test_a_faulty_line_is_named_with_its_column(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "house-style.csv"
    path.write_text(HEADER + rows, "utf-8")

    with pytest.raises(ConfigurationError, match="line") as caught:
        load_house_style(path)

    assert said in caught.value.message
    assert caught.value.item == str(path)


def test_a_file_with_other_columns_is_no_house_style(tmp_path: Path) -> None:
    path = tmp_path / "house-style.csv"
    path.write_text("from,to\n", "utf-8")

    with pytest.raises(ConfigurationError, match="its first line is not variant,preferred,note"):
        load_house_style(path)
