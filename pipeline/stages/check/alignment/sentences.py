"""Sentences of a text, with their places; sentencex finds them, in English and in Arabic."""

from typing import NamedTuple

import sentencex


class Sentence(NamedTuple):
    """A sentence, in code points of its text, without the space around it."""

    start: int
    end: int


def split(text: str, language: str) -> list[Sentence]:
    """Return the sentences of `text`, in order; a text that ends without a full stop ends with a sentence."""
    sentences = []
    start = 0
    for piece in sentencex.segment(language, text):
        end = start + len(piece)
        stripped = piece.strip()
        if any(character.isalnum() for character in stripped):
            begin = start + len(piece) - len(piece.lstrip())
            sentences.append(Sentence(begin, begin + len(stripped)))
        start = end
    return sentences
