"""The sentences by which a publisher takes an article back while its page stays."""

import re
from collections.abc import Iterator

from pipeline.model import Article, Figure, TextBlock
from pipeline.stages.follow.compare import plain

# "This article has been retracted", "The story was removed from our website", "this report has been withdrawn",
# "We have retracted this story", "… has retracted the article".
_TAKEN_BACK = r"(?:retracted|withdrawn|removed|deleted|taken\s+down|unpublished)"
_PIECE = r"(?:article|story|report|post|item|piece|page|column)"
_SENTENCE = (
    rf"\b(?:%(which)s)\s+{_PIECE}\s+(?:has\s+(?:(?:now|since)\s+)?been|was|is)\s+{_TAKEN_BACK}\b"
    rf"|\b(?:have|has)\s+{_TAKEN_BACK}\s+(?:%(which)s)\s+{_PIECE}\b"
)
_NOTICE = re.compile(_SENTENCE % {"which": "this|the"}, re.IGNORECASE)
# Where no earlier reading lacks the sentence, "The report was withdrawn on Tuesday" may be the news itself.
_NOTICE_OF_ITSELF = re.compile(_SENTENCE % {"which": "this"}, re.IGNORECASE)
# "Retraction: …", "RETRACTED – …", "Withdrawn: …" before a headline, or "Retraction notice" alone.
_LABEL = re.compile(r"(?:retracted|retraction(?:\s+notice)?|withdrawn)\s*(?:[:\-|\]]|$)", re.IGNORECASE)
_LONGEST = 120
"""Code points around the notice that are told."""


def retraction_notice(before: Article, after: Article) -> str | None:
    """Return the notice by which `after` takes itself back, where `before` had none; None where there is none.

    It is a weak sign: an article may report on another one's retraction, so that a person has to look.
    """
    known = set(_texts(before))
    for text in _texts(after):
        found = _notice_in(text, heading=text == plain(after.headline))
        if found and text not in known:
            return found
    return None


def opening_notice(article: Article) -> str | None:
    """Return the notice by which `article` takes itself back before it begins, None where there is none.

    It stands in the headline, the description, or up to the first paragraph.
    """
    for text in _opening(article):
        if found := _labelled(text) or _told(_NOTICE_OF_ITSELF.search(text), text):
            return found
    return None


def _opening(article: Article) -> Iterator[str]:
    yield plain(article.headline)
    yield plain(article.description or "")
    for block in article.blocks:
        if isinstance(block, TextBlock):
            yield plain(block.text)
            if block.type == "paragraph":
                return


def _notice_in(text: str, *, heading: bool) -> str | None:
    return (_labelled(text) if heading else None) or _told(_NOTICE.search(text), text)


def _labelled(text: str) -> str | None:
    return text[:_LONGEST] if _LABEL.match(text.lstrip("[(")) else None


def _told(found: re.Match[str] | None, text: str) -> str | None:
    return text[max(0, found.start() - 20) :][:_LONGEST] if found else None


def _texts(article: Article) -> list[str]:
    bodies = (block.text for block in article.blocks if not isinstance(block, Figure))
    return [plain(text) for text in (article.headline, article.description or "", *bodies) if text]
