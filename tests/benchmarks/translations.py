"""Corpora of translations by people, and by engines, to measure the checks on: read, halved, cut into paragraphs."""

import html
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Pair = tuple[str, str]
_SENTENCE = re.compile(r"""[.!?…]["”’')\]]*$""")


class Corpus(NamedTuple):
    """Documents of (English, Arabic) sentences, translated by people; and what engines made of some of them.

    `ids` has for each sentence of the documents the file and the line that it stands in, "flores-dev:12".
    """

    documents: list[list[Pair]]
    ids: list[list[str]]
    engines: dict[str, list[Pair]]


def read(folder: Path) -> Corpus:
    """Read the corpus in `folder`; the sentences of FLORES come as documents of three, as they were collected.

    `folder` holds `flores/flores-dev.en`, `.ar` and `.ENGINE.ar`, and `ntrex/` with DOCUMENT_IDS.tsv, or either.
    """
    documents: list[list[Pair]] = []
    ids: list[list[str]] = []
    engines: dict[str, list[Pair]] = {}
    for english in sorted(folder.glob("flores/*.en")):
        sources = _lines(english)
        pairs = list(zip(sources, _lines(english.with_suffix(".ar")), strict=True))
        documents += [pairs[i : i + 3] for i in range(0, len(pairs), 3)]
        names = [f"{english.stem}:{line}" for line in range(1, len(pairs) + 1)]
        ids += [names[i : i + 3] for i in range(0, len(names), 3)]
        for path in sorted(folder.glob(f"flores/{english.stem}.*.ar")):
            answers = [html.unescape(line) for line in _lines(path)]
            engines.setdefault(path.suffixes[0][1:], []).extend(zip(sources, answers, strict=True))
    for table in sorted(folder.glob("ntrex/DOCUMENT_IDS.tsv")):
        source, target = next(table.parent.glob("*src.eng*")), next(table.parent.glob("*arb*"))
        named: dict[str, list[tuple[str, Pair]]] = {}
        rows = zip(_lines(table), _lines(source), _lines(target), strict=True)
        for line, (name, english_text, arabic) in enumerate(rows, 1):
            sentence = f"{source.name.partition('-')[0]}:{line}", (english_text, arabic)
            named.setdefault(name.split("\t")[0], []).append(sentence)
        documents += [[pair for _, pair in sentences] for sentences in named.values()]
        ids += [[name for name, _ in sentences] for sentences in named.values()]
    return Corpus(documents, ids, engines)


def halved(corpus: Corpus, half: str) -> Corpus:
    """Return every second document of `corpus`, `even` or `odd`, with what engines made of the same."""
    first = 0 if half == "even" else 1
    engines = {
        name: [pair for at, pair in enumerate(pairs) if at // 3 % 2 == first] for name, pairs in corpus.engines.items()
    }
    return Corpus(corpus.documents[first::2], corpus.ids[first::2], engines)


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text("utf-8").rstrip("\n").split("\n")]


def paragraphs(documents: list[list[Pair]], rng: random.Random) -> Iterator[list[Pair]]:
    """Yield the documents cut into paragraphs of two to four sentences; headlines are no part of a paragraph."""
    for lines in documents:
        document = [pair for pair in lines if _SENTENCE.search(pair[0])]
        at = 0
        while at + 2 <= len(document):
            size = rng.randint(2, 4)
            yield document[at : at + size]
            at += size


def joined(sentences: list[Pair]) -> Pair:
    """Return the paragraph that `sentences` make."""
    return " ".join(source for source, _ in sentences), " ".join(target for _, target in sentences)
