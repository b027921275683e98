"""Who of an article is a woman and who is a man, as its English tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.translate.speakers import speakers


def told(*texts: str) -> dict[str, str]:
    return {speaker.name: speaker.gender for speaker in speakers(texts)}


@pytest.mark.parametrize(
    ("texts", "known"),
    [
        (["Ms Fenwick opened the bridge."], {"Fenwick": "feminine"}),
        (["It was opened by Mrs. Fenwick and Mr. Moss."], {"Fenwick": "feminine", "Moss": "masculine"}),
        (["The plan of Sir Ian Moss failed."], {"Ian Moss": "masculine"}),
        (["A spokeswoman, not businessman Ian Moss, replied."], {"Ian Moss": "masculine"}),
        (["The spokeswoman Ada Fenwick declined."], {"Ada Fenwick": "feminine"}),
        (["He came with his wife, Ada Fenwick."], {"Ada Fenwick": "feminine"}),
        (["Ada Fenwick built it.", "Ms Fenwick lives nearby."], {"Ada Fenwick": "feminine"}),
        (["Ms Fenwick and Ms Fenwick-Moss agreed."], {"Fenwick": "feminine", "Fenwick-Moss": "feminine"}),
    ],
)
def test_a_title_or_a_role_before_a_name_tells(texts: list[str], known: dict[str, str]) -> None:
    assert told(*texts) == known


@pytest.mark.parametrize(
    ("texts", "known"),
    [
        (["Ada Fenwick said she was pleased."], {"Ada Fenwick": "feminine"}),
        (["But Ada Fenwick, the engineer, sold her shares."], {"Ada Fenwick": "feminine"}),
        (["President Ian Moss closed the school. He gave no reason."], {"Ian Moss": "masculine"}),
        (["Ian Moss closed the school.", "“It was time,” he said."], {"Ian Moss": "masculine"}),
        (["It was built by Ada Fenwick.", "Fenwick left. Her house was sold."], {"Ada Fenwick": "feminine"}),
        (["Ursula von der Heide resigned. She was 60."], {"Ursula von der Heide": "feminine"}),
    ],
)
def test_a_pronoun_tells_where_it_can_mean_one_person_only(texts: list[str], known: dict[str, str]) -> None:
    assert told(*texts) == known


@pytest.mark.parametrize(
    "texts",
    [
        ["Ada Fenwick met Ian Moss. He was late."],
        ["Ian Moss's speech was empty, she said."],
        ["Ian Moss's speech was empty. She left."],
        ["Ada Fenwick told her brother that he was wrong."],
        ["The Harbour Council said he was detained."],
        ["Harbour Police said he was detained."],
        ["NATO said she was safe."],
        ["Yesterday she spoke. However, he did not."],
        ["Ada Fenwick spoke. She left. Ada Fenwick, too, said he would sign."],
        ["Ian Fenwick and Ada Fenwick spoke.", "Fenwick said she was pleased."],
        ["“Ian Moss lied,” she said."],
        [""],
        [],
    ],
)
def test_what_the_english_leaves_open_is_not_told(texts: list[str]) -> None:
    assert told(*texts) == {}


def test_a_title_decides_against_a_pronoun() -> None:
    assert told("Ms Fenwick ran. He did not.") == {"Fenwick": "feminine"}


@given(st.lists(st.text(alphabet="Aa .,’'“”hesHS-\n", max_size=60), max_size=4))
def test_any_text_is_read_and_a_name_is_words_of_it(texts: list[str]) -> None:
    for speaker in speakers(texts):
        assert speaker.name.split()[-1] in " ".join(texts)
