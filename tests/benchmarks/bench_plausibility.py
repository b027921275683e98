"""How well exchanged and shortened lines are told from right ones, on recorded translations.

    python tests/benchmarks/bench_plausibility.py CORPUS_DIR

CORPUS_DIR holds flores/: flores-dev.en and the recorded translations flores-dev.NAME.ar, a sentence a line.
Packs of fifteen lines are looked at as they are, with two lines exchanged, and with half a line missing.
"""

import argparse
import html
import random
from pathlib import Path

from pipeline.stages.check.pair import Pair
from pipeline.stages.translate.plausibility import odd_pairs

PACK = 15


def main() -> None:
    """Print, for each engine recorded, how many packs are asked about, and how many faults go unseen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    folder = parser.parse_args().corpus / "flores"
    chance = random.Random(7)  # noqa: S311  # which lines are exchanged is no secret
    sources = (folder / "flores-dev.en").read_text("utf-8").splitlines()
    for path in sorted(folder.glob("flores-dev.*.ar")):
        targets = [html.unescape(line.strip()) for line in path.read_text("utf-8").splitlines()]
        pairs = list(zip(sources, targets, strict=True))
        packs = [pairs[start : start + PACK] for start in range(0, len(pairs), PACK)]
        asked = sum(bool(_odd(pack)) for pack in packs)
        exchanged = [_exchanged(pack, chance) for pack in packs for _ in range(10)]
        halved = [_halved(pack, chance) for pack in packs for _ in range(10)]
        print(
            f"{path.name}: {len(packs)} packs, {asked} asked about though right;"
            f" exchanged lines unseen {sum(not _odd(pack) >= at for pack, at in exchanged)} of {len(exchanged)},"
            f" halved lines unseen {sum(not _odd(pack) >= at for pack, at in halved)} of {len(halved)}"
        )


def _odd(pack: list[tuple[str, str]]) -> set[int]:
    return odd_pairs([Pair(source, target) for source, target in pack])


def _exchanged(pack: list[tuple[str, str]], chance: random.Random) -> tuple[list[tuple[str, str]], set[int]]:
    one, other = chance.sample(range(len(pack)), 2)
    changed = list(pack)
    changed[one], changed[other] = (pack[one][0], pack[other][1]), (pack[other][0], pack[one][1])
    return changed, {one, other}


def _halved(pack: list[tuple[str, str]], chance: random.Random) -> tuple[list[tuple[str, str]], set[int]]:
    at = chance.randrange(len(pack))
    words = pack[at][1].split()
    changed = list(pack)
    changed[at] = (pack[at][0], " ".join(words[: max(1, len(words) // 2)]))
    return changed, {at}


if __name__ == "__main__":
    main()
