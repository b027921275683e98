"""When a page is nothing to publish, and why: decided by evidence, before anything is translated."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element

from pipeline.errors import RefusalReason
from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.jsonld import Node, is_article, string, types
from pipeline.stages.extract.language import is_english
from pipeline.stages.extract.live import is_live
from pipeline.stages.extract.metadata import Metadata
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import HEADING_TAGS, MAX_NODES, Run, Walk

_TEASER_WORDS = 160
_SHORT_WORDS = 120
_MIN_WORDS = 20
_MIN_WORDS_BREAKING = 8
_MIN_WORDS_UNDECLARED = 40
_SENTENCE = re.compile(r"[.!?][\"”’')\]]*(?:\s|$)")
_ERROR = re.compile(
    r"\b(?:404|410|500|502|503)\b|(?:page|article|story|content|file)\s+(?:you\s+\w+\s+(?:\w+\s+){0,3})?(?:was\s+|is\s+|could\s+|can\s*)?(?:not|no\s+longer|n['’]t)\s+(?:be\s+)?(?:found|available|exist)"
    r"|(?:can(?:no|['’])t|could\s*n[o'’]t|unable\s+to)\s+(?:be\s+)?find\s+(?:that|this|the)\s+(?:page|article|story)|not\s+found|page\s+(?:unavailable|missing)|something\s+went\s+wrong|server\s+error|bad\s+gateway|service\s+unavailable|internal\s+error|oops",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"we\s+value\s+your\s+privacy|before\s+you\s+continue|your\s+privacy|cookie(?:s)?\s+(?:consent|settings|policy|preferences)|are\s+you\s+(?:a\s+)?(?:human|robot)|verify(?:ing)?\s+(?:that\s+)?you\s+are|just\s+a\s+moment"
    r"|access\s+(?:denied|to\s+this\s+page)|attention\s+required|security\s+check|checking\s+your\s+browser|unusual\s+(?:traffic|activity)|enable\s+(?:javascript|cookies)|captcha|please\s+(?:log\s*in|sign\s*in)|pardon\s+our\s+interruption|not\s+available\s+in\s+your\s+(?:country|region)|legal\s+reasons",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|partners|personal\s+data|geolocation|device|privacy|legitimate\s+interest)\b", re.IGNORECASE
)
_PAYWALL = re.compile(
    r"to\s+(?:continue|keep)\s+reading|subscribe\s+(?:now|today|to\s+(?:read|continue|unlock))|already\s+(?:a\s+)?subscrib|subscribers?[\s-]only|for\s+subscribers|premium\s+(?:content|article)|unlock\s+this|sign\s+in\s+to\s+read|become\s+a\s+(?:member|subscriber)",
    re.IGNORECASE,
)
_BREAKING = re.compile(
    r"\b(?:breaking\s+news\s+story|more\s+(?:details\s+|updates\s+|on\s+this\s+)?(?:to\s+(?:follow|come)|soon)|developing\s+(?:story|news)"
    r"|updates?\s+to\s+follow|this\s+(?:is\s+a\s+)?(?:breaking|developing)|story\s+is\s+(?:breaking|developing|being\s+updated))\b",
    re.IGNORECASE,
)
_SELECTORS = re.compile(r"\s*[.#][\w-]+\s*(?:,\s*[.#][\w-]+\s*)*")
_NAME = re.compile(r"[.#][\w-]+")
_ALL = 0.9
_DIGITS = 6
_SPONSORED = re.compile(
    r"^(?:sponsored(?:\s+(?:content|post|article))?|paid\s+(?:content|post|partnership|for\s+by)|advertorial|partner\s+content|advertisement\s+feature|branded\s+content|brand\s*(?:voice|studio)|promoted(?:\s+content)?|in\s+partnership\s+with|presented\s+by)\b",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(?:[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'\s]+))?", re.IGNORECASE)
_LOCATION = re.compile(
    r".{0,200}(?:window\.|document\.|top\.|self\.)?location(?:\.href)?\s*(?:=|\.replace\(|\.assign\()\s*[\"'][^\"']+[\"'].{0,60}",
    re.DOTALL,
)
_SOON = 15.0
_LABELS = 8
_LABEL = 40
_WALL_WORDS = 400
_CONSENT_WORDS = 5
_VIDEO_WORDS = 60
_FRONT_PATHS = {"", "index.html", "index.php", "home", "en", "us", "uk", "news"}
_MANY = 20
_FEW_SENTENCES = 5
_CARDS = 5
_SIGNS = 3
_FRONT_TYPES = {"CollectionPage", "ItemList", "WebSite", "SearchResultsPage", "ProfilePage", "ContactPage", "AboutPage"}
_LINKED = 0.6


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a decision is made on: the page, what was taken for its text, and what it says of itself."""

    tree: _Element
    page: Walk
    runs: Sequence[Run]
    metadata: Metadata
    headline: str
    language: str
    is_dated: bool

    @property
    def text(self) -> str:
        """The text of the article."""
        return "\n".join(run.text for run in self.runs)

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(run.text.split()) for run in self.runs)


