"""How fast, against what a user would write, and how near to what network, engine and parser allow.

    PYTHONPATH=tests python -m benchmarks.speed.bench_speed [CORPUS] [--emulator URL] [--articles 200] [--repeat 2] …

Pages and translations come from loopback, each after its latency: the bundled sample varied, or the pages of CORPUS.
Everything is measured in one run, repeated, and the medians count. The loop without threads is the same for each
article, so it runs on fewer of them. Prints the table; --write keeps it in docs/performance.md, .json and as plots.
"""

import argparse
import itertools
import json
import platform
import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.speed import rows
from benchmarks.speed.measured import Measured
from benchmarks.speed.plots import plotted
from benchmarks.speed.projects import serving
from benchmarks.speed.report import Row, keep, table, write
from benchmarks.speed.rows import CORES, Figures
from benchmarks.speed.varied import Corpus, Varied

PAGE_MS, ENGINE_MS = 100, 150


def main() -> None:
    """Measure everything, print it, and keep it where that is asked for."""
    asked = _arguments()
    pages = Corpus(asked.corpus) if asked.corpus else Varied()
    with (
        tempfile.TemporaryDirectory() as name,
        serving(PAGE_MS, ENGINE_MS, asked.corpus, asked.emulator) as site,
    ):
        folders = (Path(name) / str(number) for number in itertools.count())
        alone = rows.trafilatura_alone(site, pages, asked.articles)
        repeated: dict[str, list[Figures]] = {"naive": [], "threads": [], "ours": []}
        last = Measured()
        for _ in range(asked.repeat):
            repeated["naive"].append(rows.naive(next(folders), site, pages, asked.naive_articles))
            repeated["threads"].append(rows.naive(next(folders), site, pages, asked.naive_articles * 6, threads=8))
            figures, last = rows.ours(next(folders), site, asked.articles)
            repeated["ours"].append(figures)
        found = {name: _median(of) for name, of in repeated.items()} | {"trafilatura": alone}
        sizes = {int(size): rows.ours(next(folders), site, int(size))[0] for size in asked.sizes.split(",") if size}
        found |= {f"size_{size}": figures for size, figures in sizes.items()}
        found["starts"] = rows.starts(Path(name) / "2")
        found["nothing_new"] = rows.nothing_new(next(folders), site, asked.known)
        if not asked.corpus:
            found["change"] = rows.after_a_change(next(folders), site)
        site.configure(faults=0.02)
        found["faults"], _ = rows.ours(next(folders), site, asked.articles)
    made = _rows(found, asked)
    about = (
        f"{asked.articles} articles of {asked.corpus.name if asked.corpus else 'the sample, varied'}; pages after "
        f"{PAGE_MS} ms, translations after {ENGINE_MS} ms; {CORES} cores, Python {platform.python_version()}; "
        f"medians of {asked.repeat}; {datetime.now(UTC):%Y-%m-%d}"
    )
    print(table(made, about))
    print(json.dumps(found, indent=1))
    if asked.write:
        keep("performance-memory.svg", plotted("Memory of all processes (PSS, MB)", "seconds of a run", last.memory))
        if len(sizes) > 1:
            points = [(float(size), figures["seconds"]) for size, figures in sizes.items()]
            keep("performance-size.svg", plotted("Seconds an item, start included", "articles of a run", points))
        write(made, about, found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--emulator", help="a translation service that answers as Google's mobile page does")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--naive-articles", type=int, default=8, help="of the loop; six times as many with threads")
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--known", type=int, default=10_000, help="items of the run with nothing new")
    parser.add_argument(
        "--sizes", default="10,100", help="articles of a run, for seconds an item, e.g. 10,100,1000,10000"
    )
    parser.add_argument("--write", action="store_true", help="into docs/")
    return parser.parse_args()


def _median(repeated: list[Figures]) -> Figures:
    return {name: statistics.median(figures[name] for figures in repeated) for name in repeated[0]}


def _rows(found: dict[str, Figures], asked: argparse.Namespace) -> list[Row]:
    """Return every row of the table, with its goal."""
    ours, naive, threads, alone = (found[name] for name in ("ours", "naive", "threads", "trafilatura"))
    items = asked.articles
    cpu_bound = alone["cpu"] / CORES
    network = (PAGE_MS + ENGINE_MS * ours["engine_requests"]) / 1000 / 32
    engine = ENGINE_MS / 1000 * ours["engine_requests"] / 16
    made = [
        Row(f"{items} articles: seconds of ours", ours["seconds"] * items),
        Row("the naive loop ÷ ours", naive["seconds"] / ours["seconds"], least=30),
        Row("the loop with 8 threads ÷ ours", threads["seconds"] / ours["seconds"], least=4),
        Row("wrong translations of the loop with threads", threads["wrong"]),
        Row("bound by trafilatura's CPU on all cores ÷ ours, %", 100 * cpu_bound / ours["seconds"], least=35),
        Row("bound by latency ÷ ours, %", 100 * network / ours["seconds"]),
        Row("bound by the engine's rate ÷ ours, %", 100 * engine / ours["seconds"]),
        Row("CPU of ours ÷ CPU of trafilatura alone", ours["cpu"] / alone["cpu"], most=2.5),
        Row("CPU of ours, ms an article", 1000 * ours["cpu"]),
        Row("published, %", 100 * ours["published"]),
        Row("engine requests an article", ours["engine_requests"]),
        Row("requests to sources an article", ours["requests"]),
        Row("ledger, kB an article", ours["ledger_bytes"] / 1000),
        Row("characters sent ÷ of the article", ours["engine_characters"] / alone["characters"], most=1.05),
        Row("the same at 2 % faults", found["faults"]["engine_characters"] / alone["characters"], most=1.15),
        Row("nothing new, 100 sources: CPU s", found["nothing_new"]["cpu"], most=1.5),
        Row("requests of that run beside a conditional one a source", _beside(found["nothing_new"]), most=0),
        Row("--help: s over Python's start", found["starts"]["help"], most=0.3),
        Row("status: s over Python's start", found["starts"]["status"], most=0.8),
    ]
    if "change" in found:
        made.append(Row("engine requests after one paragraph changed", found["change"]["engine_requests"], most=1))
    sizes = sorted(int(name.split("_")[1]) for name in found if name.startswith("size_"))
    for size in sizes:
        figures = found[f"size_{size}"]
        made.append(Row(f"{size} articles: MB (PSS of all processes)", figures["memory"], most=450))
        made.append(Row(f"{size} articles: seconds an item", figures["seconds"]))
    if sizes and sizes[-1] > 100 and 100 in sizes:
        ratio = found[f"size_{sizes[-1]}"]["seconds"] / found["size_100"]["seconds"]
        made.append(Row(f"seconds an item, {sizes[-1]} ÷ 100 articles", ratio, most=1.1))
    return made


def _beside(figures: Figures) -> float:
    return abs(figures["feeds"] - 100) + abs(figures["conditional"] - 100) + figures["other"]


if __name__ == "__main__":
    main()
