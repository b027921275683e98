import pytest

from pipeline.stages.check.checks import numbers
from pipeline.stages.check.pair import Pair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("It has 15 islands.", "فيه 15 جزيرة.", []),
        ("It has 15 islands.", "فيه ١٥ جزيرة.", []),
        ("It has 15 islands.", "فيه خمس عشرة جزيرة.", []),
        ("It has 15 islands.", "فيه 16 جزيرة.", ["number_changed"]),
        ("It has 15 islands.", "فيه جزر.", ["number_missing"]),
        ("It has islands.", "فيه 15 جزيرة.", ["number_added"]),
        ("It has islands.", "فيه مليون جزيرة.", ["number_added"]),
        ("It cost $5 million.", "كلف 5 ملايين دولار.", []),
        ("It cost $5 million.", "كلف 5 مليارات دولار.", ["number_changed"]),
        ("It cost $5m.", "كلف خمسة ملايين دولار.", []),
        ("Three men left.", "غادر ثلاثة رجال.", []),
        ("Three men left.", "غادر خمسة رجال.", ["number_changed"]),
        ("Two men left.", "غادر الرجلان.", []),
        ("Six Flags is a park.", "سيكس فلاغز متنزه.", []),
        ("Six people fled.", "فر الناس.", ["number_word_missing"]),
        ("For 2 passengers or more.", "لمسافرين أو أكثر.", []),
        ("For 7 people in 7 rooms.", "لسبعة أشخاص في 7 غرف.", []),
        ("For 7 people in 7 rooms.", "لأشخاص في 7 غرف.", ["number_missing"]),
        ("It measures 864 mm2.", "مساحته 864 مم2.", []),
        ("Millions of people fled.", "فر ملايين الناس.", []),
        ("Millions of people fled.", "فر مليارات الناس.", ["scale_changed"]),
        ("Call 116 123 now.", "اتصل الآن على 116123.", []),
        ("A 1.5 hour drive.", "ساعة ونصف بالسيارة.", []),
        ("In the 1990s, it grew.", "نما في التسعينيات.", []),
        ("It won 3-0 at 9:30 pm.", "فاز 3-0 في الساعة 9:30 مساء.", []),
        ("They met at 3 pm.", "التقوا في الساعة 15:00.", []),
        ("They met at 5 pm.", "التقوا في الساعة 15:00.", ["number_changed"]),
        ("It is 60 miles away.", "يبعد 97 كيلومترا.", []),
        ("It is 60 miles away.", "يبعد 197 كيلومترا.", ["number_changed"]),
        ("Rovers won 3-0.", "فاز روفرز بثلاثية نظيفة.", []),
        ("Rovers won 2-1.", "فاز روفرز بهدفين مقابل هدف.", []),
        ("Rovers won 3-0.", "فاز روفرز بخمسة أهداف دون رد.", ["number_changed"]),
        ("The 100-metre ship lost a load.", "فقدت السفينة كمية من حمولتها.", ["number_missing"]),
        ("It killed eight people in town.", "نتج عنه مقتلثمانيةأشخاص في البلدة.", []),
        ("Unit 2 of the plant stopped.", "توقفت الوحدة الثانيةالتابعة للمحطة.", []),
        ("It killed eight people in town.", "نتج عنه مقتلالأشخاصالأبرياء في البلدة.", ["number_word_missing"]),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in numbers.find(Pair(source, target))] == expected
