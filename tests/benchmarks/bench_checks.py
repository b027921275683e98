"""Measure the checks on a corpus of translations: false alarms, recall on injected faults, speed (in time of the
processor), engines compared.

    python tests/benchmarks/bench_checks.py CORPUS_DIR

CORPUS_DIR holds `flores/flores-dev.en`, `.ar` and `.ENGINE.ar`, and `ntrex/` with DOCUMENT_IDS.tsv, or either of
the two. Faults are injected into human translations by fixed seeds, in single sentences and within paragraphs of
two to four. A fault counts as found where a `hold` flag stands that the text without the fault has not; for
faults marked * a note counts too.
"""

import argparse
import html
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.model import Flag
from pipeline.stages.check import check_document, check_pair

Pair = tuple[str, str]
Fault = Callable[[str, str, random.Random], str | None]

_SPELLED = (
    "ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split(),
    "ثلاث أربع خمس ست سبع ثماني تسع عشر".split(),
    "عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين".split(),
    "الثالث الرابع الخامس السادس السابع الثامن".split(),
)
_SCALES = (("ألف", "مليون", "مليار"), ("آلاف", "ملايين", "مليارات"))
_CURRENCIES = ("دولار", "يورو", "جنيه", "روبية")
_MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
_WEEKDAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
_NAMES = "ترامب جون ديفيد مايكل أوباما كلينتون بوتين جيمس روبرت ماري سميث جورج واشنطن لندن باريس توماس".split()
_NAMES += "كافانو فورد وليام هاري بيتر بومبيو كيم ماركوس نادال ميسي تشيلسي ليفربول بيونغيانغ".split()
_FLIPPED = {"قالت": "قال", "قال": "قالت", "أضافت": "أضاف", "أضاف": "أضافت", "صرحت": "صرح", "صرح": "صرحت"}
_FLIPPED |= {"ذكرت": "ذكر", "ذكر": "ذكرت", "أخبرت": "أخبر", "أخبر": "أخبرت", "أكدت": "أكد", "أكد": "أكدت"}
_FLIPPED |= {"أوضحت": "أوضح", "أوضح": "أوضحت", "تابعت": "تابع", "تابع": "تابعت", "السيدة": "السيد", "السيد": "السيدة"}
_NEGATIONS = "لم لن لا ليس ليست ليسوا غير عدم دون بدون".split()
_SENTENCE = re.compile(r"""[.!?…]["”’')\]]*$""")
_NEGATED = re.compile(r"\bnot\b|n['’]t\b|\bnever\b|\bno\b|\bwithout\b|\bnone\b|\bcannot\b", re.IGNORECASE)
_SPOKE = re.compile(r"\b(?:s?he (?:said|says|added|told)|said s?he|M(?:r|rs|s)\b\.?)", re.IGNORECASE)


def _swapped(words: tuple[str, ...] | list[str]) -> Fault:
    """Return a fault that puts one of `words` for another, with whatever prefix it has."""
    pattern = re.compile(
        rf"(?<![\u0621-\u064a])([وفبلك]?(?:ال)?)({'|'.join(sorted(words, key=len, reverse=True))})(?![\u0621-\u064a])"
    )

    def fault(source: str, target: str, rng: random.Random) -> str | None:
        del source
        found = list(pattern.finditer(target))
        if not found:
            return None
        match = rng.choice(found)
        other = rng.choice([word for word in words if word != match[2]])
        return f"{target[: match.start(2)]}{other}{target[match.end(2) :]}"

    return fault


def _either(*faults: Fault) -> Fault:
    """Return the first of `faults` that there is room for."""

    def fault(source: str, target: str, rng: random.Random) -> str | None:
        return next((broken for each in faults if (broken := each(source, target, rng)) is not None), None)

    return fault


def _digit_changed(source: str, target: str, rng: random.Random) -> str | None:
    del source
    found = [match.start() for match in re.finditer(r"\d", target)]
    if not found:
        return None
    at = rng.choice(found)
    digit = rng.choice([d for d in "123456789" if d != str(int(target[at]))])
    return target[:at] + digit + target[at + 1 :]


def _number_deleted(source: str, target: str, rng: random.Random) -> str | None:
    del source
    found = list(re.finditer(r"(?<!\S)[وبل]?\d[\d.,:]*(?!\S)", target))
    if not found:
        return None
    match = rng.choice(found)
    return " ".join((target[: match.start()] + target[match.end() :]).split())


def _percentage(source: str, target: str, rng: random.Random) -> str | None:
    del rng
    if not re.search(r"%|per\s?cent", source):
        return None
    changed = re.sub(r"\s?[%٪]|\s?(?:بالمئة|بالمائة|في المئة|في المائة)", "", target, count=1)
    return changed if changed != target else None


def _truncated(source: str, target: str, rng: random.Random) -> str | None:
    del source, rng
    words = target.split()
    return " ".join(words[: int(len(words) * 0.85)]) if len(words) > 7 else None


def _duplicated(source: str, target: str, rng: random.Random) -> str | None:
    del source, rng
    return f"{target} {target}"


