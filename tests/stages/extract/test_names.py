from collections.abc import Callable

from pipeline.model import Article, Figure


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if not isinstance(block, Figure)]


def test_a_class_that_sounds_like_boilerplate_but_holds_the_article_is_believed_to_hold_it(
    extract: Callable[..., Article], body: str
) -> None:
    assert texts(extract(f"<div class='sponsor-free-share-content'>{body}</div>")) == texts(extract(body))


def test_a_body_in_one_list_item_or_table_cell_is_no_list(extract: Callable[..., Article], body: str) -> None:
    assert {block.type for block in extract(f"<ul><li>{body}</li></ul>").blocks} == {"paragraph"}
    assert {block.type for block in extract(f"<table><tr><td>{body}</td></tr></table>").blocks} == {"paragraph"}
