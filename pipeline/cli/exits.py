"""The exit code that an error gives to the command it ends."""

from pipeline.errors import (
    ConfigurationError,
    EngineError,
    FeedUnreadable,
    FetchError,
    InputError,
    LockHeld,
    MemoryUnreadable,
    NotPossible,
    RepublishError,
    StorageError,
    UnknownItem,
)

FAILED, USAGE, LOCKED, UNREACHABLE, STORAGE = 1, 2, 3, 4, 5

_CODES: tuple[tuple[type[RepublishError], int], ...] = (
    (ConfigurationError, USAGE),
    (InputError, USAGE),
    (UnknownItem, USAGE),
    (NotPossible, USAGE),
    (MemoryUnreadable, USAGE),
    (LockHeld, LOCKED),
    (StorageError, STORAGE),
    (EngineError, UNREACHABLE),
    (FetchError, FAILED),
    (FeedUnreadable, FAILED),
)


def exit_code_of(error: RepublishError) -> int:
    """Return the contract's exit code for a command that `error` has ended."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAILED)
