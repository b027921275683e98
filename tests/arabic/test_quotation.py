import pytest

from pipeline.arabic.quotation import QuotationMarks, edits
from pipeline.arabic.rewriting import rewritten


def quoted(text: str, kind: QuotationMarks = "guillemets", source: str = "") -> str:
    return rewritten(text, edits(text, kind, source)).text


@pytest.mark.parametrize(
    ("text", "guillemets", "curly"),
    [
        ('قال "نعم".', "قال «نعم».", "قال “نعم”."),
        ("قال ”نعم“.", "قال «نعم».", "قال “نعم”."),
        ("قال »نعم«.", "قال «نعم».", "قال “نعم”."),
        ("قال „نعم“.", "قال «نعم».", "قال “نعم”."),
        ("قال ''نعم''.", "قال «نعم».", "قال “نعم”."),
        ("قال: 'لا اتفاق'.", "قال: «لا اتفاق».", "قال: “لا اتفاق”."),
        ("قال « نعم ».", "قال «نعم».", "قال “نعم”."),
        ('قال "سمعت «نعم» منه".', "قال «سمعت “نعم” منه».", "قال “سمعت «نعم» منه”."),
        ("قال «سمعت «نعم» منه».", "قال «سمعت “نعم” منه».", "قال “سمعت «نعم» منه”."),
        ("قال «إنها 'نعم' أخيرة».", "قال «إنها “نعم” أخيرة».", "قال “إنها «نعم» أخيرة”."),
        ('عن "البلدة"و"الميناء"', "عن «البلدة»و«الميناء»", "عن “البلدة”و“الميناء”"),
        ('لـ"البلدة" ولـ"الميناء"', "لـ«البلدة» ولـ«الميناء»", "لـ“البلدة” ولـ“الميناء”"),
        ('فيلم "The Span" الجديد', "فيلم «The Span» الجديد", "فيلم “The Span” الجديد"),
        (
            "سيارة O'Neill وفرقة Guns 'n' Roses",
            "سيارة O'Neill وفرقة Guns 'n' Roses",
            "سيارة O'Neill وفرقة Guns 'n' Roses",
        ),
        ('شاشة 55" جديدة', 'شاشة 55" جديدة', 'شاشة 55" جديدة'),
    ],
)
def test_marks_are_of_one_kind_and_nested(text: str, guillemets: str, curly: str) -> None:
    assert (quoted(text), quoted(text, "curly")) == (guillemets, curly)


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        # lost at the end, where the English has one at its end
        ('قال "لا أدري.', "He said “I do not know.”", 'قال "لا أدري."'),
        ('قال "لا أدري.', "He said “I do not know”.", 'قال "لا أدري".'),
        # lost at the beginning
        ('لا أدري"، قال.', "“I do not know,” he said.", '"لا أدري"، قال.'),
        # one where the English has none
        ('قال إنه لا يدري".', "He said he does not know.", "قال إنه لا يدري."),
        # an inch, an apostrophe that may be a quotation, two to choose from: nothing is certain
        ('شاشة 55".', "A 55 inch screen.", 'شاشة 55".'),
        ('قال "لا.', "He said 'no'.", 'قال "لا.'),
        ('قال "لا" و"نعم ثم مضى.', "He said “no” and “yes” and left.", 'قال "لا" و"نعم ثم مضى.'),
        # a quotation that goes on in the next paragraph
        ('قال: "لا أدري.', "He said: “I do not know.", "قال: «لا أدري."),
        ('لا أدري"، قال.', "I do not know,” he said.", "لا أدري»، قال."),
    ],
)
def test_a_mark_that_is_lost_is_put_back_only_where_the_english_leaves_no_doubt(
    text: str, source: str, expected: str
) -> None:
    assert quoted(text, source=source) == expected


def test_a_text_of_marks_alone_takes_no_time_to_speak_of() -> None:
    assert len(quoted('"' * 20_000)) == 20_000
