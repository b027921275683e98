from pipeline.stages.check.across import name_variants
from pipeline.stages.check.pair import Pair

FIRST = "The envoy, António Guterres, arrived."
SECOND = "Reporters met Guterres later."


def test_flags_a_name_that_is_spelled_in_two_ways() -> None:
    pairs = [Pair(FIRST, "وصل المبعوث أنطونيو غوتيريش."), Pair(SECOND, "والتقى الصحفيون جوتيريس لاحقا.")]

    (flag,) = name_variants.find(pairs)

    assert (flag.code, flag.severity, flag.segment) == ("name_variants", "note", None)
    assert "غوتيريش" in flag.detail
    assert "جوتيريس" in flag.detail


def test_takes_a_name_with_a_preposition_for_the_same_spelling() -> None:
    pairs = [Pair(FIRST, "وصل المبعوث أنطونيو غوتيريش."), Pair(SECOND, "والتقى الصحفيون بغوتيريش لاحقا.")]

    assert list(name_variants.find(pairs)) == []


def test_takes_a_name_whose_article_a_preposition_hides_for_the_same_spelling() -> None:
    pairs = [
        Pair("He met Venezuelan envoys.", "التقى المبعوثين الفنزويليين."),
        Pair("It gave Venezuelan envoys time.", "أعطى للفنزويليين وقتا."),
    ]

    assert list(name_variants.find(pairs)) == []
