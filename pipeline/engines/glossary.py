"""The glossary: how a newsroom wants terms and names said in Arabic, whatever the engine.

A CSV file in UTF-8 with the columns source, target, case, note, do_not_translate. `case` is `match` where the term is
meant only as it is written (US, not us); `do_not_translate` is `yes` for what stays in Latin letters, and then
`target` is empty; `note` is for people. A table of agencies comes with the package: it holds in credits.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from pydantic import Field, ValidationError, model_validator

from pipeline.arabic.letters import ARABIC_LETTER
from pipeline.errors import ConfigurationError
from pipeline.model import Model

COLUMNS = ("source", "target", "case", "note", "do_not_translate")
_YES = {"": False, "no": False, "yes": True}
_CASES = {"": False, "match": True}
# https://union.example/union  www.union.example  desk@union.example
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")


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
            raise ValueError("a term that is not translated has no target")
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
        addresses = [match.span() for match in _ADDRESS.finditer(text)]
        found = (self._use(match) for match in self._pattern.finditer(text))
        return [use for use in found if use and not any(start <= use.start < end for start, end in addresses)]

    def with_terms(self, terms: Iterable[Term]) -> "Glossary":
        """Return this glossary with `terms` besides; where both have one, this one's stands."""
        known = {_key(term) for term in self.terms}
        return Glossary(terms=(*self.terms, *(term for term in terms if _key(term) not in known)))

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
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Glossary()
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"not UTF-8: {error}", item=str(path)) from error
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", item=str(path)) from error
    return _parsed(text, str(path))


@lru_cache(maxsize=1)
def agencies() -> Glossary:
    """Return the agencies' names, as credits have them."""
    file = files("pipeline.engines") / "agencies.csv"
    return _parsed(file.read_text("utf-8"), file.name)


def _parsed(text: str, item: str) -> Glossary:
    reader = csv.DictReader(text.splitlines(), restkey="more")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ConfigurationError(f"its first line is not {','.join(COLUMNS)}", item=item)
    terms: dict[tuple[str, bool], Term] = {}
    faults: list[str] = []
    for row in reader:
        try:
            term = _term(row)
        except ValidationError as error:
            faults += (f"line {reader.line_num}: {said}" for said in _said(error))
        except (KeyError, ValueError) as error:
            faults.append(f"line {reader.line_num}: {error.args[0]}")
        else:
            if terms.setdefault(_key(term), term) is not term:
                faults.append(f"line {reader.line_num}: {term.source!r} stands there twice")
    if faults:
        raise ConfigurationError("; ".join(faults), item=item, next_step="correct it, then: republish config validate")
    return Glossary(terms=tuple(terms.values()))


def _term(row: dict[str, str]) -> Term:
    if "more" in row or None in row.values():
        raise ValueError(f"it has not {len(COLUMNS)} columns; a text with a comma stands between quotation marks")
    fields = {name: " ".join(text.split()) for name, text in row.items()}
    for name, known in (("case", _CASES), ("do_not_translate", _YES)):
        if fields[name].lower() not in known:
            raise ValueError(f"{name}: {fields[name]!r} is none of {', '.join(filter(None, known))}")
    kept = _YES[fields["do_not_translate"].lower()]
    return Term(
        source=fields["source"],
        target=fields["target"] or (fields["source"] if kept else ""),
        match_case=_CASES[fields["case"].lower()],
        do_not_translate=kept,
        note=fields["note"],
    )


def _key(term: Term) -> tuple[str, bool]:
    """Return what no two terms share: two that differ in case only may stand side by side where case matters."""
    return (term.source, True) if term.match_case else (term.source.casefold(), False)


def _said(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        place = ".".join(map(str, fault["loc"]))
        message = fault["msg"].removeprefix("Value error, ")
        yield f"{place}: {message}" if place else message
