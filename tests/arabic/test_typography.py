import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arabic.typography import repair


@pytest.mark.parametrize(
    ("text", "repaired", "repairs"),
    [
        ("قال الرئيس, ثم مضى", "قال الرئيس، ثم مضى", ("punctuation",)),
        ("هل جاء?", "هل جاء؟", ("punctuation",)),
        ("بلغ 1,200 شخص", "بلغ 1,200 شخص", ()),
        ("في عام 2019, قال", "في عام 2019، قال", ("punctuation",)),
        ("&quot;نعم&quot; قال", '"نعم" قال', ("entities",)),
        ("قال &amp;quot;نعم&amp;quot;", 'قال "نعم"', ("entities",)),
        ("\u200fقال \u202aTrump\u202c", "قال Trump", ("controls",)),
        ("\u0650 قال الرئيس", "قال الرئيس", ("diacritics", "spacing")),
        ("العـــرب", "العرب", ("diacritics",)),
        ("قال ،ثم مضى", "قال، ثم مضى", ("spacing",)),
        ("قال ( نعم )", "قال (نعم)", ("spacing",)),
        ("قال  الرئيس", "قال الرئيس", ("spacing",)),
        ("انتظر...", "انتظر…", ("punctuation",)),
        ("شركة AT&T، وموقع example.com?a=1", "شركة AT&T، وموقع example.com?a=1", ()),
        ("قال الرئيس، ثم مضى.", "قال الرئيس، ثم مضى.", ()),
    ],
)
def test_repairs_what_a_desk_corrects_without_asking(text: str, repaired: str, repairs: tuple[str, ...]) -> None:
    result = repair(text)

    assert (result.text, result.repairs) == (repaired, repairs)


ARABIC_TEXT = st.text(
    alphabet="قالمى ة،,؛;؟?!.…:()[]«»“”\"'&;quotamp#39 \u00a0\u064b\u0650\u0640\u200f\u202a\u2069١٢12٪%", max_size=80
)


@given(ARABIC_TEXT)
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once = repair(text).text

    assert repair(once).text == once


@given(ARABIC_TEXT.filter(lambda text: "&" not in text))
def test_loses_no_letter_and_no_digit(text: str) -> None:
    assert list(filter(str.isalnum, repair(text).text)) == [c for c in text if c.isalnum() and c != "\u0640"] or (
        "\u0640" in text
    )


@given(ARABIC_TEXT)
def test_tells_where_each_position_went(text: str) -> None:
    result = repair(text)

    assert len(result.moved) == len(text) + 1
    assert result.moved[-1] == len(result.text)
    assert list(result.moved) == sorted(result.moved)
