"""Fit the weights by which the checks tell a text that is cut, and print them as the table that they are kept in.

    PYTHONPATH=tests python tests/benchmarks/fit_truncation.py CORPUS_DIR > weights.toml

They live in pipeline/stages/check/cut/weights.toml. CORPUS_DIR is as `translations.read` has it. Of its documents every
second is fitted on, so that bench_checks.py --half odd measures on sentences that the weights know nothing of. Examples
of cut texts are human translations less the last 15 in 100 of their words; examples of whole ones the same without
their full stop, and two sentences that translators made one, or that are made one here as translators do. All by
logistic regression, with a small penalty on weights; its bias is then moved to where a fixed share of the cut is found.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from benchmarks.faults import FAULTS
from benchmarks.translations import Pair, halved, joined, paragraphs, read

from pipeline.stages.check.checks import truncation
from pipeline.stages.check.cut.expectation import makings
from pipeline.stages.check.cut.model import odds
from pipeline.stages.check.pair import Pair as Read

# Two sentences made one by a translator, as often as each is seen.
_LINKS = ("، و", " و", "، ف", "، حيث ", "، كما ", "، ")
_SHORTEST = 30
_PENALTY = 1.0
_STEPS = 12
# The share of the cut examples that is to have odds above 0. Of all cut sentences 90 in 100 are to be found, and some
# of them give no example: a closing quotation mark or bracket stands at their end.
_FOUND = {"at_the_end": 0.914, "between": 0.93}
# How much an example counts: there are few sentences that translators made one, and many that are made one here.
_MADE_ONE_HERE, _MADE_ONE_BY_ENGINES, _MADE_ONE_BY_PEOPLE = 0.5, 3.0, 20.0
_RECORDED = ("google", "microsoft", "nllb", "opusmt", "bergamot-base")


class Example(NamedTuple):
    """The signs of a text, whether it is cut, and how much it counts."""

    signs: dict[str, float]
    cut: bool
    weight: float = 1.0


def ends(documents: list[list[Pair]]) -> Iterator[Example]:
    """Yield the ends of texts, cut and whole."""
    cut, _ = FAULTS["truncated"]
    for source, target in (pair for document in documents for pair in document):
        broken = cut(source, target, random.Random(0))  # noqa: S311 - the fault leaves nothing to chance
        for text, is_cut in ((broken, True), (target.rstrip().rstrip(".؟!"), False)):
            pair = Read(source, text or "")
            if text and text != target and pair.target_words and truncation.lacks_its_end(pair):
                yield Example(truncation.signs_at_the_end(pair), is_cut)


def joints(documents: list[list[Pair]], engines: list[Pair]) -> Iterator[Example]:
    """Yield pairs of sentences that are one in Arabic: the first is cut, or they were made one."""
    cut, _ = FAULTS["truncated"]
    rng = random.Random(5)  # noqa: S311 - examples are to be the same each time, not secret
    for sentences in (part for _ in range(2) for part in paragraphs(documents, rng)):
        for at, ((source, target), (following, after)) in enumerate(pairwise(sentences)):
            broken = cut(source, target, rng)
            if broken:
                yield from _run_together([*sentences[:at], (source, broken), *sentences[at + 1 :]], cut=True, weight=1)
                one = (f"{source} {following}", _made_one(target, after, rng))
                yield from _run_together([*sentences[:at], one, *sentences[at + 2 :]], cut=False, weight=_MADE_ONE_HERE)
    for pair in engines:
        yield from _run_together([pair], cut=False, weight=_MADE_ONE_BY_ENGINES)
    for pair in (pair for document in documents for pair in document):
        yield from _run_together([pair], cut=False, weight=_MADE_ONE_BY_PEOPLE)


def _run_together(sentences: list[Pair], *, cut: bool, weight: float) -> Iterator[Example]:
    pair = Read(*joined(sentences))
    found = [
        signs
        for bead in pair.beads
        if len(bead.target) == 1
        for told in range(1, len(bead.source))
        if (signs := truncation.signs_between(pair, bead, told))
    ]
    for signs in found:
        yield Example(signs, cut, weight / len(found))


def _made_one(first: str, second: str, rng: random.Random) -> str:
    links = ("، ", " ") if second.startswith("و") else _LINKS
    return f"{first.rstrip(' .')}{rng.choice(links)}{second}"


def lengths(documents: list[list[Pair]]) -> dict[str, float]:
    """Return how many characters of Arabic each part of the English becomes, by least squares."""
    rows, values = [], []
    for source, target in (pair for document in documents for pair in document if len(pair[0]) >= _SHORTEST):
        made = makings(Read(source, target), 0, len(source))
        scale = 1 / sqrt(len(source))
        rows.append([scale * value for value in made.values()])
        values.append(scale * len(target))
        names = list(made)
    return dict(zip(names, _solved(_normal(rows, [1.0] * len(rows)), _times(rows, values)), strict=True))


def logistic(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights of a logistic regression by Newton's method; cut and whole count the same in all."""
    names = list(examples[0].signs)
    scales = [_spread([example.signs[name] for example in examples]) for name in names]
    rows = [[1.0, *(e.signs[name] / scale for name, scale in zip(names, scales, strict=True))] for e in examples]
    share = {cut: sum(e.weight for e in examples if e.cut == cut) for cut in (True, False)}
    counts = [len(examples) / 2 * e.weight / share[e.cut] for e in examples]
    weights = [0.0] * len(rows[0])
    for _ in range(_STEPS):
        guesses = [1 / (1 + exp(-sum(w * x for w, x in zip(weights, row, strict=True)))) for row in rows]
        errors = [count * (e.cut - p) for count, e, p in zip(counts, examples, guesses, strict=True)]
        slope = [g - _PENALTY * w for g, w in zip(_times(rows, errors), weights, strict=True)]
        curve = _normal(rows, [count * p * (1 - p) for count, p in zip(counts, guesses, strict=True)])
        weights = [w + step for w, step in zip(weights, _solved(curve, slope), strict=True)]
    return {"bias": weights[0]} | {n: w / s for n, w, s in zip(names, weights[1:], scales, strict=True)}


