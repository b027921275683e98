"""Translates whole articles through a stand-in service, and counts requests, time, and what went wrong unseen.

    make bench-translation CORPUS=DIR EMULATOR=URL
    python tests/benchmarks/bench_translation.py CORPUS_DIR --emulator URL [--seeds 1,2,3] [--fault NAME=RATE …]

CORPUS_DIR holds ntrex/ (newstest2019-src.eng.txt and DOCUMENT_IDS.tsv: articles, a sentence a line) and
flores/ (flores-dev.en: sentences, here put together to articles of 15). URL is a translation emulator's that
answers POST /__config and /__reset. The articles go through twice: without faults, which tells what is right,
and once for each seed with the faults given.

silently wrong: some text differs in letters or digits from the fault-free answer, and the check stage did not
hold the article, though it did not hold the fault-free one either. held although right: held with every text
the same as the fault-free one, which was not held. remembered: what entered the memory, in every article.

With --marks, two in three paragraphs of the second and later runs carry a link or an emphasis on some of their
words; what is right is still the answer without them. kept: marks of the source that have one in the target;
on the whole text: those of them that could not be placed, and are counted as such.

With --naive N, the first N short articles (15 sentences) also go through a loop that gives deep-translator one
text after the other, and the ratio of the times is printed. With --memory, the articles go through a second time
with the memory that the first time filled and its translations, as the runner has them, and a third time with one
paragraph of each changed.
"""

import argparse
import datetime as dt
import itertools
import random
import re
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import httpx
from deep_translator import GoogleTranslator

from pipeline.arabic.digits import to_western
from pipeline.engines import Context, Engine, MemoryEntry, TranslationMemory, build
from pipeline.errors import EngineError
from pipeline.ledger import Ledger
from pipeline.model import Article, Mark, MarkedText, Report, Site, TextBlock, Translation
from pipeline.settings.engines import EngineKind, EngineSettings
from pipeline.stages.check import check
from pipeline.stages.translate import translate

MARKED_WORDS, MARKED_PARAGRAPHS = 4, 2 / 3
NOW = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)
PATHS = {"google": "/m", "libretranslate": "", "chat": "/v1"}
FAULTS = ("http429=0.05", "http503=0.02", "drop=0.02", "echo_line=0.01", "merge=0.02", "truncate_html=0.02")
# What a service reached over the network can do to an answer. A hang lasts longer than the engine waits.
ALL_FAULTS = (
    "http429=0.05", "http500=0.02", "http503=0.02", "hang=0.01", "reset=0.02", "captcha=0.01", "sorry302=0.01",
    "truncate_html=0.02", "no_div=0.01", "echo=0.01", "echo_line=0.02", "wronglang=0.01", "drop=0.02", "merge=0.02",
    "addline=0.02", "swap=0.02", "number=0.02", "dup=0.01", "empty=0.01", "double_escape=0.02", "mangle_tags=0.05",
    "strip_tags=0.05", "digits_arabic=0.02",
)  # fmt: skip
HANG, PATIENCE = 3, 2
SHORT = 15
# Characters that Google takes in a request.
REQUEST = 4_900


class Notebook:
    """A translation memory that notes what it is given, and never gives any of it."""

    def __init__(self) -> None:
        self.noted: list[tuple[str, str]] = []

    def find(
        self, sources: Sequence[MarkedText], *, contexts: Sequence[Context] = (), reviewed_only: bool = False
    ) -> list[MemoryEntry | None]:
        del contexts, reviewed_only
        return [None] * len(sources)

    def store(self, entries: Iterable[MemoryEntry]) -> None:
        """Note the texts of `entries`, the Arabic by its letters and digits."""
        self.noted += [(entry.source.text, letters_of(entry.target.text)) for entry in entries]


class Outcome(NamedTuple):
    """An article's translation and report, or the engine's error."""

    translation: Translation | None
    report: Report | None
    error: EngineError | None = None

    @property
    def texts(self) -> list[str]:
        segments = self.report.translation.segments if self.report else ()
        return [letters_of(segment.target.text) for segment in segments]

    @property
    def held(self) -> bool:
        return self.report is None or self.report.verdict == "held"


def letters_of(text: str) -> str:
    """Return the letters and digits of `text`."""
    return re.sub(r"[\W_]+", "", to_western(text))


def articles(corpus: Path) -> Iterator[Article]:
    """Yield the corpus as articles: the first line of each is its headline."""
    lines = (corpus / "ntrex/newstest2019-src.eng.txt").read_text("utf-8").splitlines()
    ids = (corpus / "ntrex/DOCUMENT_IDS.tsv").read_text("utf-8").splitlines()
    for name, group in itertools.groupby(zip(ids, lines, strict=True), key=lambda pair: pair[0]):
        yield article(name, [line for _, line in group])
    sentences = (corpus / "flores/flores-dev.en").read_text("utf-8").splitlines()
    for number, batch in enumerate(itertools.zip_longest(*[iter(sentences)] * 15)):
        yield article(f"flores{number}", [line for line in batch if line])


