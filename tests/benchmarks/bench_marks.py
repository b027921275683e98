"""Counts what becomes of links and emphasis on the way through an engine.

    PYTHONPATH=.:tests python tests/benchmarks/bench_marks.py [CORPUS_DIR --emulator URL] [--articles 1000] [--show]

First the marks aligned by hand in tests/stages/translate/aligned. right: on exactly the right words; flagged: on the
whole sentence, and counted as such; wrong: all else; broken: of a text that is not what the engine said; overlap: the
mean F1 of the words that a mark stands on and the right ones, 0 for flagged ones.

With an emulator, which answers POST /__config and /__reset, articles are made of sentences of CORPUS_DIR
(ntrex/newstest2019-src.eng.txt), with links, emphasis and marks within marks, and with an address in each. They are
sent while the emulator mangles and strips tokens, at several rates. kept: marks that the Arabic has again; flagged:
those of them on the whole text, counted as such; broken: texts that differ in letters or digits from the answer
without faults and without marks, or have pieces of tokens.
"""

import argparse
import contextlib
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import httpx
from aligned_marks import PARTS, outcomes, sentences
from benchmarks.bench_translation import NOW, Notebook, article, letters_of

from pipeline.engines import Engine, build
from pipeline.model import Article, Mark, MarkKind, Segment, TextBlock
from pipeline.settings.engines import EngineSettings
from pipeline.stages.translate import translate
from pipeline.stages.translate.tokens import is_clean

SENTENCES, AT_ONCE = 6, 8
# How often the emulator mangles and strips the tokens of a request, for each quarter of the articles.
RATES = ({"mangle_tags": 0.5}, {"strip_tags": 0.5}, {"mangle_tags": 0.5, "strip_tags": 0.5}, {"strip_tags": 1.0})
ADDRESSES = "https://example.org/a?b=c desk@example.org @newsdesk #elections".split()
KINDS: tuple[MarkKind, ...] = ("link", "strong", "emphasis")


def measure_aligned(*, shown: bool) -> None:
    """Print what becomes of the marks aligned by hand, for each part and for all of them."""
    found = {part: [o for sentence in sentences(part) for o in outcomes(sentence)] for part in PARTS}
    found["all"] = list(chain(*found.values()))
    for part, of_part in found.items():
        verdicts = Counter(outcome.verdict for outcome in of_part)
        overlap = sum(outcome.overlap for outcome in of_part if not outcome.flagged) / len(of_part)
        counted = ", ".join(f"{name} {verdicts[name]}" for name in ("right", "flagged", "wrong", "broken"))
        print(
            f"aligned by hand, {part}: {len(of_part)} marks, {counted}: {verdicts['right'] / len(of_part):.1%} right,"
        )
        print(f"  overlap {overlap:.3f}")
    for outcome in found["all"] if shown else ():
        if outcome.verdict != "right":
            print(f"  {outcome.verdict}: {outcome.words} → {outcome.stands_on}")


def documents(corpus: Path, count: int) -> Iterator[Article]:
    """Yield `count` articles of sentences of the corpus, chosen anew for each, without marks."""
    lines = (corpus / "ntrex/newstest2019-src.eng.txt").read_text("utf-8").splitlines()
    chance = random.Random(7)  # noqa: S311  # which sentences are taken is no secret
    for number in range(count):
        *said, last = chance.sample(lines, SENTENCES + 2)
        yield article(f"marks{number}", [*said, f"{last} {chance.choice(ADDRESSES)}"])


def with_marks(document: Article, chance: random.Random) -> Article:
    """Return `document` with one to three marks on each paragraph, some of them within others."""
    blocks = []
    for block in document.blocks:
        spans = [match.span() for match in re.finditer(r"\S+", block.text)] if isinstance(block, TextBlock) else []
        marks: list[Mark] = []
        for _ in range(chance.randint(1, 3) if spans else 0):
            first = chance.randrange(len(spans))
            last = min(len(spans) - 1, first + chance.randrange(5))
            marks.append(_mark(chance.choice(KINDS), spans[first][0], spans[last][1]))
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        blocks.append(block.model_copy(update={"marks": tuple(marks)}))
    return document.model_copy(update={"blocks": tuple(blocks)})


