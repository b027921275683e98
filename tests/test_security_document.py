"""SECURITY.md promises what tests show: each that it names is there, and so is each command."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"tests/[\w/]+\.py", TEXT))
    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_every_promise_names_a_test() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("|") and not line.startswith(("|---", "| they may"))]
    promises = [row for row in rows if "shown by" not in row]
    assert promises
    assert [row for row in promises if "tests/" not in row.split("|")[3]] == []


def test_every_target_that_is_named_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"`make (\w+)`", TEXT))
    assert named == {"audit", "sbom", "test"}
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)
