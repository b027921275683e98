"""Marked words asked for in their sentence, in quotation marks, which engines that lose tokens carry over.

«The “police chief” refused» comes back as «رفض «قائد الشرطة»», and the words are then known as that sentence has them.
"""

import re

from pipeline.stages.translate.tokens import Span, plain

# What engines make of quotation marks.
_QUOTED = re.compile(r"[«»“”„\"]\s*([^«»“”„\"]+?)\s*[«»“”„\"]")
_QUOTE = re.compile(r"[«»“”„\"]")


def quoted(text: str, span: Span) -> str | None:
    """Return `text` with the words at `span` in quotation marks; None where it has such of its own."""
    if _QUOTE.search(text):
        return None
    return f"{text[: span[0]]}“{text[slice(*span)]}”{text[span[1] :]}"


def words_in_quotes(answer: str) -> str | None:
    """Return the words in quotation marks in `answer`, None unless there is one such place."""
    found = _QUOTED.findall(answer)
    return plain(found[0]) if len(found) == 1 else None
