"""Who wrote an article: the persons of the byline, never the site, an agency, a desk or a date."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml import etree

from pipeline.stages.extract.cleaning import cleaned, compact
from pipeline.stages.extract.jsonld import resolved, strings, types
from pipeline.stages.extract.labels import Labelled, Test, having, those
from pipeline.stages.extract.metadata import Metadata
from pipeline.stages.extract.tree import shown_lines

_META = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "authors",
    "article:author_name",
)  # fmt: skip
_MAX_AUTHORS = 20
_MAX_WORDS = 6
_NAME_AND_SURNAME = 2
# By Jane Roe · Words by Jane Roe · Written by · Story by · Posted by · From Jane Roe in Cairo
_BY = re.compile(
    r"^\s*(?:(?:words|story|text|report(?:ed|ing)?|written|posted|published|analysis|opinion|review(?:ed)?|article)\s+)?"
    r"(?:by|author)\b[\s:]*",
    re.IGNORECASE,
)
_BY_ANYWHERE = re.compile(r"(?:^|[\s.;|•·])by[\s:]+(?=[A-Z])", re.IGNORECASE)
# Jane Roe and John Doe · Jane Roe, John Doe · Jane Roe & John Doe · Jane Roe | John Doe · Jane Roe; John Doe
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|with)\s+|\s+(?:and|with|und)\s+|[,;|•·&/\n]|\s[–—-]\s)\s*", re.IGNORECASE)
# what follows a name: for The Daily, of The Associated Press, in Cairo, at the Capitol, @handle, (Reuters), https://…
_AFTER = re.compile(
    r"\s+(?:for|of|in|at|from|on|is|covers|writes)\s.*$|\s*[@(\[<|].*$|\s*https?://.*$", re.IGNORECASE | re.DOTALL
)
# PORT ELLERY (Reuters) · CAIRO (AP): a dateline
_DATELINE = re.compile(
    r"^[^(]{2,40}\((?:reuters|ap|afp|upi|cnn|bbc|xinhua|dpa|pa|efe|ani|ians|pti|tass)\)", re.IGNORECASE
)
# … . Photographs by John Doe · … Edited by John Doe: not who wrote it
_OTHERS = re.compile(
    r"\W+(?:photo(?:graph)?(?:s|y)?|pictures?|illustrations?|video|graphics?|edited|editing|additional)\b.{0,40}\bby\b.*",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(r"^(?:dr|prof|professor|sir|dame|lord|lady|rev|mr|mrs|ms)\.?\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?d|md|ii|iii|iv|obe|mbe)\.?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’`´-]*(?:\s+[^\W\d_][\w.'’`´-]*)*\.?")
# Words that no person is called, but agencies, desks, roles and dates are.
_NO_NAME_WORDS = frozenset(
    "admin administrator afp afpbb agence agencies agency ani ap associated author bbc bloomberg blog board "
    "bureau business channel cnn columnist com contributor contributors coordinator correspondent "
    "correspondents daily desk digital director dpa editor editorial editors efe experts guest headlines "
    "health herald hours ians image images journal journalist live magazine media min minutes network news "
    "newspaper newsroom newswire nbc npr online org page pa photographer photos picture pictures politics "
    "post press producer pti radio read reporter reporters reports reuters review science service services "
    "site sport sports staff standard storyteller studio syndication team telegraph the times today tribune "
    "tv unknown upi updated published web webdesk website wire wires world writer writers xinhua yesterday "
    "your monday tuesday wednesday thursday friday saturday sunday ago am pm edt est gmt utc bst".split()
)
# Of these some are surnames, too.
_SURNAMES = frozenset({"bloomberg", "guest", "page"})
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb apr jun jul "
    "aug sep sept oct nov dec".split()
)
_MAX_BYLINE = 200


def _is_name_of_author(item: Labelled) -> bool:
    around = item.element.iterancestors() if item.get("itemprop") == "name" else ()
    return any("author" in (element.get("itemprop") or "") for element in around)


# Where bylines are shown, the surest first.
_SHOWN: tuple[Test, ...] = (
    lambda item: item.get("rel") == "author",
    _is_name_of_author,
    lambda item: item.get("itemprop") == "author",
    having("class", "author-name", "authorName", "author__name", "byline-name", "byline__name"),
    having("class", "byline", "Byline"),
    having("data-testid", "byline", "author"),
    having("data-component", "byline", "author"),
    having("class", "ContributorName", "contributor-name", "field--name-uid", "username"),
    having("href", "/author/", "/authors/", "/by/", "/profile/", "/people/", tag="a"),
    having("class", "author"),
)
_MAX_SHOWN = 8
_IS_ELSEWHERE = etree.XPath(
    "boolean(ancestor-or-self::*[self::aside or self::nav or (self::footer and not(ancestor::article))"
    " or contains(@class,'comment') or contains(@class,'related') or contains(@class,'sidebar')])"
)


def authors(about: Metadata, site: Iterable[str], *, ruled: Sequence[str] = ()) -> tuple[list[str], str]:
    """Return the names of the persons who wrote the article, as the page spells them, in its order; and their source.

    `site` are the names the site goes by. The first source that names a person decides; `ruled` are what a rule found.
    """
    sites = {compact(name) for name in site}
    for where, values in (("rule", ruled), *_sources(about)):
        names = [name for value in values for name in _persons(value) if compact(name) not in sites]
        if names:
            unique = {compact(name): name for name in reversed(names)}
            return list(reversed(unique.values()))[:_MAX_AUTHORS], where
    return [], ""


def first_named(about: Metadata) -> Iterator[tuple[str, str]]:
    """Yield what each byline names first, a person or not, and where; what follows may be a place, as in "Erie, PA"."""
    for key in ("author", "creator"):
        for item in strings(resolved(about.article.get(key), about.nodes)):
            yield cleaned(_BY.sub("", item)), f"JSON-LD {key}"
    for where, values in _sources(about):
        for value in values:
            yield cleaned(_BETWEEN.split(_BY.sub("", value), maxsplit=1)[0]).strip(" .,:-–—"), where


def _sources(about: Metadata) -> Iterator[tuple[str, Sequence[str]]]:
    yield "JSON-LD author", _of_node(resolved(about.article.get("author"), about.nodes))
    yield "JSON-LD creator", _of_node(resolved(about.article.get("creator"), about.nodes))
    yield "meta author", [value for name in _META for value in about.meta.get(name, ()) if not value.startswith("http")]
    for test in _SHOWN:
        found = (item.element for item in islice(those(about.labels, test), _MAX_SHOWN))
        texts = [shown_lines(element) for element in found if not _IS_ELSEWHERE(element)]
        yield "visible byline", [text for text in texts if len(text) < _MAX_BYLINE][:4]


def _of_node(value: object) -> list[str]:
    """Return the names in a JSON-LD author, without those declared to be organisations."""
    items = value if isinstance(value, list) else [value]
    found: list[str] = []
    for item in items:
        if isinstance(item, dict) and any(name.endswith(("Organization", "WebSite", "Brand")) for name in types(item)):
            continue
        found += strings(item)
    return found


def _persons(text: str) -> Iterator[str]:
    """Yield the persons named in a byline."""
    if _DATELINE.match(text):
        return
    text = _OTHERS.sub("", text)
    by = _BY_ANYWHERE.search(text)
    text = text[by.end() :] if by else _BY.sub("", text)
    for part in _BETWEEN.split(text):
        name = _without_house(cleaned(_AFTER.sub("", _BY.sub("", part))).strip(" .,:-–—"))
        if is_person(name):
            yield name


def _without_house(name: str) -> str:
    """Take the publisher off the end of a name: `Jane Roe BBC News`."""
    words = name.split()
    at = next((number for number, word in enumerate(words) if word.lower() in _NO_NAME_WORDS - _SURNAMES), len(words))
    return " ".join(words[:at]) if at >= _NAME_AND_SURNAME else name


def is_person(name: str) -> bool:
    """Tell whether `name` may be a person's: words of letters, none of them a month's, an agency's or a role's."""
    bare = _TITLE.sub("", name)
    words = bare.split()
    if not 1 <= len(words) <= _MAX_WORDS or not _NAME.fullmatch(bare) or _SUFFIX.fullmatch(bare):
        return False
    low = [word.lower().strip(".'’") for word in words]
    if low[_NAME_AND_SURNAME - 1 :] and low[-1] in _SURNAMES:
        low = low[:-1]
    if any(word in _NO_NAME_WORDS for word in low) or any(word in _MONTHS for word in low[1:]):
        return False
    if not any(word[0].isupper() or not word[0].isascii() for word in words):
        return False
    return len(words) > 1 or (low[0] not in _MONTHS and not words[0].isascii())
