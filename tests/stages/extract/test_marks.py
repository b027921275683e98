import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import MarkedText
from pipeline.stages.extract.cleaning import cleaned
from pipeline.stages.extract.marks import absolute, marked_text
from pipeline.stages.extract.runs import walk
from pipeline.stages.extract.tree import parsed

BASE = "https://www.daily.example/news/ferry"


def marked(inner: str) -> MarkedText:
    (run,) = walk(parsed(f"<p>{inner}</p>", url=BASE)).runs
    return marked_text(run.pieces, base=BASE)


def told(text: MarkedText) -> list[tuple[str, str, str | None]]:
    return [(mark.kind, text.marked(mark), mark.href) for mark in text.marks]


@pytest.mark.parametrize(
    ("inner", "text", "marks"),
    [
        (
            "It <a href='/a'>has raised</a> more.",
            "It has raised more.",
            [("link", "has raised", "https://www.daily.example/a")],
        ),
        ("<b> Bold </b>start", "Bold start", [("strong", "Bold", None)]),
        ("An <em>end </em>", "An end", [("emphasis", "end", None)]),
        ("<b><strong>once</strong></b> only", "once only", [("strong", "once", None)]),
        (
            "a <a href='b'>link with <i>emphasis</i></a>",
            "a link with emphasis",
            [("link", "link with emphasis", "https://www.daily.example/news/b"), ("emphasis", "emphasis", None)],
        ),
        ("to <a href='#note'>a note</a>", "to a note", []),
        ("to <a href='javascript:void(0)'>nowhere</a>", "to nowhere", []),
        ("<a href='/x'> </a>nothing", "nothing", []),
        ("caf<a href='/e'>e\u0301s</a> here", "caf\u00e9s here", [("link", "\u00e9s", "https://www.daily.example/e")]),
        ("line<br>after line", "line after line", []),
    ],
)
def test_marks_stand_on_the_words_they_stood_on(
    inner: str, text: str, marks: list[tuple[str, str, str | None]]
) -> None:
    found = marked(inner)

    assert found.text == text
    assert told(found) == marks


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["", "b", "a href='/x'", "em"])), max_size=8))
def test_marks_never_change_the_text(parts: list[tuple[str, str]]) -> None:
    plain = "".join(text for text, _ in parts).replace("<", "").replace("&", "").replace(">", "")
    inner = "".join(
        f"<{tag}>{text}</{tag.split()[0]}>" if tag else text
        for text, tag in ((t.replace("<", "").replace("&", "").replace(">", ""), tag) for t, tag in parts)
    )
    runs = walk(parsed(f"<p>{inner}.</p>", url=BASE)).runs

    assert [marked_text(run.pieces, base=BASE).text for run in runs] == [cleaned(plain + ".")]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../a b", "https://www.daily.example/ab"),
        ("//other.example/x", "https://other.example/x"),
        ("mailto:desk@daily.example", None),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_links(href: str | None, expected: str | None) -> None:
    assert absolute(href, BASE) == expected
