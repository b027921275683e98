import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.check import check_document, check_pair

TEXTS = st.text(max_size=120) | st.text(alphabet='قال الرئيس 5 مليون%"()⟦1⟧&quot; .،the U.S. Monday $', max_size=120)


@given(TEXTS, TEXTS)
def test_takes_any_text_and_gives_spans_within_it(source: str, target: str) -> None:
    for flag in check_pair(source, target):
        for span, text in ((flag.source_span, source), (flag.target_span, target)):
            if span is not None:
                assert 0 <= span[0] <= span[1] <= len(text)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("", ""),
        ("…", "…"),
        ("👍", "👍"),
        ("J.\u00a0Smith won. He left.", "فاز ج.\u00a0سميث. ثم غادر."),
        ("⟦1⟧", "⟦1⟧"),
        ("The president left.", "غادر الرئيس."),
        ("The president left." * 2000, "غادر الرئيس. " * 2000),
        ("9" * 50_000, "9" * 50_000),
    ],
)
def test_takes_the_empty_the_huge_and_the_odd(source: str, target: str) -> None:
    assert [flag.code for flag in check_pair(source, target) if flag.severity == "hold"] == []


def test_takes_text_that_is_no_valid_unicode() -> None:
    assert [flag.code for flag in check_pair("He left \ud800 in 15.", "غادر \udfff ⟦1⟧ the\ud800 town.")] != []


def test_looks_no_further_where_there_is_no_translation() -> None:
    assert [flag.code for flag in check_pair("It cost $5 on Monday.", "")] == ["empty"]


def test_says_in_both_languages_what_is_wrong() -> None:
    (flag,) = check_pair("It has 15 islands.", "فيه 16 جزيرة.")

    assert flag.detail == "The number 15 became 16. / تحوّل العدد 15 إلى 16."
    assert (flag.source_span, flag.target_span) == ((7, 9), (4, 6))


def test_numbers_the_segments_of_a_document() -> None:
    flags = check_document([("He left.", "غادر."), ("It has 15 islands.", "فيه 16 جزيرة.")])

    assert [(flag.code, flag.segment) for flag in flags] == [("number_changed", 1)]


def test_what_is_known_to_be_clean_is_not_read_again_and_nothing_else_is_passed_over() -> None:
    wrong, other = ("It has 15 islands.", "فيه 16 جزيرة."), ("It has 25 towns.", "فيه 26 مدينة.")

    assert [flag.segment for flag in check_document([wrong, other], clean={wrong})] == [1]
    assert [flag.segment for flag in check_document([wrong, other], clean={(wrong[0], "فيه 15 جزيرة.")})] == [0, 1]


def test_neighbours_are_compared_where_one_of_them_was_not_yet() -> None:
    one = ("The storm killed three people in Florida.", "يقول الأطباء إن الفيروس ينتشر.")
    other = ("Doctors say the virus is spreading.", "قتلت العاصفة ثلاثة أشخاص في فلوريدا.")

    for clean in ({one}, {other}):
        found = check_document([one, other], clean=clean)
        assert [flag.segment for flag in found if flag.code == "exchanged"] == [0, 1]
