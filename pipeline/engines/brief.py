"""What a service may be told of an article besides the lines to translate, so that it translates them as part of it.

A brief is about the whole article, and the same for all of its requests; a service takes from it what concerns its
lines. Everything in it but the Arabic of the terms comes from the page: it is data, and nobody's order.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from pipeline.engines.abilities import TOKEN
from pipeline.engines.glossary import Glossary, Term
from pipeline.model import Model

# Code points of an article that are told besides the lines: enough to know who "he" is and what "the deal" was.
BEFORE, ABOUT = 1_000, 400


class Speaker(Model):
    """A person of the article, by the name that it uses, and whether the English calls them she or he."""

    name: str
    gender: Literal["feminine", "masculine"]


class Brief(Model):
    """An article in English: its headline, its description, its other texts in reading order, each without marks.

    `glossary` is the newsroom's, with terms that the article does not use; `speakers` are those of whom it tells.
    """

    headline: str = ""
    description: str = ""
    texts: tuple[str, ...] = ()
    glossary: Glossary = Glossary()
    speakers: tuple[Speaker, ...] = ()

    def context_of(self, lines: Sequence[str]) -> dict[str, str]:
        """Return headline, description and what stands `before` the lines, as far as there are such, each bounded."""
        context = {
            "headline": self.headline[:ABOUT],
            "description": self.description[:ABOUT],
            "before": self.before(lines, BEFORE),
        }
        return {key: text for key, text in context.items() if text}

    def before(self, lines: Sequence[str], most: int) -> str:
        """Return what stands before `lines` in the article, whole texts of `most` characters together; or nothing."""
        plain = [_plain(line) for line in lines]
        places = (i for i, text in enumerate(self._plain_texts) if any(line in text for line in plain))
        kept: list[str] = []
        for text in reversed(self._plain_texts[: next(places, 0)]):
            most -= len(text) + 1
            if most < 0:
                break
            kept.append(text)
        return "\n".join(reversed(kept))

    def terms_in(self, lines: Sequence[str]) -> tuple[Term, ...]:
        """Return the terms of the glossary that stand in `lines`, each once."""
        return tuple(dict.fromkeys(use.term for line in lines for use in self.glossary.uses(_plain(line))))

    def speakers_in(self, lines: Sequence[str]) -> tuple[Speaker, ...]:
        """Return the speakers whose name stands in `lines`."""
        plain = [_plain(line) for line in lines]
        return tuple(speaker for speaker in self.speakers if any(_names(speaker, line) for line in plain))

    @cached_property
    def _plain_texts(self) -> list[str]:
        return [_plain(text) for text in self.texts]


NO_BRIEF = Brief()


def _names(speaker: Speaker, line: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(speaker.name)}(?!\w)", line) is not None


def _plain(line: str) -> str:
    return " ".join(TOKEN.sub("", line).split())
