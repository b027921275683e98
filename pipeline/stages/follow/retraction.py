"""The sentences by which a publisher takes an article back while its page stays."""

import re

from pipeline.model import Article, Figure
from pipeline.stages.follow.compare import plain

# "This article has been retracted", "The story was removed from our website", "this report has been withdrawn",
# "We have retracted this story", "… has retracted the article".
_TAKEN_BACK = r"(?:retracted|withdrawn|removed|deleted|taken\s+down|unpublished)"
_PIECE = r"(?:article|story|report|post|item|piece|page|column)"
_NOTICE = re.compile(
    rf"\b(?:this|the)\s+{_PIECE}\s+(?:has\s+(?:now\s+)?been|was|is)\s+{_TAKEN_BACK}\b"
    rf"|\b(?:have|has)\s+(?:{_TAKEN_BACK}|taken\s+down)\s+(?:this|the)\s+{_PIECE}\b",
    re.IGNORECASE,
)
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


def _notice_in(text: str, *, heading: bool) -> str | None:
    if heading and _LABEL.match(text.lstrip("[(")):
        return text[:_LONGEST]
    found = _NOTICE.search(text)
    return text[max(0, found.start() - 20) :][:_LONGEST] if found else None


def _texts(article: Article) -> list[str]:
    bodies = (block.text for block in article.blocks if not isinstance(block, Figure))
    return [plain(text) for text in (article.headline, article.description or "", *bodies) if text]
