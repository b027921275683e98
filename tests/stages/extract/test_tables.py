from collections.abc import Callable

from pipeline.model import Article, Embed, Figure, TextBlock


def text_blocks(article: Article) -> list[TextBlock]:
    return [block for block in article.blocks if not isinstance(block, Figure | Embed)]


def test_a_table_of_data_is_kept_as_rows(extract: Callable[..., Article], body: str) -> None:
    first, rest = body.split("</p>", 1)
    cells = "<tr><th>Ferry</th><th>Crossings</th></tr><tr><td><a href='/s'>Skerry Belle</a></td><td>4,120</td></tr>"
    rows = text_blocks(extract(f"{first}</p><table>{cells}</table>{rest}"))[1:3]

    assert [(row.type, row.text) for row in rows] == [
        ("list_item", "Ferry | Crossings"),
        ("list_item", "Skerry Belle | 4,120"),
    ]
    assert [rows[1].marked(mark) for mark in rows[1].marks] == ["Skerry Belle"]


def test_a_row_that_lays_out_the_page_is_no_row_of_data(extract: Callable[..., Article], body: str) -> None:
    article = extract(f"<table><tr><td><a href='/'>Home</a></td><td>{body}</td></tr></table>")

    assert [block.type for block in text_blocks(article)] == ["paragraph"] * 4
