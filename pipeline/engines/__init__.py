"""The translators, behind one protocol: `build` makes the engine that the configuration names.

A service (google, …) makes one request and reads its answer; an Engine asks it with patience and keeps the
bill; the translation memory comes before them all. What is sent and what is believed is decided in
pipeline.stages.translate.
"""

from importlib import import_module
from typing import TYPE_CHECKING, cast

from pipeline.config import EngineSettings
from pipeline.engines.engine import Engine, Tally
from pipeline.engines.memory import MemoryEntry, TranslationMemory, memory_key
from pipeline.engines.protocol import Service
from pipeline.engines.tmx import read_tmx, write_tmx

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Engine",
    "MemoryEntry",
    "Service",
    "Tally",
    "TranslationMemory",
    "build",
    "memory_key",
    "read_tmx",
    "write_tmx",
]

# kind -> where its service is made; imported when asked for, as some bring large libraries.
KINDS = {"google": "pipeline.engines.google:Google"}


def build(name: str, settings: EngineSettings, target: str = "ar") -> Engine:
    """Make the engine called `name` in the configuration, translating from English into `target`."""
    module, _, factory = KINDS[settings.kind].partition(":")
    make = cast("Callable[[str, EngineSettings, str], Service]", getattr(import_module(module), factory))
    return Engine(make(name, settings, target), settings)
