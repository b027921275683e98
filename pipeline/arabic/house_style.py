"""The house style: how a newsroom spells words that Arabic spells in several ways, whoever wrote them.

A CSV file in UTF-8 with the columns variant, preferred, note. A variant is found with what Arabic joins to a word:
«أمريكي» also in «وللأمريكيين», which becomes «وللأميركيين». A word of fewer than four letters is found without
endings, as it could be the beginning of another. `note` is for people.
"""

import re
from functools import cached_property, lru_cache, partial
from importlib.resources import files
from pathlib import Path

from pydantic import Field, field_validator

from pipeline.arabic.letters import DIACRITICS, LETTERS, TATWEEL
from pipeline.arabic.rewriting import Edit, rewritten
from pipeline.companion import Row, table, text_of
from pipeline.model import Model

COLUMNS = ("variant", "preferred", "note")
_WORDS = re.compile(f"[{LETTERS}][{LETTERS}{DIACRITICS}]*(?: [{LETTERS}][{LETTERS}{DIACRITICS}]*)*")
_LETTER = f"[{LETTERS}{DIACRITICS}{TATWEEL}]"
# و ف, then ب ك ل, then the article, which after ل is written لل: «وبالمسؤول», «فللمسؤول».
_PREFIX = "[وف]?(?:[بكل]?(?:ال)?|لل)"
# Nisba and feminine, then number, then a possessive: ية يين ات ون ين ان تين ها هم …, with the tanwin of the accusative.
_SUFFIX = (
    "(?:ي?(?:ة|ين|ون|تين|تان|ان|\u064b?ا|ا\u064b|(?:ات|ت|ي|و|ا)?(?:هما|ها|هم|هن|ه|كم|نا)?))"
    f"[{DIACRITICS}]*"
)  # fmt: skip
_SUFFIXES = ("", *"ي ية يين يون يات ة ات ين ون ان تان تين ا ه ها هم نا ته تها تهم اته اتها اتهم يه يها".split())
_FEWEST_LETTERS = 4


class Spelling(Model):
    """A spelling, and the one that the newsroom prefers."""

    variant: str = Field(min_length=1)
    preferred: str = Field(min_length=1)
    note: str = ""

    @field_validator("variant", "preferred")
    @classmethod
    def _is_arabic(cls, words: str) -> str:
        if not _WORDS.fullmatch(words):
            raise ValueError(f"{words!r} is no Arabic word")
        return words


class HouseStyle(Model):
    """Spellings, each variant once."""

    spellings: tuple[Spelling, ...] = ()

    def edits(self, text: str) -> list[Edit]:
        """Return what is to be changed in `text` so that it is spelled as the newsroom prefers."""
        if self._pattern is None:
            return []
        return [
            Edit(*match.span("variant"), self._preferred[" ".join(match["variant"].split())])
            for match in self._pattern.finditer(text)
        ]

    @cached_property
    def _preferred(self) -> dict[str, str]:
        return {spelling.variant: spelling.preferred for spelling in self.spellings}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted((spelling.variant for spelling in self.spellings), key=len, reverse=True)
        if not longest_first:
            return None
        variants = "|".join(variant.replace(" ", r"\s+") + _ending(variant) for variant in longest_first)
        return re.compile(rf"(?<!{_LETTER}){_PREFIX}(?P<variant>{variants})")


def _ending(variant: str) -> str:
    """Return what may follow `variant` in its word, as a lookahead: it stays as it is."""
    return f"(?={_SUFFIX}(?!{_LETTER}))" if len(variant) >= _FEWEST_LETTERS else f"(?!{_LETTER})"


def load_house_style(path: Path) -> HouseStyle:
    """Return the house style in the file at `path`; the packaged one where there is no such file.

    Raises ConfigurationError, which lists every faulty line.
    """
    text = text_of(path)
    return default_house_style() if text is None else _parsed(text, str(path))


@lru_cache(maxsize=1)
def default_house_style() -> HouseStyle:
    """Return the house style that comes with the package."""
    file = files("pipeline.arabic") / "house-style.csv"
    return _parsed(file.read_text("utf-8"), file.name)


def _parsed(text: str, item: str) -> HouseStyle:
    style = HouseStyle(spellings=table(text, item, COLUMNS, _spelling, _variant))
    table(text, item, COLUMNS, partial(_settled, style), _variant)
    return style


def _spelling(row: Row) -> Spelling:
    return Spelling(**row)


def _variant(spelling: Spelling) -> str:
    return spelling.variant


def _settled(style: HouseStyle, row: Row) -> Spelling:
    """Return the row's spelling; raise ValueError where what it prefers is a variant itself."""
    for suffix in _SUFFIXES:
        word = row["preferred"] + suffix
        if again := style.edits(word):
            raise ValueError(f"preferred: {word!r} would become {rewritten(word, again).text!r} again")
    return _spelling(row)
