import pytest

from pipeline.formats import to_html
from pipeline.formats.moments import html_time
from pipeline.model import Publication


@pytest.mark.parametrize(
    ("moment", "taken"),
    [
        ("2026-01-15T10:45:00.881798Z", "2026-01-15T10:45:00.881Z"),
        ("2026-01-15T10:45:00.88+03:00", "2026-01-15T10:45:00.88+03:00"),
        ("2026-01-15T10:45:00Z", "2026-01-15T10:45:00Z"),
        ("2026-01-15", "2026-01-15"),
    ],
)
def test_a_time_in_html_has_no_more_than_milliseconds(moment: str, taken: str) -> None:
    assert html_time(moment) == taken


def test_every_time_of_a_page_is_written_so(publication: Publication) -> None:
    lines = [
        line.model_copy(update={"datetime": "2026-01-15T10:45:00.881798Z"}) for line in publication.attribution.lines
    ]
    attribution = publication.attribution.model_copy(update={"lines": tuple(lines)})
    page = to_html(publication.model_copy(update={"attribution": attribution}))
    assert page.count('<time datetime="2026-01-15T10:45:00.881Z">') == 2 * len(lines)
