"""Values that flow, drawn at random: what any article, translation or publication may look like."""

import datetime as dt
from typing import TypeVar

from hypothesis import strategies as st

from pipeline.model import (
    Article,
    Attribution,
    AttributionLine,
    Author,
    Cost,
    Disclaimer,
    Embed,
    Figure,
    Flag,
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
    Report,
    Rights,
    Segment,
    Site,
    SourceAuthor,
    SourcePage,
    TextBlock,
    TranslatedText,
    Translation,
    TranslationInfo,
    source_segments,
)

T = TypeVar("T")

# English and Arabic letters, joiners, a bidi mark, a character beyond 16 bits, white space: what breaks counting.
texts = st.text(alphabet='aé ،٣لآ\u200f\u200c\u00ad😀\n\t"\\&<', max_size=12) | st.text(max_size=6)
words = st.text(alphabet="abc لآ", min_size=1, max_size=6)
urls = st.sampled_from(
    ["https://www.example.org/a", "https://www.example.org/%C3%A9?b=1&c=2", "http://127.0.0.1:8080/"]
)
counts = st.integers(0, 10**6)
dates = st.dates(min_value=dt.date(1990, 1, 1))
instants = st.datetimes(
    min_value=dt.datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=dt.datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from(
        [dt.UTC, dt.timezone(dt.timedelta(hours=5, minutes=45)), dt.timezone(-dt.timedelta(hours=8))]
    ),
)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
character_spans = st.none() | st.tuples(counts, counts)


def tuples_of(values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    """Draw none to three of `values`."""
    return st.lists(values, max_size=3).map(tuple)


@st.composite
def marks_on(draw: st.DrawFn, text: str) -> tuple[Mark, ...]:
    """Draw marks within `text`, in order of their start; they may overlap."""
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=3))
    kinds = st.sampled_from(["link", "strong", "emphasis"])
    marks = []
    for start, end in sorted((min(span), max(span)) for span in spans if span[0] != span[1]):
        kind = draw(kinds)
        marks.append(Mark(kind=kind, start=start, end=end, href=draw(urls) if kind == "link" else None))
    return tuple(marks)


@st.composite
def marked_texts(draw: st.DrawFn, text: st.SearchStrategy[str] = texts) -> MarkedText:
    """Draw a text with marks within it."""
    drawn = draw(text)
    return MarkedText(text=drawn, marks=draw(marks_on(drawn)))


flags = st.builds(
    Flag,
    code=words,
    severity=st.sampled_from(["hold", "note"]),
    detail=texts,
    segment=st.none() | st.integers(0, 3),
    source_span=character_spans,
    target_span=character_spans,
)
rights = st.builds(
    Rights,
    basis=st.sampled_from(["own", "permission", "cc-by", "unknown"]),
    evidence=texts,
    images=st.booleans(),
    expires=st.none() | dates,
)
images = st.builds(Image, url=urls, width=st.none() | counts, height=st.none() | counts)
origins = st.builds(Origin, kind=st.sampled_from(["engine", "memory", "reviewer"]), name=words)

pages = st.builds(
    SourcePage,
    url=urls,
    final_url=urls,
    redirects=tuples_of(urls),
    status=st.integers(100, 599),
    content_type=texts,
    headers=st.dictionaries(words, texts, max_size=3),
    retrieved_at=instants,
    html=st.binary(max_size=64),
)

text_block_types = st.sampled_from(["paragraph", "heading", "quote", "list_item", "note"])
levels = st.none() | st.integers(1, 6)
text_blocks = marked_texts().flatmap(
    lambda marked: st.builds(
        TextBlock, text=st.just(marked.text), marks=st.just(marked.marks), type=text_block_types, level=levels
    )
)
embeds = marked_texts().flatmap(
    lambda marked: st.builds(
        Embed,
        text=st.just(marked.text),
        marks=st.just(marked.marks),
        url=st.none() | urls,
        author=st.none() | words,
    )
)
figures = st.builds(
    Figure,
    image=st.none() | images,
    alt=st.none() | texts,
    caption=st.none() | marked_texts(),
    credit=st.none() | texts,
)
articles = st.builds(
    Article,
    url=urls,
    canonical_url=urls,
    headline=words,
    description=st.none() | texts,
    authors=tuples_of(st.builds(Author, name=words)),
    site=st.builds(Site, name=texts, host=st.just("www.example.org")),
    first_published_at=st.none() | instants,
    first_published_date=st.none() | dates,
    modified_at=st.none() | instants,
    retrieved_at=st.none() | instants,
    content_sha256=digests,
    blocks=tuples_of(text_blocks | figures | embeds),
)


