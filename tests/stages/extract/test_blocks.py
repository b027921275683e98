from collections.abc import Callable

import pytest

from pipeline.model import Article, Embed, Figure, TextBlock


def text_blocks(article: Article) -> list[TextBlock]:
    return [block for block in article.blocks if not isinstance(block, Figure | Embed)]


@pytest.mark.parametrize(
    ("html", "kind", "level"),
    [
        ("<h2>What the captain said</h2>", "heading", 2),
        ("<h3><strong>What the captain said</strong></h3>", "heading", 3),
        ("<p><strong>What the captain said</strong></p>", "heading", 3),
        ("<p><strong>What did the captain say?</strong></p>", "paragraph", None),
        ("<blockquote><p>The harbour has waited long enough for it.</p></blockquote>", "quote", None),
        ("<ul><li>Adults pay five pounds, children two.</li></ul>", "list_item", None),
        ("<p>Jane Roe contributed to this report.</p>", "note", None),
        ("<p><em>Editor’s note: The fare was corrected on Tuesday.</em></p>", "note", None),
        ("<p>The harbour has waited long enough for it.</p>", "paragraph", None),
    ],
)
def test_a_block_has_the_type_of_its_element(
    extract: Callable[..., Article], body: str, html: str, kind: str, level: int | None
) -> None:
    first, rest = body.split("</p>", 1)
    block = text_blocks(extract(f"{first}</p>{html}{rest}"))[1]

    assert (block.type, block.level) == (kind, level)


def test_a_sentence_is_not_cut_at_a_link(extract: Callable[..., Article], body: str) -> None:
    linked = body.replace("hundreds of people", '<a href="/crowd">hundreds of <b>people</b></a>')
    block = text_blocks(extract(linked))[0]

    assert block.text.startswith("The ferry returned to the harbour on Tuesday")
    assert [(mark.kind, block.marked(mark), mark.href) for mark in block.marks] == [
        ("link", "hundreds of people", "https://www.daily.example/crowd"),
        ("strong", "people", None),
    ]


def test_links_are_absolute_from_the_base_of_the_page(extract: Callable[..., Article], body: str) -> None:
    linked = body.replace("hundreds", '<a href="crowd">hundreds</a>')
    (mark,) = text_blocks(extract(linked, head='<base href="https://cdn.example/a/">'))[0].marks

    assert mark.href == "https://cdn.example/a/crowd"


def test_an_embedded_post_is_an_embed_and_no_paragraph(extract: Callable[..., Article], body: str) -> None:
    first, rest = body.split("</p>", 1)
    post = (
        '<blockquote class="twitter-tweet"><p>She is <a href="https://t.example/x">back</a>!</p>&mdash; Harbour Office '
        '(@harbour) <a href="https://twitter.com/harbour/status/12?ref=x">May 1, 2024</a></blockquote>'
    )
    article = extract(f"{first}</p>{post}{rest}")

    assert article.blocks[1] == Embed(url="https://twitter.com/harbour/status/12", author="Harbour Office")
    assert "She is" not in " ".join(block.text for block in text_blocks(article))
