"""Every page of the sample newsroom gives exactly what data/sample/expected.json says."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pipeline.errors import Refused
from pipeline.model import Article, Embed, Figure, TextBlock
from pipeline.stages.extract import extract_article

SAMPLE = Path(__file__).parents[3] / "data" / "sample"
EXPECTED: dict[str, dict[str, Any]] = json.loads((SAMPLE / "expected.json").read_text("utf-8"))
ORIGIN = "http://127.0.0.1:8753"


def extracted(path: str) -> Article:
    file = SAMPLE / "site" / path.strip("/")
    html = (file / "index.html" if file.is_dir() else file).read_bytes()
    return extract_article(html, url=ORIGIN + path)


def told(block: TextBlock | Figure | Embed) -> dict[str, Any]:
    if isinstance(block, Figure):
        return {
            "type": "figure",
            "image_path": urlsplit(block.image.url).path if block.image else None,
            "alt": block.alt,
            "caption": block.caption.text if block.caption else None,
            "credit": block.credit,
        }
    if isinstance(block, Embed):
        return {"type": "embed", "url": block.url}
    described: dict[str, Any] = {"type": block.type, "text": block.text}
    if block.level:
        described["level"] = block.level
    marks = [{"kind": m.kind, "text": block.marked(m)} | ({"href": m.href} if m.href else {}) for m in block.marks]
    return described | ({"marks": marks} if marks else {})


@pytest.mark.parametrize("path", EXPECTED)
def test_the_blocks_are_those_expected_one_by_one(path: str) -> None:
    assert [told(block) for block in extracted(path).blocks] == EXPECTED[path]["blocks"]


@pytest.mark.parametrize("path", EXPECTED)
def test_the_metadata_is_as_expected(path: str) -> None:
    article, expected = extracted(path), EXPECTED[path]

    assert article.headline == expected["headline"]
    assert article.description == expected["description"]
    assert [author.name for author in article.authors] == expected["authors"]
    assert article.site.name == expected["site"]
    assert article.canonical_url == expected["canonical_url"]
    times = article.first_published_at, article.modified_at
    assert [time.isoformat() if time else None for time in times] == [
        expected["first_published_at"],
        expected["modified_at"],
    ]


@pytest.mark.parametrize("path", EXPECTED)
def test_nothing_else_of_the_page_gets_into_the_article(path: str) -> None:
    told_whole = extracted(path).model_dump_json()

    assert [words for words in EXPECTED[path]["must_not_contain"] if words in told_whole] == []


@pytest.mark.parametrize(("path", "reason"), [("/", "front_page"), ("/live/storm-watch/", "live_blog")])
def test_what_is_no_article_is_refused(path: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        extracted(path)

    assert refused.value.reason == reason