def with_marks(document: Article, chance: random.Random) -> Article:
    """Return `document` with marks on one to four words of two in three paragraphs."""
    blocks = []
    for block in document.blocks:
        spans = [match.span() for match in re.finditer(r"\S+", block.text)] if isinstance(block, TextBlock) else []
        if len(spans) > MARKED_WORDS and chance.random() < MARKED_PARAGRAPHS:
            first = chance.randrange(len(spans) - MARKED_WORDS)
            start, end = spans[first][0], spans[first + chance.randrange(MARKED_WORDS)][1]
            href = "https://example.org/link" if chance.random() < MARKED_PARAGRAPHS else None
            mark = Mark(kind="link" if href else "emphasis", start=start, end=end, href=href)
            block = block.model_copy(update={"marks": (mark,)})  # noqa: PLW2901  # the same paragraph
        blocks.append(block)
    return document.model_copy(update={"blocks": tuple(blocks)})


def article(name: str, lines: list[str]) -> Article:
    """Return `lines` as an article."""
    url = f"https://example.org/{name}"
    return Article(
        url=url,
        canonical_url=url,
        headline=lines[0],
        site=Site(name="Example", host="example.org"),
        content_sha256="0" * 64,
        blocks=tuple(TextBlock(type="paragraph", text=line) for line in lines[1:]),
    )


def run(
    documents: list[Article],
    engine: Engine,
    at_once: int,
    memory: TranslationMemory,
    previous: Mapping[str, Translation] = MappingProxyType({}),
) -> list[Translation | EngineError]:
    """Translate `documents`, `at_once` of them at a time; `previous` are earlier translations by URL."""

    def one(document: Article) -> Translation | EngineError:
        try:
            return translate(document, engines=[engine], memory=memory, now=NOW, previous=previous.get(document.url))
        except EngineError as error:
            return error

    with ThreadPoolExecutor(at_once) as threads:
        return list(threads.map(one, documents))


def engine_at(arguments: argparse.Namespace, seed: int, faults: Sequence[str] = ()) -> Engine:
    """Return an engine that asks the emulator, which makes `faults` from now on."""
    rates = {name: float(rate) for name, _, rate in (fault.partition("=") for fault in faults)}
    configuration = {"seed": seed, "fault": rates, "hang": HANG}
    httpx.post(f"{arguments.emulator}/__config", json=configuration).raise_for_status()
    httpx.post(f"{arguments.emulator}/__reset").raise_for_status()
    kind: EngineKind = arguments.engine
    patience = PATIENCE if "hang" in rates else 30
    settings = EngineSettings(kind=kind, base_url=arguments.emulator + PATHS[kind], backoff=0.05, timeout=patience)
    return build("engine", settings)


def measure(
    documents: list[Article],
    arguments: argparse.Namespace,
    seed: int,
    faults: Sequence[str] = (),
    memory: TranslationMemory | None = None,
    previous: Mapping[str, Translation] = MappingProxyType({}),
) -> list[Outcome]:
    """Run all `documents` once under `faults`, and print what it took."""
    with engine_at(arguments, seed, faults) as engine:
        begun = time.monotonic()
        translations = run(documents, engine, arguments.articles, memory or Notebook(), previous)
    seconds = time.monotonic() - begun
    outcomes = [Outcome(t, check(t)) if isinstance(t, Translation) else Outcome(None, None, t) for t in translations]
    costs = [cost for outcome in outcomes if outcome.translation for cost in outcome.translation.costs]
    characters = sum(len(text) for document in documents for text in texts_of(document))
    requests = sum(cost.requests for cost in costs)
    least = sum(map(fewest, documents))
    above = sum(
        sum(cost.requests for cost in outcome.translation.costs) > fewest(document) + 1
        for document, outcome in zip(documents, outcomes, strict=True)
        if outcome.translation
    )
    print(
        f"seed {seed}: {len(documents)} articles, {requests} requests ({requests / len(documents):.2f} an article;"
        f" at the least {least}, in {above} articles more than one above the least),"
        f" characters sent {sum(cost.characters for cost in costs) / characters:.3f} of the"
        f" source's, {seconds:.1f} s ({seconds / len(documents):.3f} an article),"
        f" engine errors {sum(outcome.error is not None for outcome in outcomes)},"
        f" held {sum(outcome.held for outcome in outcomes)}"
    )
    return outcomes


