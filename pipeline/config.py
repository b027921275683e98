"""The configuration: TOML files, validated whole before anything runs.

`load(path)` reads the main file and the companions beside it (sources.toml, wording.ar.toml). Secrets come from
the environment alone: REPUBLISH_ENGINES__NAME__API_KEY, REPUBLISH_SINKS__NAME__SECRET, REPUBLISH_LEDGER__PASSWORD,
REPUBLISH_DESK__READ_TOKEN. Every fault of a file is reported at once, each with its key and, where it looks like a
slip, the nearest key there is.
"""

import difflib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeGuard, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from pipeline.errors import ConfigurationError
from pipeline.settings.desk import DeskSettings
from pipeline.settings.engines import EngineName, EngineSettings, TranslateSettings, of_this_configuration
from pipeline.settings.fetch import FetchSettings
from pipeline.settings.follow import FollowSettings
from pipeline.settings.ledger import LedgerSettings, sqlite_url
from pipeline.settings.limits import LimitsSettings
from pipeline.settings.monitor import MonitorSettings
from pipeline.settings.run import RunSettings
from pipeline.settings.sinks import AnnounceSettings, SinkSettings, configured
from pipeline.settings.sources import Sources, SourceSettings
from pipeline.settings.table import Table
from pipeline.settings.text import ArabicSettings, CheckSettings
from pipeline.settings.workers import WorkersSettings
from pipeline.settings.written import ELSEWHERE, unheard_variables, without_those, written_faults

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)

_NO_ENGINE = "translate.engines names {name!r}, but there is no [engines.{name}]"


class Paths(Table):
    """Folders, relative to the configuration file's own; and companions where they do not lie beside it."""

    state: Path = Path("../data/state")
    published: Path = Path("../data/published")
    held: Path = Path("../data/held")
    sources: Path = Path("sources.toml")
    wording: Path = Path("wording.ar.toml")
    glossary: Path = Path("glossary.csv")
    house_style: Path = Path("house-style.csv")

    def resolved_from(self, folder: Path) -> Self:
        """Return these paths, each made absolute from `folder`."""
        absolute = {name: (folder / getattr(self, name)).resolve() for name in type(self).model_fields}
        return self.model_copy(update=absolute)


class RightsSettings(Table):
    """What becomes of an article from a source of which no rights are recorded."""

    unknown_source: Literal["hold", "publish"] = "hold"


class RetrySettings(Table):
    """When a later run tries a failed item again: `delay` seconds on, doubled each time, at most `attempts` times."""

    attempts: int = Field(default=6, ge=1)
    delay: float = Field(default=300.0, ge=0)


class WordPressSettings(Table):
    """What a post for WordPress says that no publication knows; categories and tags by their numbers there."""

    status: Literal["draft", "pending", "private", "publish"] = "draft"
    categories: tuple[Annotated[int, Field(ge=1)], ...] = ()
    tags: tuple[Annotated[int, Field(ge=1)], ...] = ()


class Settings(BaseSettings):
    """The whole configuration, with its companions. `file` is the path it was read from."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix="REPUBLISH_",
        env_nested_delimiter="__",
        env_ignore_empty=True,
        hide_input_in_errors=True,  # an input may be a secret
    )

    file: Path
    paths: Paths = Paths()
    ledger: LedgerSettings = LedgerSettings()
    fetch: FetchSettings = FetchSettings()
    translate: TranslateSettings = TranslateSettings()
    engines: Annotated[dict[EngineName, EngineSettings], BeforeValidator(of_this_configuration)] = Field(
        default_factory=lambda: {"google": EngineSettings(kind="google")}
    )
    sinks: Annotated[dict[EngineName, SinkSettings], BeforeValidator(configured)] = Field(default_factory=dict)
    arabic: ArabicSettings = ArabicSettings()
    check: CheckSettings = CheckSettings()
    announce: AnnounceSettings = AnnounceSettings()
    monitor: MonitorSettings = MonitorSettings()
    rights: RightsSettings = RightsSettings()
    retry: RetrySettings = RetrySettings()
    limits: LimitsSettings = LimitsSettings()
    follow: FollowSettings = FollowSettings()
    run: RunSettings = RunSettings()
    desk: DeskSettings = DeskSettings()
    workers: WorkersSettings = WorkersSettings()
    wordpress: WordPressSettings = WordPressSettings()
    sources: tuple[SourceSettings, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the file first and the environment second; dotenv and secret files are not read."""
        del settings_cls, dotenv_settings, file_secret_settings
        return init_settings, env_settings

    @model_validator(mode="after")
    def _is_coherent(self) -> Self:
        for name in self.translate.engines:
            if name not in self.engines:
                raise ValueError(_NO_ENGINE.format(name=name))
        if self.workers.enabled and not (self.ledger.url or "").startswith("postgresql"):
            raise ValueError("workers.enabled: workers meet in PostgreSQL; set [ledger] url to postgresql://…")
        return self

    def source_of(self, host: str) -> SourceSettings | None:
        """Return the source that `host` belongs to, or None where none claims it."""
        return next((source for source in self.sources if host.lower() in source.hosts), None)

    @property
    def unheard_variables(self) -> list[str]:
        """What is to be said of the variables of the environment that are for no engine and no sink of these."""
        return unheard_variables({"engines": tuple(self.engines), "sinks": tuple(self.sinks)})

    @property
    def ledger_url(self) -> str:
        """Return the ledger's URL, without its password."""
        return self.ledger.url or sqlite_url(self.paths.state / "ledger.sqlite")


