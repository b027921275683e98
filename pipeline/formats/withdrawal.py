"""What stands in place of an article that was withdrawn: that it was, when and why, in every format in words."""

from html import escape

from pipeline.arabic.dates import instant_in_words
from pipeline.formats.moments import changed
from pipeline.model import Publication

WITHDRAWN = "سُحب هذا الخبر ولم يعد منشورًا."
TITLE = "سُحب: {headline}"  # a list of titles, too, tells what is gone
WHEN = "تاريخ السحب: {instant}."
WHY = "سبب السحب: {reason}"


def withdrawal(publication: Publication) -> tuple[str, ...]:
    """Return the sentences that tell the withdrawal, its time and, where one was given, its reason; none otherwise."""
    if publication.state != "withdrawn":
        return ()
    last = publication.history[-1:]
    reason = last[0].detail if last else None
    return (
        WITHDRAWN,
        WHEN.format(instant=instant_in_words(changed(publication))),
        *([WHY.format(reason=reason)] if reason else []),
    )


def withdrawal_html(publication: Publication) -> str:
    """Return the same as HTML; an empty string where nothing was withdrawn."""
    sentences = withdrawal(publication)
    if not sentences:
        return ""
    first, *rest = (f"<bdi>{escape(sentence)}</bdi>" for sentence in sentences)
    paragraphs = "".join(f"<p>{sentence}</p>\n" for sentence in rest)
    return (
        f'<section class="banner" aria-label="{WITHDRAWN}">\n<p><strong>{first}</strong></p>\n{paragraphs}</section>\n'
    )


def title(publication: Publication) -> str:
    """Return the headline, and before it that the article was withdrawn where it was."""
    headline = publication.headline.text
    return TITLE.format(headline=headline) if publication.state == "withdrawn" else headline
