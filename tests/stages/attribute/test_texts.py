from collections.abc import Callable

import pytest

from pipeline.errors import InputError
from pipeline.model import (
    Article,
    Figure,
    MarkedText,
    Publication,
    PublishedEmbed,
    PublishedFigure,
    PublishedTextBlock,
    Report,
    TextBlock,
)

ReportOf = Callable[..., Report]
Attributed = Callable[..., Publication]


def test_blocks_keep_their_order_ids_types_and_levels(attributed: Attributed) -> None:
    blocks = attributed().blocks
    assert [(block.id, block.type) for block in blocks] == [
        ("b1", "heading"),
        ("b2", "paragraph"),
        ("b3", "figure"),
        ("b4", "embed"),
    ]
    assert isinstance(blocks[0], PublishedTextBlock)
    assert blocks[0].level == 2


def test_every_text_has_its_arabic_beside_its_english(attributed: Attributed, report_of: ReportOf) -> None:
    arabic = {
        "headline": "الجسر يُفتح من جديد",
        "description": "بعد عامين",
        "b2": "فُتح الجسر.",
        "b3.alt": "جسر",
        "b3.caption": "الجسر عند الغسق.",
        "b3.credit": "آدا مورينو",
        "b4": "مفتوح من جديد.",
    }
    publication = attributed(report_of(arabic=arabic))
    _, paragraph, figure, embed = publication.blocks
    assert isinstance(paragraph, PublishedTextBlock)
    assert isinstance(figure, PublishedFigure)
    assert isinstance(embed, PublishedEmbed)
    texts = [publication.headline, publication.description, paragraph, figure.alt, figure.caption, figure.credit]
    pairs = [(text.text, text.source.text) for text in (*texts, embed.content) if text]
    assert pairs == [
        ("الجسر يُفتح من جديد", "Bridge reopens"),
        ("بعد عامين", "After two years of repairs."),
        ("فُتح الجسر.", "The bridge reopened on Monday."),
        ("جسر", "A bridge"),
        ("الجسر عند الغسق.", "The bridge at dusk."),
        ("آدا مورينو", "Ada Moreno / Example Images"),
        ("مفتوح من جديد.", "Open again."),
    ]


@pytest.mark.parametrize("missing", ["headline", "description", "b1", "b2", "b3.alt", "b3.caption", "b3.credit", "b4"])
@pytest.mark.parametrize("how", ["absent", "empty"])
def test_a_text_without_arabic_is_an_error_and_never_dropped(
    attributed: Attributed, report_of: ReportOf, missing: str, how: str
) -> None:
    report = report_of(arabic={missing: " "})
    if how == "absent":
        kept = tuple(segment for segment in report.translation.segments if segment.id != missing)
        report = report.model_copy(update={"translation": report.translation.model_copy(update={"segments": kept})})
    with pytest.raises(InputError, match=f"no Arabic for {missing}"):
        attributed(report)


def test_what_says_nothing_in_the_article_needs_no_arabic(
    article: Article, attributed: Attributed, report_of: ReportOf
) -> None:
    blocks = (TextBlock(type="paragraph", text=""), Figure(caption=MarkedText(text=" "), credit="Ada"))
    publication = attributed(report_of(article.model_copy(update={"blocks": blocks, "description": None})))
    assert publication.description is None
    (figure,) = publication.blocks
    assert isinstance(figure, PublishedFigure)
    assert figure.id == "b2"
    assert figure.caption is None
    assert figure.credit
