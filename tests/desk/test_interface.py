"""The interface's words: each in both languages, none missing, none left over."""

import re
from importlib.resources import files
from string import Formatter
from typing import get_args

import pytest

from pipeline.desk.interface import LANGUAGES, happened, phrases, table, told
from pipeline.desk.items import DONE, NAMED_EVENTS
from pipeline.ledger import STAGES, STATES
from pipeline.model import HistoryEntry, Origin, RightsBasis, Role, Severity
from pipeline.stages.check.findings import KINDS, flag

PHRASE = re.compile(r"""'(?P<key>[a-z_]+)' \| t\b|\('(?P<begun>[a-z]+_)' \+ [^|]+(?:\| replace\([^)]+\))?\) \| t\b""")
"""`'queue' | t`, or one that is built, as in `('state_' + item.state) | t`."""
ARABIC = re.compile("[\u0621-\u064a]")
BUILT = {
    "state_": STATES,
    "stage_": STAGES,
    "role_": (*get_args(Role), "figure"),
    "origin_": get_args(Origin.model_fields["kind"].annotation),
    "severity_": get_args(Severity),
    "basis_": [basis.replace("-", "_") for basis in get_args(RightsBasis)],
    "done_": sorted(DONE),
    "event_": [name.replace(" ", "_") for name in NAMED_EVENTS],
    "history_": get_args(HistoryEntry.model_fields["event"].annotation),
    "problem_": ("incomplete", "collision", "lock_held", "not_possible"),
}
"""What the templates build keys from."""
IN_LOOPS = {"source", "reason", "key_move", "key_open", "key_search", "key_edit", "key_approve", "key_retry", "key_up"}
"""Keys that a template takes from a list."""


def used() -> set[str]:
    keys = set(IN_LOOPS)
    for template in files("pipeline.desk").joinpath("templates").iterdir():
        for match in PHRASE.finditer(template.read_text("utf-8")):
            keys |= {match["begun"] + end for end in BUILT[match["begun"]]} if match["begun"] else {match["key"]}
    return keys


def test_every_phrase_is_used_and_every_phrase_used_is_there() -> None:
    assert used() == set(table())


@pytest.mark.parametrize("key", sorted(table()))
def test_each_phrase_is_in_both_languages_with_the_same_places(key: str) -> None:
    phrase = table()[key]
    assert set(phrase) == set(LANGUAGES)
    assert ARABIC.search(phrase["ar"])
    assert not ARABIC.search(phrase["en"])
    places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in phrase.values()]
    assert places[0] == places[1]


def test_a_phrase_is_filled_in() -> None:
    assert phrases("en")("revision", number=3) == "revision 3"
    assert phrases("ar")("revision", number=3) == "النسخة 3"


def test_a_phrase_that_there_is_not_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        phrases("en")("no_such_phrase")


@pytest.mark.parametrize(
    ("detail", "english", "arabic"),
    [
        ("The number 3 is missing. / العدد 3 غير موجود.", "The number 3 is missing.", "العدد 3 غير موجود."),
        ("“a / b” is left. / بقي «a / b».", "“a / b” is left.", "بقي «a / b»."),
        ("no right is recorded", "no right is recorded", "no right is recorded"),
        ("either / or", "either / or", "either / or"),
    ],
)
def test_a_detail_in_both_languages_is_told_in_the_readers(detail: str, english: str, arabic: str) -> None:
    assert (told(detail, "en"), told(detail, "ar")) == (english, arabic)


@pytest.mark.parametrize(
    ("detail", "english", "arabic"),
    [
        (
            "3 became 4. / صار 3 أربعة; 5 is missing. / غاب 5. Next: republish show",
            "3 became 4; 5 is missing",
            "صار 3 أربعة؛ غاب 5",
        ),
        ("the server answered 500. Next: republish retry", "the server answered 500", "the server answered 500"),
        ("revision 2", "revision 2", "revision 2"),
    ],
)
def test_what_happened_is_told_in_the_readers_language_without_a_command(
    detail: str, english: str, arabic: str
) -> None:
    assert (happened(detail, "en"), happened(detail, "ar")) == (english, arabic)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_finding_is_told_in_either_language_alone(code: str) -> None:
    detail = flag(code, what="10 / 11", other="this / that").detail
    assert not ARABIC.search(told(detail, "en"))
    assert ARABIC.search(told(detail, "ar"))
    assert f"{told(detail, 'en')} / {told(detail, 'ar')}" == detail
