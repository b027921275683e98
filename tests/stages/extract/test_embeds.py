"""Posts of other sites: found without their script's class too, in frames, as AMP elements and as bare addresses."""

from collections.abc import Callable

import pytest

from pipeline.model import Article, Embed, TextBlock

Extract = Callable[..., Article]
POST = "https://twitter.com/harbour/status/12"
FACEBOOK = "https://www.facebook.com/harbour/posts/12"
FRAME = "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fharbour%2Fposts%2F12"
BLUESKY = "https://bsky.app/profile/harbour.example/post/3k"
SIGNED = f'&mdash; Harbour Office (@harbour) <a href="{POST}?ref_src=x">May 1, 2024</a>'


def with_post(extract: Extract, body: str, post: str) -> Article:
    first, rest = body.split("</p>", 1)
    return extract(f"{first}</p>{post}{rest}")


def embeds(article: Article) -> list[tuple[str | None, str | None]]:
    return [(block.url, block.author) for block in article.blocks if isinstance(block, Embed)]


@pytest.mark.parametrize(
    ("post", "url", "author"),
    [
        (f'<blockquote class="twitter-tweet"><p>She is back!</p>{SIGNED}</blockquote>', POST, "Harbour Office"),
        (f"<blockquote><p>She is back!</p>{SIGNED}</blockquote>", POST, "Harbour Office"),
        (f"<blockquote><p>She is back!</p><p>{SIGNED}</p></blockquote>", POST, "Harbour Office"),
        (
            f'<blockquote cite="{BLUESKY}"><p>She is back!</p>&mdash; Harbour Office (@harbour.example)</blockquote>',
            BLUESKY,
            "Harbour Office",
        ),
        (f'<figure class="is-provider-twitter"><div class="embed__wrapper">{POST}</div></figure>', POST, None),
        (f"<p>{POST}?s=20</p>", POST, None),
        (
            '<iframe src="https://platform.twitter.com/embed/Tweet.html?dnt=true&id=12"></iframe>',
            "https://twitter.com/i/status/12",
            None,
        ),
        (
            '<div><iframe data-src="https://www.instagram.com/p/Cx_1-a/embed/captioned/"></iframe></div>',
            "https://www.instagram.com/p/Cx_1-a/",
            None,
        ),
        (f'<iframe src="{FRAME}&show_text=true"></iframe>', FACEBOOK, None),
        ('<amp-twitter width="3" data-tweetid="12"></amp-twitter>', "https://twitter.com/i/status/12", None),
        ('<amp-instagram data-shortcode="Cx1"></amp-instagram>', "https://www.instagram.com/p/Cx1/", None),
    ],
)
def test_a_post_is_an_embed_where_it_stands_and_no_paragraph(
    extract: Extract, body: str, post: str, url: str, author: str | None
) -> None:
    article = with_post(extract, body, post)

    assert embeds(article) == [(url, author)]
    assert isinstance(article.blocks[1], Embed)
    told = " ".join(block.text for block in article.blocks if isinstance(block, TextBlock))
    assert "She is back" not in told
    assert "https://" not in told


@pytest.mark.parametrize(
    "post",
    [
        "<blockquote><p>We have missed it more than we thought we would, said the captain.</p></blockquote>",
        '<blockquote><p>We miss it, she wrote on <a href="https://twitter.com/harbour">her page</a>.</p></blockquote>',
        '<iframe src="https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fme"></iframe>',
        '<iframe src="https://maps.example/embed?id=12"></iframe>',
        '<iframe src="https://www.facebook.com/plugins/post.php?href=http%3A%2F%2F%5B"></iframe>',
    ],
)
def test_a_quotation_and_a_frame_of_anything_else_are_none(extract: Extract, body: str, post: str) -> None:
    assert embeds(with_post(extract, body, post)) == []


def test_what_stands_in_a_frame_until_the_post_is_loaded_is_no_second_one(extract: Extract, body: str) -> None:
    placeholder = "<blockquote placeholder><p>What a day</p>— Jane Roe (@jane) May 1, 2024</blockquote>"
    frame = f'<amp-twitter data-tweetid="123456">{placeholder}</amp-twitter>'

    assert embeds(with_post(extract, body, frame)) == [("https://twitter.com/i/status/123456", "Jane Roe")]


def test_a_frame_within_a_post_is_no_second_one(extract: Extract, body: str) -> None:
    frame = f'<iframe src="{FRAME}"></iframe>'
    post = f'<div class="fb-post" data-href="{FACEBOOK}"><p>She is back!</p>{frame}</div>'

    assert embeds(with_post(extract, body, post)) == [(FACEBOOK, None)]


def test_an_article_set_in_line_breaks_is_no_post_for_the_address_in_it(extract: Extract) -> None:
    lines = [f"On day {number} the ferry sailed to the islands, and on the next it came back." for number in range(9)]
    article = extract(f"<div>{'<br><br>'.join([*lines[:5], POST, *lines[5:]])}</div>")

    assert [block.text for block in article.blocks if isinstance(block, TextBlock) and block.text != POST] == lines


def test_a_frame_after_the_article_is_not_its_own(extract: Extract, body: str) -> None:
    assert embeds(extract(body + '<iframe src="https://www.tiktok.com/embed/v2/12"></iframe>')) == []
