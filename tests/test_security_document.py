"""SECURITY.md promises what tests show: each test that it names is there, and so is each command."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")


NAMED = re.compile(r"(tests/[\w/]+\.py)((?:[:,] `\w+`)*)")
"""tests/web/test_robots.py: `test_one`, `test_two`"""


def test_every_test_that_is_named_is_there() -> None:
    named = {(file, name) for file, names in NAMED.findall(TEXT) for name in re.findall(r"`(\w+)`", names)}
    assert len(named) > 40
    missing = [
        (file, name)
        for file, name in sorted(named)
        if f"def {name}(" not in ((ROOT / file).read_text("utf-8") if (ROOT / file).is_file() else "")
    ]
    assert missing == []


def test_no_file_of_tests_is_named_without_its_tests() -> None:
    assert [file for file, names in NAMED.findall(TEXT) if not names] == []


def test_every_promise_names_a_test() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("|") and not line.startswith(("|---", "| they may"))]
    promises = [row for row in rows if "shown by" not in row]
    assert promises
    assert [row for row in promises if "tests/" not in row.split("|")[3]] == []


def test_every_target_that_is_named_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"`make ([\w-]+)`", TEXT))
    assert named == {"audit", "bench-bombs", "sbom", "test"}
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)
