import pytest

from pipeline.stages.check.checks.truncation import signs_at_the_end, signs_between
from pipeline.stages.check.cut.expectation import expected_length, lengths_to
from pipeline.stages.check.cut.joints import joint_of
from pipeline.stages.check.cut.model import MODEL, odds
from pipeline.stages.check.cut.tokens import tokens_in
from pipeline.stages.check.pair import Pair

SOURCE = "The minister opened the hospital on Monday. Doctors had waited 12 years for the new building."
FIRST, SECOND = "افتتح الوزير المستشفى يوم الاثنين", "انتظر الأطباء المبنى الجديد 12 عاما."


def joint(source: str, target: str) -> list[str] | None:
    pair = Pair(source, target)
    first, second = pair.source_sentences
    tokens = tokens_in(pair, 0, len(target))
    anchors = [[a for a in pair.anchors if part.start <= a.start < part.end] for part in (first, second)]
    found = joint_of(anchors[0], anchors[1], tokens, target)
    return found and [target[token.start : token.end] for token in tokens[: found.at]]


def test_takes_words_numbers_and_latin_letters_for_tokens_in_their_order() -> None:
    target = "أعلنت NASA إطلاق ثلاثة ملايين صاروخ"
    tokens = tokens_in(Pair("", target), 0, len(target))
    assert [target[token.start : token.end] for token in tokens] == ["أعلنت", "NASA", "إطلاق", "ثلاثة ملايين", "صاروخ"]


def test_expects_less_arabic_for_long_words_that_arabic_has_short_ones_for() -> None:
    pair = Pair("investigation xxxxxxxxxxxxx", "")
    assert expected_length(pair, 0, 13) < expected_length(pair, 14, 27)


def test_expects_less_arabic_the_nearer_the_end() -> None:
    pair = Pair(SOURCE, "")
    lengths = lengths_to(pair, [0, 13, 40], len(SOURCE))
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] + MODEL.length["constant"] == pytest.approx(expected_length(pair, 0, len(SOURCE)))


def test_a_cut_text_leaves_less_room_after_its_words_than_the_english_calls_for() -> None:
    source = SOURCE.partition(" Doctors")[0]
    cut, whole = (signs_at_the_end(Pair(source, target)) for target in ("افتتح الوزير", FIRST))
    rooms = ("room", "most_room", "room_at_last")
    assert [name for name in rooms if cut[name] < whole[name]] == list(rooms)


@pytest.mark.parametrize("second", [SECOND, f"و{SECOND}", f"، و{SECOND}"])
def test_finds_where_the_second_of_two_sentences_begins(second: str) -> None:
    gap = "" if second.startswith("،") else " "
    assert joint(SOURCE, f"{FIRST}{gap}{second}") == FIRST.split()


def test_finds_no_joint_where_the_second_sentence_is_told_first() -> None:
    assert joint(SOURCE, f"{SECOND.removesuffix('.')} قبل أن يفتتح الوزير المستشفى يوم الاثنين.") is None


def test_each_sign_at_the_end_has_its_weight_and_a_cut_text_the_higher_odds() -> None:
    source = SOURCE.partition(" Doctors")[0]
    whole, cut = (signs_at_the_end(Pair(source, target)) for target in (FIRST, FIRST.removesuffix("يوم الاثنين")))

    assert set(whole) == set(MODEL.at_the_end) - {"bias"}
    assert odds(MODEL.at_the_end, cut) > 0 > odds(MODEL.at_the_end, whole)


@pytest.mark.parametrize(
    ("target", "cut"),
    [
        (f"{FIRST}، و{SECOND}", False),
        (f"{FIRST.removesuffix('يوم الاثنين')}{SECOND}", True),
        (f"{FIRST.removesuffix('المستشفى يوم الاثنين')}و{SECOND}", True),
    ],
)
def test_each_sign_between_has_its_weight_and_a_cut_sentence_odds_above_even(target: str, cut: bool) -> None:  # noqa: FBT001
    pair = Pair(SOURCE, target)
    (bead,) = pair.beads
    signs = signs_between(pair, bead, 1)

    assert signs is not None
    assert set(signs) == set(MODEL.between) - {"bias"}
    assert (odds(MODEL.between, signs) > 0) == cut


def test_a_full_stop_or_the_like_between_two_sentences_says_that_the_first_is_whole() -> None:
    pair = Pair(SOURCE, f"{FIRST}؛ {SECOND}")
    assert [signs_between(pair, bead, 1) for bead in pair.beads if len(bead.source) > 1] == [None]
