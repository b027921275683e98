from collections.abc import Callable

from pipeline.model import Article, Figure
from pipeline.stages.extract.gaps import makes
from pipeline.stages.extract.runs import walk
from pipeline.stages.extract.tree import parsed


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if not isinstance(block, Figure)]


def test_paragraphs_in_separate_elements_of_one_class_are_one_body(extract: Callable[..., Article], body: str) -> None:
    boxed = body.replace("<p>", "<div class='chunk'><p>").replace("</p>", "</p></div>")

    assert texts(extract(boxed)) == texts(extract(body))


def test_a_note_below_the_text_belongs_to_it(extract: Callable[..., Article], body: str) -> None:
    note = "<footer class='contributors'><p>Jane Roe contributed to this report.</p></footer>"

    assert texts(extract(body + note))[-1] == "Jane Roe contributed to this report."


def test_paragraphs_that_lie_alone_in_elements_without_names_are_of_one_make(body: str) -> None:
    alone = body.replace("<p>", "<div class='part'><div><div><p>").replace("</p>", "</p></div></div></div>")
    aside = "<div class='other'><div><div><p>Listen to it here.</p></div></div></div>"
    *runs, other = walk(parsed(f"<html><body>{alone}{aside}</body></html>", url="https://a.example/")).runs

    shared = set.intersection(*(set(makes(run)) for run in runs))

    assert shared
    assert shared.isdisjoint(makes(other))
