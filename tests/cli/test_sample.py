"""`republish sample`: what the bundled newsroom becomes.

One of its articles has every part that a long agency report has. What such a report looks like when it is
republished carelessly is well known; each of those defects is a test here.
"""

import datetime as dt
import json
import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
from benchmarks.bench_kill import ROOT, SAMPLE, command, free_port, prepare
from newsroom import Json

SCHEMA = json.loads((ROOT / "config" / "schema" / "publication.json").read_bytes())
EXPECTED = {page["canonical_url"]: page for page in json.loads((SAMPLE / "expected.json").read_bytes()).values()}
REPORT = next(url for url in EXPECTED if "/politics/" in url)

PARTS = {"figure": ("alt", "caption", "credit"), "embed": ("content",)}
QUOTATION_MARKS = {"«": "»", "“": "”", "‘": "’"}
LATIN = re.compile(r"[A-Za-z][A-Za-z.-]*[A-Za-z]")
NAMES = {
    "Tenby": "تينبي",
    "Harland": "هارلاند",
    "Bowen": "بوين",
    "Wetherell": "ويذريل",
    "Shandar": "شاندر",
    "Valmora": "فالمورا",
    "Eastmere": "إيستمير",
    "Brackwater": "براكووتر",
    "Corbel": "كوربل",
    "Parley": "بارلي",
    "Coastline Pictures": "كوستلاين بيكتشرز",
    "The Harbour Ledger": "ذا هاربر ليدجر",
    "Women on Nights": "نساء المناوبات الليلية",
    "Tideline PAC": "Tideline PAC",
    "Puffin PAC": "Puffin PAC",
}
CALL = re.compile(r"\bcalls?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Sample:
    """The folder that a run of the sample has filled, and how the run ended."""

    folder: Path
    code: int
    printed: str

    @cached_property
    def publications(self) -> dict[str, Json]:
        """Every published publication by its article's URL."""
        files = (self.folder / "published" / "articles").glob("*.json")
        found = [json.loads(path.read_bytes()) for path in files]
        return {publication["source"]["url"]: publication for publication in found}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("sample") / "project"
    prepare(folder, free_port())
    loud = [argument for argument in command(folder) if argument != "--quiet"]
    finished = subprocess.run(loud, cwd=ROOT, capture_output=True, text=True, check=False)
    return Sample(folder, finished.returncode, finished.stdout + finished.stderr)


@pytest.fixture
def report(sample: Sample) -> Json:
    return sample.publications[REPORT]


def texts(publication: Json) -> list[Json]:
    """Return every translated text of a publication, those of figures too."""
    found = [publication["headline"], publication["description"]]
    for block in publication["blocks"]:
        found += [block[part] for part in PARTS.get(block["type"], ())] or [block]
    return [text for text in found if text]


def line(publication: Json, label: str) -> Json:
    return next(line for line in publication["attribution"]["lines"] if line["label"] == label)


# ---- the run


def test_every_article_of_the_sample_is_published_and_nothing_else(sample: Sample) -> None:
    assert sample.code == 0, sample.printed
    assert set(sample.publications) == set(EXPECTED), sample.printed
    assert len(sample.publications) >= 4


def test_every_publication_of_the_sample_is_valid(sample: Sample) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    assert len(sample.publications) >= 4
    for publication in sample.publications.values():
        assert list(validator.iter_errors(publication)) == []


def test_what_was_made_is_printed_with_where_it_lies(sample: Sample) -> None:
    for publication in sample.publications.values():
        name = publication["id"]
        assert publication["headline"]["text"] in sample.printed
        assert str(sample.folder / "published" / "articles" / f"{name}.json") in sample.printed
        assert str(sample.folder / "preview" / f"{name}.html") in sample.printed
        assert (sample.folder / "preview" / f"{name}.html").is_file()


def test_the_live_page_of_the_feed_is_refused(sample: Sample) -> None:
    assert "the page is a live blog, which still changes" in sample.printed


@pytest.mark.parametrize("url", sorted(EXPECTED), ids=lambda url: urlsplit(url).path)
def test_every_article_has_all_its_blocks_in_their_places_and_nothing_of_the_page_around_it(
    sample: Sample, url: str
) -> None:
    publication, expected = sample.publications[url], EXPECTED[url]
    assert [block["type"] for block in publication["blocks"]] == [block["type"] for block in expected["blocks"]]
    english = " ".join(text["source"]["text"] for text in texts(publication))
    for stray in expected["must_not_contain"]:
        assert stray not in english


# ---- the parts of the report


def test_the_report_has_three_figures_each_with_alt_caption_and_credit_in_place(report: Json) -> None:
    places = [number for number, block in enumerate(report["blocks"]) if block["type"] == "figure"]
    expected = [number for number, block in enumerate(EXPECTED[REPORT]["blocks"]) if block["type"] == "figure"]
    assert (len(places), places) == (3, expected)
    for place in places:
        figure, original = report["blocks"][place], EXPECTED[REPORT]["blocks"][place]
        assert figure["image"]["url"].endswith(original["image_path"])
        for part in ("alt", "caption", "credit"):
            assert figure[part]["source"]["text"] == original[part]
            assert re.search("[\u0620-\u064a]", figure[part]["text"])


def test_the_report_keeps_every_link_on_its_words(report: Json) -> None:
    for block, original in zip(report["blocks"], EXPECTED[REPORT]["blocks"], strict=True):
        links = [mark for mark in block.get("marks", []) if mark["kind"] == "link"]
        assert [link["href"] for link in links] == [mark["href"] for mark in original.get("marks", [])]
        for link in links:
            assert (link["start"], link["end"]) != (0, len(block["text"]))


def test_the_report_ends_with_its_contributors_note(report: Json) -> None:
    assert report["blocks"][-1]["type"] == "note"
    assert "دانا ويتلوك" in report["blocks"][-1]["text"]


def test_the_report_is_attributed_line_by_line(report: Json) -> None:
    assert report["attribution"]["label"] == "المصدر"
    labels = [line["label"] for line in report["attribution"]["lines"]]
    assert labels == ["الكاتب", "الموقع", "نُشر الخبر أول مرة بتاريخ"]


def test_the_report_carries_both_disclaimers(report: Json) -> None:
    assert [disclaimer["kind"] for disclaimer in report["disclaimers"]] == ["views", "machine_translation"]
    assert report["disclaimers"][0]["text"].startswith("لا تتبنى إدارة الموقع وجهة نظر الكاتب")


# ---- the defects that must be impossible


def test_no_author_line_is_empty(sample: Sample) -> None:
    for publication in sample.publications.values():
        assert line(publication, "الكاتب")["value"].strip()
    written = line(sample.publications[REPORT], "الكاتب")["value"]
    assert written == "هادلي مارش (Hadley Marsh) وأوليفر ترانتر (Oliver Tranter)"


def test_no_domain_stands_where_the_address_of_the_article_belongs(sample: Sample) -> None:
    for url, publication in sample.publications.items():
        assert urlsplit(url).path.strip("/")
        assert line(publication, "الموقع")["href"] == url


def test_no_time_is_without_its_zone(sample: Sample) -> None:
    for publication in sample.publications.values():
        source = publication["source"]
        for moment in (source["first_published_at"], source["modified_at"], source["retrieved_at"]):
            assert moment is None or dt.datetime.fromisoformat(moment).tzinfo is not None
    shown = line(sample.publications[REPORT], "نُشر الخبر أول مرة بتاريخ")
    assert shown["value"] == "15 سبتمبر 2025، الساعة 13:00 بالتوقيت العالمي المنسق"
    assert dt.datetime.fromisoformat(shown["datetime"]) == dt.datetime(2025, 9, 15, 13, 0, 5, tzinfo=dt.UTC)


def test_no_sentence_is_broken_where_a_link_stands(sample: Sample) -> None:
    broken = re.compile(r"\s[.،؛:!؟]|[^\sوفبلك(“]«|»[^\s.،؛:!؟”)…]| {2}")
    for publication in sample.publications.values():
        for text in texts(publication):
            assert not broken.search(text["text"]), text["text"]
    announced = sample.publications[REPORT]["blocks"][-2]
    assert announced["text"].startswith("وأعلنت الحملة يوم الأحد أنها جمعت أكثر من 120 مليون دولار في الأسبوع")
    [link] = announced["marks"]
    assert announced["text"][link["start"] : link["end"]] == "أنها جمعت أكثر من 120 مليون دولار"


@pytest.mark.parametrize(("name", "arabic"), NAMES.items(), ids=list(NAMES))
def test_no_name_is_rendered_in_several_ways(report: Json, name: str, arabic: str) -> None:
    named = [text for text in texts(report) if re.search(rf"\b{name}\b(?!’)", text["source"]["text"])]
    assert named
    for text in named:
        assert arabic in text["text"]


def test_no_word_that_the_report_turns_on_is_rendered_in_several_ways(report: Json) -> None:
    calls = [text for text in texts(report) if CALL.search(text["source"]["text"])]
    assert len(calls) > 10
    for text in calls:
        assert "مكالم" in text["text"]
        assert "دعوات" not in text["text"]


def test_no_organisation_is_left_in_latin_while_its_sister_is_translated(report: Json) -> None:
    groups = re.compile(r"[A-Z]\w+ for Tenby")
    for text in texts(report):
        assert text["text"].count("من أجل تينبي") >= len(groups.findall(text["source"]["text"]))
        left = set(LATIN.findall(text["text"]))
        assert left <= {"Tideline", "PAC", "Puffin", "VDA", "islanderpresident.example"}


def test_no_quotation_mark_is_stray_or_unbalanced(sample: Sample) -> None:
    for publication in sample.publications.values():
        for text in texts(publication):
            opened: list[str] = []
            for character in text["text"]:
                if character in QUOTATION_MARKS:
                    opened.append(QUOTATION_MARKS[character])
                elif character in QUOTATION_MARKS.values():
                    assert opened, text["text"]
                    assert opened.pop() == character, text["text"]
            assert opened == [], text["text"]
            assert '"' not in text["text"]


def test_no_navigation_stands_around_an_article(sample: Sample) -> None:
    for url, publication in sample.publications.items():
        page = (sample.folder / "preview" / f"{publication['id']}.html").read_text("utf-8")
        for stray in (*EXPECTED[url]["must_not_contain"], "مقالات ذات صلة", "الرئيسية", "زر الذهاب إلى الأعلى"):
            assert stray not in page


def test_no_engine_is_named_but_the_one_that_did_the_work(sample: Sample) -> None:
    for publication in sample.publications.values():
        assert {text["origin"]["kind"] for text in texts(publication)} == {"memory"}
        disclaimer = publication["disclaimers"][1]["text"]
        assert disclaimer == "تُرجم هذا الخبر آليًا اعتمادًا على ذاكرة الترجمة ولم يراجعه محرر."


def test_no_paragraph_stands_there_twice(sample: Sample) -> None:
    for publication in sample.publications.values():
        bodies = sorted(block["text"] for block in publication["blocks"] if block.get("text"))
        assert all(one != other for one, other in pairwise(bodies))
