"""How often a process that lives for long looks for garbage."""

import gc

_NEW_OBJECTS = 20_000
"""New objects after which it looks: a few megabytes at most, an article or so."""


def look_rarely() -> None:
    """Leave alone what has been loaded by now, which stays, and look through what is new less often.

    Else Python's collector goes through all libraries, dictionaries and settings again and again: a tenth of a run's
    CPU, and 0.1 s for which all clients of the desk wait, once in some twenty pages.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
