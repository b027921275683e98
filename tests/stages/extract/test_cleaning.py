import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.extract.cleaning import cleaned, compact


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  two\n\t words ", "two words"),
        ("non\u00a0breaking\u202fspaces", "non breaking spaces"),
        ("hy\u00adphen and zero\u200bwidth", "hyphen and zerowidth"),
        ("\u202eright\u202c to \u2067left\u2069", "right to left"),
        ("cafe\u0301", "caf\u00e9"),
        ("nul\x00 and \x1b escape", "nul and escape"),
        ("\ufeffmark", "mark"),
    ],
)
def test_text_is_brought_to_one_form(raw: str, expected: str) -> None:
    assert cleaned(raw) == expected


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.text())
def test_the_compact_form_does_not_depend_on_spacing(text: str) -> None:
    assert compact(" ".join(text)) == compact(text)
