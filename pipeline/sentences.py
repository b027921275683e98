"""Sentences of a text, with their places; sentencex finds them, in English and in Arabic."""

from itertools import accumulate, pairwise
from typing import NamedTuple

import sentencex

# What the library is not given, each for a space. It splits no sentences within quotation marks, and a quotation of
# several is to be split. It panics at some spaces that are not ASCII («J.\u00a0Smith», version 1.0.32), and takes
# no lone surrogates.
_SPACES = [code for code in range(0x80, 0x3001) if chr(code).isspace()]
_FOR_THE_LIBRARY = dict.fromkeys([*map(ord, '"“”„«»'), *_SPACES, *range(0xD800, 0xE000)], " ")


class Sentence(NamedTuple):
    """A sentence, in code points of its text, without the space around it."""

    start: int
    end: int


def pieces(text: str, language: str) -> list[str]:
    """Return `text` cut between its sentences; joined, the pieces are the text again."""
    ends = list(accumulate(map(len, _pieces(text, language))))
    return [text[start:end] for start, end in pairwise([0, *ends])]


def _pieces(text: str, language: str) -> list[str]:
    return list(sentencex.segment(language, text.translate(_FOR_THE_LIBRARY)))


def split(text: str, language: str) -> list[Sentence]:
    """Return the sentences of `text`, in order, less the quotation marks around them.

    A text that ends without a full stop ends with a sentence.
    """
    sentences = []
    start = 0
    for piece in _pieces(text, language):
        end = start + len(piece)
        stripped = piece.strip()
        if any(character.isalnum() for character in stripped):
            begin = start + len(piece) - len(piece.lstrip())
            sentences.append(Sentence(begin, begin + len(stripped)))
        start = end
    return sentences
