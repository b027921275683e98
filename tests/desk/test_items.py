"""The article's page: English and Arabic side by side, with all that is known."""

import json
from pathlib import Path

import pytest
from desks import Desk, Editor, Serve
from newsroom import Newsroom
from stories import BRIDGE, LIBRARY, ORCHARD, Story
from werkzeug import Response

from pipeline.config import Settings, load
from pipeline.run.operator import find, import_memory
from pipeline.run.sample import serving
from pipeline.run.session import Request, run

ROOT = Path(__file__).parents[2]


def test_each_text_stands_beside_its_translation_with_its_origin(editor: Editor, held: str) -> None:
    editor.open(f"/items/{held}")
    pairs = editor.page.xpath('//div[contains(@class, "pair")]')
    assert [pair.get("id") for pair in pairs] == ["headline", "author1", "b1", "b2", "b3"]
    source, target = pairs[2].xpath('.//p[@lang="en"]')[0], pairs[2].xpath('.//p[@lang="ar"]')[0]
    assert (source.text_content(), source.get("dir")) == (BRIDGE.paragraphs[0][0], "ltr")
    assert (target.text_content(), target.get("dir")) == (BRIDGE.paragraphs[0][1], "rtl")
    assert "engine: google" in editor.text('//*[@id="b1"]')


def test_what_the_memory_said_is_told_as_its_own(editor: Editor, newsroom: Newsroom) -> None:
    newsroom.publish(LIBRARY)
    newsroom.run()
    url = newsroom.publish(
        ORCHARD, paragraphs=(*(english for english, _ in ORCHARD.paragraphs), LIBRARY.paragraphs[0][0])
    )
    newsroom.run()
    editor.open(f"/items/{newsroom.item(url).id}")
    assert editor.text('//*[@id="b4"]//span[@class="origin memory"]').startswith("memory: ")


def test_a_flag_stands_on_the_very_words_with_its_explanation(editor: Editor, held: str) -> None:
    editor.open(f"/items/{held}")
    marks = editor.page.xpath('//*[@id="b2"]//mark')
    assert {mark.text_content() for mark in marks} == {"140", "150"}
    assert {mark.get("class") for mark in marks} == {"hold"}
    assert "140" in marks[0].get("title")
    assert "holds it" in editor.text('//*[@id="b2"]//ul[@class="flags"]')
    assert not editor.page.xpath('//*[@id="b1"]//mark')
    assert editor.page.xpath('//nav[contains(@class, "flagged")]//a/@href')[0] == "#b2"


def test_it_shows_the_attribution_the_disclaimers_and_what_happened(editor: Editor, held: str) -> None:
    editor.open(f"/items/{held}")
    reader = editor.text('//div[@class="reader"]')
    assert "The Tamsin Post" in reader
    assert "لا تتبنى إدارة الموقع" in reader
    assert "غوغل" in reader
    assert "discovered" in editor.text('//ol[@class="events"]')
    assert "held" in editor.text('//ol[@class="events"]')


def test_the_json_and_the_preview_are_those_of_the_held_revision(editor: Editor, held: str) -> None:
    editor.open(f"/items/{held}")
    assert editor.page.xpath("//ul[@class='links']//a/@href")[1:] == [
        f"/items/{held}/preview",
        f"/items/{held}/publication.json",
        f"/items/{held}/revisions",
    ]
    publication = editor.browser.get(f"/items/{held}/publication.json").json()
    assert (publication["id"], publication["state"]) == (held, "held")
    preview = editor.browser.get(f"/items/{held}/preview")
    assert "معلّق" in preview.text
    assert "sandbox" in preview.headers["content-security-policy"]
    assert "script-src" not in preview.headers["content-security-policy"]


def test_a_published_item_links_to_what_consumers_read(editor: Editor, newsroom: Newsroom) -> None:
    item = newsroom.publish(LIBRARY)
    newsroom.run()
    item_id = newsroom.item(item).id
    editor.open(f"/items/{item_id}")
    assert f"/api/v1/publications/{item_id}" in editor.page.xpath("//a/@href")
    assert editor.browser.get(f"/api/v1/publications/{item_id}").json()["state"] == "published"


def test_a_failed_item_tells_why_and_what_can_be_done(editor: Editor, newsroom: Newsroom) -> None:
    newsroom.announced.append(newsroom.url("/news/missing"))
    newsroom.pages["/news/missing"] = lambda _: Response("broken", 500)
    newsroom.run()
    editor.open(f"/items/{newsroom.item(newsroom.url('/news/missing')).id}")
    assert "failed" in editor.text('//span[contains(@class, "state")]')
    assert "There is no translation yet." in editor.text()
    assert "Next:" in editor.text('//p[@class="notice"]')


