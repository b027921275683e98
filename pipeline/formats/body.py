"""The article's body as HTML: what goes between a headline and an attribution block, in any page."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

import nh3

from pipeline.formats.bidi import isolated
from pipeline.formats.inline import SAFE_SCHEMES, inline_html, is_safe
from pipeline.formats.moments import html_time
from pipeline.formats.withdrawal import withdrawal_html
from pipeline.model import (
    Attribution,
    AttributionLine,
    Disclaimer,
    Publication,
    PublishedBlock,
    PublishedEmbed,
    PublishedFigure,
    PublishedTextBlock,
    TranslatedText,
)

NO_IMAGE = "صورة من المصدر"  # stands before the alt text of a picture that may not be shown
ORIGINAL_POST = "المنشور الأصلي"  # links to an embedded post whose text is not known

ELEMENTS = frozenset(
    {"a", "article", "aside", "bdi", "blockquote", "dd", "div", "dl", "dt", "em", "figcaption", "figure", "footer"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "img", "li", "main", "p", "section", "span", "strong"}
    | {"time", "ul"}
)
ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang"},
    "a": {"href", "hreflang"},
    "article": {"data-state", "data-translation"},
    "img": {"alt", "height", "loading", "referrerpolicy", "src", "width"},
    "section": {"aria-label", "aria-labelledby"},
    "time": {"datetime"},
}


def gated(html: str) -> str:
    """Return `html` with nothing left in it that could run or that this package does not make."""
    return nh3.clean(
        html, tags=set(ELEMENTS), attributes=ATTRIBUTES, url_schemes=set(SAFE_SCHEMES), link_rel="noopener"
    )


def whole_html(publication: Publication) -> str:
    """Return body, attribution and disclaimers in one element that says its language, direction and origin.

    Of an article that was withdrawn, the body is that it was, when and why.
    """
    return (
        f'<div lang="{escape(publication.language)}" dir="rtl" data-translation="{publication.translation.method}">\n'
        f"{gated(withdrawal_html(publication))}{content_html(publication.blocks)}\n"
        f"{attribution_html(publication.attribution, publication.disclaimers)}\n</div>"
    )


def content_html(blocks: Sequence[PublishedBlock]) -> str:
    """Return `blocks` as HTML; consecutive list items become one list."""
    return gated(_blocks(blocks))


def attribution_html(attribution: Attribution, disclaimers: Iterable[Disclaimer]) -> str:
    """Return the attribution block and the disclaimers as HTML."""
    lines = "\n".join(f"<dt>{inline_html(line.label)}</dt>\n<dd>{_value(line)}</dd>" for line in attribution.lines)
    notes = "\n".join(f'<p class="disclaimer {escape(note.kind)}">{inline_html(note.text)}</p>' for note in disclaimers)
    return gated(
        f'<section class="attribution" aria-label="{escape(attribution.label)}">\n'
        f"<h2>{inline_html(attribution.label)}</h2>\n<dl>\n{lines}\n</dl>\n{notes}\n</section>"
    )


def _value(line: AttributionLine) -> str:
    value = inline_html(line.value)
    if line.datetime:
        value = f'<time datetime="{escape(html_time(line.datetime))}">{value}</time>'
    return f'<a href="{escape(line.href)}">{value}</a>' if line.href and is_safe(line.href) else value


def _blocks(blocks: Sequence[PublishedBlock]) -> str:
    parts: list[str] = []
    for kind, group in groupby(blocks, key=lambda block: block.type):
        rendered = [_block(block) for block in group]
        parts += ["<ul>", *rendered, "</ul>"] if kind == "list_item" else rendered
    return "\n".join(part for part in parts if part)


def _block(block: PublishedBlock) -> str:
    if isinstance(block, PublishedFigure):
        return _figure(block)
    if isinstance(block, PublishedEmbed):
        return _embed(block)
    return _text_block(block)


def _text_block(block: PublishedTextBlock) -> str:
    text = inline_html(block.text, block.marks)
    if block.type == "heading":
        level = max(2, block.level or 2)  # the page's h1 is the headline
        return f"<h{level}>{text}</h{level}>"
    return {
        "quote": f"<blockquote><p>{text}</p></blockquote>",
        "list_item": f"<li>{text}</li>",
        "note": f'<p class="note">{text}</p>',
    }.get(block.type, f"<p>{text}</p>")


def _figure(figure: PublishedFigure) -> str:
    texts = [
        f'<span class="{name}">{_inline(text)}</span>'
        for name, text in (("caption", figure.caption), ("credit", figure.credit))
        if text
    ]
    caption = f"\n<figcaption>{' '.join(texts)}</figcaption>" if texts else ""
    picture = _picture(figure)
    return f"<figure>\n{picture}{caption}\n</figure>" if picture or caption else ""


def _picture(figure: PublishedFigure) -> str:
    image = figure.image
    if image is None or not is_safe(image.url):
        return f'<p class="no-image">{NO_IMAGE}: {_inline(figure.alt)}</p>' if figure.alt else ""
    size = "".join(
        f' {name}="{pixels}"' for name, pixels in (("width", image.width), ("height", image.height)) if pixels
    )
    alt = escape(isolated(figure.alt.text) if figure.alt else "")
    return f'<img src="{escape(image.url)}" alt="{alt}"{size} loading="lazy" referrerpolicy="no-referrer">'


def _embed(embed: PublishedEmbed) -> str:
    parts = []
    if embed.content:
        parts.append(f"<blockquote><p>{_inline(embed.content)}</p></blockquote>")
    if embed.author:
        parts.append(f'<p class="post-author"><bdi>{escape(embed.author)}</bdi></p>')
    if embed.url and is_safe(embed.url):
        host = urlsplit(embed.url).hostname or embed.url
        parts.append(
            f'<p class="post-link"><a href="{escape(embed.url)}">{ORIGINAL_POST}: '
            f'<bdi dir="ltr">{escape(host)}</bdi></a></p>'
        )
    return '<aside class="embed">\n' + "\n".join(parts) + "\n</aside>" if parts else ""


def _inline(text: TranslatedText) -> str:
    return inline_html(text.text, text.marks)
