"""The tables [engines.NAME] and [translate] of the configuration: which services translate, in which order, and how."""

import re
from collections.abc import Mapping
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from pipeline.settings.table import Table
from pipeline.settings.urls import carries_secret, is_http_url

EngineName = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", description="part of its secret's variable")]
EngineKind = str
BUILT_IN_ENGINES = ("google", "libretranslate", "deepl", "chat", "ctranslate2")
"""The kinds that pipeline.engines brings; others come with packages that have an entry point in ENGINE_GROUP."""
ENGINE_GROUP = "republish.engines"


# Where a service of each kind is asked, as a pattern of the path of its base_url, and how to say that.
_PATHS: Mapping[str, tuple[re.Pattern[str], str, str]] = MappingProxyType(
    {
        "google": (re.compile(r".*/m/?"), "ends in /m", "/m"),
        # Some services have /v1beta/openai, and the like.
        "chat": (re.compile(r".*/v\d[^/]*(/.*)?"), "ends in /v1, or as its service writes its version", "/v1"),
        "libretranslate": (re.compile(r"(?!.*/translate/?$).*"), "stands without /translate", ""),
    }
)


class EngineSettings(Table):
    """One engine. `base_url` is its own address, or a stand-in's; google's ends in /m, chat's in /v1."""

    kind: EngineKind
    base_url: str | None = None
    api_key: SecretStr | None = None
    model: str | None = Field(
        default=None, description="of a chat engine, the first it offers where none is named; ctranslate2's folder"
    )
    target_token: str | None = Field(default=None, description="of a ctranslate2 model with many targets: >>ara<<")
    max_characters: int | None = Field(default=None, ge=100, description="in a request, in place of the engine's own")
    requests_per_second: float | None = Field(default=None, gt=0)
    characters_per_second: float | None = Field(default=None, gt=0)
    timeout: float = Field(default=30.0, gt=0)
    attempts: int = Field(default=4, ge=1, le=10)
    backoff: float = Field(default=0.5, ge=0, description="first pause between attempts, doubled each time")
    max_wait: float = Field(default=20.0, ge=0, description="longest pause; Retry-After beyond it fails")
    concurrency: int = Field(default=4, ge=1)
    pause: float = Field(default=900.0, ge=0, description="after a block, also for later runs; 0 for none")
    daily_characters: int | None = Field(default=None, ge=1, description="sent in a day of UTC, at most")
    price: float | None = Field(default=None, ge=0, description="of a million characters; the desk counts with it")
    distrust_above: float = Field(
        default=0.03, ge=0, le=1, description="share of its answers not believed above which the next engine goes first"
    )

    @field_validator("kind")
    @classmethod
    def _is_there(cls, kind: str) -> str:
        if kind in BUILT_IN_ENGINES:  # what is installed besides takes milliseconds to look through
            return kind
        there = {*BUILT_IN_ENGINES, *entry_points(group=ENGINE_GROUP).names}
        if kind not in there:
            raise ValueError(f"{kind!r} is no kind of engine; there are {', '.join(sorted(there))}")
        return kind

    @field_validator("base_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url and ("@" in urlsplit(url).netloc or carries_secret(url)):
            raise ValueError(
                "a user or a secret does not belong in a URL; set REPUBLISH_ENGINES__NAME__API_KEY in the environment"
            )
        if url is not None and (not is_http_url(url) or "?" in url or "#" in url):
            raise ValueError(f"{url!r} is no http or https URL without a query; write it as in http://localhost:5000")
        return url

    @model_validator(mode="after")
    def _is_where_its_kind_is_asked(self) -> Self:
        pattern, rule, ending = _PATHS.get(self.kind, (None, "", ""))
        parts = urlsplit(self.base_url or "")
        if self.base_url and pattern and not pattern.fullmatch(parts.path):
            meant = parts._replace(path=parts.path.rstrip("/").removesuffix("/translate") + ending).geturl()
            raise ValueError(f"base_url: that of a {self.kind} engine {rule}; did you mean {meant!r}?")
        return self


class TranslateSettings(Table):
    """The engines in the order they are asked, the memory always before them; none means the memory alone."""

    engines: tuple[str, ...] = ("google",)
    target: Literal["ar"] = "ar"


def of_this_configuration(engines: object) -> object:
    """Leave out of [engines] what the environment alone has: the key of another configuration's engine."""
    if not isinstance(engines, dict) or not engines:
        return engines
    ours = {
        name: table for name, table in engines.items() if not isinstance(table, dict) or table.keys() != {"api_key"}
    }
    return ours or {"google": {"kind": "google"}}
