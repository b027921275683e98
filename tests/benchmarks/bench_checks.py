"""Measure the checks on a corpus of translations: false alarms, recall on injected faults, speed (in time of the
processor), engines compared.

    PYTHONPATH=tests python tests/benchmarks/bench_checks.py CORPUS_DIR

CORPUS_DIR is as `translations.read` has it. Faults are injected into human translations by fixed seeds, in single
sentences and within paragraphs of two to four. A fault counts as found where a `hold` flag stands that the text without
the fault has not; for faults marked * a note counts too.

Translations by people that are held are named; those that a person has judged truly wrong may be listed in a file, an
id a line, so that the table tells alarms from false ones: --wrong FILE.
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.faults import FAULTS, Fault
from benchmarks.translations import Corpus, Pair, halved, joined, paragraphs, read

from pipeline.model import Flag
from pipeline.stages.check import check_document, check_pair

# A document of fewer sentences is an excerpt.
_DOCUMENT = 4


def _random(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - faults are to be the same each time, not secret


def _counts(flags: list[Flag], *, notes: bool) -> Counter[str]:
    """Count the flags of each code, notes among them where they count."""
    return Counter(flag.code for flag in flags if notes or flag.severity == "hold")


class Tally:
    """What was tried and what was found, and the first that was not."""

    def __init__(self) -> None:
        self.tried = 0
        self.found = 0
        self.missed: list[Pair] = []

    def count(self, before: list[Flag], after: list[Flag], pair: Pair, *, notes: bool) -> None:
        """Count a fault as found where `after` has flags of the gravity asked for that `before` has not."""
        self.tried += 1
        ours, theirs = (_counts(flags, notes=notes) for flags in (after, before))
        if ours - theirs:
            self.found += 1
        else:
            self.missed.append(pair)

    @property
    def recall(self) -> float:
        """Return the share that was found."""
        return self.found / self.tried if self.tried else 0.0


def recall(documents: list[list[Pair]], fault: Fault, *, notes: bool) -> tuple[Tally, Tally]:
    """Return what is found of `fault` in single sentences and in paragraphs; texts flagged already are left out."""
    single, within = Tally(), Tally()
    rng = _random(7)
    for source, target in (pair for document in documents for pair in document):
        broken = fault(source, target, rng)
        if broken is not None and broken != target:
            before = check_pair(source, target)
            if not _counts(before, notes=notes):
                single.count(before, check_pair(source, broken), (source, broken), notes=notes)
    for sentences in paragraphs(documents, rng):
        for index in rng.sample(range(len(sentences)), len(sentences)):
            broken = fault(*sentences[index], rng)
            if broken is None or broken == sentences[index][1]:
                continue
            before = check_pair(*joined(sentences))
            pair = joined([*sentences[:index], (sentences[index][0], broken), *sentences[index + 1 :]])
            if not _counts(before, notes=notes):
                within.count(before, check_pair(*pair), pair, notes=notes)
            break
    return single, within


def structural(documents: list[list[Pair]]) -> dict[str, tuple[Tally, float]]:
    """Return what is found of faults that concern whole sentences."""
    rng = _random(11)
    tallies = {
        name: (Tally(), goal)
        for name, goal in (
            ("dropped sentence of 2", 0.95),
            ("dropped sentence of 3", 0.95),
            ("dropped sentence of 4", 0.95),
            ("unrelated target", 0.9),
            ("unrelated within", 0.9),
            ("neighbours exchanged", 0.95),
            ("exchanged within", 0.95),
        )
    }
    every = [pair for document in documents for pair in document]
    for source, target in every:
        other = rng.choice(every)[1]
        if other != target:
            _try(tallies["unrelated target"][0], [(source, target)], [(source, other)])
    for sentences in paragraphs(documents, rng):
        if len(sentences) == 1:
            continue
        whole = [joined(sentences)]
        for at, (source, _) in enumerate(sentences):
            rest = [*sentences[:at], (source, ""), *sentences[at + 1 :]]
            _try(tallies[f"dropped sentence of {len(sentences)}"][0], whole, [joined(rest)])
        at = rng.randrange(len(sentences))
        strange = [*sentences[:at], (sentences[at][0], rng.choice(every)[1]), *sentences[at + 1 :]]
        _try(tallies["unrelated within"][0], whole, [joined(strange)])
        at = rng.randrange(len(sentences) - 1)
        (a, x), (b, y) = sentences[at : at + 2]
        swapped = [*sentences[:at], (a, y), (b, x), *sentences[at + 2 :]]
        _try(tallies["neighbours exchanged"][0], sentences, swapped)
        _try(tallies["exchanged within"][0], whole, [joined(swapped)])
    return tallies


def _try(tally: Tally, good: list[Pair], broken: list[Pair]) -> None:
    before = check_document(good)
    if not any(flag.severity == "hold" for flag in before):
        tally.count(before, check_document(broken), broken[0], notes=False)


def false_alarms(documents: list[list[Pair]], *, show: bool) -> None:
    """Print how often the human translations are flagged, and by which checks."""
    codes: Counter[str] = Counter()
    sentences = held = noted = documents_held = 0
    for document in documents:
        flags = check_document(document)
        holds = {flag.segment for flag in flags if flag.severity == "hold"}
        notes = {flag.segment for flag in flags if flag.segment is not None} - holds
        codes.update(f"{flag.severity} {flag.code}" for flag in flags)
        sentences += len(document)
        held += len(holds)
        noted += len(notes)
        documents_held += bool(holds)
        for flag in flags if show else ():
            if flag.severity == "hold" and flag.segment is not None:
                print(f"  {flag.code}: {flag.detail}\n    {document[flag.segment][0]}\n    {document[flag.segment][1]}")
    print(f"sentences {sentences}: held {held / sentences:.2%}, noted {noted / sentences:.2%}")
    print(f"documents {len(documents)}: held {documents_held / len(documents):.1%}")
    print("  " + ", ".join(f"{code} {count}" for code, count in codes.most_common()))


def name_held(corpus: Corpus, wrong: frozenset[str]) -> None:
    """Print the ids of the human translations that are held, and how many of them and of the documents are `wrong`."""
    beyond = right = spoiled = 0
    for document, ids in zip(corpus.documents, corpus.ids, strict=True):
        holds: dict[str, set[str]] = {}
        for flag in check_document(document):
            if flag.severity == "hold" and flag.segment is not None:
                holds.setdefault(ids[flag.segment], set()).add(flag.code)
        for name, codes in holds.items():
            print(f"  held {name}: {', '.join(sorted(codes))}{' (truly wrong)' if name in wrong else ''}")
        falsely = [name for name in holds if name not in wrong]
        beyond += len(falsely)
        if len(document) >= _DOCUMENT and wrong.isdisjoint(ids):
            right += 1
            spoiled += bool(falsely)
    found = sum(name in wrong for ids in corpus.ids for name in ids)
    print(f"  beyond the {found} that were judged wrong: {beyond}; documents without one {right}, held {spoiled}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", choices=("even", "odd"), help="measure on every second document only")
    parser.add_argument("--wrong", type=Path, help="a file with the ids of human translations that are truly wrong")
    parser.add_argument("--show-holds", action="store_true", help="print the human translations that are held")
    parser.add_argument("--show-missed", metavar="FAULT", help="print the injected faults of one kind not found")
    options = parser.parse_args()
    corpus = read(options.corpus)
    if not corpus.documents:
        sys.exit(f"{options.corpus} holds no corpus. Next: name a folder with flores/ or ntrex/ in it")
    if options.half:
        corpus = halved(corpus, options.half)
    for name, documents in (
        ("all", corpus.documents),
        ("documents of four sentences or more", [d for d in corpus.documents if len(d) >= _DOCUMENT]),
    ):
        print(f"human translations, {name}")
        false_alarms(documents, show=options.show_holds and name == "all")
    name_held(corpus, frozenset(options.wrong.read_text("utf-8").split() if options.wrong else ()))
    glued = [[joined(sentences)] for sentences in paragraphs(corpus.documents, _random(3))]
    print("human translations, joined to paragraphs")
    false_alarms(glued, show=options.show_holds)
    _print_recall(corpus.documents, options.show_missed)
    _print_speed(corpus.documents)
    _print_engines(corpus.engines)


def _print_recall(documents: list[list[Pair]], show: str | None) -> None:
    print(f"\n{'fault':24}{'goal':>6}{'single':>9}{'n':>6}{'within':>9}{'n':>6}")
    for name, (fault, goal) in FAULTS.items():
        single, within = recall(documents, fault, notes=name.endswith("*"))
        print(f"{name:24}{goal:6.0%}{single.recall:9.1%}{single.tried:6}{within.recall:9.1%}{within.tried:6}")
        _print_missed(single.missed + within.missed if show == name else [])
    for name, (tally, goal) in structural(documents).items():
        print(f"{name:24}{goal:6.0%}{tally.recall:9.1%}{tally.tried:6}")
        _print_missed(tally.missed if show == name else [])


def _print_missed(pairs: list[Pair]) -> None:
    for source, target in pairs[:60]:
        print(f"    {source}\n    {target}")


def _print_speed(documents: list[list[Pair]]) -> None:
    every = [pair for document in documents for pair in document]
    began = time.process_time()
    for source, target in every:
        check_pair(source, target)
    print(f"\n{len(every) / (time.process_time() - began):.0f} sentences a second")
    for size in (100, 1000):
        began = time.process_time()
        check_document(every[:size])
        print(f"a document of {size} sentences in {(time.process_time() - began) * 1000:.0f} ms")


def _print_engines(engines: dict[str, list[Pair]]) -> None:
    """Print the engines from the fewest flags to the most, and with what share of sentences held."""
    found = {name: [check_pair(*pair) for pair in pairs] for name, pairs in engines.items()}
    flags = {name: sum(map(len, of)) / len(of) for name, of in found.items()}
    print("\nengines, ranked by their flags a sentence")
    for rank, name in enumerate(sorted(flags, key=flags.__getitem__), 1):
        held = sum(any(flag.severity == "hold" for flag in of) for of in found[name]) / len(found[name])
        print(f"{rank} {name:16} flags a sentence {flags[name]:.3f}   held {held:6.1%}")


if __name__ == "__main__":
    main()
