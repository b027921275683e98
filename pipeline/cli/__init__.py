"""The command line: one verb, one file. `main` is the door of `republish` and of `python -m pipeline`."""

from pipeline.cli.app import main

__all__ = ["main"]
