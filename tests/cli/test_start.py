"""How soon a command begins: which libraries it waits for. Counted in modules, as seconds depend on the machine."""

import subprocess
import sys

import pytest
from newsroom import Newsroom

HEAVY = frozenset(
    "alembic babel courlan deep_translator feedparser httpcore httpx lxml nh3 procrastinate pydantic "
    "pydantic_settings requests sentencex sqlalchemy structlog tenacity trafilatura".split()
)
"""Packages that cost hundredths to tenths of a second each."""

VALIDATION = frozenset({"pydantic"})
"""What typer reads a verb's options with."""

NEEDED_TO_LOOK = frozenset({"pydantic", "pydantic_settings", "sqlalchemy", "tenacity"})
"""What validates the configuration, and what reads the ledger."""

STARTED = """
import sys
from pipeline.cli import main
try:
    main()
finally:
    ours = {name for name in sys.modules if name.startswith("pipeline.stages.")}
    loaded = {name.partition(".")[0] for name in sys.modules} | ours
    print("loaded", *sorted(loaded), file=sys.stderr)
"""


def loaded_by(newsroom: Newsroom, *arguments: str) -> set[str]:
    """Return the top-level packages that are loaded when the command has ended, and the modules of our stages."""
    finished = subprocess.run(
        [sys.executable, "-c", STARTED, *arguments], check=True, cwd=newsroom.folder, capture_output=True, text=True
    )
    return set(finished.stderr.splitlines()[-1].split())


def test_the_help_waits_for_no_library_of_the_pipeline(newsroom: Newsroom) -> None:
    assert loaded_by(newsroom, "--help") & HEAVY == set()


@pytest.mark.parametrize("verb", ["run", "extract", "list"])
def test_the_help_of_a_verb_waits_for_what_reads_its_options_alone(newsroom: Newsroom, verb: str) -> None:
    assert loaded_by(newsroom, verb, "--help") & HEAVY <= VALIDATION


def test_a_look_at_how_things_stand_waits_for_the_configuration_and_the_ledger_alone(newsroom: Newsroom) -> None:
    assert loaded_by(newsroom, "status", "--json") & HEAVY == NEEDED_TO_LOOK


def test_a_run_with_nothing_to_do_waits_for_no_extraction_no_translation_and_no_check(newsroom: Newsroom) -> None:
    stages = {f"pipeline.stages.{stage}" for stage in ("extract.article", "translate.stage", "check.stage")}
    assert loaded_by(newsroom, "run", "--quiet") & {"deep_translator", "requests", "trafilatura", *stages} == set()
