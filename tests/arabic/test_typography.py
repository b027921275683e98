import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arabic.digits import to_western
from pipeline.arabic.house_style import HouseStyle, Spelling
from pipeline.arabic.letters import DIACRITICS, TATWEEL
from pipeline.arabic.typography import Repaired, Style, repair

SPELLINGS = (Spelling(variant="أمريكي", preferred="أميركي"), Spelling(variant="لاكن", preferred="لكن"))
STYLES = st.sampled_from(
    [
        Style(),
        Style(quotation_marks="curly"),
        Style(digits="arabic-indic"),
        Style(quotation_marks="curly", digits="arabic-indic", house=HouseStyle(spellings=SPELLINGS)),
    ]
)


@pytest.mark.parametrize(
    ("text", "repaired", "repairs"),
    [
        ("قال الرئيس, ثم مضى", "قال الرئيس، ثم مضى", ("punctuation",)),
        ("قال Trump, ثم مضى; وعاد", "قال Trump، ثم مضى؛ وعاد", ("punctuation",)),
        ("هل جاء?", "هل جاء؟", ("punctuation",)),
        ("بلغ 1,200 شخص", "بلغ 1,200 شخص", ()),
        ("في عام 2019, قال", "في عام 2019، قال", ("punctuation",)),
        ("&lt;نعم&gt; قال", "<نعم> قال", ("entities",)),
        ("قال &amp;quot;نعم&amp;quot;", "قال «نعم»", ("entities", "quotation_marks")),
        ("\u200fقال \u202aTrump\u202c", "قال Trump", ("controls",)),
        ("\u0650 قال الرئيس", "قال الرئيس", ("diacritics", "spacing")),
        ("قالّّ", "قالّ", ("diacritics",)),
        ("العـــرب ـالجدد", "العرب الجدد", ("diacritics",)),
        ("عام 1445 هـ، بـ Facebook و«ـها»", "عام 1445 هـ، بـ Facebook و«ـها»", ()),
        ("أيضاً شكراً.", "أيضًا شكرًا.", ("house_style",)),
        ("مُدرِّسة شكرًا", "مُدرِّسة شكرًا", ()),
        ("قال ،ثم مضى", "قال، ثم مضى", ("spacing",)),
        ("انتهى .", "انتهى.", ("spacing",)),
        ("انتهى.وقال: أ.ف.ب", "انتهى. وقال: أ.ف.ب", ("spacing",)),
        ("الوزير و الرئيس", "الوزير والرئيس", ("spacing",)),
        ("الفئتان أ و ب", "الفئتان أ و ب", ()),
        ("قال ( نعم )", "قال (نعم)", ("spacing",)),
        ("قال  الرئيس", "قال الرئيس", ("spacing",)),
        ("انتظر... ثم . . . مضى", "انتظر… ثم … مضى", ("punctuation",)),
        ("الوزير - وهو طبيب—استقال", "الوزير – وهو طبيب – استقال", ("punctuation",)),
        ("الوزير ــ وهو طبيب ــ استقال", "الوزير – وهو طبيب – استقال", ("punctuation",)),
        ("نحو 30،000 شخص،15 منهم", "نحو 30،000 شخص، 15 منهم", ("spacing",)),
        ("بين 3-2 و2019-2020، و-5 درجات", "بين 3-2 و2019-2020، و-5 درجات", ()),
        ("فرقة Harbor - Sons", "فرقة Harbor - Sons", ()),
        ("شركة AT&T، وموقع example.com?a=1", "شركة AT&T، وموقع example.com?a=1", ()),
        ("قال الرئيس، ثم مضى.", "قال الرئيس، ثم مضى.", ()),
        ("في ٢٠٢٤ بنسبة ٤٫٥٪", "في 2024 بنسبة 4.5%", ("digits",)),
    ],
)
def test_repairs_what_a_desk_corrects_without_asking(text: str, repaired: str, repairs: tuple[str, ...]) -> None:
    result = repair(text)

    assert (result.text, result.repairs) == (repaired, repairs)


ARABIC_TEXT = st.text(
    alphabet="قالمىنت ةأو،,؛;؟?!.…:-—–()[]«»“”„'’‘\"&;quotamp#39 \u00a0\u064b\u0650\u0640\u200f\u202a\u2069١٢12٪%@",
    max_size=80,
)
PROSE = st.lists(
    st.sampled_from(
        "قال لاكن الأمريكيون و أيضاً العـــرب \" « » “ ” ' - — ... ، , ? &quot; 12 ٣٫٤ @harbor Trump".split()
    ),
    max_size=25,
)
TEXTS = ARABIC_TEXT | PROSE.map(" ".join) | PROSE.map("".join)
SOURCES = st.sampled_from(["", "He left.", 'He said "no".', '"No," he said.', '"No'])


@given(TEXTS, STYLES, SOURCES)
def test_repairing_twice_is_repairing_once(text: str, style: Style, source: str) -> None:
    once = repair(text, style, source).text

    assert repair(once, style, source).text == once


@given(TEXTS.filter(lambda text: "&" not in text), STYLES)
def test_loses_no_letter_and_no_digit_but_by_the_house_style(text: str, style: Style) -> None:
    assert said(repair(text, style).text) == said(text)


@given(TEXTS.filter(lambda text: "&" not in text), STYLES, st.data())
def test_what_a_mark_stands_on_stays_under_it(text: str, style: Style, data: st.DataObject) -> None:
    words = [match.span() for match in re.finditer(rf"[\w{DIACRITICS}]+", text)] or [(0, 0)]
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(words) - 1)] * 2)))
    start, end = words[first][0], words[last][1]
    result = repair(text, style)

    assert said(result.text[result.moved[start] : result.moved[end]]) == said(text[start:end])


@given(TEXTS, STYLES, SOURCES)
def test_tells_where_each_position_went(text: str, style: Style, source: str) -> None:
    result: Repaired = repair(text, style, source)

    assert len(result.moved) == len(text) + 1
    assert result.moved[-1] == len(result.text)
    assert list(result.moved) == sorted(result.moved)


def said(text: str) -> list[str]:
    """Return the letters and digits of `text`, spelled as the house style has them."""
    western = to_western(text).replace(TATWEEL, "").replace("أمريكي", "أميركي").replace("لاكن", "لكن")
    return [character for character in western if character.isalnum()]
