"""The fitted weights: what each sign adds to the logarithm of the odds that a text is cut."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple


class Model(NamedTuple):
    """The tables of weights.toml: characters of Arabic for each part of English, and the weights of the signs."""

    length: Mapping[str, float]
    at_the_end: Mapping[str, float]
    between: Mapping[str, float]


def _read() -> Model:
    tables = tomllib.loads(files(__package__).joinpath("weights.toml").read_text("utf-8"))
    return Model(tables["length"], tables["at_the_end"], tables["between"])


MODEL = _read()


def odds(weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    """Return the logarithm of the odds, of which 0 is where a text is taken for cut."""
    return weights["bias"] + sum(weights[name] * value for name, value in signs.items())
