import datetime as dt

import pytest

from pipeline.model import Article, Mark, MarkedText, Origin, Report, Role, Segment, Site, Translation
from pipeline.stages.check import check


def report(*segments: Segment) -> Report:
    article = Article(
        url="https://news.example/a",
        canonical_url="https://news.example/a",
        headline="Headline",
        site=Site(name="News", host="news.example"),
        content_sha256="00",
        blocks=(),
    )
    at = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)
    return check(Translation(article=article, segments=segments, translated_at=at))


def segment(source: str, target: str, *marks: Mark, role: Role = "paragraph", unplaced: int = 0) -> Segment:
    return Segment(
        id="b1",
        role=role,
        source=MarkedText(text=source),
        target=MarkedText(text=target, marks=marks),
        origin=Origin(kind="engine", name="google"),
        unplaced_marks=unplaced,
    )


def test_a_good_translation_is_clean() -> None:
    assert report(segment("He left on Monday.", "غادر يوم الاثنين.")).verdict == "clean"


def test_a_repair_is_recorded_and_the_text_is_the_repaired_one() -> None:
    result = report(segment("He left, then returned.", "غادر, ثم عاد."))

    assert result.verdict == "repaired"
    assert result.translation.segments[0].target.text == "غادر، ثم عاد."
    assert [(flag.code, flag.severity, flag.segment) for flag in result.flags] == [("repaired_punctuation", "note", 0)]


def test_a_repair_moves_the_marks_after_it() -> None:
    text = "&quot;نعم&quot; قال الرئيس"
    mark = Mark(kind="link", start=text.index("الرئيس"), end=len(text), href="https://news.example/b")

    target = report(segment('"Yes," said the president', text, mark)).translation.segments[0].target

    assert target.text == "«نعم» قال الرئيس"
    assert target.marked(target.marks[0]) == "الرئيس"


def test_a_wrong_number_is_held() -> None:
    assert report(segment("It has 15 islands.", "فيه 16 جزيرة.")).verdict == "held"


def test_a_remark_is_noted() -> None:
    assert report(segment('He said "no" and left.', 'قال "لا ثم غادر.')).verdict == "noted"


def test_marks_that_found_no_place_are_noted() -> None:
    result = report(segment("He left.", "غادر.", unplaced=2))

    assert (result.verdict, [flag.code for flag in result.flags]) == ("noted", ["unplaced_marks"])


@pytest.mark.parametrize("role", ["author", "credit"])
def test_names_may_stay_in_latin_letters_where_only_names_stand(role: Role) -> None:
    assert (
        report(segment("Jane van der Berg for Reuters", "Jane van der Berg for Reuters", role=role)).verdict == "clean"
    )


def test_a_missing_credit_is_held() -> None:
    assert report(segment("Jane Doe/Reuters", " ", role="credit")).verdict == "held"


def test_a_headline_that_ends_in_a_full_stop_is_noted() -> None:
    told = ("Storm cuts power on the coast", "عاصفة تقطع الكهرباء عن الساحل.")

    assert [flag.code for flag in report(segment(*told, role="headline")).flags] == ["headline_stop"]
    assert report(segment(*told, role="caption")).flags == ()
