"""The command line: one verb, one file. `main` is the door of `republish` and of `python -m pipeline`."""

import sys
from typing import NoReturn

from pipeline.garbage import look_rarely

INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line; Ctrl-C while it is still being loaded ends it as quietly as later."""
    look_rarely()  # loading a library makes thousands of objects, all of which stay
    try:
        from pipeline.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


__all__ = ["main"]