def refusal(evidence: Evidence) -> tuple[RefusalReason, str] | None:
    """Return why the page is nothing to publish, as a reason and a sentence, or None where it is an article."""
    for ground in (
        _cut_off,
        _redirect,
        _live_blog,
        _sponsored,
        _wall,
        _error_page,
        _front_page,
        _not_english,
        _paywall,
        _video_only,
        _too_little,
    ):
        found = ground(evidence)
        if found:
            return found
    return None


Found = tuple[RefusalReason, str] | None


def _cut_off(evidence: Evidence) -> Found:
    """Find an article that goes on where the reading of the page ended: a part of it is nothing to publish."""
    if evidence.runs and evidence.runs[-1].spot.parent in evidence.page.cut_within:
        return "too_large", f"the article goes on beyond the first {MAX_NODES:,} elements of the page"
    return None


def _redirect(evidence: Evidence) -> Found:
    """Find a page that sends its reader elsewhere at once; one that reloads itself is none."""
    if evidence.words >= _SHORT_WORDS:
        return None
    for value in evidence.metadata.meta.get("refresh", ()):
        match = _REFRESH.match(value)
        target = urljoin(evidence.metadata.url, match[2]) if match and match[2] else evidence.metadata.url
        if match and float(match[1]) <= _SOON and _address(target) != _address(evidence.metadata.url):
            return "redirect", f"the page only leads on to {target}; give that address instead"
    scripts = [script.text or "" for script in list(evidence.tree.iter("script"))[:20]]
    if evidence.words < _MIN_WORDS and any(_LOCATION.fullmatch(script.strip()) for script in scripts):
        return "redirect", "a script leads on to another page"
    return None


def _live_blog(evidence: Evidence) -> Found:
    if any("LiveBlogPosting" in types(node) for node in evidence.metadata.nodes):
        return "live_blog", "the page is a live blog, which still changes"
    titles = evidence.headline, _title(evidence)
    if is_live(evidence.page, evidence.runs, url=evidence.metadata.url, titles=titles):
        return "live_blog", "the page is a live blog: posts under times of their own, the newest first"
    return None


def _sponsored(evidence: Evidence) -> Found:
    if any("AdvertiserContentArticle" in types(node) for node in evidence.metadata.nodes):
        return "sponsored", "the page declares advertiser content"
    section = evidence.metadata.first(
        "article:section", "section", "parsely-section", "content-type", "article:content_tier"
    )
    if _SPONSORED.match(section):
        return "sponsored", f"its section is {section!r}"
    label = next((run.text for run in _around_headline(evidence) if _SPONSORED.match(run.text)), None)
    return ("sponsored", f"it is labelled {label!r}") if label else None


def _around_headline(evidence: Evidence) -> list[Run]:
    """Return the short lines just above and below the headline, where an article is labelled."""
    title = compact(evidence.headline)
    at = next((number for number, run in enumerate(evidence.page.runs) if run.key == title), None)
    if at is None:
        return []
    lines = evidence.page.runs[max(0, at - _LABELS) : at + _LABELS]
    return [run for run in lines if len(run.text) <= _LABEL and not Place.BOILERPLATE & run.place]


def _wall(evidence: Evidence) -> Found:
    shown = _shown(evidence)
    if evidence.metadata.article or len(shown.split()) > _WALL_WORDS:
        return None
    if len(_CONSENT.findall(shown)) >= _CONSENT_WORDS or _WALL.search(f"{evidence.headline}\n{_title(evidence)}"):
        return "wall", "the page asks for consent or proof instead of showing an article"
    if evidence.words < _MIN_WORDS and _WALL.search(shown):
        return "wall", "the page asks for consent or proof instead of showing an article"
    return None


def _error_page(evidence: Evidence) -> Found:
    if evidence.metadata.article or evidence.words > _SHORT_WORDS:
        return None
    if _ERROR.search(f"{evidence.headline}\n{_title(evidence)}"):
        return "error_page", f"the page says: {evidence.headline or _title(evidence)}"
    return None


