"""What is the same in every language passes unchanged, from the page to the publication."""

import datetime as dt
import re
from collections.abc import Callable

import pytest

from pipeline import attribute, check, extract_article, translate
from pipeline.arabic.wording import default_wording
from pipeline.engines import Engine, TranslationMemory
from pipeline.model import Article, Publication, PublishedTextBlock, Rights, TextBlock

NOW = dt.datetime(2024, 7, 30, 9, tzinfo=dt.UTC)
URL = "https://news.example/archive"
FIND = re.compile(r"Readers can find (.+) in the archive from Monday on\.")

PAGE = """<!doctype html><html lang="en"><head><title>Archive of the harbour opens to readers on Monday</title>
<meta property="og:type" content="article"></head><body><article>
<h1>Archive of the harbour opens to readers on Monday</h1>
<p>The city opened the archive of its harbour on Monday, after ten years of work by forty volunteers.</p>
{paragraph}
<p>The archive holds nine thousand letters, maps and photographs of ships, and all of them can be read at home.</p>
<p>Readers will find the oldest map of the port there, which a captain drew for the council in the year 1804.</p>
<p>The council paid for the work, and the volunteers will go on with the papers of the lighthouse next year.</p>
</article></body></html>"""
ARABIC = {
    "Archive of the harbour": "افتتاح أرشيف الميناء أمام القراء يوم الاثنين",
    "The city opened": "افتتحت المدينة أرشيف مينائها يوم الاثنين، بعد عشر سنوات من عمل أربعين متطوعًا.",
    "The archive holds": "يضم الأرشيف تسعة آلاف رسالة وخريطة وصورة للسفن، ويمكن قراءتها جميعًا من المنزل.",
    "Readers will find": "وسيجد القراء هناك أقدم خريطة للميناء، رسمها قبطان للمجلس في عام 1804.",
    "The council paid": "ودفع المجلس تكاليف العمل، وسيواصل المتطوعون العمل على أوراق المنارة العام المقبل.",
}
Make = Callable[..., tuple[Engine, list[list[str]]]]


def spoiling(lines: list[str]) -> list[str]:
    """Answer as an engine that translates all it can read, here to «كلام», and lets nothing but tokens stand."""
    return [_spoilt(line) for line in lines]


def _spoilt(line: str) -> str:
    found = FIND.fullmatch(line)
    if found is None:
        return next((theirs for ours, theirs in ARABIC.items() if line.startswith(ours)), "كلام")
    parts: list[str] = re.findall(r"⟦\d+⟧|[^⟦]+", found[1])
    said = "".join(part if part.startswith("⟦") else "كلام " for part in parts)
    return f"يمكن للقراء العثور على {said} في الأرشيف اعتبارًا من يوم الاثنين."


def article(markup: str) -> Article:
    """Return the article of a page that has `markup` in its second paragraph."""
    page = PAGE.replace("{paragraph}", f"<p>Readers can find {markup} in the archive from Monday on.</p>")
    return extract_article(page.encode(), url=URL)


@pytest.fixture
def published(engine: Make, memory: TranslationMemory) -> Callable[[Article], Publication]:
    """Return a function that makes the publication of an article."""

    def publication(of: Article) -> Publication:
        translation = translate(of, engines=[engine(spoiling)[0]], memory=memory, now=NOW)
        return attribute(
            check(translation),
            item_id="ab" * 8,
            revision=1,
            wording=default_wording(),
            rights=Rights(basis="permission", evidence="a letter", images=False),
            unknown_source="hold",
            now=NOW,
        )

    return publication


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        pytest.param("https://example.org/archive?page=2", "https://example.org/archive?page=2", id="URL"),
        pytest.param("archive@example.org", "archive@example.org", id="e-mail address"),
        pytest.param("@harbour_desk", "@harbour_desk", id="handle"),
        pytest.param("#OpenArchive", "#OpenArchive", id="hashtag"),
        pytest.param("<code>find --ship all</code>", "find --ship all", id="code"),
        pytest.param("<kbd>Ctrl F</kbd>", "Ctrl F", id="keys"),
        pytest.param('<span translate="no">Blue Door</span>', "Blue Door", id="translate=no"),
        pytest.param('<i class="title notranslate">Blue Door</i>', "Blue Door", id="notranslate"),
        pytest.param('<b>The <span translate="no">Blue Door</span></b>', "Blue Door", id="within emphasis"),
        pytest.param('<a href="/x" translate="no">Blue Door</a>', "Blue Door", id="a link"),
    ],
)
def test_it_stands_in_the_publication_as_in_the_page(
    published: Callable[[Article], Publication], markup: str, kept: str
) -> None:
    block = published(article(markup)).blocks[1]
    assert isinstance(block, PublishedTextBlock)
    assert kept in block.text
    assert "⟦" not in block.text
    assert not any(flag.severity == "hold" for flag in block.flags)
    assert len(block.marks) == len(block.source.marks)


def verbatim(markup: str) -> list[tuple[str, ...]]:
    """Return what is not to be translated in each text of a page with `markup`."""
    return [block.verbatim for block in article(markup).blocks if isinstance(block, TextBlock) and block.verbatim]


def test_only_the_marked_words_are_not_translated() -> None:
    assert verbatim('<b>The</b> <span translate="no">Blue Door</span>, the door') == [("Blue Door",)]


@pytest.mark.parametrize("attribute_of_page", ['translate="no"', 'class="notranslate"'])
def test_a_page_or_paragraph_that_browsers_are_not_to_translate_is_translated(attribute_of_page: str) -> None:
    page = PAGE.replace("{paragraph}", "").replace("<html ", f"<html {attribute_of_page} ")
    page = page.replace("<p>", f"<p {attribute_of_page}>")
    blocks = extract_article(page.encode(), url=URL).blocks
    assert [block.verbatim for block in blocks if isinstance(block, TextBlock)] == [()] * 4


def test_an_article_that_lost_such_words_is_held(engine: Make, memory: TranslationMemory) -> None:
    def losing(lines: list[str]) -> list[str]:
        return [re.sub(r"⟦\d+⟧", "", said) for said in spoiling(lines)]

    of = article('<span translate="no">Blue Door</span>')
    report = check(translate(of, engines=[engine(losing)[0]], memory=memory, now=NOW))
    assert report.verdict == "held"
    assert [flag.detail for flag in report.flags if flag.code == "address_changed"]
