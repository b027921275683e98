"""The words around an article, in Arabic: the attribution block's labels, the disclaimers, the names of engines.

They are data (wording.ar.toml), validated before anything runs: a text that is empty, that names a placeholder
nobody fills, or that has lost one it needs, is a configuration error.
"""

import contextlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from pipeline.arabic.dates import zone_called
from pipeline.errors import ConfigurationError

# The placeholders of each text that has any. All of a text's own must stand in it, and no others.
PLACEHOLDERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "author_value": frozenset({"name_ar", "name"}),
        "site_value": frozenset({"site", "host"}),
        "cc_by": frozenset({"license"}),
        "cc_by_sa": frozenset({"license"}),
        "machine_translation": frozenset({"engines"}),
        "machine_translation_reviewed": frozenset({"engines", "reviewer"}),
        "memory_translation_reviewed": frozenset({"reviewer"}),
        "human_translation": frozenset({"reviewer"}),
        "instant": frozenset({"date", "time", "zone_name"}),
        "title": frozenset({"headline"}),
        "withdrawn_at": frozenset({"instant"}),
        "withdrawn_for": frozenset({"reason"}),
        "same_article": frozenset({"id"}),
    }
)

_OF_THE_MEMORY = {"memory_translation", "memory_translation_reviewed"}

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Words(BaseModel):
    """A table of texts; the placeholders of each are checked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*")
    @classmethod
    def _placeholders_are_known(cls, text: str, info: ValidationInfo) -> str:
        try:
            found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError as error:
            raise ValueError(f"{error} in {text!r}") from error
        known = PLACEHOLDERS.get(info.field_name or "", frozenset())
        for name in sorted(found - known):
            allowed = ", ".join(f"{{{word}}}" for word in sorted(known)) or "none"
            raise ValueError(f"nothing fills {{{name}}}; placeholders allowed here: {allowed}")
        for name in sorted(known - found):
            raise ValueError(f"{{{name}}} is missing from the text")
        return text


class AttributionWords(_Words):
    """Labels and values of the attribution block's lines."""

    label: Line
    author: Line
    author_value: Line
    author_unknown: Line
    site: Line
    site_value: Line
    first_published: Line
    first_published_unknown: Line
    updated: Line
    conjunction: str = Field(min_length=1)


class RightsWords(_Words):
    """Labels and values of the lines that some rights ask for: a credit, a Creative Commons licence."""

    credit: Line
    license: Line
    cc_by: Line
    cc_by_sa: Line


class DisclaimerWords(_Words):
    """The sentences that must be shown with every article."""

    views: Line
    machine_translation: Line
    machine_translation_reviewed: Line
    memory_translation: Line
    memory_translation_reviewed: Line
    human_translation: Line


class WithdrawalWords(_Words):
    """What is told in place of an article that was withdrawn; `gone` and `same_article` where no person says why."""

    title: Line
    withdrawn: Line
    withdrawn_at: Line
    withdrawn_for: Line
    gone: Line
    same_article: Line


class DateWords(_Words):
    """How times are shown: in which zone, under which name, with which months."""

    zone: Annotated[str, AfterValidator(lambda name: zone_called(name) and name)]
    zone_name: Line
    months: Literal["يوليو", "تموز"]
    instant: Line


class SiteWords(BaseModel):
    """What stands around the articles of some hosts instead: of each table, the texts that differ."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hosts: tuple[Line, ...] = Field(min_length=1)
    attribution: dict[str, str] = Field(default_factory=dict)
    rights: dict[str, str] = Field(default_factory=dict)
    disclaimers: dict[str, str] = Field(default_factory=dict)
    withdrawal: dict[str, str] = Field(default_factory=dict)
    dates: dict[str, str] = Field(default_factory=dict)


class Wording(BaseModel):
    """All words around an article. `engines` maps an engine's name or kind to the name that readers know."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True)

    attribution: AttributionWords
    rights: RightsWords
    disclaimers: DisclaimerWords
    withdrawal: WithdrawalWords
    dates: DateWords
    engines: dict[str, Line] = Field(default_factory=dict)
    sites: tuple[SiteWords, ...] = Field(default=(), alias="site")

    def for_host(self, host: str) -> "Wording":
        """Return the wording for articles of `host`. Raises ValidationError where a site's own texts are faulty."""
        site = next((site for site in self.sites if host in site.hosts), None)
        if site is None:
            return self
        common = self.model_dump(include={"attribution", "rights", "disclaimers", "withdrawal", "dates"})
        own = {name: {**table, **getattr(site, name)} for name, table in common.items()}
        return Wording.model_validate({**own, "engines": self.engines})

    def naming(self, kinds: Mapping[str, str]) -> "Wording":
        """Return the wording in which each engine of `kinds`, kinds by name, is called as its kind if not otherwise."""
        called = {name: self.engines[kind] for name, kind in kinds.items() if kind in self.engines}
        return self.model_copy(update={"engines": called | self.engines})

    def engine_name(self, name: str) -> str:
        """Return what readers know the engine `name` by; a TMX file is the translation memory to them."""
        return self.engines.get("memory" if is_memory(name) else name, name)

    def joined(self, names: Iterable[str]) -> str:
        """Return `names` as an Arabic enumeration, each once: «غوغل وديب إل»."""
        return self.attribution.conjunction.join(dict.fromkeys(names))


def is_memory(name: str) -> bool:
    """Tell whether `name`, in the origin of a text, is no service's but the memory's, or a file's that filled it."""
    return name == "memory" or name.endswith(".tmx")


def load_wording(path: Path) -> Wording:
    """Return the wording in the file at `path`, or the packaged one where there is no such file.

    A file without [rights], without some of [withdrawal] or [engines], attribution.updated or what is said of the
    memory's translations, has the packaged one's: few need it.
    Raises ConfigurationError, which names the file and its faulty keys.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return default_wording()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"not valid TOML: {error}", item=str(path)) from error
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", item=str(path)) from error
    with _faults_of(path):
        wording = Wording.model_validate(_with_packaged(data))
    for number, site in enumerate(wording.sites):
        with _faults_of(path, f"site.{number}."):
            wording.for_host(site.hosts[0])
    return wording


def _with_packaged(data: dict[str, Any]) -> dict[str, Any]:
    packaged = default_wording()
    later = {
        "attribution": packaged.attribution.model_dump(include={"updated"}),
        "disclaimers": packaged.disclaimers.model_dump(include=_OF_THE_MEMORY),
        "withdrawal": packaged.withdrawal.model_dump(),
        "engines": packaged.engines,
    }
    completed = {name: {**texts, **data[name]} for name, texts in later.items() if isinstance(data.get(name), dict)}
    return {
        "rights": packaged.rights,
        "withdrawal": packaged.withdrawal,
        "engines": packaged.engines,
        **data,
        **completed,
    }


def default_wording() -> Wording:
    """Return the wording that comes with the package."""
    packaged = files("pipeline.arabic") / "wording.ar.toml"
    return Wording.model_validate(tomllib.loads(packaged.read_text("utf-8")))


@contextlib.contextmanager
def _faults_of(path: Path, prefix: str = "") -> Iterator[None]:
    """Turn what is wrong with the file at `path` into one error that names every key."""
    try:
        yield
    except ValidationError as error:
        faults = "; ".join(
            f"{prefix}{'.'.join(map(str, fault['loc']))}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        )
        raise ConfigurationError(
            faults, item=str(path), next_step="correct it, then: republish config validate"
        ) from error