def _english(count: int) -> Fault:
    def fault(source: str, target: str, rng: random.Random) -> str | None:
        words = target.split()
        ours = source.split()
        starts = [
            i for i in range(len(ours) - count + 1) if all(re.fullmatch(r"[a-z]{3,},?", w) for w in ours[i : i + count])
        ]
        if not starts or len(words) < count + 2:
            return None
        at = rng.randrange(1, len(words) - count)
        start = rng.choice(starts)
        return " ".join([*words[:at], *(w.strip(",") for w in ours[start : start + count]), *words[at + count :]])

    return fault


def _quotation(source: str, target: str, rng: random.Random) -> str | None:
    del source
    found = [match.start() for match in re.finditer('["«»“”]', target)]
    if not found:
        return None
    at = rng.choice(found)
    return target[:at] + target[at + 1 :]


def _gender(source: str, target: str, rng: random.Random) -> str | None:
    if not _SPOKE.search(source):
        return None
    pattern = re.compile(rf"(?<![\u0621-\u064a])([وف]?)({'|'.join(_FLIPPED)})(?![\u0621-\u064a])")
    found = list(pattern.finditer(target))
    if not found:
        return None
    match = rng.choice(found)
    return f"{target[: match.start(2)]}{_FLIPPED[match[2]]}{target[match.end(2) :]}"


def _negation(source: str, target: str, rng: random.Random) -> str | None:
    if not _NEGATED.search(source):
        return None
    found = list(re.finditer(rf"(?<![\u0621-\u064a])[وف]?(?:{'|'.join(_NEGATIONS)})(?![\u0621-\u064a])\s*", target))
    if not found:
        return None
    match = rng.choice(found)
    return target[: match.start()] + target[match.end() :]


FAULTS: dict[str, tuple[Fault, float]] = {
    "digit changed": (_digit_changed, 0.99),
    "number deleted": (_number_deleted, 0.99),
    "scale": (_either(*map(_swapped, _SCALES)), 0.99),
    "currency": (_swapped(_CURRENCIES), 0.99),
    "percentage": (_percentage, 0.95),
    "month": (_swapped(_MONTHS), 0.95),
    "weekday": (_swapped(_WEEKDAYS), 0.95),
    "truncated": (_truncated, 0.90),
    "duplicated": (_duplicated, 0.95),
    "english 2": (_english(2), 0.95),
    "english 1*": (_english(1), 0.80),
    "quotation mark*": (_quotation, 0.95),
    "spelled number": (_either(*map(_swapped, _SPELLED)), 0.80),
    "name*": (_swapped(_NAMES), 0.60),
    "gender*": (_gender, 0.50),
    "negation*": (_negation, 0.40),
}


def _random(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - faults are to be the same each time, not secret


class Corpus(NamedTuple):
    """Documents of (English, Arabic) sentences, translated by people; and what engines made of some of them."""

    documents: list[list[Pair]]
    engines: dict[str, list[Pair]]


def read(folder: Path) -> Corpus:
    """Read the corpus in `folder`; the sentences of FLORES come as documents of three, as they were collected."""
    documents: list[list[Pair]] = []
    engines: dict[str, list[Pair]] = {}
    for english in sorted(folder.glob("flores/*.en")):
        sources = _lines(english)
        pairs = list(zip(sources, _lines(english.with_suffix(".ar")), strict=True))
        documents += [pairs[i : i + 3] for i in range(0, len(pairs), 3)]
        for path in sorted(folder.glob(f"flores/{english.stem}.*.ar")):
            answers = [html.unescape(line) for line in _lines(path)]
            engines.setdefault(path.suffixes[0][1:], []).extend(zip(sources, answers, strict=True))
    for ids in sorted(folder.glob("ntrex/DOCUMENT_IDS.tsv")):
        named: dict[str, list[Pair]] = {}
        rows = zip(
            _lines(ids), _lines(next(ids.parent.glob("*src.eng*"))), _lines(next(ids.parent.glob("*arb*"))), strict=True
        )
        for name, source, target in rows:
            named.setdefault(name.split("\t")[0], []).append((source, target))
        documents += named.values()
    return Corpus(documents, engines)


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
        at = rng.randrange(len(sentences))
        rest = [*sentences[:at], (sentences[at][0], ""), *sentences[at + 1 :]]
        whole = [joined(sentences)]
        _try(tallies[f"dropped sentence of {len(sentences)}"][0], whole, [joined(rest)])
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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show-holds", action="store_true", help="print the human translations that are held")
    parser.add_argument("--show-missed", metavar="FAULT", help="print the injected faults of one kind not found")
    options = parser.parse_args()
    corpus = read(options.corpus)
    if not corpus.documents:
        sys.exit(f"{options.corpus} holds no corpus. Next: name a folder with flores/ or ntrex/ in it")
    for name, documents in (
        ("all", corpus.documents),
        ("documents of four sentences or more", [d for d in corpus.documents if len(d) > 3]),
    ):
        print(f"human translations, {name}")
        false_alarms(documents, show=options.show_holds and name == "all")
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
    for name, pairs in sorted(engines.items()):
        found = [check_pair(*pair) for pair in pairs]
        held = sum(any(flag.severity == "hold" for flag in flags) for flags in found) / len(pairs)
        flags = sum(len(flags) for flags in found) / len(pairs)
        print(f"{name:16} held {held:6.1%}   flags a sentence {flags:.3f}")


if __name__ == "__main__":
    main()
