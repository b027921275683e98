from collections.abc import Callable

from pipeline.model import Article, Figure


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if not isinstance(block, Figure)]


def test_paragraphs_in_separate_elements_of_one_class_are_one_body(extract: Callable[..., Article], body: str) -> None:
    boxed = body.replace("<p>", "<div class='chunk'><p>").replace("</p>", "</p></div>")

    assert texts(extract(boxed)) == texts(extract(body))


def test_a_note_below_the_text_belongs_to_it(extract: Callable[..., Article], body: str) -> None:
    note = "<footer class='contributors'><p>Jane Roe contributed to this report.</p></footer>"

    assert texts(extract(body + note))[-1] == "Jane Roe contributed to this report."