@pytest.mark.parametrize("path", ["", "/preview", "/publication.json"])
def test_an_item_that_does_not_exist_is_told_so(editor: Editor, path: str) -> None:
    assert editor.browser.get(f"/items/0000000000000000{path}").status_code == 404


def test_english_and_arabic_that_look_like_markup_are_inert(editor: Editor, newsroom: Newsroom) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>{{7*7}}"
    story = Story(
        "/news/hostile",
        (f"Council hears a complaint about {attack}"[:120], f"المجلس يستمع إلى شكوى من {attack}"),
        tuple((f"{english} {attack}", f"{arabic} {attack}") for english, arabic in BRIDGE.paragraphs),
    )
    newsroom.arabic |= dict([story.headline, *story.paragraphs])
    url = newsroom.publish(story)
    newsroom.run()
    item_id = newsroom.item(url).id
    newsroom.edit(item_id, "b1", f"نص {attack}", by=f"ليلى{attack}")

    for path in ("/", f"/items/{item_id}", f"/items/{item_id}?done={attack}"):
        page = editor.open(path)
        assert not page.xpath("//script[not(@src)] | //img[not(@alt)] | //@*[starts-with(name(), 'on')]")
        assert "49" not in editor.text("//h1")
    # The Arabic is printed with its quotation mark as Arabic writes it.
    assert attack.replace('"', "«") in editor.text('//*[@id="b1"]//p[@lang="ar"]')
    preview = editor.browser.get(f"/items/{item_id}/preview").text
    assert "<script>alert" not in preview
    assert "<img src=x" not in preview


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Run the bundled newsroom once; it has figures."""
    config = tmp_path_factory.mktemp("sample") / "config" / "pipeline.toml"
    config.parent.mkdir()
    text = (ROOT / "config" / "sample.toml").read_text("utf-8")
    config.write_text(text.replace("../data/sample", str(ROOT / "data" / "sample")), "utf-8")
    settings = load(config)
    import_memory(settings, ROOT / "data" / "sample" / "memory.tmx")
    with serving(ROOT / "data" / "sample" / "site", settings) as served:
        run(served, Request())
    return settings


@pytest.fixture
def sample_desk(sample: Settings, serve: Serve) -> Desk:
    return serve(sample)


def test_figures_stand_in_their_place_with_alt_caption_and_credit(sample_desk: Desk) -> None:
    ledger, editor = sample_desk.room.ledger, sample_desk.editor()
    item = next(i for i in ledger.search() if "volunteers-video-calls" in i.url)
    publication = json.loads(ledger.output(item.id, "attribute") or "{}")
    blocks = [block["type"] for block in publication["blocks"]]

    editor.open(f"/items/{item.id}")
    passages = editor.page.xpath('//div[@class="passage"]')
    figures = [
        passage for passage in passages if passage.xpath("./p[@class='kind'][starts-with(normalize-space(), 'Figure')]")
    ]
    assert len(figures) == blocks.count("figure") == 3
    assert passages.index(figures[0]) - blocks.index("figure") == passages.index(figures[2]) - _last(blocks, "figure")
    for figure in figures:
        roles = {name.split()[1] for name in figure.xpath('.//div[contains(@class, "pair")]/@class')}
        assert roles == {"role-alt", "role-caption", "role-credit"}


def test_pictures_are_loaded_from_their_own_origins_and_from_nowhere_else(sample_desk: Desk) -> None:
    ledger, editor = sample_desk.room.ledger, sample_desk.editor()
    item = next(i for i in ledger.search() if "volunteers-video-calls" in i.url)
    answer = editor.browser.get(f"/items/{item.id}")
    policy = answer.headers["content-security-policy"]
    images = next(part for part in policy.split("; ") if part.startswith("img-src"))
    assert images.split()[1] == "'self'"
    assert len(images.split()) == 3
    editor.open(f"/items/{item.id}")
    assert all(src.startswith(images.split()[2]) for src in editor.page.xpath("//main//img/@src"))


def _last(values: list[str], value: str) -> int:
    return len(values) - 1 - values[::-1].index(value)


def test_an_item_is_found_by_the_whole_id_only(editor: Editor, held: str, newsroom: Newsroom) -> None:
    with newsroom.ledger() as ledger:
        assert find(held[:6], ledger).id == held
    assert editor.browser.get(f"/items/{held[:6]}").status_code == 404
