import pytest

from pipeline.arabic.digits import in_style


@pytest.mark.parametrize(
    ("text", "western", "arabic_indic"),
    [
        ("في 29 يوليو 2024 و٣ أيام", "في 29 يوليو 2024 و3 أيام", "في ٢٩ يوليو ٢٠٢٤ و٣ أيام"),
        ("بلغ 1,234,567.5", "بلغ 1,234,567.5", "بلغ ١٬٢٣٤٬٥٦٧٫٥"),
        ("بلغ ١٬٢٣٤٫٥", "بلغ 1,234.5", "بلغ ١٬٢٣٤٫٥"),
        ("بنسبة 4.5 % أو 40%", "بنسبة 4.5 % أو 40%", "بنسبة ٤٫٥ ٪ أو ٤٠٪"),
        ("76.000 نسمة", "76.000 نسمة", "٧٦.٠٠٠ نسمة"),
        ("الساعة 13:00 يوم 29/7/2024", "الساعة 13:00 يوم 29/7/2024", "الساعة ١٣:٠٠ يوم ٢٩/٧/٢٠٢٤"),
        ("۱۲ شخصًا", "12 شخصًا", "١٢ شخصًا"),
        (
            "للاتصال: +1 212-555-0100 أو 555-0100",
            "للاتصال: +1 212-555-0100 أو 555-0100",
            "للاتصال: +1 212-555-0100 أو 555-0100",
        ),
        ("هاتف iPhone 15 وCOVID-19", "هاتف iPhone 15 وCOVID-19", "هاتف iPhone 15 وCOVID-19"),
        (
            "https://a.example/2024 و@desk24 و#انتخابات_٢٠٢٤ وa1@b.example",
            "https://a.example/2024 و@desk24 و#انتخابات_٢٠٢٤ وa1@b.example",
            "https://a.example/2024 و@desk24 و#انتخابات_٢٠٢٤ وa1@b.example",
        ),
    ],
)
def test_figures_are_of_one_kind_and_addresses_and_names_stay(text: str, western: str, arabic_indic: str) -> None:
    assert (in_style(text, "western"), in_style(text, "arabic-indic")) == (western, arabic_indic)
