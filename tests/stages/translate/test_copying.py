"""What is copied and what is translated."""

import pytest

from pipeline.stages.translate.copying import is_copied, shielded, unshielded


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


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Write to desk@example.org, or see https://example.org/a?b=c.", "Write to ⟦501⟧, or see ⟦502⟧."),
        ("Follow @desk (#news #news)", "Follow ⟦501⟧ (⟦502⟧ ⟦503⟧)"),
        ("Read ⟦1⟧www.example.org⟦2⟧ now", "Read ⟦1⟧⟦501⟧⟦2⟧ now"),
        ("Nothing to shield", "Nothing to shield"),
    ],
)
def test_addresses_travel_as_tokens_and_come_back_as_they_were(text: str, sent: str) -> None:
    assert shielded(text) == sent
    assert unshielded(sent, text) == text
    assert unshielded(sent.replace("⟦501⟧", "⟦ ٥٠١ ⟧"), text) == text


def test_a_token_that_nobody_sent_stays() -> None:
    assert unshielded("انظر ⟦509⟧", "See www.example.org") == "انظر ⟦509⟧"


def test_of_words_to_be_kept_that_begin_alike_the_longer_ones_are_one_token() -> None:
    kept = ("Harbor Light", "Harbor Light Weekly")
    assert shielded("The Harbor Light Weekly is read in Harbor Light.", kept) == "The ⟦501⟧ is read in ⟦502⟧."


def test_a_word_as_long_as_a_page_is_read_once() -> None:
    assert not is_copied("a" * 500_000)
