"""Sentences of a text, with their places; sentencex finds them, in English and in Arabic."""

import re
from itertools import accumulate, pairwise
from typing import NamedTuple

import sentencex

# What the library is not given, each for a space. It splits no sentences within quotation marks, and a quotation of
# several is to be split. It panics at some spaces that are not ASCII («J.\u00a0Smith», version 1.0.32), and takes
# no lone surrogates.
_SPACES = "".join(chr(code) for code in range(0x80, 0x3001) if chr(code).isspace())
_NOT_FOR_THE_LIBRARY = re.compile(f'["“”„«»{_SPACES}\ud800-\udfff]')


class Sentence(NamedTuple):
    """A sentence, in code points of its text, without the space around it."""

    start: int
    end: int


def pieces(text: str, language: str) -> list[str]:
    """Return `text` cut between its sentences; joined, the pieces are the text again."""
    ends = list(accumulate(map(len, _pieces(text, language))))
    return [text[start:end] for start, end in pairwise([0, *ends])]


def _pieces(text: str, language: str) -> list[str]:
    return list(sentencex.segment(language, _NOT_FOR_THE_LIBRARY.sub(" ", text)))


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
