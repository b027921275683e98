"""An English news article goes in; a correct, attributed, right-to-left Arabic publication comes out as JSON.

What is named here is the public API. Each name is loaded when it is first used, so that importing the package
costs nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.config import Settings, load
    from pipeline.errors import (
        REFUSAL_REASONS,
        ConfigurationError,
        EngineError,
        FetchError,
        InputError,
        LedgerUnusable,
        LockHeld,
        Refused,
        RepublishError,
        StorageError,
    )
    from pipeline.model import Article, Flag, Publication, Report, SourcePage, Translation
    from pipeline.model.schema import publication_schema
    from pipeline.stages.attribute import attribute
    from pipeline.stages.check import check, check_document, check_pair
    from pipeline.stages.extract import extract, extract_article
    from pipeline.stages.fetch import fetch
    from pipeline.stages.publish import publish
    from pipeline.stages.translate import translate

_HOMES = {
    "pipeline.config": ("Settings", "load"),
    "pipeline.errors": (
        "REFUSAL_REASONS",
        "ConfigurationError",
        "EngineError",
        "FetchError",
        "InputError",
        "LedgerUnusable",
        "LockHeld",
        "Refused",
        "RepublishError",
        "StorageError",
    ),
    "pipeline.model": ("Article", "Flag", "Publication", "Report", "SourcePage", "Translation"),
    "pipeline.model.schema": ("publication_schema",),
    "pipeline.stages.attribute": ("attribute",),
    "pipeline.stages.check": ("check", "check_document", "check_pair"),
    "pipeline.stages.extract": ("extract", "extract_article"),
    "pipeline.stages.fetch": ("fetch",),
    "pipeline.stages.publish": ("publish",),
    "pipeline.stages.translate": ("translate",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "REFUSAL_REASONS",
    "Article",
    "ConfigurationError",
    "EngineError",
    "FetchError",
    "Flag",
    "InputError",
    "LedgerUnusable",
    "LockHeld",
    "Publication",
    "Refused",
    "Report",
    "RepublishError",
    "Settings",
    "SourcePage",
    "StorageError",
    "Translation",
    "attribute",
    "check",
    "check_document",
    "check_pair",
    "extract",
    "extract_article",
    "fetch",
    "load",
    "publication_schema",
    "publish",
    "translate",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Load a public name from its home."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return sorted({*globals(), *__all__})
