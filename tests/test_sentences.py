import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sentences import pieces, split


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "It rained. It stopped.", ["It rained.", "It stopped."]),
        (
            "en",
            "Mr. Smith of the U.S. Army left at 5 p.m. on Monday.",
            ["Mr. Smith of the U.S. Army left at 5 p.m. on Monday."],
        ),
        ("en", '"We won. It is over," he said.', ["We won.", 'It is over," he said.']),
        ("ar", "هطل المطر. هل توقف؟ نعم!", ["هطل المطر.", "هل توقف؟", "نعم!"]),
        ("ar", "قال: «انتهى الأمر. عدنا».", ["قال: «انتهى الأمر.", "عدنا»."]),
        ("en", "J.\u00a0Smith won.\u2003He left.", ["J.\u00a0Smith won.", "He left."]),
        ("en", "…", []),
        ("en", 'They met Ms. Davis. "Why?" she asked.', ["They met Ms. Davis.", 'Why?" she asked.']),
        ("en", "In non-U.S. waters it rained. It stopped.", ["In non-U.S. waters it rained.", "It stopped."]),
        ("en", "He left the U.S. The rest stayed.", ["He left the U.S.", "The rest stayed."]),
        ("en", "Who won? iPhone users.", ["Who won?", "iPhone users."]),
    ],
)
def test_finds_the_sentences_of_a_text(language: str, text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split(text, language)] == sentences


@given(st.text(alphabet='aA .!?"«»\n\u00a0قال5', max_size=80))
def test_places_every_sentence_within_the_text_and_in_order(text: str) -> None:
    last = 0
    for start, end in split(text, "en"):
        assert last <= start < end <= len(text)
        last = end


@given(st.text(alphabet='aA .!?"«»\n\u00a0قال5', max_size=80))
def test_cut_between_sentences_a_text_loses_nothing(text: str) -> None:
    assert "".join(pieces(text, "en")) == text
