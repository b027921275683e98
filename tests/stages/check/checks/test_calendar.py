import pytest

from pipeline.stages.check.checks import calendar
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("He left on Monday.", "غادر يوم الاثنين.", []),
        ("He left on Monday.", "غادر يوم الإثنين.", []),
        ("He left on Monday.", "غادر يوم الثلاثاء.", ["weekday_changed"]),
        ("He left on Monday.", "غادر.", ["weekday_missing"]),
        ("They meet on the first Thursday of the month.", "يجتمعون في أول خميس من الشهر.", []),
        ("He left in July.", "غادر في يوليو.", []),
        ("He left in July.", "غادر في تموز.", []),
        ("He left in July.", "غادر في يوليو/تموز.", []),
        ("He left in July.", "غادر في يونيو.", ["month_changed"]),
        ("He left on Sept. 5.", "غادر في 5 سبتمبر.", []),
        ("He left in May 1969.", "غادر في أَيَّار 1969.", []),
        ("May he leave? The Sun shines. We march on.", "هل يغادر؟ الشمس مشرقة. نمضي.", []),
        ("She was on Saturday Night Live.", "ظهرت في ساترداي نايت لايف.", []),
        ("He practised law.", "مارس المحاماة.", []),
        ("They trade from Nov to Feb.", "يعملون من تشرين الثاني إلى شباط.", []),
        ("The television series ended.", "انتهى المسلسل التلفزيوني والبرامج التلفزيونية.", []),
        ("The door was open.", "كان الباب مفتوحا.", []),
        ("It rained.", "هطل المطر في أيار.", ["month_added"]),
        ("It happened on 9/11.", "حدث ذلك في 11 سبتمبر.", []),
        ("They left.", "غادروا يوم السبت.", ["weekday_added"]),
        ("Saturday Night mocked him.", "سخر منه برنامج ساترداي نايت.", []),
        ("Saturday Night mocked him.", "سخر منه برنامج ليلة الأحد.", ["weekday_changed"]),
        ("He left in May. She left in June.", "غادر في مايو. وغادرت في مايو.", ["month_changed"]),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in calendar.find(Pair(source, target))] == expected
