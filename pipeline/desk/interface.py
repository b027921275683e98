"""The interface's own words, in English and Arabic: one table, interface.toml."""

import functools
import re
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, get_args

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_ARABIC = re.compile("[\u0621-\u064a]")
"""A letter of the Arabic alphabet, e.g. of "العدد"."""


@functools.cache
def table() -> dict[str, dict[Language, str]]:
    """Return every phrase by its key, in each language."""
    return tomllib.loads(files("pipeline.desk").joinpath("interface.toml").read_text("utf-8"))


def phrases(language: Language) -> Callable[..., str]:
    """Return what gives the phrase of a key in `language`, with its {…} filled in; KeyError where there is none."""
    words = {key: both[language] for key, both in table().items()}

    def phrase(key: str, **values: object) -> str:
        return words[key].format(**values) if values else words[key]

    return phrase


_BETWEEN = " / "
_NEXT = " Next: "
"""What an error's text says before the command line's next step; see `pipeline.errors.with_next_step`."""
_AND: Mapping[Language, str] = MappingProxyType({"en": "; ", "ar": "؛ "})
_ALSO = "; "
"""What stands between the findings that hold an item; see `pipeline.run.publishing`."""


def told(detail: str, language: Language) -> str:
    """Return a flag's detail in `language`, of one that has both: an English sentence, a slash, the same in Arabic.

    What is quoted from the text stands in both, so the slash in the middle is the one between them.
    """
    parts = detail.split(_BETWEEN)
    half, left_over = divmod(len(parts), 2)
    english, arabic = _BETWEEN.join(parts[:half]), _BETWEEN.join(parts[half:])
    if left_over or not _ARABIC.search(arabic):
        return detail
    return arabic if language == "ar" else english


def happened(detail: str, language: Language) -> str:
    """Return the detail of an event in `language`, each finding of it, without a next step on the command line."""
    findings = detail.partition(_NEXT)[0].split(_ALSO)
    return _AND[language].join(told(finding, language).rstrip(".") for finding in findings)
