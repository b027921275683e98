"""What is sent: texts as lines, lines in packs.

A line is a whole text, or of one too long for the engine a run of its sentences.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.sentences import pieces
from pipeline.stages.translate.tokens import plain

Fits = Callable[[Sequence[str]], bool]

# Characters that order text or show nothing: engines add them, JSON texts here carry none.
# U+200B, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069, U+FEFF, U+00AD
# Control characters but for those that are spaces, and halves of surrogate pairs, which no file can hold: models that
# are cut within a character write them, e.g. U+D83D.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
# &quot; &amp;amp; &#39; &#x27;
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,6});")


@dataclass(frozen=True)
class Line:
    """A text as it is sent: one line, with tokens where it has marks.

    `is_name`: a byline or a credit, which may well come back as it was, and is no sentence to be checked as one.
    `kept`: words in it that are not translated.
    """

    sent: str
    is_name: bool = False
    kept: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The text without tokens."""
        return plain(self.sent)


def line_of(text: str, *, is_name: bool = False, kept: tuple[str, ...] = ()) -> Line:
    """Return `text` as a line: its line breaks and runs of spaces become single spaces."""
    return Line(" ".join(text.split()), is_name=is_name, kept=kept)


def tidy(answer: str, source: str) -> str:
    """Return a line of an answer without invisible characters, and with entities undone that `source` has not."""
    text = _INVISIBLE.sub("", answer)
    if _ENTITY.search(text) and not _ENTITY.search(source):
        text = html.unescape(text)
    return " ".join(text.split())


def packs(lines: Sequence[Line], fits: Fits, *, most: int | None = None) -> Iterator[list[Line]]:
    """Yield `lines` in order, in as few packs as `fits` allows, of `most` lines each at the most.

    Each line has to fit by itself, and of lines that fit, fewer do too.
    """
    start = 0
    while start < len(lines):
        pack = list(lines[start : start + (most or len(lines))])
        pack = pack[: _how_many([line.sent for line in pack], fits)]
        yield pack
        start += len(pack)


def _how_many(texts: Sequence[str], fits: Fits) -> int:
    """Return how many of `texts`, from the first on, fit together; one at the least."""
    # Each question costs as much as its texts are long, and most often all of them fit.
    if fits(texts):
        return len(texts)
    return bisect_left(range(2, len(texts)), True, key=lambda number: not fits(texts[:number])) + 1  # noqa: FBT003


def cut(line: Line, fits: Fits) -> list[Line]:
    """Return `line` cut between sentences into lines that fit, as few as possible; empty where a sentence does not."""
    parts: list[str] = []
    for sentence in pieces(line.sent, "en"):
        if not fits([sentence.strip()]):
            return []
        if parts and fits([parts[-1] + sentence]):
            parts[-1] += sentence
        else:
            parts.append(sentence)
    return [line_of(part, is_name=line.is_name, kept=line.kept) for part in parts]
