"""What stands in place of an article that was withdrawn: that it was, when and why, in every format in words."""

from html import escape

from pipeline.arabic.withdrawal import withdrawal_in_words
from pipeline.arabic.wording import default_wording
from pipeline.formats.moments import changed
from pipeline.model import Publication, Withdrawal


def withdrawal(publication: Publication) -> tuple[str, ...]:
    """Return the sentences that tell the withdrawal, its time and, where one was given, its reason; none otherwise."""
    told = _told(publication)
    return told.lines if told else ()


def withdrawal_html(publication: Publication) -> str:
    """Return the same as HTML; an empty string where nothing was withdrawn."""
    sentences = withdrawal(publication)
    if not sentences:
        return ""
    first, *rest = (f"<bdi>{escape(sentence)}</bdi>" for sentence in sentences)
    paragraphs = "".join(f"<p>{sentence}</p>\n" for sentence in rest)
    label = escape(sentences[0])
    return f'<section class="banner" aria-label="{label}">\n<p><strong>{first}</strong></p>\n{paragraphs}</section>\n'


def title(publication: Publication) -> str:
    """Return the headline, and before it that the article was withdrawn where it was."""
    told = _told(publication)
    return told.title if told else publication.headline.text


def _told(publication: Publication) -> Withdrawal | None:
    """Return what the publication itself says; of one that was withdrawn before it said so, the packaged words."""
    if publication.state != "withdrawn":
        return None
    if publication.withdrawal:
        return publication.withdrawal
    last = publication.history[-1:]
    reason = last[0].detail if last else None
    return withdrawal_in_words(publication.headline.text, changed(publication), reason, default_wording())
