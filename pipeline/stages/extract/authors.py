"""Who wrote an article: the persons of the byline, never the site, an agency, a desk or a date."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from pipeline.stages.extract.cleaning import cleaned, compact
from pipeline.stages.extract.jsonld import resolved, strings, types
from pipeline.stages.extract.labels import Labelled, Test, having, those
from pipeline.stages.extract.marks import absolute
from pipeline.stages.extract.metadata import Metadata
from pipeline.stages.extract.persons import is_person, without_house
from pipeline.stages.extract.runs import Run
from pipeline.stages.extract.tree import shown_lines, shown_text

_META = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "authors",
    "article:author_name",
)  # fmt: skip
_MAX_AUTHORS = 20
# By Jane Roe · Words by Jane Roe · Written by · Story by · Posted by · From Jane Roe in Cairo
_BY = re.compile(
    r"^\s*(?:(?:words|story|text|report(?:ed|ing)?|written|posted|published|analysis|opinion|review|perspective|commentary|column|essay|exclusive|article)\s+)?"
    r"(?:by|author)\b[\s:]*",
    re.IGNORECASE,
)
_BY_ANYWHERE = re.compile(r"(?:^|[\s.;|•·])by[\s:]+(?=[A-Z])", re.IGNORECASE)
# Jane Roe and John Doe · Jane Roe, John Doe · Jane Roe & John Doe · Jane Roe | John Doe · Jane Roe; John Doe
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|with)\s+|\s+(?:and|with|und)\s+|[,;|•·&/\n]|\s[–—-]\s)\s*", re.IGNORECASE)
# what follows a name: for The Daily, of The Associated Press, in Cairo, at the Capitol, @handle, (Reuters), https://…
_AFTER = re.compile(
    r"\s+(?:for|to|of|in|at|from|on|is|covers|writes)\s.*$|\s*[@(\[<|].*$|\s*https?://.*$", re.IGNORECASE | re.DOTALL
)
# PORT ELLERY (Reuters) · CAIRO (AP): a dateline
_DATELINE = re.compile(
    r"^[^(]{2,40}\((?:reuters|ap|afp|upi|cnn|bbc|xinhua|dpa|pa|efe|ani|ians|pti|tass)\)", re.IGNORECASE
)
# … . Photographs by John Doe · Edited by John Doe · Medically reviewed by John Doe: not who wrote it
_OTHERS = re.compile(
    r"(?:^|\W+)(?:photo(?:graph)?(?:s|y)?|pictures?|illustrat(?:ions?|ed)|video|graphics?|edited|editing|additional"
    r"|approved|(?:medically |clinically |legally )?reviewed|(?:fact|peer)[ -](?:checked|reviewed)|checked|curated"
    r"|translated|produced|updated)\b[^.;|\n]{0,40}?\bby\b.*?(?=$|[;|•·\n—–]|\.\s|\s(?:and )?(?:\w+ )?by\s)",
    re.IGNORECASE | re.DOTALL,
)
# Editor: John Doe · Approver: John Doe
_ROLE = re.compile(
    r"(?:^|\W+)(?:(?:copy |photo |video )?editor|reviewer|approver|producer|photographer|illustrator|translator"
    r"|fact[ -]checker)s?\s?:[^;|•·\n]*",
    re.IGNORECASE,
)
# jane@daily.example · @janeroe · May 1, 2024 · Wed 1 May 2024
_BESIDES = re.compile(
    r"\S*@\S+|\b(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+(?:19|20)\d\d|[a-z]{3,9}\.?\s+\d{1,2},?\s+(?:19|20)\d\d)\b.*",
    re.IGNORECASE,
)
_MAX_BYLINE = 200
_STATE = "PA"
_LONGEST_LINE = 80
# By Jane Roe · Written by Jane Roe · Story and photos by Jane Roe
_BY_NAME = re.compile(r"(?:(?:written|words|story|text|report(?:ed|ing)?)(?: and \w+)? )?by:? (?=[A-Z])", re.IGNORECASE)
_ENDS = " .,:-–—"


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
    having("class", "contributor"),
)
_MAX_SHOWN = 8
_WORDS_BESIDE = 40
"""Letters beside a link in a sentence."""
_IS_ELSEWHERE = etree.XPath(
    "boolean(ancestor-or-self::*[self::nav or (self::footer and not(ancestor::article))"
    " or self::aside[not(contains(@class,'meta') or contains(@class,'byline'))]"
    " or contains(@class,'comment') or contains(@class,'related') or contains(@class,'sidebar')])"
)


def authors(
    about: Metadata, site: Iterable[str], *, ruled: Sequence[str] = (), lines: Sequence[str] = ()
) -> tuple[list[str], str]:
    """Return the names of the persons who wrote the article, as the page spells them, in its order; and their source.

    `site` are the names the site goes by. The first source that names a person decides; `ruled` are what a rule found,
    `lines` what stands between headline and text, of which a byline counts, though nothing calls it one.
    """
    sites = {compact(name) for name in site}
    for where, values in (
        ("rule", ruled),
        *_sources(about),
        ("line below the headline", list(filter(is_byline, lines))),
    ):
        names = [name for value in values for name in _persons(value) if compact(name) not in sites]
        if names:
            unique = {compact(name): name for name in reversed(names)}
            return list(reversed(unique.values()))[:_MAX_AUTHORS], where
    return [], ""


def beside_text(about: Metadata, text: Iterable[Run]) -> Metadata:
    """Return `about` without the labels within `text`: a person whom a sentence links to did not write it."""
    inside = {run.spot.element for run in text if not _BY.match(run.text)}
    if not any(item.element.tag == "a" for item in about.labels):
        return about
    labels = (item for item in about.labels if item.element.tag != "a" or not _lies_in(item.element, inside))
    return about._replace(labels=tuple(labels))


def _lies_in(link: _Element, elements: Collection[_Element]) -> bool:
    """Tell whether `link` lies in one of `elements`, with other words beside it."""
    around = next((element for element in link.iterancestors() if element in elements), None)
    return around is not None and len(shown_text(around)) > len(shown_text(link)) + _WORDS_BESIDE


def houses(about: Metadata) -> Iterator[tuple[str, str]]:
    """Yield what each byline names besides persons, or a person for, and where; it may be an agency, or a place."""
    for key in ("author", "creator"):
        for item in strings(resolved(about.article.get(key), about.nodes)):
            yield from ((part, f"JSON-LD {key}") for part in _houses(item))
    for where, values in _sources(about):
        yield from ((part, where) for value in values for part in _houses(value))


def _houses(byline: str) -> Iterator[str]:
    for number, part in enumerate(_BETWEEN.split(_BY.sub("", byline))):
        name = cleaned(part).strip(_ENDS)
        house = name if without_house(name) == name else name[len(without_house(name)) :].strip()
        # of what comes second, two letters may be a state: Erie, PA
        if house and (number == 0 or house != _STATE):
            yield house


def is_byline(text: str) -> bool:
    """Tell whether a line says by whom the article is and nothing else: `By Jane Roe`, `Written by Jane Roe, Cairo`."""
    if len(text) > _LONGEST_LINE or text.endswith((".", ":", "?", "!")) or not _BY_NAME.match(text):
        return False
    return any(is_person(name) for name in list(_persons(text))[:1])


def _sources(about: Metadata) -> Iterator[tuple[str, Sequence[str]]]:
    yield "JSON-LD author", _of_node(resolved(about.article.get("author"), about.nodes))
    yield "JSON-LD creator", _of_node(resolved(about.article.get("creator"), about.nodes))
    yield "meta author", [value for name in _META for value in about.meta.get(name, ()) if not value.startswith("http")]
    pages = {url for name in _META for url in about.meta.get(name, ()) if url.startswith("http")}
    to_page = [item for item in about.labels if absolute(item.get("href"), about.url) in pages] if pages else []
    yield "link to the author's page", [shown_lines(item.element) for item in to_page[:_MAX_SHOWN]]
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
    text = _BESIDES.sub("", _ROLE.sub("", _OTHERS.sub("", text)))
    by = _BY_ANYWHERE.search(text)
    text = text[by.end() :] if by else _BY.sub("", text)
    for part in _BETWEEN.split(text):
        name = without_house(cleaned(_AFTER.sub("", _BY.sub("", part))).strip(_ENDS)).rstrip(_ENDS)
        if is_person(name):
            yield name
