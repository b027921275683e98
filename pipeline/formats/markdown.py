"""CommonMark (https://spec.commonmark.org/0.31.2/) with front matter; left-to-right runs stand between isolates."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from pipeline.formats.bidi import LRI, PDI, isolated
from pipeline.formats.inline import Span, nested, spans
from pipeline.formats.plain import words
from pipeline.formats.uris import web_uri
from pipeline.formats.withdrawal import withdrawal
from pipeline.model import (
    AttributionLine,
    Mark,
    Publication,
    PublishedBlock,
    PublishedEmbed,
    PublishedFigure,
    TranslatedText,
)

_SPECIAL = re.compile(r"[\\`*_\[\]<>#~|&!]")  # what could begin markup within a line
_BEGINNING = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")  # what could begin a list or a rule: "1.", "- "

_IN_DESTINATION = "%/:?#@!$&'()*+,;=~"  # what may stand between the < and > of a link beside letters and digits

# Elements, not asterisks: those do not work next to punctuation, as in «كلمة»و.
_TAGS = {"strong": ("<strong>", "</strong>"), "emphasis": ("<em>", "</em>"), "isolate": (LRI, PDI)}


def to_markdown(publication: Publication) -> str:
    """Return `publication` as a Markdown document."""
    parts = [
        _front_matter(publication),
        f"# {_text(publication.headline)}",
        *(_plain(sentence) for sentence in withdrawal(publication)),
        *([_text(publication.description)] if publication.description else []),
        *_blocks(publication.blocks),
        "---",
        f"## {_plain(publication.attribution.label)}",
        "\n".join(f"- {_line(line)}" for line in publication.attribution.lines),
        *(_plain(note.text) for note in publication.disclaimers),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _front_matter(publication: Publication) -> str:
    """Return what machines read: YAML, whose values are written as JSON, which is a part of it."""
    translation = publication.translation
    facts = {
        "id": publication.id,
        "revision": publication.revision,
        "state": publication.state,
        "title": publication.headline.text,
        "lang": publication.language,
        "dir": publication.direction,
        "source": publication.source.url,
        "translation": translation.method,
        "engines": list(translation.engines),
        "reviewed_by": translation.reviewed_by,
        "digital_source_type": translation.digital_source_type,
    }
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items())
    # A renderer that knows no front matter takes it for text, where HTML is HTML and ![…](…) a picture to load.
    inert = (line.replace("<", "\\u003c").replace("](", "]\\u0028") for line in lines)
    return "\n".join(["---", *inert, "---"])


def _blocks(blocks: Sequence[PublishedBlock]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block.type):
        rendered = [_block(block) for block in group]
        yield "\n".join(rendered) if kind == "list_item" else "\n\n".join(part for part in rendered if part)


def _block(block: PublishedBlock) -> str:
    if isinstance(block, PublishedFigure):
        return _figure(block)
    if isinstance(block, PublishedEmbed):
        lines = [_text(block.content), _plain(block.author or ""), _link(block.url)]
        return "\n>\n".join(f"> {line}" for line in lines if line)
    text = _text(block)
    if block.type == "heading":
        return f"{'#' * max(2, block.level or 2)} {text}"
    return {"quote": f"> {text}", "list_item": f"- {text}"}.get(block.type, text)


def _figure(figure: PublishedFigure) -> str:
    url, alt = web_uri(figure.image.url) if figure.image else None, _plain(words(figure.alt) or "")
    picture = f"![{alt}](<{url}>)" if url else alt
    return "\n\n".join(part for part in (picture, _text(figure.caption), _text(figure.credit)) if part)


def _line(line: AttributionLine) -> str:
    value, url = _plain(line.value), web_uri(line.href)
    return f"{_plain(line.label)}: [{value}](<{url}>)" if url else f"{_plain(line.label)}: {value}"


def _link(url: str | None) -> str:
    uri = web_uri(url)
    return f"[{_plain(uri)}](<{uri}>)" if uri else ""


def _text(text: TranslatedText | None) -> str:
    return _marked(text.text, text.marks) if text else ""


def _marked(text: str, marks: Sequence[Mark]) -> str:
    marked = nested(text, spans(text, marks), opening=_opening, closing=_closing, plain=_escaped)
    return _one_line(marked)


def _opening(span: Span) -> str:
    return "[" if span.kind == "link" else _TAGS[span.kind][0]


def _closing(span: Span) -> str:
    return f"](<{quote(span.href or '', safe=_IN_DESTINATION)}>)" if span.kind == "link" else _TAGS[span.kind][1]


def _plain(text: str) -> str:
    return _one_line(_escaped(isolated(text)))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _one_line(text: str) -> str:
    """Return `text` on one line that begins no list: there is nothing but paragraphs where a text stands."""
    line = " ".join(text.split())
    return _BEGINNING.sub(lambda match: rf"{match[1]}\{match[2]}" if match[1] else rf"\{match[3]}", line)
