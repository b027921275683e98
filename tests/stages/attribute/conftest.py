"""A report to attribute, made of any article; and the article that most tests are about."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from pipeline.arabic.wording import default_wording
from pipeline.model import (
    Article,
    Author,
    Embed,
    Figure,
    Image,
    MarkedText,
    Origin,
    Publication,
    Report,
    Rights,
    Segment,
    Site,
    TextBlock,
    Translation,
    source_segments,
)
from pipeline.stages.attribute import attribute

NOW = dt.datetime(2024, 7, 30, 9, 0, tzinfo=dt.UTC)

ReportOf = Callable[..., Report]
Attributed = Callable[..., Publication]


@pytest.fixture
def article() -> Article:
    return Article(
        url="https://news.example/2024/bridge?from=feed",
        canonical_url="https://news.example/2024/bridge",
        headline="Bridge reopens",
        description="After two years of repairs.",
        authors=(Author(name="Mara Whitfield"), Author(name="Tomas O'Neill")),
        site=Site(name="Example News", host="news.example"),
        first_published_at=dt.datetime(2024, 7, 29, 9, 0, 5, tzinfo=dt.timezone(dt.timedelta(hours=-4))),
        first_published_date=dt.date(2024, 7, 29),
        content_sha256="ab" * 32,
        blocks=(
            TextBlock(type="heading", level=2, text="What comes next"),
            TextBlock(type="paragraph", text="The bridge reopened on Monday."),
            Figure(
                image=Image(url="https://news.example/bridge.jpg", width=1200, height=800),
                alt="A bridge",
                caption=MarkedText(text="The bridge at dusk."),
                credit="Ada Moreno / Example Images",
            ),
            Embed(url="https://social.example/17", author="Harbor City", text="Open again."),
        ),
    )


@pytest.fixture
def report_of(article: Article) -> ReportOf:
    """Return a report whose Arabic is `arabic` by segment id, and where that is silent, a sentence."""

    def report(
        of: Article = article,
        *,
        arabic: Mapping[str, str] | None = None,
        origins: Mapping[str, Origin] | None = None,
        **facts: Any,  # noqa: ANN401 - any field of a Report
    ) -> Report:
        segments = tuple(
            Segment(
                **dict(segment),
                target=MarkedText(text=(arabic or {}).get(segment.id, "نص عربي.")),
                origin=(origins or {}).get(segment.id, Origin(kind="engine", name="google")),
            )
            for segment in source_segments(of)
        )
        translation = Translation(article=of, segments=segments, translated_at=NOW, costs=facts.pop("costs", ()))
        return Report(translation=translation, **{"verdict": "clean", **facts})

    return report


@pytest.fixture
def attributed(report_of: ReportOf) -> Attributed:
    """Attribute a report with full rights, where a test does not say otherwise."""

    def publication(report: Report | None = None, **facts: Any) -> Publication:  # noqa: ANN401 - as `attribute` takes
        known: dict[str, Any] = {
            "item_id": "0123456789abcdef",
            "revision": 1,
            "wording": default_wording(),
            "rights": Rights(basis="permission", images=True),
            "unknown_source": "hold",
            "now": NOW,
        }
        return attribute(report or report_of(), **{**known, **facts})

    return publication
