from collections.abc import Callable

import pytest

from pipeline.model import Article


def test_the_standfirst_is_the_description_and_no_paragraph(extract: Callable[..., Article], body: str) -> None:
    article = extract(f'<p class="standfirst">Eleven weeks late, and nobody minds.</p>{body}')

    assert article.description == "Eleven weeks late, and nobody minds."
    assert article.blocks[0].type == "paragraph"
    assert "nobody minds" not in "".join(block.model_dump_json() for block in article.blocks)


def test_a_caption_called_a_summary_by_its_colour_is_no_standfirst(extract: Callable[..., Article], body: str) -> None:
    caption = '<div class="image__caption text-summary-gray">The ferry on Monday, before it sailed.</div>'
    article = extract(f'{caption}<p class="post__excerpt">Eleven weeks late, and nobody minds.</p>{body}')

    assert article.description == "Eleven weeks late, and nobody minds."


def test_a_description_that_repeats_the_first_paragraph_is_none(extract: Callable[..., Article], body: str) -> None:
    first = "The ferry returned to the harbour on Tuesday after eleven weeks in dry dock…"
    article = extract(body, head=f'<meta name="description" content="{first}">')

    assert article.description is None
    assert len(article.blocks) == 4


@pytest.mark.parametrize("element", ["<h2>{}</h2>", "<div class='intro'><p>{}</p></div>", "<header><p>{}</p></header>"])
def test_a_line_apart_that_the_metadata_repeat_is_the_standfirst(
    extract: Callable[..., Article], body: str, element: str
) -> None:
    words = "Eleven weeks late, and nobody minds."
    article = extract(element.format(words) + body, head=f'<meta name="description" content="{words}">')

    assert article.description == words
    assert len(article.blocks) == 4


def test_a_heading_between_headline_and_byline_is_the_standfirst(extract: Callable[..., Article], body: str) -> None:
    heading = "<h2>The fares are to stay as they are, the council says</h2>"
    article = extract(f"{heading}<p class='byline'>By Jane Roe</p>{body}")
    assert article.description == "The fares are to stay as they are, the council says"
    assert article.blocks[0].type == "paragraph"

    assert extract(heading + body).blocks[0].type == "heading"
