"""Articles that are translated in tests, and what is told of their translations."""

import datetime as dt
from collections.abc import Callable
from typing import Protocol

from pipeline.engines import Engine, MemoryEntry, TranslationMemory
from pipeline.engines.glossary import Glossary
from pipeline.model import Article, Mark, MarkedText, Segment, Site, TextBlock, Translation
from pipeline.stages.translate import translate

NOW = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)
NO_TERMS = Glossary()
Make = Callable[..., tuple[Engine, list[list[str]]]]
Lines = list[str]


class Memory(TranslationMemory, Protocol):
    """A translation memory that shows what it holds."""

    entries: list[MemoryEntry]


POLICE, STORM, READ = (
    "Police arrested 14 people in Cairo.",
    "The storm killed three people in Florida.",
    "Read the full report before the vote on Friday.",
)


def article(
    *texts: str | MarkedText, headline: str = "The minister visited the hospital on Monday.", **fields: object
) -> Article:
    """Return an article with a paragraph for each of `texts`, and other `fields` as given."""
    marked = [MarkedText(text=text) if isinstance(text, str) else text for text in texts]
    blocks = tuple(TextBlock(type="paragraph", text=text.text, marks=text.marks) for text in marked)
    return Article.model_validate(
        {
            "url": "https://example.org/1",
            "canonical_url": "https://example.org/1",
            "headline": headline,
            "site": Site(name="Example", host="example.org"),
            "content_sha256": "0" * 64,
            "blocks": blocks,
            **fields,
        }
    )


def linked(text: str, words: str, href: str = "https://example.org/link") -> MarkedText:
    """Return `text` with a link on `words`."""
    start = text.index(words)
    return MarkedText(text=text, marks=(Mark(kind="link", start=start, end=start + len(words), href=href),))


def segment(translation: Translation, name: str) -> Segment:
    """Return the segment called `name`."""
    found = translation.segment(name)
    assert found is not None
    return found


def remembered(
    source: str | MarkedText, target: str | MarkedText, *, reviewed: bool = False, name: str = "desk"
) -> MemoryEntry:
    """Return a memory entry; `name` is the engine that said it or who reviewed it."""
    source, target = (MarkedText(text=text) if isinstance(text, str) else text for text in (source, target))
    return MemoryEntry(source=source, target=target, name=name, reviewed=reviewed, recorded_at=NOW)


def run(
    of: Article,
    memory: Memory,
    *engines: Engine,
    machine_memory: bool = True,
    previous: Translation | None = None,
    glossary: Glossary = NO_TERMS,
) -> Translation:
    """Translate an article with nothing but what is given."""
    return translate(
        of,
        engines=engines,
        memory=memory,
        now=NOW,
        machine_memory=machine_memory,
        previous=previous,
        glossary=glossary,
    )


def right(lines: Lines) -> Lines:
    """Return the Arabic of every line; one that is not known stays as it is."""
    table = {
        "The minister visited the hospital on Monday.": "زار الوزير المستشفى يوم الاثنين.",
        POLICE: "اعتقلت الشرطة 14 شخصًا في القاهرة.",
        STORM: "قتلت العاصفة ثلاثة أشخاص في فلوريدا.",
        READ: "اقرأ التقرير الكامل قبل التصويت يوم الجمعة.",
        "the full report": "التقرير الكامل",
    }
    return [table.get(line, line) for line in lines]
