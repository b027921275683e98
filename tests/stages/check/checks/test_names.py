import pytest

from pipeline.stages.check.checks import names
from pipeline.stages.check.pair import Pair

TRUDEAU = "Yesterday the prime minister, Justin Trudeau, met the workers."
RAONIC = "He lost against Raonic in the final."


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (TRUDEAU, "التقى رئيس الوزراء جاستن ترودو العمال أمس.", []),
        (TRUDEAU, "التقى رئيس الوزراء جستن ترودو العمال أمس.", []),
        (TRUDEAU, "التقى رئيس الوزراء جاستن مكرون العمال أمس.", ["name_changed"]),
        (TRUDEAU, "التقى رئيس الوزراء Justin Trudeau العمال أمس.", []),
        (TRUDEAU, "التقى رئيس الوزراء العمال أمس.", []),
        (RAONIC, "خسر أمام راونيتش في النهائي.", []),
        (RAONIC, "خسر أمام بومبيو في النهائي.", ["name_changed"]),
        ("Deng Xiaoping led the country.", "قاد دينغ شياو بينغ البلاد.", []),
        ("He left London for Berlin.", "غادر لندن إلى برلين.", []),
        ("The call of Granddads for Tenby was long.", "طالت مكالمة جدود تينبي.", []),
        ("He joined Chelsea on Monday.", "منتشيا، التحق بفريقتشيلسي يوم الاثنين.", []),
        ("Only Pompeo would go.", "تلبي دعوته وحدها.", []),
        ("Pompeo had come to talk.", "جاء كيم ليتحدث.", ["name_changed"]),
        ("Pompeo wrote a better book.", "ألف بيتر كتابا.", ["name_changed"]),
        ("Pompeo drew his strength from the sea.", "استمد قوته من البحر.", []),
        ("Pompeo went on to speak.", "وأردف في الكلام.", []),
        ("Pompeo brought fruit.", "جاء بسلات من الفواكه.", []),
        ("Pompeo scattered them.", "بددهم في الملعب.", []),
        ("Moonlight lit the bay.", "أنار سنا البدر الخليج.", []),
        ("Sandstorms covered the town.", "غمر سموم البلدة.", []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in names.find(Pair(source, target))] == expected
