"""Measures what a second engine is worth, on recorded answers of real engines.

    python tests/benchmarks/bench_fallback.py CORPUS_DIR

CORPUS_DIR holds flores/: flores-dev.en, its Arabic by people (flores-dev.ar), and by engines (flores-dev.NAME.ar),
a sentence a line. Sentences travel as they do in articles of 15. For each chain of two engines: the chrF of the
first one alone, of the chain, and of the best that anybody could make of it by sending as many sentences on, who
knew the scores. `way` is how far the chain goes from the first to the last. It is printed for fallback sentence by
sentence (distrust_above 1), for the default, and for all sentences from the second engine, which bounds both; for the
default also in other orders of the sentences, as it depends on them how soon a weak engine is found out.

chrF: Popović 2015, the mean of the sentences' scores; character n-grams up to 6, without spaces, beta 2.
"""

import argparse
import html
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.engines import Abilities, Brief, Engine, Tally
from pipeline.settings.engines import EngineSettings
from pipeline.stages.translate.asking import ask
from pipeline.stages.translate.lines import line_of

# The last one shows what a good engine's accidents cost.
CHAINS = (("argos", "google"), ("opusmt", "google"), ("google", "argos"))
DEFAULT: float = EngineSettings.model_fields["distrust_above"].default
SENTENCES, ORDERS = 15, 10
LONGEST_GRAM, BETA = 6, 2


class Recorded:
    """A service that answers with what an engine once answered, and keeps what it was asked."""

    abilities = Abilities(segments=SENTENCES)

    def __init__(self, name: str, answers: dict[str, str]) -> None:
        self.name = name
        self.asked: set[str] = set()
        self._answers = answers

    def fits(self, lines: Sequence[str]) -> bool:
        return self.abilities.hold(lines)

    def translate(self, lines: Sequence[str], _: Brief, /) -> list[str]:
        self.asked |= set(lines)
        return [self._answers[line] for line in lines]

    def close(self) -> None:
        """Nothing is open."""


def chrf(target: str, reference: str) -> float:
    """Return the chrF of `target`, from 0 to 100."""
    precision, recall, orders = 0.0, 0.0, 0
    for size in range(1, LONGEST_GRAM + 1):
        ours, theirs = _grams(target, size), _grams(reference, size)
        if ours and theirs:
            common = (ours & theirs).total()
            precision += common / ours.total()
            recall += common / theirs.total()
            orders += 1
    if not precision or not recall:
        return 0.0
    precision, recall = precision / orders, recall / orders
    return 100 * (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)


def _grams(text: str, size: int) -> Counter[str]:
    letters = "".join(text.split())
    return Counter(letters[start : start + size] for start in range(len(letters) - size + 1))


def measure(folder: Path, names: tuple[str, str], distrust_above: float) -> None:
    """Print what the chain of the two engines `names` makes of the sentences, in their order and in others.

    The order decides how soon an engine is found to be a weak one, so one order alone is a matter of luck.
    """
    sentences = list(zip(*(_lines(folder / f"flores-dev{end}") for end in _endings(names)), strict=True))
    settings = EngineSettings(kind="google", backoff=0, distrust_above=distrust_above)
    print(f"  distrust_above {distrust_above:g}:", end=" ")
    ways = [translated(sentences, names, settings, is_shown=True)]
    for seed in range(1, ORDERS) if distrust_above < 1 else ():
        random.Random(seed).shuffle(sentences)  # noqa: S311  # an order is no secret
        ways.append(translated(sentences, names, settings, is_shown=False))
    if len(ways) > 1 and min(ways) > 0:
        print(f"    in {ORDERS} orders: {sum(ways) / ORDERS:.1%} of the way, {min(ways):.1%} to {max(ways):.1%}")


def translated(
    sentences: Sequence[Sequence[str]], names: tuple[str, str], settings: EngineSettings, *, is_shown: bool
) -> float:
    """Return what share of the way a chain goes that begins without a record of its engines; print it `is_shown`."""
    english, people, first, second = zip(*sentences, strict=True)
    services = [
        Recorded(n, dict(zip(english, said, strict=True))) for n, said in zip(names, (first, second), strict=True)
    ]
    engines = [Engine(service, settings) for service in services]
    tallies = [Tally(name) for name in names]
    chain: list[str] = []
    for start in range(0, len(english), SENTENCES):
        batch = [line_of(text) for text in english[start : start + SENTENCES]]
        best = ask(batch, engines, tallies).best
        chain += [best[line].text for line in batch]
    scores = [[chrf(a, b) for a, b in zip(said, people, strict=True)] for said in (first, second, chain)]
    if is_shown:
        sent = "/".join(f"{tally.cost.characters / sum(map(len, english)):.2f}" for tally in tallies)
        print(f"characters sent {sent} of the source's,", end=" ")
    return show(scores, len(services[1].asked), is_shown=is_shown)


def bound(folder: Path, names: tuple[str, str]) -> None:
    """Print how good each of the engines `names` is alone; the second one alone is every sentence sent on."""
    people, first, second = (_lines(folder / f"flores-dev{ending}") for ending in _endings(names)[1:])
    scores = [[chrf(a, b) for a, b in zip(said, people, strict=True)] for said in (first, second, second)]
    better = sum(b > a for a, b in zip(*scores[:2], strict=True)) / len(people)
    print(f"{names[0]}, then {names[1]}: the second is the better one in {better:.1%} of {len(people)} sentences")
    print("  all from the second:", end=" ")
    show(scores, len(people), is_shown=True)


def show(scores: Sequence[Sequence[float]], sent_on: int, *, is_shown: bool) -> float:
    """Return what share of the way to the best chain with as many sentences sent on the chain goes; 0 for no way.

    Where `is_shown`, print it, with the chrF of the first engine, of the chain and of the best one.
    """
    first, second, chain = scores
    gains = sorted((b - a for a, b in zip(first, second, strict=True)), reverse=True)
    alone, both = (sum(score) / len(score) for score in (first, chain))
    best = alone + sum(max(0.0, gain) for gain in gains[:sent_on]) / len(gains)
    way = (both - alone) / (best - alone) if sum(second) > sum(first) else 0.0
    if is_shown:
        print(
            f"{sent_on} sentences ({sent_on / len(first):.0%}) sent on; chrF {alone:.2f} alone,"
            f" {both:.2f} in the chain, {best:.2f} at best" + (f": {way:.1%} of the way" if way else "")
        )
    return way


def _endings(names: tuple[str, str]) -> list[str]:
    return [".en", ".ar", *(f".{name}.ar" for name in names)]


def _lines(path: Path) -> list[str]:
    return [" ".join(html.unescape(line).split()) for line in path.read_text("utf-8").rstrip("\n").split("\n")]


def main() -> None:
    """Measure, and print three lines for each chain."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    folder = parser.parse_args().corpus / "flores"
    for names in CHAINS:
        bound(folder, names)
        for distrust_above in (1.0, DEFAULT):
            measure(folder, names, distrust_above)


if __name__ == "__main__":
    main()
