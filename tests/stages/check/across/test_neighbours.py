from pipeline.stages.check.across import neighbours
from pipeline.stages.check.pair import Pair

RAIN = ("Heavy rain flooded the streets of the city.", "غمرت أمطار غزيرة شوارع المدينة.")
COURT = ("The court sentenced the general to prison.", "حكمت المحكمة على الجنرال بالسجن.")


def test_lets_neighbours_in_order_pass() -> None:
    assert list(neighbours.find([Pair(*RAIN), Pair(*COURT)])) == []


def test_flags_both_of_two_neighbours_that_were_exchanged() -> None:
    pairs = [Pair(RAIN[0], COURT[1]), Pair(COURT[0], RAIN[1])]

    assert [(flag.code, flag.segment) for flag in neighbours.find(pairs)] == [("exchanged", 0), ("exchanged", 1)]
