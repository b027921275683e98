from pipeline.stages.check.across import doubled_targets
from pipeline.stages.check.pair import Pair

LONG = "غادر الرئيس المدينة في الصباح الباكر."


def test_flags_the_later_of_two_texts_with_the_same_arabic() -> None:
    pairs = [Pair("The president left the city early.", LONG), Pair("It rained all day.", LONG)]

    assert [(flag.code, flag.segment) for flag in doubled_targets.find(pairs)] == [("same_target", 1)]


def test_lets_the_same_text_have_the_same_arabic_twice() -> None:
    pairs = [Pair("The president left the city early.", LONG), Pair("The president left the city, early", LONG)]

    assert list(doubled_targets.find(pairs)) == []


def test_lets_short_texts_be_alike() -> None:
    assert list(doubled_targets.find([Pair("Yes.", "نعم."), Pair("Yeah.", "نعم.")])) == []