def load(path: Path) -> Settings:
    """Read the configuration at `path` with its companions, and validate all of it.

    Raises ConfigurationError, which lists every fault with its key.
    """
    data = _read_toml(path)
    written = list(written_faults(data))
    kept = without_those(data)
    try:
        settings = Settings(**{**kept, "file": path.resolve()})
    except ValidationError as error:
        coherent = () if any(not fault["loc"] for fault in error.errors()) else _unnamed_engines(kept)
        raise _faulty(path, [*written, *_said(Settings, error), *coherent]) from error
    paths = settings.paths.resolved_from(path.resolve().parent)
    if faults := [*written, *_faults_of_paths(settings, paths)]:
        raise _faulty(path, faults)
    sources = _validated(Sources, _read_toml(paths.sources), paths.sources) if paths.sources.exists() else Sources()
    sinks = {name: _resolved(sink, path) for name, sink in settings.sinks.items()}
    ledger = settings.ledger.resolved_from(path.resolve().parent)
    metrics = settings.monitor.metrics and (path.resolve().parent / settings.monitor.metrics).resolve()
    monitor = settings.monitor.model_copy(update={"metrics": metrics})
    changed = {"paths": paths, "sources": sources.source, "sinks": sinks, "ledger": ledger, "monitor": monitor}
    return settings.model_copy(update=changed)


def _faults_of_paths(settings: Settings, paths: Paths) -> Iterator[str]:
    """Yield each companion that is named and not there, and each sink in a folder that a run writes by itself."""
    for name in sorted({"sources", "wording", "glossary", "house_style"} & settings.paths.model_fields_set):
        if not getattr(paths, name).is_file():
            yield f"paths.{name}: there is no file {getattr(paths, name)}"
    for name, sink in settings.sinks.items():
        folder = _resolved(sink, settings.file).path
        if folder in {paths.published, paths.held, paths.state}:
            yield f"sinks.{name}.path: {folder} is one of [paths] already"


def _unnamed_engines(data: dict[str, Any]) -> Iterator[str]:
    """Yield what `_is_coherent` would say of a file that has other faults, which keep it from being asked."""
    engines, translate = data.get("engines", {"google": {}}), data.get("translate", {})
    wanted = translate.get("engines", ()) if isinstance(translate, dict) else ()
    for name in wanted if isinstance(wanted, list) and isinstance(engines, dict) else ():
        if name not in engines:
            yield _NO_ENGINE.format(name=name)


def _resolved(sink: SinkSettings, file: Path) -> SinkSettings:
    """Return `sink` with its path made absolute."""
    if sink.path is None:
        return sink
    return sink.model_copy(update={"path": (file.resolve().parent / sink.path).resolve()})


def parse_sources(text: str, path: Path) -> Sources:
    """Return the sources that `text` has as what `path` is to say; raises ConfigurationError, with every fault."""
    return _validated(Sources, _parsed(text, path), path)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return _parsed(path.read_text("utf-8"), path)
    except FileNotFoundError as error:
        raise ConfigurationError(
            "there is no such configuration file", item=str(path), next_step="name one with --config PATH"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"not valid TOML: {error}", item=str(path)) from error
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", item=str(path)) from error


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"not valid TOML: {error}", item=str(path)) from error


def _validated(model: type[M], data: dict[str, Any], path: Path) -> M:
    try:
        return model(**data)
    except ValidationError as error:
        raise _faulty(path, _said(model, error)) from error


def _said(model: type[BaseModel], error: ValidationError) -> list[str]:
    return [_described(model, fault) for fault in error.errors()]


def _faulty(path: Path, faults: Iterable[str]) -> ConfigurationError:
    """Return the error that tells every fault of the file at `path`."""
    said = "; ".join(dict.fromkeys(faults))
    return ConfigurationError(said, item=str(path), next_step="correct it, then: republish config validate")


def _described(model: type[BaseModel], fault: "ErrorDetails") -> str:
    location = [str(part) for part in fault["loc"]]
    key = ".".join(location) or "the file"
    if fault["type"] != "extra_forbidden":
        return f"{key}: {fault['msg'].removeprefix('Value error, ')}"
    nearest = difflib.get_close_matches(location[-1], _keys_at(model, location[:-1]), n=1)
    return f"{key}: unknown key" + (f"; did you mean {nearest[0]!r}?" if nearest else "")


def _keys_at(model: type[BaseModel], location: list[str]) -> list[str]:
    """Return the keys that the table at `location` may have."""
    for part in location:
        field = model.model_fields.get(part)
        tables = [t for t in (field.annotation, *get_args(field.annotation)) if _is_table(t)] if field else []
        model = tables[0] if tables else model
    return [name for name in model.model_fields if name not in ELSEWHERE or model is not Settings]


def _is_table(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
