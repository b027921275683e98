import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from pipeline.formats.inline import inline_html, is_safe
from pipeline.model import Mark

A, B = "https://a.example/", "https://b.example/"


def link(start: int, end: int, href: str = A) -> Mark:
    return Mark(kind="link", start=start, end=end, href=href)


def strong(start: int, end: int) -> Mark:
    return Mark(kind="strong", start=start, end=end)


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ([], "ابتثج"),
        ([strong(1, 3)], "ا<strong>بت</strong>ثج"),
        ([link(0, 5)], f'<a href="{A}">ابتثج</a>'),
        ([link(1, 4), strong(1, 4)], f'ا<a href="{A}"><strong>بتث</strong></a>ج'),
        ([strong(0, 5), link(1, 2)], f'<strong>ا<a href="{A}">ب</a>تثج</strong>'),
        ([strong(0, 3), link(2, 5)], f'<strong>اب<a href="{A}">ت</a></strong><a href="{A}">ثج</a>'),
        ([link(0, 3), link(3, 5, B)], f'<a href="{A}">ابت</a><a href="{B}">ثج</a>'),
        ([link(0, 5), link(1, 3, B)], f'<a href="{A}">ا</a><a href="{B}">بت</a><a href="{A}">ثج</a>'),
        ([link(1, 3, B), link(0, 5)], f'<a href="{A}">ا</a><a href="{B}">بت</a><a href="{A}">ثج</a>'),
        ([link(0, 5, "javascript:alert(1)")], "ابتثج"),
    ],
)
def test_marks_become_elements_that_never_cross_and_links_that_never_nest(marks: list[Mark], html: str) -> None:
    assert inline_html("ابتثج", marks) == html


def test_a_left_to_right_run_stays_one_run_when_a_mark_stands_on_a_part_of_it() -> None:
    text = "منظمة Win With Neighbors هنا"
    assert inline_html(text, [strong(10, 14)]) == ('منظمة <bdi dir="ltr">Win <strong>With</strong> Neighbors</bdi> هنا')


def test_text_and_hrefs_are_escaped() -> None:
    html = inline_html('<b>"ا" & ب</b>', [link(3, 6, 'https://a.example/?x="><script>&y')])
    assert "<b>" not in html.replace('<bdi dir="ltr">', "")
    assert "<script>" not in html
    (anchor,) = lxml_html.fragment_fromstring(f"<div>{html}</div>").iter("a")
    assert anchor.get("href") == 'https://a.example/?x="><script>&y'


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        (A, True),
        ("mailto:desk@news.example", True),
        ("HTTPS://A.EXAMPLE/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<b>", False),
        ("/relative", False),
        ("https://[", False),
        ("", False),
        (None, False),
    ],
)
def test_links_go_to_http_https_and_mailto_only(url: str | None, safe: bool) -> None:  # noqa: FBT001 - of a table
    assert is_safe(url) is safe


@st.composite
def marks_on(draw: st.DrawFn, text: str) -> Mark:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return draw(st.sampled_from([link(start, end), link(start, end, B), strong(start, end)]))


@given(st.data())
def test_any_marks_on_any_text_give_well_formed_markup_with_all_of_the_text(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ابت aB<&+."), min_size=1))
    marks = data.draw(st.lists(marks_on(text)))
    html = inline_html(text, marks)
    tree = lxml_html.fragment_fromstring(f"<div>{html}</div>")
    assert tree.text_content() == text
    assert not tree.xpath(".//a//a")
    linked = {offset for mark in marks if mark.kind == "link" for offset in range(mark.start, mark.end)}
    assert "".join(a.text_content() for a in tree.iter("a")) == "".join(text[i] for i in sorted(linked))
