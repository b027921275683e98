"""What services take and can do: said in one value each, and in the documentation as it is."""

import re
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from pipeline.engines import KINDS, Abilities
from pipeline.settings.engines import ENGINE_GROUP

DOCUMENTATION = Path(__file__).parents[2] / "docs/engines.md"


def row(kind: str) -> str:
    can: Abilities = EntryPoint(kind, KINDS[kind], ENGINE_GROUP).load().abilities
    cells = (
        f"`{kind}`",
        f"{can.characters:,}",
        "any" if can.segments is None else can.segments,
        can.markup,
        can.unit,
        "yes" if can.has_glossary else "no",
        "yes" if can.has_context else "no",
    )
    return f"| {' | '.join(map(str, cells))} |"


def test_the_documentation_s_table_of_abilities_is_what_the_services_say() -> None:
    text = DOCUMENTATION.read_text("utf-8")
    [table] = re.findall(r"^\| kind \| characters .*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table.splitlines() == [row(kind) for kind in KINDS]


@pytest.mark.parametrize(
    ("abilities", "lines", "held"),
    [
        (Abilities(characters=100, segments=2), ["a" * 50, "b" * 50], True),
        (Abilities(characters=100, segments=2), ["a" * 50, "b" * 51], False),
        (Abilities(characters=100, segments=2), ["a", "b", "c"], False),
        (Abilities(characters=100), ["a"] * 100, True),
        (Abilities(characters=1000).within(100), ["a" * 101], False),
        (Abilities(characters=100).within(None), ["a" * 100], True),
    ],
)
def test_a_request_is_bounded_in_characters_and_texts(abilities: Abilities, lines: list[str], *, held: bool) -> None:
    assert abilities.hold(lines) is held
