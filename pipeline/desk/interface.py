"""The interface's own words, in English and Arabic: one table, interface.toml."""

import functools
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Literal, get_args

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@functools.cache
def table() -> dict[str, dict[Language, str]]:
    """Return every phrase by its key, in each language."""
    return tomllib.loads(files("pipeline.desk").joinpath("interface.toml").read_text("utf-8"))


def phrases(language: Language) -> Callable[..., str]:
    """Return what gives the phrase of a key in `language`, with its {…} filled in; KeyError where there is none."""

    def phrase(key: str, **values: object) -> str:
        return table()[key][language].format(**values)

    return phrase
