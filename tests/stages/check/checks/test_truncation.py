import pytest

from pipeline.stages.check import check_document
from pipeline.stages.check.checks import truncation
from pipeline.stages.check.pair import Pair

SOURCE = "The president told reporters on Monday that the new law would protect the rights of workers."
TARGET = "قال الرئيس للصحفيين يوم الاثنين إن القانون الجديد سيحمي حقوق العمال."


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (SOURCE, TARGET, []),
        (SOURCE, TARGET.removesuffix("."), []),
        (SOURCE, "قال الرئيس للصحفيين يوم الاثنين إن القانون الجديد", ["truncated"]),
        (SOURCE, "قال الرئيس للصحفيين يوم الاثنين إن", ["truncated"]),
        ("New law to protect workers", "قانون جديد لحماية العمال", []),
        ("", "", []),
        (SOURCE, TARGET.replace(" حقوق العمال.", ":"), ["truncated"]),
        (SOURCE, TARGET.replace("سيحمي حقوق العمال.", "(سيحمي"), ["truncated"]),
        (f"{SOURCE} She left.", f"{TARGET} ثم غادرت.", []),
        (f"{SOURCE} She left.", "قال الرئيس للصحفيين يوم الاثنين إن القانون الجديد ثم غادرت.", ["truncated"]),
        (f"She left. {SOURCE}", "غادرت. وقال الرئيس للصحفيين يوم الاثنين إن القانون", ["truncated"]),
        ("It is a town. It lies on the coast.", "هي بلدة، وتقع على الساحل.", []),
        ("It is a faith of India. It arose in the north.", "هو دين من أديان الهند نشأ في الشمال.", []),
        (
            "You are not saving the kettle. You are saving the afternoon you would have spent feeling helpless.",
            "أنت لا تنقذ الغلاية، بل تنقذ العصر الذي كنت ستمضيه شاعرًا بالعجز.",
            [],
        ),
        ('The law is "fair".', 'القانون "عادل"', []),
        ('"The law is fair," he told them.', 'قال لهم: "القانون عادل"', []),
    ],
)
def test_finds_in_each_example_what_is_wrong_and_nothing_else(source: str, target: str, expected: list[str]) -> None:
    assert [flag.code for flag in truncation.find(Pair(source, target))] == expected


def test_asks_for_more_where_the_article_leaves_out_full_stops_elsewhere_too() -> None:
    source = "The mayor opened the new bridge on Monday, and traffic moved again."
    unsure = "افتتح رئيس البلدية الجسر الجديد يوم الاثنين فعاد السير إلى طبيعته"
    pairs = [(source, unsure), ("It rained.", "هطل المطر")]

    assert [flag.code for flag in check_document(pairs[:1])] == ["truncated"]
    assert [flag.code for flag in check_document(pairs)] == []
