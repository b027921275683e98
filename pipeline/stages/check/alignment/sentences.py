"""Sentences of a text, with their places; sentencex finds them, in English and in Arabic."""

from typing import NamedTuple

import sentencex

# The library splits no sentences within quotation marks; a quotation of several sentences is to be split.
_UNQUOTED = str.maketrans(dict.fromkeys('"“”„«»', " "))


class Sentence(NamedTuple):
    """A sentence, in code points of its text, without the space around it."""

    start: int
    end: int


def split(text: str, language: str) -> list[Sentence]:
    """Return the sentences of `text`, in order, less the quotation marks around them.

    A text that ends without a full stop ends with a sentence.
    """
    sentences = []
    start = 0
    for piece in sentencex.segment(language, text.translate(_UNQUOTED)):
        end = start + len(piece)
        stripped = piece.strip()
        if any(character.isalnum() for character in stripped):
            begin = start + len(piece) - len(piece.lstrip())
            sentences.append(Sentence(begin, begin + len(stripped)))
        start = end
    return sentences
