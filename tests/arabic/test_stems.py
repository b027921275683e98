import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arabic.letters import fold
from pipeline.arabic.stems import is_several, key, keys


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("حكومة", "والحكومات حكومتهم للحكومة حكومي بحكومتها"),
        ("دولة", "الدول للدولة دولتين"),
        ("سيارة", "سيارتك السيارات بسيارته"),
        ("هجوم", "الهجمات هجومهم"),
        ("استخدام", "باستخدام استخدامها يستخدم"),
    ],
)
def test_finds_a_word_in_its_inflected_forms(form: str, words: str) -> None:
    for word in words.split():
        assert key(fold(form)) in keys(fold(word))


def test_keeps_apart_what_shares_no_consonants() -> None:
    assert key(fold("حكومة")) not in keys(fold("المدرسة"))


def test_looks_into_words_whose_spaces_were_lost() -> None:
    glued = fold("يومالخميسبمجلسالأمن")

    assert is_several(glued)
    assert key(fold("مجلس")) in keys(glued)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءة", max_size=200))
def test_takes_words_of_any_length(word: str) -> None:
    assert len(keys(word)) < 2000
