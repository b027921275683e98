"""What is copied and what is translated."""

import pytest

from pipeline.stages.translate.copying import is_copied


@pytest.mark.parametrize(
    "text",
    [
        "***",
        "—",
        "🎉🎉",
        "2024",
        "1,500.00",
        "https://example.org/a?b=c",
        "desk@example.org",
        "@handle #tag",
        "www.x.org 5",
    ],
)
def test_what_has_no_word_to_translate_is_copied(text: str) -> None:
    assert is_copied(text)


@pytest.mark.parametrize("text", ["No", "5 men", "Write to desk@example.org", "A", "Émile", "BBC"])
def test_what_has_a_word_is_not(text: str) -> None:
    assert not is_copied(text)