def fewest(document: Article) -> int:
    """Return how many requests of 4,900 characters hold `document`."""
    return -(-sum(map(len, texts_of(document))) // REQUEST)


def texts_of(document: Article) -> list[str]:
    """Return the English texts of `document`."""
    return [document.headline, *(block.text for block in document.blocks if isinstance(block, TextBlock))]


def compare(right: list[Outcome], outcomes: list[Outcome], *, shown: bool) -> tuple[int, int, int]:
    """Return how many articles are silently wrong, held although right, and could be compared at all."""
    wrong = held = compared = 0
    for truth, outcome in zip(right, outcomes, strict=True):
        if truth.held or outcome.error:
            continue
        compared += 1
        same = truth.texts == outcome.texts
        held += outcome.held and same
        if not outcome.held and not same:
            wrong += 1
            if shown:
                show(truth, outcome)
    return wrong, held, compared


def count_remembered(right: Notebook, memory: Notebook) -> str:
    """Return how many texts were remembered, and how many of them otherwise than without faults."""
    known = dict(right.noted)
    wrong = sum(known.get(source, target) != target for source, target in memory.noted)
    return f"remembered {len(memory.noted)} texts, {wrong} of them not as without faults"


def count_marks(outcomes: list[Outcome]) -> str:
    """Return how many marks were kept, placed and counted as not placed."""
    segments = [s for outcome in outcomes if outcome.translation for s in outcome.translation.segments]
    wanted = sum(len(segment.source.marks) for segment in segments)
    kept = sum(len(segment.target.marks) for segment in segments)
    return f"marks {wanted}, kept {kept}, on the whole text {sum(segment.unplaced_marks for segment in segments)}"


def show(truth: Outcome, outcome: Outcome) -> None:
    """Print what differs."""
    if truth.report and outcome.report:
        pairs = zip(truth.report.translation.segments, outcome.report.translation.segments, strict=True)
        for number, (one, other) in enumerate(pairs):
            if truth.texts[number] != outcome.texts[number]:
                print(f"  {one.source.text}\n    right: {one.target.text}\n    wrong: {other.target.text}")


def measure_naive(documents: list[Article], arguments: argparse.Namespace) -> None:
    """Print how much longer deep-translator takes for short articles, given one text after the other."""
    short = [document for document in documents if len(texts_of(document)) == SHORT]
    with engine_at(arguments, 0) as engine:
        begun = time.monotonic()
        run(short, engine, arguments.articles, Notebook())
        ours = (time.monotonic() - begun) / len(short)
    begun = time.monotonic()
    for document in short[: arguments.naive]:
        translator = GoogleTranslator(source="en", target="ar")
        translator._base_url = arguments.emulator + PATHS["google"]  # it has no setting for it
        for text in texts_of(document):
            translator.translate(text)
    naive = (time.monotonic() - begun) / min(arguments.naive, len(short))
    print(f"short articles: {ours:.3f} s each; one text after the other: {naive:.3f} s each, {naive / ours:.1f} times")


def measure_memory(documents: list[Article], arguments: argparse.Namespace) -> None:
    """Print what is asked of the engine when the articles come again, and when a paragraph of each has changed."""
    with tempfile.TemporaryDirectory() as folder:
        memory = Ledger.open(f"sqlite:///{folder}/ledger.sqlite").memory
        print("first time:", end=" ")
        first = measure(documents, arguments, 0, memory=memory)
        made = {t.article.url: t for outcome in first if (t := outcome.translation)}
        print("second time:", end=" ")
        measure(documents, arguments, 0, memory=memory, previous=made)
        print("one paragraph changed:", end=" ")
        measure([changed(document) for document in documents], arguments, 0, memory=memory, previous=made)
    characters = sum(len(text) for document in documents for text in texts_of(changed(document)))
    more = sum(len(texts_of(changed(document))[1]) for document in documents)
    print(f"  the changed paragraphs are {more} characters, {more / characters:.3f} of the source's")


def changed(document: Article) -> Article:
    """Return `document` with a sentence more in its first paragraph."""
    first, *others = document.blocks
    more = f"{texts_of(document)[1]} {texts_of(document)[0]}"
    return document.model_copy(update={"blocks": (first.model_copy(update={"text": more}), *others)})


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--emulator", required=True)
    parser.add_argument("--engine", default="google", choices=sorted(PATHS))
    parser.add_argument("--articles", type=int, default=4, help="at once")
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--fault", action="append", default=[], help="NAME=RATE; `none` for none")
    parser.add_argument("--all-faults", action="store_true", help="all that a service may do, at 1 to 5 % each")
    parser.add_argument("--naive", type=int, default=0, help="short articles for deep-translator alone")
    parser.add_argument("--memory", action="store_true", help="translate the articles again, from the memory")
    parser.add_argument("--marks", action="store_true", help="put marks on words, in the runs after the first")
    parser.add_argument("--show", action="store_true", help="print what was silently wrong")
    arguments = parser.parse_args()
    documents = list(articles(arguments.corpus))
    if arguments.naive:
        measure_naive(documents, arguments)
    if arguments.memory:
        measure_memory(documents, arguments)
    faults = arguments.fault or (ALL_FAULTS if arguments.all_faults else FAULTS)
    print("without faults:", end=" ")
    truth = Notebook()
    right = measure(documents, arguments, 0, memory=truth)
    if arguments.fault == ["none"]:
        return
    if arguments.marks:
        chance = random.Random(7)  # noqa: S311  # which words are marked is no secret
        documents = [with_marks(document, chance) for document in documents]
    for seed in map(int, arguments.seeds.split(",")):
        memory = Notebook()
        outcomes = measure(documents, arguments, seed, faults, memory=memory)
        wrong, held, compared = compare(right, outcomes, shown=arguments.show)
        print(
            f"  of {compared} comparable: silently wrong {wrong}, held although right {held};"
            f" {count_remembered(truth, memory)}; {count_marks(outcomes)}"
        )


if __name__ == "__main__":
    main()
