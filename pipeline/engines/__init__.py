"""The translators, behind one protocol: `build` makes the engine that the configuration names.

A service (google, …) makes one request and reads its answer; an Engine asks it with patience and keeps the
bill; the translation memory comes before them all. What is sent and what is believed is decided in
pipeline.stages.translate.
"""

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from pipeline.engines.abilities import Abilities
from pipeline.engines.breaker import Breaker, EngineBook, utc_now
from pipeline.engines.brief import NO_BRIEF, Brief, Speaker
from pipeline.engines.engine import Engine, Tally
from pipeline.engines.memory import Context, MemoryEntry, TranslationMemory, best, contexts_of, memory_key
from pipeline.engines.protocol import Service
from pipeline.errors import ConfigurationError
from pipeline.settings.engines import ENGINE_GROUP, EngineSettings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from pipeline.turns import Turns

__all__ = [
    "NO_BRIEF",
    "Abilities",
    "Brief",
    "Context",
    "Engine",
    "EngineBook",
    "MemoryEntry",
    "Service",
    "Speaker",
    "Tally",
    "TranslationMemory",
    "best",
    "build",
    "contexts_of",
    "memory_key",
]

# kind -> where its service is made; imported when asked for, as some bring large libraries.
KINDS = {
    "google": "pipeline.engines.google:Google",
    "libretranslate": "pipeline.engines.libretranslate:LibreTranslate",
    "deepl": "pipeline.engines.deepl:DeepL",
    "chat": "pipeline.engines.chat:Chat",
    "ctranslate2": "pipeline.engines.ctranslate2:CTranslate2",
}


def build(
    name: str,
    settings: EngineSettings,
    target: str = "ar",
    *,
    book: EngineBook | None = None,
    turns: "Turns | None" = None,
    clock: "Callable[[], dt.datetime]" = utc_now,
) -> Engine:
    """Make the engine called `name` in the configuration, translating from English into `target`.

    `book` keeps its pauses and daily characters beyond this process, `turns` are those of all processes that ask it;
    `clock` tells the instant, with its zone.

    A kind that is not ours is looked for among the entry points of ENGINE_GROUP: what makes a Service of a name,
    the settings and the target language. Raises ConfigurationError where the settings lack what the kind needs.
    """
    ours = [EntryPoint(settings.kind, KINDS[settings.kind], ENGINE_GROUP)] if settings.kind in KINDS else []
    [entry, *_] = ours or entry_points(group=ENGINE_GROUP, name=settings.kind)
    try:
        make: Callable[[str, EngineSettings, str], Service] = entry.load()
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"engines.{name}: its kind needs {error.name}, which is not installed",
            item=name,
            next_step=f"pip install 'republish[{settings.kind}]'",
        ) from error
    breaker = Breaker(name, settings, book, clock) if book else None
    return Engine(make(name, settings, target), settings, breaker=breaker, turns=turns)
