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


# Where the library ends an English sentence though it goes on: Ms. Davis · approx. 5 · i.e. never
_ABBREVIATED = re.compile(r"\b(?:Ms|Mx|Atty|Vol|approx|e\.g|i\.e)\.\s*$")
# “Why? ” she asked. · but not: Who won? iPhone users.
_GOES_ON = re.compile(r"\s*[a-z]+(?![\w'’-]*[A-Z])")
# non-U. S. Arctic: what it cuts within an abbreviation stands without a space.
_INITIAL, _NEXT_INITIAL = re.compile(r"[A-Z]\.$"), re.compile(r"[A-Z]\.")


class Sentence(NamedTuple):
    """A sentence, in code points of its text, without the space around it."""

    start: int
    end: int


def pieces(text: str, language: str) -> list[str]:
    """Return `text` cut between its sentences; joined, the pieces are the text again."""
    ends = list(accumulate(map(len, _pieces(text, language))))
    return [text[start:end] for start, end in pairwise([0, *ends])]


def _pieces(text: str, language: str) -> list[str]:
    found = sentencex.segment(language, _NOT_FOR_THE_LIBRARY.sub(" ", text))
    if language != "en":
        return list(found)
    pieces: list[str] = []
    for piece in found:
        if pieces and _is_one(pieces[-1], piece):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _is_one(piece: str, following: str) -> bool:
    """Tell whether the sentence that `piece` belongs to goes on in `following`."""
    if _ABBREVIATED.search(piece) or _GOES_ON.match(following):
        return True
    return bool(_INITIAL.search(piece) and _NEXT_INITIAL.match(following))


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