def _front_page(evidence: Evidence) -> Found:
    """Find a page of links to articles: a site's front, a section, a topic, a search. No single sign is enough."""
    about = evidence.metadata
    cards = _cards(evidence)
    is_called_list = any(name in _FRONT_TYPES for node in about.nodes for name in types(node))
    # A list may hold the nodes of the articles that it lists.
    if about.declares_article and not (is_called_list and cards >= _CARDS):
        return None
    own_url = about.first("og:url")
    lines = [run for run in evidence.page.runs if len(run.text) > _LABEL // 2]
    shapes = (
        urlsplit(about.url).path.strip("/") in _FRONT_PATHS and not urlsplit(about.url).query,
        bool(own_url) and not urlsplit(own_url).path.strip("/"),
        len(lines) >= _MANY and sum(run.link_share > _LINKED for run in lines) > _LINKED * len(lines),
        cards >= _CARDS,
        cards >= _CARDS and cards >= _LINKED * sum(len(run.text) > _LABEL for run in evidence.runs) / 2,
    )
    signs = (
        is_called_list,
        about.first("og:type").lower() == "website",
        sum(len(_SENTENCE.findall(run.text)) for run in evidence.runs if len(run.text) > _LABEL) < _FEW_SENTENCES,
        not evidence.is_dated,
    )
    if any(shapes) and sum(shapes) + sum(signs) >= _SIGNS:
        return "front_page", "the page is a list of articles"
    return None


def _cards(evidence: Evidence) -> int:
    """Return how many headings within the text lead elsewhere, one for each article that a list has."""
    if not evidence.runs:
        return 0
    first, last = evidence.runs[0].order, evidence.runs[-1].order
    headings = (run for run in evidence.page.runs if run.spot.within(HEADING_TAGS) is not None)
    beside = Place.BOILERPLATE | Place.ASIDE
    linked = [run for run in headings if not beside & run.place and run.link_share > _LINKED and _leads_on(run)]
    # The first card's heading may stand before its text, and be none of it.
    return sum(first <= run.order <= last for run in linked) + any(run.order == first - 1 for run in linked)


def _leads_on(run: Run) -> bool:
    return any(mark.href and not mark.href.startswith("#") for piece in run.pieces for mark in piece.marks)


def _not_english(evidence: Evidence) -> Found:
    text = evidence.text if evidence.words > _MIN_WORDS else _shown(evidence)
    if text and not is_english(text, evidence.language):
        return "not_english", f"the text is not English (declared: {evidence.language or 'nothing'})"
    return None


def _paywall(evidence: Evidence) -> Found:
    if evidence.words >= _TEASER_WORDS or _is_whole(evidence):
        return None
    if any(_is_closed(node) for node in evidence.metadata.nodes):
        return "paywall", f"the page shows {evidence.words} words of an article that is not free"
    tier = evidence.metadata.first("article:content_tier", "content_tier").lower()
    if tier in {"locked", "metered", "premium"} or (
        _PAYWALL.search(_shown(evidence)[-4_000:]) and evidence.words < _TEASER_WORDS // 2
    ):
        return "paywall", f"the page shows {evidence.words} words and asks to subscribe"
    return None


def _is_closed(node: Node) -> bool:
    return is_article(node) and _is_false(node.get("isAccessibleForFree"))


def _is_false(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.lower().endswith("false"))


def _is_whole(evidence: Evidence) -> bool:
    """Tell whether a short text is all of the article, by what the page says of it.

    It says how many words there are, or which element holds what is not free, and the text is there and before it.
    """
    article = evidence.metadata.article
    count = str(article.get("wordCount"))
    if count.isdecimal() and len(count) <= _DIGITS:
        return evidence.words >= _ALL * int(count) > 0
    if _PAYWALL.search(_shown(evidence)):
        return False
    closed = set(_closed_elements(article))
    within = [any(_is_called(spot.element, closed) for spot in run.spot.chain()) for run in evidence.runs]
    return bool(within) and within[-1] and not within[0]


def _closed_elements(article: Node) -> Iterator[str]:
    """Yield the classes and ids, as selectors, of the elements that an article declares not to be free."""
    parts = article.get("hasPart")
    for part in parts if isinstance(parts, list) else [parts]:
        if isinstance(part, dict) and _is_false(part.get("isAccessibleForFree")):
            selector = string(part.get("cssSelector"))
            if _SELECTORS.fullmatch(selector):
                yield from (found[0] for found in _NAME.finditer(selector))


def _is_called(element: _Element, selectors: set[str]) -> bool:
    if not selectors:
        return False
    names = {f".{name}" for name in (element.get("class") or "").split()}
    return not names.isdisjoint(selectors) or f"#{element.get('id')}" in selectors


def _video_only(evidence: Evidence) -> Found:
    kinds = {name for node in evidence.metadata.nodes for name in types(node)}
    video = "VideoObject" in kinds or evidence.metadata.first("og:type").lower().startswith("video")
    if video and evidence.words < _VIDEO_WORDS:
        return "video_only", f"the page is a video with {evidence.words} words"
    return None


def _too_little(evidence: Evidence) -> Found:
    if not evidence.runs or not evidence.headline:
        return "no_article", "there is no article on the page"
    least = _MIN_WORDS if evidence.metadata.declares_article else _MIN_WORDS_UNDECLARED
    if evidence.metadata.declares_article and evidence.is_dated and _is_breaking(evidence):
        least = _MIN_WORDS_BREAKING
    if evidence.words < least:
        return "too_short", f"the article has {evidence.words} words, fewer than {least}"
    if not evidence.metadata.declares_article and not any(_SENTENCE.search(run.text) for run in evidence.runs):
        return "no_article", "there is no sentence on the page"
    return None


def _is_breaking(evidence: Evidence) -> bool:
    """Tell whether a line of the text, or just below it, says that there is more to come."""
    below = evidence.page.runs_after(evidence.runs[0].order - 1, at_most=len(evidence.runs) + _LABELS)
    return any(_BREAKING.search(run.text) for run in below if not Place.BOILERPLATE & run.place)


def _shown(evidence: Evidence) -> str:
    return "\n".join(run.text for run in evidence.page.runs)[:20_000]


def _title(evidence: Evidence) -> str:
    return evidence.tree.findtext(".//title") or ""


def _address(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
