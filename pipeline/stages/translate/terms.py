"""The glossary's terms, said as it has them, whatever the engine.

Where an answer lacks a term's Arabic, the sentence goes again with the Arabic in the English (code-switching:
Dinu et al. 2019), which engines leave in its place. Of credits and bylines the names alone are asked for (see
`credits`), and there the agencies' own table holds besides. What stays in Latin letters travels as a token.
"""

import dataclasses
import re
from collections.abc import Mapping, Sequence

from pipeline.arabic.inflection import stands_in
from pipeline.engines.glossary import Glossary, Use
from pipeline.model import MarkedText
from pipeline.stages.check.pair import Pair
from pipeline.stages.check.pairwise import flags_of
from pipeline.stages.translate.copying import KEPT
from pipeline.stages.translate.credits import Credit, kept_if_translated, read_credit
from pipeline.stages.translate.marks import Placed, Replacement, rehung, replaced
from pipeline.stages.translate.rendering import Ask, Outcome, Rendered, Wanted, render

_LATIN = re.compile(r"[A-Za-z]")


class Terms:
    """A glossary at work on the texts of an article."""

    def __init__(self, glossary: Glossary) -> None:
        self._in_prose = glossary.for_prose
        self._in_names = glossary.for_names
        self._read: dict[tuple[str, bool], list[Use]] = {}

    def alone(self, source: MarkedText, *, is_name: bool) -> MarkedText | None:
        """Return the Arabic of a text that is nothing but terms, e.g. the credit “AP/Getty Images”; else None."""
        credit = read_credit(source.text, self._in_names) if is_name else None
        if credit and not credit.names:
            return MarkedText(text=credit.said({}))
        uses = self._uses(source.text, is_name=is_name)
        said = switched(source, uses)
        left = said.text
        for use in uses:
            left = left.replace(use.term.target, "")
        return said if uses and not _LATIN.search(KEPT.sub("", left)) else None

    def missing(self, source: str, target: str, *, is_name: bool) -> list[str]:
        """Return the terms of `source` whose Arabic is not in `target`, each once."""
        uses = self._uses(source, is_name=is_name)
        return list(dict.fromkeys(use.term.source for use in uses if not stands_in(target, use.term.target)))

    def render(self, texts: Sequence[Wanted], ask: Ask) -> Outcome:
        """Translate `texts` as `rendering.render` does, with their terms; of credits and bylines only the names."""
        read = {text: read_credit(text.source.text, self._in_names) for text in texts if text.is_name}
        known = {text: credit for text, credit in read.items() if credit}
        names = {name: _name(name) for credit in known.values() for name in credit.names}
        outcome = self._render([text for text in texts if text not in known] + list(names.values()), ask)
        done = {name: outcome.rendered[text] for name, text in names.items() if text in outcome.rendered}
        said = {
            text: self._finished(text, _assembled(credit, done))
            for text, credit in known.items()
            if done.keys() >= set(credit.names)
        }
        rest = {text: outcome.rendered[text] for text in texts if text in outcome.rendered and text not in known}
        return Outcome({**rest, **said}, outcome.errors)

    def _render(self, texts: Sequence[Wanted], ask: Ask) -> Outcome:
        asked = {text: self._prepared(text) for text in texts}
        outcome = render(list(asked.values()), ask)
        done = {text: outcome.rendered[other] for text, other in asked.items() if other in outcome.rendered}
        lacking = {
            text: self._switched(text)
            for text, first in done.items()
            if self._missed(text, first) and not (text.known and text.known.reviewed)
        }
        lacking = {text: other for text, other in lacking.items() if other.source != asked[text].source}
        second = render(list(lacking.values()), ask).rendered if lacking else {}
        for text, other in lacking.items():
            if other in second and self._is_better(text, second[other], done[text]):
                done[text] = second[other]
        return Outcome({text: self._finished(text, rendered) for text, rendered in done.items()}, outcome.errors)

    def _uses(self, text: str, *, is_name: bool) -> list[Use]:
        if (text, is_name) not in self._read:
            self._read[text, is_name] = (self._in_names if is_name else self._in_prose).uses(text)
        return self._read[text, is_name]

    def _prepared(self, text: Wanted) -> Wanted:
        uses = self._uses(text.source.text, is_name=text.is_name)
        kept = (text.source.text[use.start : use.end] for use in uses if use.term.do_not_translate)
        prepared = dataclasses.replace(text, kept=tuple(dict.fromkeys((*text.kept, *kept))))
        return self._switched(prepared) if text.is_name else prepared

    def _switched(self, text: Wanted) -> Wanted:
        uses = self._uses(text.source.text, is_name=text.is_name)
        return dataclasses.replace(text, source=switched(text.source, uses), known=None)

    def _missed(self, text: Wanted, done: Rendered) -> list[str]:
        return self.missing(text.source.text, done.placed.target.text, is_name=text.is_name)

    def _is_better(self, text: Wanted, done: Rendered, before: Rendered) -> bool:
        """Tell whether an answer to the sentence with Arabic in it has the terms, and is as right as the one before."""
        if not done.passed or self._missed(text, done):
            return False
        remarks, known = (flags_of(Pair(text.source.text, answer.placed.target.text)) for answer in (done, before))
        return text.is_name or len(remarks) <= len(known)

    def _finished(self, text: Wanted, done: Rendered) -> Rendered:
        """Return `done` with the marks of the English text, and what it lacks."""
        missed = tuple(self._missed(text, done))
        placed = Placed(rehung(text.source, done.placed.target).target, done.placed.unplaced)
        return dataclasses.replace(done, placed=placed, passed=done.passed and not missed, missed=missed)


def _name(name: str) -> Wanted:
    return Wanted(MarkedText(text=name), is_name=True)


def _assembled(credit: Credit, names: Mapping[str, Rendered]) -> Rendered:
    """Return `credit` with its names as they were rendered, a person's in Latin letters rather than in other words."""
    said = {name: kept_if_translated(name, done.placed.target.text) for name, done in names.items()}
    own = [names[name] for name in credit.names]
    return Rendered(
        Placed(MarkedText(text=credit.said(said))),
        engine=next((done.engine for done in own if done.engine), None),
        passed=all(done.passed for done in own),
    )


def switched(source: MarkedText, uses: Sequence[Use]) -> MarkedText:
    """Return `source` with the Arabic of each term in its place, and the marks on the same words."""
    return replaced(source, [Replacement(use.start, use.end, use.term.target) for use in uses])
