"""The glossary in a person's hands: a term added, and the articles that have it."""

import contextlib
import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from pipeline.arabic.inflection import stands_in
from pipeline.config import Settings
from pipeline.engines.glossary import COLUMNS, Glossary, Term, load_glossary, parse_glossary
from pipeline.errors import InputError
from pipeline.ledger import Item
from pipeline.ledger.made import made_of
from pipeline.model import Publication, PublishedFigure, TranslatedText
from pipeline.model.publication import PublishedEmbed
from pipeline.run.amending import append
from pipeline.run.opening import open_ledger, utc_now

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Affected:
    """An article that has the term, and the Arabic of each text that has it, by place; `lacking` does not say it so."""

    item: Item
    texts: Mapping[str, TranslatedText]
    lacking: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Affects:
    """The articles that have a term, the latest touched first; `looked_at` is among how many it was looked for."""

    articles: tuple[Affected, ...]
    looked_at: int

    @property
    def to_retry(self) -> tuple[str, ...]:
        """The ids of those whose Arabic lacks it."""
        return tuple(article.item.id for article in self.articles if article.lacking)


def term_of(source: str, target: str, *, match_case: bool = False, keep: bool = False, note: str = "") -> Term:
    """Return the term that a person wrote; one to `keep` stays in Latin letters. Raises InputError where it is none."""
    said = [" ".join(text.split()) for text in (source, target, note)]
    if keep and said[1]:
        raise InputError("a term that stays in Latin letters has no Arabic", item=said[0], next_step="give one of both")
    try:
        return Term(
            source=said[0],
            target=said[0] if keep else said[1],
            match_case=match_case,
            do_not_translate=keep,
            note=said[2],
        )
    except ValidationError as error:
        faults = "; ".join(fault["msg"].removeprefix("Value error, ") for fault in error.errors())
        raise InputError(faults, item=said[0] or "the term", next_step="write the English, then its Arabic") from error


def add_term(settings: Settings, term: Term, by: str | None) -> None:
    """Write `term` at the end of glossary.csv, and note by whom; what stands there already is no fault.

    Raises InputError where the glossary has other Arabic for it, and leaves the file as it is.
    """
    path = settings.paths.glossary
    known = next((other for other in load_glossary(path).terms if _is_same(other, term)), None)
    if known is not None and known.target == term.target:
        return
    if known is not None:
        raise InputError(
            f"the glossary says it as {known.target!r}", item=term.source, next_step=f"correct its line in {path}"
        )

    header = "" if path.exists() else ",".join(COLUMNS) + "\n"
    append(path, header + _line(term), lambda text: parse_glossary(text, str(path)))
    with contextlib.closing(open_ledger(settings)) as ledger:
        ledger.note(None, "term added", utc_now(), by=by, detail=f"{term.source}: {term.target}")


def affected_by(settings: Settings, term: Term, *, limit: int | None = None) -> Affects:
    """Return the published and held articles that have `term` in their English, of the `limit` latest or of all."""
    glossary = Glossary(terms=(term,))
    # Read as JSON is what has the term's longest word anywhere; most articles have not.
    word = max(_WORD.findall(term.source), key=len, default=term.source).casefold()
    looked_at, found = 0, []
    with contextlib.closing(open_ledger(settings)) as ledger:
        for item, made in made_of(ledger.database, "attribute", ("published", "held"), limit=limit):
            looked_at += 1
            if word in made.casefold():
                found.append(_affected(item, Publication.model_validate_json(made), glossary, term))
    return Affects(tuple(article for article in found if article.texts), looked_at)


def _affected(item: Item, publication: Publication, glossary: Glossary, term: Term) -> Affected:
    texts = {place: text for place, text in _texts(publication) if glossary.uses(text.source.text)}
    lacking = frozenset(place for place, text in texts.items() if not stands_in(text.text, term.target))
    return Affected(item, texts, lacking)


def _texts(publication: Publication) -> Iterator[tuple[str, TranslatedText]]:
    """Yield every translated text with the id of its segment."""
    texts: list[tuple[str, TranslatedText | None]] = [
        ("headline", publication.headline),
        ("description", publication.description),
    ]
    for block in publication.blocks:
        if isinstance(block, PublishedFigure):
            texts += [(f"{block.id}.{part}", getattr(block, part)) for part in ("alt", "caption", "credit")]
        elif isinstance(block, PublishedEmbed):
            texts.append((block.id, block.content))
        else:
            texts.append((block.id, block))
    return ((place, text) for place, text in texts if text is not None)


def _is_same(term: Term, other: Term) -> bool:
    if term.match_case != other.match_case:
        return False
    return term.source == other.source or (not term.match_case and term.source.casefold() == other.source.casefold())


def _line(term: Term) -> str:
    row = io.StringIO()
    target = "" if term.do_not_translate else term.target
    flags = ("match" if term.match_case else "", term.note, "yes" if term.do_not_translate else "")
    csv.writer(row, lineterminator="\n").writerow([term.source, target, *flags])
    return row.getvalue()
