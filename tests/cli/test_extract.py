"""`republish extract` with rules, a URL, and the reasons for what it does."""

import html
from pathlib import Path

import pytest
from newsroom import CommandLine, Newsroom
from stories import BRIDGE

from pipeline.cli.explained import explanation_page
from pipeline.stages.extract.explain import Explanation, Line

URL = "https://www.tamsinpost.example/news/bridge"


def test_a_url_is_fetched_and_extracted(newsroom: Newsroom, cli: CommandLine) -> None:
    assert cli("extract", newsroom.publish(BRIDGE)).json["headline"] == BRIDGE.headline[0]


def test_the_explanation_is_a_table_with_every_paragraph(cli: CommandLine) -> None:
    finished = cli("extract", "--url", URL, "--explain", stdin=BRIDGE.html().encode())

    assert finished.code == 0
    assert finished.out.count("chosen by") >= len(BRIDGE.paragraphs)


def test_the_explanation_is_json_on_request(cli: CommandLine) -> None:
    told = cli("extract", "--url", URL, "--explain", "--json", stdin=BRIDGE.html().encode()).json

    kept = [line["text"] for line in told["lines"] if line["kind"] == "paragraph"]
    assert kept == [english for english, _ in BRIDGE.paragraphs]


def test_the_explanation_is_a_page_for_a_browser(cli: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "why.html"
    finished = cli("extract", "--url", URL, "--explain-html", str(target), stdin=BRIDGE.html().encode())

    assert (finished.code, finished.out) == (0, "")
    assert html.escape(BRIDGE.paragraphs[0][0]) in target.read_text("utf-8")


def test_a_page_that_cannot_be_written_is_named(cli: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "why.html"

    assert cli("extract", "--url", URL, "--explain-html", str(target), stdin=BRIDGE.html().encode()).code == 5


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "</bdi><img src=x onerror=alert(1)>", "&quot;\"'<"])
def test_nothing_of_a_page_becomes_markup_of_the_explanation(text: str) -> None:
    line = Line(kind="", reason=text, text=text, element=text)
    page = explanation_page(
        Explanation(refused="wall", detail=text, values=(("site", text, text),), lines=(line,)), text
    )

    assert text not in page
    assert page.count(html.escape(text)) == 7
    assert "default-src 'none'" in page


def test_the_rules_of_the_source_count(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.configure(sources=[newsroom.source() | {"rules": {"remove": "p:last-of-type"}}])

    blocks = cli("extract", newsroom.publish(BRIDGE)).json["blocks"]

    assert len(blocks) == len(BRIDGE.paragraphs) - 1
