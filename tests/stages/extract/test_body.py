"""What trafilatura chooses: asked the quick way first, in full where that misses much, but not of a huge page."""

import pytest
from lxml.etree import _Element
from page_shapes import STORY
from trafilatura import bare_extraction

from pipeline.model import TextBlock
from pipeline.stages.extract import body, extract_article
from pipeline.stages.extract.body import MAX_COMPARED, chosen_by_trafilatura
from pipeline.stages.extract.runs import walk
from pipeline.stages.extract.tree import parsed

URL = "https://www.daily.example/news/ferry"
PARAGRAPHS = [STORY[number] for number in "123456"]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
LINES = [f"On day {number} the ferry sailed at {number}, the company said, and it was full." for number in range(40)]
PARTS = ["".join(f"<p>{line}</p>" for line in part) for part in (LINES[:6], LINES[6:])]


def chosen(inner: str) -> list[str]:
    tree = parsed(f"<html lang='en'><body><h1>{STORY['headline']}</h1>{inner}</body></html>", url=URL)
    runs = walk(tree).runs
    return [runs[number].text for number in chosen_by_trafilatura(tree, runs)]


def test_the_paragraphs_of_an_article_are_chosen() -> None:
    found = chosen(BODY)

    assert set(PARAGRAPHS) <= set(found)


def test_an_article_in_two_parts_is_chosen_whole_though_the_quick_way_takes_the_first() -> None:
    first, second = (f'<div class="entry-content">{part}</div>' for part in PARTS)

    assert set(chosen(f"{first}<div class='ad'></div>{second}")) == set(LINES)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list that gains, whenever trafilatura is asked, whether it was in the quick way."""
    ways: list[bool] = []

    def counted(
        tree: _Element, *, include_comments: bool, include_images: bool, with_metadata: bool, fast: bool
    ) -> object:
        ways.append(fast)
        return bare_extraction(
            tree,
            include_comments=include_comments,
            include_images=include_images,
            with_metadata=with_metadata,
            fast=fast,
        )

    monkeypatch.setattr(body, "bare_extraction", counted)
    return ways


@pytest.mark.parametrize(("lines", "ways"), [(MAX_COMPARED // 2, [True, False]), (MAX_COMPARED + 1, [True])])
def test_only_a_page_of_fewer_lines_is_compared_as_that_takes_time_that_grows_with_the_square(
    lines: int, ways: list[bool], asked: list[bool]
) -> None:
    second = "".join(f"<p>{LINES[0]} That was number {number}, she said.</p>" for number in range(lines))

    chosen("".join(f'<div class="entry-content">{part}</div>' for part in (PARTS[0], second)))

    assert asked == ways


def test_of_a_huge_page_trafilatura_is_given_the_beginning_and_the_rest_is_found_as_it_stands_there() -> None:
    lines = [f"The ferry sailed on day {number} and came back on the next, they said." for number in range(1_200)]
    paragraphs = [f"<p>{line}{'<i></i>' * 10}</p>" for line in lines]
    halves = "".join(f"<div>{''.join(part)}</div>" for part in (paragraphs[:600], paragraphs[600:]))

    article = extract_article(f"<html lang='en'><h1>On the ferry</h1>{halves}</html>".encode(), url=URL)

    assert [block.text for block in article.blocks if isinstance(block, TextBlock)] == lines


def test_what_is_chosen_well_is_not_asked_for_twice(asked: list[bool]) -> None:
    chosen(BODY)

    assert asked == [True]
