"""The glossary: how a newsroom wants terms and names said in Arabic, whatever the engine.

A CSV file in UTF-8 with the columns source, target, case, note, do_not_translate. `case` is `match` where the term is
meant only as it is written (US, not us); `do_not_translate` is `yes` for what stays in Latin letters, and then
`target` is empty; `note` is for people. Two tables come with the package: the agencies' names, which hold in credits,
and the fragments of captions.
"""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from pydantic import Field, model_validator

from pipeline.arabic.letters import ARABIC_LETTER
from pipeline.companion import Row, table, text_of
from pipeline.model import Model

COLUMNS = ("source", "target", "case", "note", "do_not_translate")
_YES = {"": False, "no": False, "yes": True}
_CASES = {"": False, "match": True}
# https://union.example/union  www.union.example  desk@union.example
# An address of e-mail is looked for where a word begins: from each letter of a word as long as a page it takes minutes.
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\S)\S+@\S+")


class Term(Model):
    """An English term and its Arabic; of one that is not translated, both are the same."""

    source: str = Field(min_length=1)
    target: str
    match_case: bool = False
    do_not_translate: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _is_coherent(self) -> "Term":
        if self.do_not_translate and self.target != self.source:
            raise ValueError("target: a term that is not translated has none")
        if not self.do_not_translate and not ARABIC_LETTER.search(self.target):
            raise ValueError("target: it is not Arabic")
        return self


class Use(Model):
    """A term where it stands in an English text, in code points."""

    term: Term
    start: int
    end: int


class Glossary(Model):
    """Terms, each English one once."""

    terms: tuple[Term, ...] = ()

    def uses(self, text: str) -> list[Use]:
        """Return the terms in `text`, in order; of several at one place the longest one."""
        if self._pattern is None:
            return []
        found = [use for match in self._pattern.finditer(text) if (use := self._use(match))]
        addresses = [match.span() for match in _ADDRESS.finditer(text)] if found else []
        return [use for use in found if not any(start <= use.start < end for start, end in addresses)]

    def with_terms(self, terms: Iterable[Term]) -> "Glossary":
        """Return this glossary with `terms` besides; where both have one, this one's stands."""
        known = {_key(term) for term in self.terms}
        return Glossary(terms=(*self.terms, *(term for term in terms if _key(term) not in known)))

    @cached_property
    def for_prose(self) -> "Glossary":
        """Return this glossary with the fragments of captions besides."""
        return self.with_terms(captions().terms)

    @cached_property
    def for_names(self) -> "Glossary":
        """Return this glossary with the agencies' names besides."""
        return self.with_terms(agencies().terms)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted((term.source for term in self.terms), key=len, reverse=True)
        alternatives = "|".join(re.escape(source).replace(r"\ ", r"\s+") for source in longest_first)
        # “US” in “US-led” and “Roe/US” is the term, in “BUS” and “@US” it is not.
        return re.compile(rf"(?<![\w.@#-])(?:{alternatives})(?!\w|\.\w|@)", re.IGNORECASE) if alternatives else None

    @cached_property
    def _by_source(self) -> dict[str, list[Term]]:
        terms: dict[str, list[Term]] = {}
        for term in self.terms:
            terms.setdefault(term.source.casefold(), []).append(term)
        return terms

    def _use(self, match: re.Match[str]) -> Use | None:
        written = " ".join(match[0].split())
        candidates = self._by_source.get(written.casefold(), ())
        term = next((term for term in candidates if not term.match_case or term.source == written), None)
        return Use(term=term, start=match.start(), end=match.end()) if term else None


def load_glossary(path: Path) -> Glossary:
    """Return the glossary in the file at `path`; an empty one where there is no such file.

    Raises ConfigurationError, which lists every faulty line.
    """
    text = text_of(path)
    return Glossary() if text is None else parse_glossary(text, str(path))


@lru_cache(maxsize=1)
def agencies() -> Glossary:
    """Return the agencies' names, as credits have them."""
    return _bundled("agencies.csv")


@lru_cache(maxsize=1)
def captions() -> Glossary:
    """Return the fragments that captions begin with or put between brackets."""
    return _bundled("captions.csv")


def _bundled(name: str) -> Glossary:
    return parse_glossary((files("pipeline.engines") / name).read_text("utf-8"), name)


def parse_glossary(text: str, item: str) -> Glossary:
    """Return the glossary that `text` is; raises ConfigurationError, which names `item` and every faulty line."""
    return Glossary(terms=table(text, item, COLUMNS, _term, _key))


def _term(row: Row) -> Term:
    for name, known in (("case", _CASES), ("do_not_translate", _YES)):
        if row[name].lower() not in known:
            raise ValueError(f"{name}: {row[name]!r} is none of {', '.join(filter(None, known))}")
    kept = _YES[row["do_not_translate"].lower()]
    return Term(
        source=row["source"],
        target=row["target"] or (row["source"] if kept else ""),
        match_case=_CASES[row["case"].lower()],
        do_not_translate=kept,
        note=row["note"],
    )


def _key(term: Term) -> tuple[str, bool]:
    """Return what no two terms share: two that differ in case only may stand side by side where case matters."""
    return (term.source, True) if term.match_case else (term.source.casefold(), False)
