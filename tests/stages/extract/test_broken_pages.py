"""Whatever stands in a page, it ends as an article or as a refusal."""

import importlib.util
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_shapes import SHAPES, STORY, rendered

from pipeline.errors import REFUSAL_REASONS
from pipeline.model import TextBlock
from pipeline.stages.extract import extract_article
from pipeline.stages.extract.runs import MAX_NODES, MAX_PICTURES, walk
from pipeline.stages.extract.tree import MAX_CHILDREN, parsed


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


fuzz = load(Path(__file__).parents[2] / "benchmarks" / "fuzz_extraction.py")
PAGES = [rendered(shape) for shape in SHAPES]
ENDS = {"article", *REFUSAL_REASONS}


@settings(max_examples=40)
@given(number=st.integers(min_value=0, max_value=10**9))
def test_a_broken_page_ends_as_an_article_or_a_refusal(number: int) -> None:
    assert fuzz.outcome(fuzz.case(PAGES, 0, number)) in ENDS


@pytest.mark.parametrize("mutation", fuzz.MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_every_mutation_changes_a_page(mutation: Callable[[bytes, random.Random], bytes]) -> None:
    chance = random.Random(7)  # noqa: S311 - nothing is secret about it

    assert any(mutation(page, chance) != page for page in PAGES)


def page(*lines: str, footer: str = "") -> bytes:
    article = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html lang='en'><h1>On the ferry</h1><article>{article}</article><footer>{footer}</footer></html>".encode()


@pytest.mark.parametrize("depth", [150, 250, 1_000])
@pytest.mark.parametrize("tag", ["p", "div", "li"])
def test_the_paragraphs_of_a_page_that_is_nested_too_deeply_stay_apart(depth: int, tag: str) -> None:
    lines = [f"The ferry sailed on day {number} and came back on the next, the company said." for number in range(6)]
    body = "".join(f"<{tag}>{line}</{tag}>" for line in lines)

    article = extract_article(
        f"<html lang='en'><h1>On the ferry</h1>{'<div>' * depth}{body}{'</div>' * depth}".encode(), url=fuzz.URL
    )

    assert [block.text for block in article.blocks if isinstance(block, TextBlock)] == lines


def test_a_page_nested_too_deeply_may_have_tags_of_any_name() -> None:
    deep = "<div>" * 250
    assert (
        fuzz.outcome(f"<html lang='en'><h1>On the ferry</h1>{deep}<p>Ferry</p><a\x01b>Ferry</a\x01b>".encode()) in ENDS
    )


def test_what_follows_an_article_may_be_more_than_is_read() -> None:
    block = f"<div>{'<i></i>' * 1_000}</div>"

    assert fuzz.outcome(page(*(STORY[number] for number in "123456"), footer=block * (MAX_NODES // 1_000))) == "article"


def test_of_images_without_end_the_first_are_looked_at() -> None:
    tree = parsed(
        f"<html><body>{'<p><img src=/a.jpg></p>' * (MAX_PICTURES + 9)}</body></html>", url="https://a.example/"
    )

    assert len(walk(tree).pictures) == MAX_PICTURES


def test_an_article_that_goes_on_beyond_what_is_read_is_not_published_in_part() -> None:
    line = f"the ferry sailed, and on the next it came back full.{'<i></i>' * 40}"

    assert fuzz.outcome(page(*(f"On day {number} {line}" for number in range(MAX_NODES // 40)))) == "too_large"


def test_an_element_has_no_more_children_than_are_read_in_due_time() -> None:
    tree = parsed(
        f"<html><body><p>{'<b>a</b>' * (MAX_CHILDREN + 9)}</p><p>b</p></body></html>", url="https://a.example/"
    )

    assert [len(paragraph) for paragraph in tree.iter("p")] == [MAX_CHILDREN, 0]


@pytest.mark.parametrize("beginning", ["", "<header><a href='/'>The Daily</a></header>", "<p>Tuesday</p>"])
def test_a_page_that_does_not_write_where_its_head_ends_is_read(body: str, beginning: str) -> None:
    html = f"<!doctype html><title>The ferry returns</title>{beginning}<main><h1>The ferry returns</h1>{body}</main>"

    article = extract_article(html.encode(), url="https://www.daily.example/ferry")
    assert len(article.blocks) == body.count("<p>")
    assert article.headline == "The ferry returns"


def test_tables_nested_beyond_any_layout_are_boxes_and_their_text_is_kept(body: str) -> None:
    html = "<table><tr><td>" * 30 + body + "</td></tr></table>" * 30
    tree = parsed(html, url="")

    assert max(len(list(table.iterancestors("table"))) for table in tree.iter("table")) < 10
    assert len(list(tree.iter("p"))) == body.count("<p>")
