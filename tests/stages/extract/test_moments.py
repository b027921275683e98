import datetime as dt

import pytest

from pipeline.stages.extract.moments import day_in_url, moment

DAY = dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-05-01T10:15:00Z", "2024-05-01T10:15:00+00:00"),
        ("1714558500", "2024-05-01T10:15:00+00:00"),
        ("1714558500000", "2024-05-01T10:15:00+00:00"),
        ("2024-05-01T10:15:00.123+01:00", "2024-05-01T10:15:00+01:00"),
        ("2024-05-01T10:15-0400", "2024-05-01T10:15:00-04:00"),
        ("2024-05-01 10:15:30 UTC", "2024-05-01T10:15:30+00:00"),
        ("20240501T101500Z", "2024-05-01T10:15:00+00:00"),
        ("Wed, 01 May 2024 10:15:00 +0530", "2024-05-01T10:15:00+05:30"),
        ("Wed May 01 10:15:00 EDT 2024", "2024-05-01T10:15:00-04:00"),
        ("May 1, 2024 at 5:15 p.m. EDT", "2024-05-01T17:15:00-04:00"),
        ("Wed 1 May 2024 10.15 BST", "2024-05-01T10:15:00+01:00"),
        ("May 1, 2024, 12:05 AM ET", "2024-05-01T00:05:00-04:00"),
        ("Published 6:42 PM EDT, May 1, 2024", "2024-05-01T18:42:00-04:00"),
        ("18.42 BST on Wed 1 May 2024", "2024-05-01T18:42:00+01:00"),
        ("The 5:15 train of May 1, 2024", None),
        ("May 1, 2024, 12:05 AM XT", None),  # ET is two zones
        ("2024-05-01T10:15:00", None),
        ("2024-05-01", None),
        ("1st May 2024", None),
        ("May 1, 2024", None),
    ],
)
def test_an_instant_is_told_only_with_its_zone(text: str, instant: str | None) -> None:
    found = moment(text)

    assert found is not None
    assert found.day == DAY
    assert (found.at.isoformat() if found.at else None) == instant


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2024-13-41", "0001-01-01", "05/01/2024", "31 June 2024", "9999999999"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/2024/05/01/ferry", DAY),
        ("https://x.example/news/2024/may/01/ferry", DAY),
        ("https://x.example/news-20240501-ferry", None),
        ("https://x.example/2024/15/41/ferry", None),
    ],
)
def test_a_day_is_read_in_the_path_of_a_url(url: str, day: dt.date | None) -> None:
    found = day_in_url(url)

    assert (found.day if found else None) == day
