import pytest

from pipeline.stages.follow.telling import told


@pytest.mark.parametrize(
    ("kind", "detail", "arabic"),
    [
        ("body", "1 changed", "المتن: تعديل مقطع واحد"),
        ("body", "2 added", "المتن: إضافة مقطعين"),
        ("body", "3 removed", "المتن: حذف 3 مقاطع"),
        ("body", "10 removed", "المتن: حذف 10 مقاطع"),
        ("body", "11 changed", "المتن: تعديل 11 مقطعًا"),
        ("body", "99 changed", "المتن: تعديل 99 مقطعًا"),
        ("body", "100 changed", "المتن: تعديل 100 مقطع"),
        ("body", "102 changed", "المتن: تعديل 102 مقطع"),
        ("body", "103 changed", "المتن: تعديل 103 مقاطع"),
        ("body", "2 changed, 1 added, 3 removed", "المتن: تعديل مقطعين، وإضافة مقطع واحد، وحذف 3 مقاطع"),
        ("body", "the order changed", "المتن: تغيير الترتيب"),
        ("caption", "12 changed", "تعليقات الصور: تعديل 12 تعليقًا"),
        ("image", "1 added", "الصور: إضافة صورة واحدة"),
        ("image", "11 added", "الصور: إضافة 11 صورة"),
        ("authors", "4 removed", "أسماء الكتّاب: حذف 4 أسماء"),
        ("headline", "“Bridge shut” became “Bridge open”", "العنوان: تغيير «Bridge shut» إلى «Bridge open»"),
        ("description", "“” became “After two years.”", "المقدمة: إضافة «After two years.»"),
        ("description", "“After two years.” became “”", "المقدمة: حذف «After two years.»"),
        ("date", "“2024-07-29” became “2024-07-30”", "تاريخ النشر: تغيير «2024-07-29» إلى «2024-07-30»"),
        ("address", "“a.example/1” became “a.example/2”", "رابط الخبر: تغيير «a.example/1» إلى «a.example/2»"),
        ("weather", "1 changed", "weather: 1 changed"),
    ],
)
def test_readers_are_told_in_arabic_what_the_source_changed(kind: str, detail: str, arabic: str) -> None:
    assert told(kind, detail) == arabic
