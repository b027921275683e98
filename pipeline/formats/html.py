"""The publication as a page of its own: right to left, complete; it runs nothing and loads only its pictures."""

import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from types import MappingProxyType

from pipeline.formats.bidi import isolated
from pipeline.formats.body import attribution_html, content_html, gated
from pipeline.formats.inline import inline_html, is_safe
from pipeline.formats.moments import html_time
from pipeline.formats.schema_org import to_schema_org
from pipeline.formats.withdrawal import withdrawal_html
from pipeline.model import Publication, SourceAuthor

BYLINE = "بقلم"
BADGES: Mapping[str, str] = MappingProxyType(
    {"machine": "ترجمة آلية", "machine_reviewed": "ترجمة آلية مُراجَعة", "human": "ترجمة بشرية"}
)
HELD = "معلّق: لم يُنشر هذا الخبر بعد، وهو في انتظار قرار محرر."

POLICY = "default-src 'none'; img-src http: https:; style-src 'unsafe-inline'"

PAGE = """\
<!DOCTYPE html>
<html lang="{language}" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
{head}
<style>
{style}</style>
<script type="application/ld+json">
{json_ld}
</script>
</head>
<body>
{body}
</body>
</html>
"""


def to_html(publication: Publication) -> str:
    """Return `publication` as a complete HTML page; its body passes through nh3 before it is put there."""
    return PAGE.format(
        language=escape(publication.language),
        policy=POLICY,
        title=escape(isolated(publication.headline.text)),
        head="\n".join(_head(publication)),
        style=files("pipeline.formats").joinpath("page.css").read_text("utf-8"),
        json_ld=_script_safe(json.dumps(to_schema_org(publication), ensure_ascii=False, indent=1)),
        body=gated(_main(publication)),
    )


def _script_safe(text: str) -> str:
    """Escape in JSON what could end the script element or start a comment in it."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _head(publication: Publication) -> list[str]:
    lines = []
    if publication.description:
        lines.append(f'<meta name="description" content="{escape(isolated(publication.description.text))}">')
    if publication.state != "published":
        lines.append('<meta name="robots" content="noindex">')
    if is_safe(publication.source.url):
        language, url = escape(publication.source.language), escape(publication.source.url)
        lines.append(f'<link rel="alternate" hreflang="{language}" href="{url}">')
    return lines


def _main(publication: Publication) -> str:
    article = (
        f'<article lang="{escape(publication.language)}" dir="rtl" data-state="{publication.state}" '
        f'data-translation="{publication.translation.method}">'
    )
    return "\n".join(
        [
            "<main>",
            article,
            *_banner(publication),
            "<header>",
            *_header(publication),
            "</header>",
            content_html(publication.blocks),
            "<footer>",
            attribution_html(publication.attribution, publication.disclaimers),
            "</footer>\n</article>\n</main>",
        ]
    )


def _banner(publication: Publication) -> list[str]:
    if publication.state != "held":
        return [withdrawal_html(publication)] if publication.state == "withdrawn" else []
    reasons = [flag.detail for flag in publication.quality.flags if flag.severity == "hold"]
    items = "".join(f"<li><bdi>{escape(reason)}</bdi></li>" for reason in dict.fromkeys(reasons))
    return [
        f'<section class="banner" aria-label="{HELD.partition(":")[0]}">',
        f"<p><strong>{HELD}</strong></p>",
        *([f"<ul>{items}</ul>"] if items else []),
        "</section>",
    ]


def _header(publication: Publication) -> list[str]:
    source, description = publication.source, publication.description
    site = inline_html(source.site or source.host)
    link = f'<a href="{escape(source.url)}" hreflang="{escape(source.language)}">{site}</a>'
    badge = f'<span class="badge">{BADGES[publication.translation.method]}</span>'
    lines = [
        f'<p class="kicker">{badge} <span>{link if is_safe(source.url) else site}</span></p>',
        f"<h1>{inline_html(publication.headline.text, publication.headline.marks)}</h1>",
    ]
    if description:
        lines.append(f'<p class="standfirst">{inline_html(description.text, description.marks)}</p>')
    if source.authors:
        lines.append(f'<p class="byline">{BYLINE} {"، ".join(map(_author, source.authors))}</p>')
    lines += [
        f'<p class="dates">{escape(line.label)} '
        f'<time datetime="{escape(html_time(line.datetime))}">{escape(line.value)}</time></p>'
        for line in publication.attribution.lines
        if line.datetime
    ]
    return lines


def _author(author: SourceAuthor) -> str:
    latin = f'<bdi dir="auto">{escape(author.name)}</bdi>'
    return f"<strong>{escape(author.name_ar)}</strong> ({latin})" if author.name_ar else f"<strong>{latin}</strong>"
