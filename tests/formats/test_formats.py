"""What holds of every format, whatever the publication: it projects without error, and all its words arrive."""

import datetime as dt
import html
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from pipeline.formats import FORMATS
from pipeline.model import (
    Attribution,
    AttributionLine,
    Disclaimer,
    HistoryEntry,
    Image,
    Mark,
    MarkedText,
    Origin,
    Publication,
    PublicationSource,
    PublishedEmbed,
    PublishedFigure,
    PublishedTextBlock,
    Quality,
    Rights,
    SourceAuthor,
    TranslatedText,
    TranslationInfo,
)

instants = st.datetimes(min_value=dt.datetime(1990, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 - hypothesis adds the zone
words = st.text(min_size=1, max_size=30) | st.sampled_from(
    ["عرضت Disney+ فيلمًا.", "<b>&amp;", "1. - # > [a](b) `c` *d*"]
)
urls = st.sampled_from(["https://news.example/a?b=1", "mailto:a@b.example", "javascript:alert(1)"]) | st.text(
    max_size=20
)
origins = st.builds(Origin, kind=st.sampled_from(["engine", "memory", "reviewer"]), name=words)


@st.composite
def marks_on(draw: st.DrawFn, text: str) -> Mark:
    start = draw(st.integers(0, len(text) - 1))
    kind = draw(st.sampled_from(["link", "strong", "emphasis"]))
    end = draw(st.integers(start + 1, len(text)))
    return Mark(kind=kind, start=start, end=end, href=draw(urls) if kind == "link" else None)


@st.composite
def translated(draw: st.DrawFn) -> TranslatedText:
    text = draw(words)
    marks = tuple(draw(st.lists(marks_on(text), max_size=3)))
    return TranslatedText(text=text, marks=marks, source=MarkedText(text=draw(words)), origin=draw(origins))


texts = translated()
text_blocks = st.builds(
    lambda text, kind, level: PublishedTextBlock(**dict(text), id="b1", type=kind, level=level),
    texts,
    st.sampled_from(["paragraph", "heading", "quote", "list_item", "note"]),
    st.none() | st.integers(1, 6),
)
pixels = st.none() | st.integers(0, 9000)
images = st.builds(Image, url=urls, width=pixels, height=pixels)
optional = st.none() | texts
figures = st.builds(
    PublishedFigure, id=st.just("b2"), image=st.none() | images, alt=optional, caption=optional, credit=optional
)
embeds = st.builds(PublishedEmbed, id=st.just("b3"), url=st.none() | urls, author=st.none() | words, content=optional)
sources = st.builds(
    PublicationSource,
    url=urls,
    site=st.just("") | words,
    host=words,
    authors=st.lists(st.builds(SourceAuthor, name=words, name_ar=st.none() | words), max_size=2).map(tuple),
    language=st.just("en"),
    headline=words,
    first_published_at=st.none() | instants,
    first_published_date=st.none() | st.dates(),
    modified_at=st.none() | instants,
    retrieved_at=st.none() | instants,
    content_sha256=st.just("ab" * 32),
)
lines = st.builds(AttributionLine, label=words, value=words, href=st.none() | urls, datetime=st.none() | words)
publications = st.builds(
    Publication,
    id=st.just("0123456789abcdef"),
    revision=st.integers(1, 9),
    state=st.sampled_from(["published", "held", "withdrawn"]),
    headline=texts,
    description=optional,
    blocks=st.lists(text_blocks | figures | embeds, max_size=4).map(tuple),
    source=sources,
    attribution=st.builds(Attribution, label=words, lines=st.lists(lines, max_size=3).map(tuple)),
    disclaimers=st.lists(
        st.builds(Disclaimer, kind=st.sampled_from(["views", "machine_translation"]), text=words), max_size=2
    ).map(tuple),
    translation=st.builds(
        TranslationInfo,
        method=st.sampled_from(["machine", "machine_reviewed", "human"]),
        engines=st.lists(words, max_size=2).map(tuple),
        translated_at=instants,
        reviewed_by=st.none() | words,
        digital_source_type=st.just("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"),
        characters=st.integers(0),
    ),
    quality=st.just(Quality(verdict="clean")),
    rights=st.just(Rights()),
    history=st.lists(
        st.builds(HistoryEntry, revision=st.just(1), at=instants, event=st.just("created"), detail=st.none() | words),
        max_size=2,
    ).map(tuple),
)


def arabic(publication: Publication) -> Iterator[str]:
    """Yield every text of `publication` that is shown to readers."""
    shown: list[TranslatedText | None] = [publication.headline, publication.description]
    for block in publication.blocks:
        if isinstance(block, PublishedFigure):
            shown += [block.alt, block.caption, block.credit]
        else:
            shown.append(block.content if isinstance(block, PublishedEmbed) else block)
    yield from (text.text for text in shown if text)


def letters(text: str) -> str:
    """Return the letters and digits of `text`: what no format may lose, however it escapes the rest."""
    return "".join(character for character in text if character.isalnum())


def read(html: str) -> str:
    """Return what a reader of `html` is shown, the alternatives of its pictures included."""
    tree = lxml_html.document_fromstring(html)
    return "\n".join([*map(str, tree.itertext()), *(image.get("alt", "") for image in tree.iter("img"))])


def strings(value: object) -> Iterator[str]:
    """Yield every string within JSON; HTML as it is read."""
    if isinstance(value, dict):
        for entry in value.values():
            yield from strings(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry)
    elif isinstance(value, str):
        yield read(value) if 'dir="rtl"' in value else value


def shown(name: str, made: str | dict[str, Any]) -> str:
    if not isinstance(made, str):
        text = "\n".join(strings(made))
        return html.unescape(text) if name == "wordpress" else text  # its title and excerpt are HTML
    if name == "markdown":
        return read("<div>" + MarkdownIt("commonmark").render(made) + "</div>")
    return read(made.partition("<body>")[2])


@pytest.mark.parametrize("name", FORMATS)
@given(publication=publications)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_every_publication_projects_to_every_format_and_all_its_words_arrive(
    name: str, publication: Publication
) -> None:
    made = FORMATS[name](publication)
    arrived = letters(shown(name, made))
    for text in arabic(publication):
        assert letters(text) in arrived


@pytest.mark.parametrize("name", FORMATS)
@given(publication=publications)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=20)
def test_every_format_can_be_written_as_utf_8_and_as_json(name: str, publication: Publication) -> None:
    made = FORMATS[name](publication)
    assert json.dumps(made, ensure_ascii=False).encode()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_that_a_machine_translated(name: str, publication: Publication) -> None:
    made = json.dumps(FORMATS[name](publication))
    assert "rainedAlgorithmicMedia" in made


@pytest.mark.parametrize("name", FORMATS)
def test_a_projection_is_the_same_every_time(name: str, publication: Publication) -> None:
    assert FORMATS[name](publication) == FORMATS[name](publication)