@st.composite
def translations(draw: st.DrawFn) -> Translation:
    """Draw an article with each of its texts translated."""
    article = draw(articles)
    segments = tuple(
        Segment(**dict(source), target=draw(marked_texts()), origin=draw(origins), unplaced_marks=draw(counts))
        for source in source_segments(article)
    )
    costs = draw(tuples_of(st.builds(Cost, engine=words, requests=counts, characters=counts, seconds=counts)))
    return Translation(article=article, segments=segments, costs=costs, translated_at=draw(instants))


verdicts = st.sampled_from(["clean", "repaired", "noted", "held", "approved"])
reports = st.builds(Report, translation=translations(), flags=tuples_of(flags), verdict=verdicts)

translated_texts = marked_texts(words).flatmap(
    lambda marked: st.builds(
        TranslatedText,
        text=st.just(marked.text),
        marks=st.just(marked.marks),
        source=marked_texts(),
        origin=origins,
        flags=tuples_of(flags),
    )
)
published_text_blocks = st.tuples(translated_texts, text_block_types, levels).map(
    lambda drawn: PublishedTextBlock(**dict(drawn[0]), id="b1", type=drawn[1], level=drawn[2])
)
published_figures = st.builds(
    PublishedFigure,
    id=st.just("b2"),
    image=st.none() | images,
    alt=st.none() | translated_texts,
    caption=st.none() | translated_texts,
    credit=st.none() | translated_texts,
)
published_embeds = st.builds(
    PublishedEmbed,
    id=st.just("b3"),
    url=st.none() | urls,
    author=st.none() | words,
    content=st.none() | translated_texts,
)
publication_sources = st.builds(
    PublicationSource,
    url=urls,
    site=texts,
    host=st.just("www.example.org"),
    language=st.just("en"),
    headline=words,
    authors=tuples_of(st.builds(SourceAuthor, name=words, name_ar=st.none() | words)),
    first_published_at=st.none() | instants,
    first_published_date=st.none() | dates,
    modified_at=st.none() | instants,
    retrieved_at=st.none() | instants,
    content_sha256=digests,
)
attributions = st.builds(
    Attribution,
    label=words,
    lines=tuples_of(
        st.builds(AttributionLine, label=words, value=words, href=st.none() | urls, datetime=st.none() | words)
    ),
)
publications = st.builds(
    Publication,
    id=st.binary(min_size=8, max_size=8).map(bytes.hex),
    revision=st.integers(1, 99),
    state=st.sampled_from(["published", "held", "withdrawn"]),
    headline=translated_texts,
    description=st.none() | translated_texts,
    blocks=tuples_of(published_text_blocks | published_figures | published_embeds),
    source=publication_sources,
    attribution=attributions,
    disclaimers=tuples_of(
        st.builds(Disclaimer, kind=st.sampled_from(["views", "machine_translation"]), text=words),
    ),
    translation=st.builds(
        TranslationInfo,
        method=st.sampled_from(["machine", "machine_reviewed", "human"]),
        engines=tuples_of(words),
        translated_at=instants,
        reviewed_by=st.none() | words,
        digital_source_type=urls,
        characters=counts,
    ),
    quality=st.builds(Quality, verdict=verdicts, flags=tuples_of(flags)),
    rights=rights,
    history=tuples_of(
        st.builds(
            HistoryEntry,
            revision=st.integers(1, 99),
            at=instants,
            event=st.sampled_from(["created", "revised", "edited", "approved", "withdrawn"]),
            by=st.none() | words,
            detail=st.none() | texts,
        )
    ),
)
