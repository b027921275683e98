"""One stage as a filter: `republish fetch`, `extract`, `translate`, `check`, `attribute`."""

import gzip
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from newsroom import GOOGLE, CommandLine, Newsroom, page
from stories import BRIDGE

SCHEMA = Path(__file__).parents[2] / "config" / "schema" / "publication.json"
URL = "https://www.tamsinpost.example/news/bridge"


def valid(publication: object) -> bool:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.validate(publication, json.loads(SCHEMA.read_bytes()), format_checker=checker)
    return True


def test_the_stages_in_a_pipe_make_a_publication_that_is_valid(newsroom: Newsroom, cli: CommandLine) -> None:
    passed = cli("fetch", newsroom.publish(BRIDGE)).out
    for verb in ("extract", "translate", "check", "attribute"):
        finished = cli(verb, stdin=passed.encode())
        assert finished.code == 0
        passed = finished.out

    publication = json.loads(passed)
    assert valid(publication)
    assert publication["headline"]["text"] == BRIDGE.headline[1]
    assert [block["text"] for block in publication["blocks"]] == [arabic for _, arabic in BRIDGE.paragraphs]
    assert publication["state"] == "published"
    assert publication["source"]["url"] == newsroom.url(BRIDGE.path)


def test_a_stage_reads_a_file_as_well_as_stdin(newsroom: Newsroom, cli: CommandLine) -> None:
    fetched = cli("fetch", newsroom.publish(BRIDGE)).out
    (newsroom.folder / "page.json").write_text(fetched, "utf-8")

    assert cli("extract", "page.json").out == cli("extract", stdin=fetched.encode()).out


@pytest.mark.parametrize("name", ["page.html", "page.html.gz"])
def test_extract_reads_html_and_gzipped_html(newsroom: Newsroom, cli: CommandLine, name: str) -> None:
    html = BRIDGE.html().encode()
    (newsroom.folder / name).write_bytes(gzip.compress(html) if name.endswith("gz") else html)

    article = cli("extract", name, "--url", URL).json

    assert (article["headline"], article["canonical_url"]) == (BRIDGE.headline[0], URL)
    assert [block["text"] for block in article["blocks"]] == [english for english, _ in BRIDGE.paragraphs]
    assert article["first_published_at"] == "2025-03-03T08:30:00+02:00"


def test_extract_reads_html_on_stdin(cli: CommandLine) -> None:
    assert cli("extract", "--url", URL, stdin=BRIDGE.html().encode()).json["headline"] == BRIDGE.headline[0]


def test_a_refusal_to_extract_is_json_with_its_reason_and_exits_0(cli: CommandLine) -> None:
    finished = cli("extract", "--url", URL, stdin=b"<p>Nothing")

    assert finished.code == 0
    assert finished.json["refused"] == "no_article"
    assert finished.json["item"] == URL


def test_a_refusal_to_fetch_is_json_with_its_reason_and_exits_1(newsroom: Newsroom, cli: CommandLine) -> None:
    finished = cli("fetch", newsroom.url("/gone"))

    assert finished.code == 1
    assert finished.json["refused"] == "gone"
    assert finished.json["item"] == newsroom.url("/gone")


def test_a_page_that_cannot_be_fetched_exits_1_and_says_why(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.pages["/broken"] = page("", status=500)

    finished = cli("fetch", newsroom.url("/broken"))

    assert (finished.code, finished.out) == (1, "")
    assert finished.err.startswith(f"republish: {newsroom.url('/broken')}: the server answered 500")


def test_an_engine_that_is_down_exits_4(newsroom: Newsroom, cli: CommandLine) -> None:
    article = cli("extract", "--url", URL, stdin=BRIDGE.html().encode()).out
    newsroom.translator = page("", status=503)

    finished = cli("translate", stdin=article.encode())

    assert (finished.code, finished.out) == (4, "")
    assert "google" in finished.err


def test_what_was_translated_once_costs_nothing_the_second_time(newsroom: Newsroom, cli: CommandLine) -> None:
    article = cli("extract", "--url", URL, stdin=BRIDGE.html().encode()).out
    cli("translate", stdin=article.encode())
    asked = newsroom.requests(GOOGLE)

    assert cli("translate", stdin=article.encode()).code == 0
    assert newsroom.requests(GOOGLE) == asked


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["extract"], b"<p>HTML without its URL", "HTML needs --url"),
        (["extract", "--url", "http://[::1"], b"<p>", "this is no web address"),
        (["extract", "--url", URL], b"\x1f\x8b\x08 damaged", "is damaged"),
        (["extract", "nowhere.html", "--url", URL], b"", "nowhere.html: cannot be read: No such file"),
        (["translate"], b"{}", "this is no Article as JSON"),
        (["check"], b"not JSON", "this is no Translation as JSON"),
        (["attribute"], b"[]", "this is no Report as JSON"),
    ],
)
def test_what_a_stage_cannot_read_exits_2_and_is_named(
    cli: CommandLine, arguments: list[str], stdin: bytes, said: str
) -> None:
    finished = cli(*arguments, stdin=stdin)

    assert (finished.code, finished.out) == (2, "")
    assert said in finished.err


def test_translate_heeds_the_glossary_and_needs_no_sink(newsroom: Newsroom, cli: CommandLine) -> None:
    without_secret: dict[str, Any] = {"sinks.hook": {"kind": "webhook", "url": "https://hook.example/"}}
    newsroom.configure(**without_secret)
    article = cli("extract", "--url", URL, stdin=BRIDGE.html().encode()).out
    glossary = "source,target,case,note,do_not_translate\nbridge,قنطرة,,,\n"
    (newsroom.config.parent / "glossary.csv").write_text(glossary, "utf-8")

    finished = cli("translate", stdin=article.encode())

    assert finished.code == 0
    assert "قنطرة" in str([request.args["q"] for request, _ in newsroom.server.log if request.path == GOOGLE])


def test_check_heeds_the_newsroom_s_style_and_policy(newsroom: Newsroom, cli: CommandLine) -> None:
    article = cli("extract", "--url", URL, stdin=BRIDGE.html().encode()).out
    newsroom.arabic[BRIDGE.paragraphs[1][0]] = BRIDGE.paragraphs[1][1].replace("140", "150").replace("القوس", '"القوص"')
    translation = cli("translate", stdin=article.encode()).out.encode()
    (newsroom.config.parent / "house-style.csv").write_text("variant,preferred,note\nقوص,قوس,\n", "utf-8")
    tables: dict[str, Any] = {
        "arabic": {"quotation_marks": "curly", "digits": "arabic-indic"}, "check": {"policy": "lenient"}
    }  # fmt: skip
    newsroom.configure(**tables)

    report = cli("check", stdin=translation).json

    text = report["translation"]["segments"][3]["target"]["text"]
    assert "١٥٠ حجرًا ودعّموا “القوس”" in text
    assert report["verdict"] == "noted"
    published = cli("attribute", stdin=json.dumps(report).encode()).json
    assert "٢٠٢٥" in published["attribution"]["lines"][2]["value"]
