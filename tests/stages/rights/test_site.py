"""TDMRep's well-known file and aipref's lines in robots.txt: which rule is meant for a path."""

import json

import pytest

from pipeline.stages.rights.site import tdmrep_signals, usage_signals


@pytest.mark.parametrize(
    ("location", "path", "is_meant"),
    [
        ("/", "/news/bridge", True),
        ("/news/", "/news/bridge", True),
        ("/sport/", "/news/bridge", False),
        ("/*/bridge", "/news/bridge", True),
        ("*.html", "/news/bridge.html?a=1", True),
        ("*.html$", "/news/bridge.html?a=1", False),
        ("/news/bridge$", "/news/bridge", True),
        ("/news$", "/news/bridge", False),
        ("/n*s/*e$", "/news/bridge", True),
        ("", "/news/bridge", False),
        ("/%6eews/", "/news/bridge", True),
        ("/news/", "/%6E%65ws/bridge", True),
        ("/caf%c3%a9/", "/caf%C3%A9/a", True),
        ("/price-%24", "/price-%24", True),
        ("/price-%24", "/price-$", False),
        ("/a%2Fb", "/a/b", False),
        ("/directory-b/images/*.jpg", "/directory-b/images/2024/a.jpg", True),
        ("/News/", "/news/bridge", False),
    ],
)
def test_a_location_is_a_beginning_with_stars_and_an_end(location: str, path: str, is_meant: bool) -> None:  # noqa: FBT001 - a table's column
    content = json.dumps([{"location": location, "tdm-reservation": 1}]).encode()
    assert bool(tdmrep_signals(content, path)) is is_meant


def test_the_first_rule_that_matches_is_the_one_that_counts() -> None:
    rules = [
        {"location": "/news/free/", "tdm-reservation": 0},
        {"location": "/news/", "tdm-reservation": 1, "tdm-policy": "https://news.example/tdm.json"},
    ]
    content = json.dumps(rules).encode()
    assert [(s.kind, s.value) for s in tdmrep_signals(content, "/news/free/a")] == [("tdm-reservation", "0")]
    assert [(s.kind, s.value) for s in tdmrep_signals(content, "/news/a")] == [
        ("tdm-reservation", "1"),
        ("tdm-policy", "https://news.example/tdm.json"),
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>not found</html>", b"\xff\xfe", b"{}", b"[1, null]", b'[{"tdm-reservation": 1}]', b"[" * 100_000],
)
def test_a_file_that_is_no_tdmrep_says_nothing(content: bytes) -> None:
    assert tdmrep_signals(content, "/news/bridge") == ()


ROBOTS = """\
User-agent: *
Disallow: /private
Content-Usage: train-ai=n
Content-Usage: /news/ bots=n # all of it

User-agent: republish
User-agent: otherbot
Allow: /
Content-Usage: bots=y
"""


@pytest.mark.parametrize(
    ("path", "robot", "usage"),
    [
        ("/news/bridge", "somebody", "bots=n"),
        ("/sport/final", "somebody", "train-ai=n"),
        ("/news/bridge", "Republish", "bots=y"),
        ("/news/bridge", "otherbot", "bots=y"),
    ],
)
def test_the_usage_in_robots_txt_is_the_group_s_for_the_longest_path(path: str, robot: str, usage: str) -> None:
    assert [(s.kind, s.value, s.where) for s in usage_signals(ROBOTS, path, robot)] == [
        ("content-usage", usage, "robots.txt")
    ]


def test_a_robots_txt_without_usage_says_nothing() -> None:
    assert usage_signals("Content-Usage: bots=n\nUser-agent: *\nDisallow: /private\n", "/news", "republish") == ()