def placed(weights: dict[str, float], examples: Sequence[Example], share: float) -> dict[str, float]:
    """Return `weights` with the bias at which `share` of the cut examples have odds above 0."""
    above = sorted((odds(weights, example.signs) for example in examples if example.cut), reverse=True)
    return weights | {"bias": weights["bias"] - above[int(share * len(above))]}


def _spread(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / len(values)) or 1.0


def _normal(rows: list[list[float]], counts: list[float]) -> list[list[float]]:
    """Return the matrix of the normal equations, each row counted as often as `counts` says, with the penalty."""
    size = len(rows[0])
    matrix = [[_PENALTY * (i == j) for j in range(size)] for i in range(size)]
    for row, count in zip(rows, counts, strict=True):
        filled = [(i, value) for i, value in enumerate(row) if value]
        for i, value in filled:
            line, scaled = matrix[i], value * count
            for j, other in filled:
                line[j] += scaled * other
    return matrix


def _times(rows: list[list[float]], values: list[float]) -> list[float]:
    return [sum(row[i] * value for row, value in zip(rows, values, strict=True)) for i in range(len(rows[0]))]


def _solved(matrix: list[list[float]], values: list[float]) -> list[float]:
    """Return the solution of linear equations by elimination; `matrix` is positive definite."""
    lines = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for i in range(len(lines)):
        pivot = lines[i] = [value / lines[i][i] for value in lines[i]]
        for j, line in enumerate(lines):
            if j != i and line[i]:
                factor = line[i]
                lines[j] = [a - factor * b for a, b in zip(line, pivot, strict=True)]
    return [line[-1] for line in lines]


def main() -> None:
    """Print the tables; weights.toml must hold lengths for the others to be fitted, so run it twice if they change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", choices=("even", "odd"), default="even", help="the documents to fit on")
    options = parser.parse_args()
    corpus = halved(read(options.corpus), options.half)
    engines = [pair for name in _RECORDED for pair in corpus.engines.get(name, [])]
    print("# Fitted by tests/benchmarks/fit_truncation.py; see there on what, and how. Not to be edited by hand.")
    tables = {"length": lengths(corpus.documents)}
    seen = {"at_the_end": list(ends(corpus.documents)), "between": list(joints(corpus.documents, engines))}
    tables |= {name: placed(logistic(examples), examples, _FOUND[name]) for name, examples in seen.items()}
    for table, weights in tables.items():
        print(f"\n[{table}]")
        print("\n".join(f"{name} = {weight:.3f}" for name, weight in weights.items()))


if __name__ == "__main__":
    main()