def _mark(kind: MarkKind, start: int, end: int) -> Mark:
    return Mark(kind=kind, start=start, end=end, href="https://example.org/link" if kind == "link" else None)


def run(texts: Sequence[Article], engine: Engine) -> list[tuple[Segment, ...]]:
    """Return the segments of each article, translated."""

    def one(document: Article) -> tuple[Segment, ...]:
        return translate(document, engines=[engine], memory=Notebook(), now=NOW).segments

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, texts))


def engine_at(emulator: str, faults: dict[str, float]) -> Engine:
    """Return an engine that asks the emulator, which answers at once and makes `faults` from now on."""
    configuration = {"seed": 1, "fault": faults, "latency": 0.0}
    httpx.post(f"{emulator}/__config", json=configuration).raise_for_status()
    httpx.post(f"{emulator}/__reset").raise_for_status()
    return build("engine", EngineSettings(kind="google", base_url=f"{emulator}/m", backoff=0.05))


@contextlib.contextmanager
def without_latency(emulator: str) -> Iterator[None]:
    """Give the emulator its latency back at the end, or whoever measures seconds with it next is misled."""
    before = httpx.post(f"{emulator}/__config", json={}).raise_for_status().json()
    try:
        yield
    finally:
        restored = {"latency": before["latency"], "fault": before["fault"]}
        httpx.post(f"{emulator}/__config", json=restored).raise_for_status()


def measure_generated(corpus: Path, emulator: str, count: int, *, shown: bool) -> None:
    """Print what becomes of the marks of generated articles, for each quarter of them with its faults."""
    plain = list(documents(corpus, count))
    with engine_at(emulator, {}) as engine:
        right = run(plain, engine)
    chance = random.Random(11)  # noqa: S311  # which words are marked is no secret
    marked = [with_marks(document, chance) for document in plain]
    size = -(-count // len(RATES))
    for number, faults in enumerate(RATES):
        quarter = slice(number * size, (number + 1) * size)
        with engine_at(emulator, faults) as engine:
            found = run(marked[quarter], engine)
        pairs = list(zip(chain(*right[quarter]), chain(*found), strict=True))
        broken = [(truth, segment) for truth, segment in pairs if _is_broken(truth, segment)]
        segments = [segment for _, segment in pairs]
        said = ", ".join(f"{name} {rate}" for name, rate in faults.items())
        print(f"{said}: {len(found)} articles, {_count(segments)}; broken {len(broken)} of {len(segments)} texts")
        for truth, segment in broken if shown else ():
            print(f"  {segment.source.text}\n    right: {truth.target.text}\n    broken: {segment.target.text}")


def _count(segments: Sequence[Segment]) -> str:
    wanted = sum(len(segment.source.marks) for segment in segments)
    kept = sum(len(segment.target.marks) for segment in segments)
    addresses = [(segment, a) for segment in segments for a in ADDRESSES if segment.source.text.endswith(f" {a}")]
    as_it_was = sum(address in segment.target.text for segment, address in addresses)
    unplaced = sum(segment.unplaced_marks for segment in segments)
    return (
        f"{wanted} marks, kept {kept} ({kept / wanted:.1%}), of them flagged {unplaced};"
        f" addresses as they were {as_it_was} of {len(addresses)}"
    )


def _is_broken(truth: Segment, segment: Segment) -> bool:
    return letters_of(truth.target.text) != letters_of(segment.target.text) or not is_clean(segment.target.text)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--emulator", help="a translation emulator's URL")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--show", action="store_true", help="print what is not right")
    arguments = parser.parse_args()
    measure_aligned(shown=arguments.show)
    if arguments.corpus and arguments.emulator:
        with without_latency(arguments.emulator):
            measure_generated(arguments.corpus, arguments.emulator, arguments.articles, shown=arguments.show)


if __name__ == "__main__":
    main()
