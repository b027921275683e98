"""Extract pages that were broken at random: `python tests/benchmarks/fuzz_extraction.py [FOLDER] [--cases N]`.

FOLDER holds pages, as .html or .html.gz; without one the page shapes of the tests are taken. Each case is a page with
one to four mutations, repeatable by its seed and number. A case must end in an article or a refusal; anything else is
printed with its number, as are the slowest. Exits 1 where a case raised something else or took longer than --limit.
"""

import argparse
import gzip
import heapq
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from page_shapes import SHAPES, rendered

from pipeline.errors import Refused
from pipeline.stages.extract import extract_article

URL = "https://www.daily.example/news/2024/05/01/ferry"
Mutation = Callable[[bytes, random.Random], bytes]
_MAX_BYTES = 5_000_000
_BIDI = "\u202e\u2066\u2069\u200f\u200b\u00ad\ufeff\ufffc".encode()
_ENTITIES = (b"&#0;", b"&#xD800;", b"&#x110000;", b"&nbsp", b"&amp;amp;lt;", b"&#128;", b"&notanentity;", b"&#8238;")
_TAGS = (
    b"<p>", b"</p>", b"<div>", b"</article>", b"<table><tr><td>", b"<a href='//['>", b"<figure>", b"<svg>", b"<br>",
    b"<script>", b"</script>", b"<!--", b"]]>", b"<time datetime='9999-99-99T99:99:99Z'>", b"<img srcset=',,, x 0w'>",
    b"<base href='http://[::1'>", b"<meta charset=utf-7>", b"<meta http-equiv=refresh content='0;url='>", b"<h1>",
    b"<template>", b"<blockquote class=twitter-tweet>", b"<picture><source srcset>", b"<p hidden>", b"<ul><li>",
)  # fmt: skip
_JSON = (
    b'{"@type":["NewsArticle"],"author":[[{"name":{"name":[]}}]],"datePublished":["x",{}],"image":{"url":[]}}',
    b'[[[[{"@graph":[{"@type":1}]}',
    b'{"@type":"NewsArticle","author":{"@id":"#a"},"headline":[null,7],"keywords":{"a":[]}}',
    b'{"@type":"ImageObject","url":"//[","caption":["a b c d e"],"creditText":{}}',
)


_P = b"<p>The ferry returned to the harbour on Tuesday after eleven weeks in dry dock, the company said.</p>"
# Pages that grow in one thing alone: what takes time that grows with the square of it shows here.
GROWTHS: dict[str, Callable[[int], bytes]] = {
    "depth": lambda n: _P * 4 + b"<div>" * n + _P,
    "depth-of-captions": lambda n: _P * 4 + b"<span class='caption'>" * n + b"x",
    "paragraphs": lambda n: _P * n,
    "blocks": lambda n: b"<div>%s</div>" % (_P * 1000) * n,
    "short-blocks": lambda n: _P * 4 + b"<div>%s</div>" % (b"<p>x</p>" * 1000) * n,
    "sentences": lambda n: b"<p>%s</p>" % (b"The ferry is back, she said. " * n),
    "images": lambda n: _P * 4 + b"<img src='/a.jpg'>" * n,
    "figures": lambda n: _P * 4 + b"<figure><img src='/a.jpg'><figcaption>The ferry</figcaption></figure>" * n,
    "teasers": lambda n: _P * 4 + b"<a href='/x'><img src='/a.jpg'></a><a href='/x'>The ferry</a>" * n,
    "class-names": lambda n: _P * 4 + b"<div class='%s'>" % (b"caption " * n),
    "labels": lambda n: _P * 4 + b"<figure><img src='/a.jpg'><figcaption>%s" % (b"Photo: " * n),
    "agencies": lambda n: _P * 4 + b"<figure><img src='/a.jpg'><figcaption>%s" % (b"(AP/" * n),
    "copyrights": lambda n: _P * 4 + b"<p>%s</p>" % (b"Copyright " * n),
    "cells": lambda n: _P * 4 + b"<table><tr>%s</tr></table>" % (b"<td>ferry</td>" * n),
    "breaks": lambda n: _P * 4 + b"a<br>" * n,
    "json": lambda n: b"<script type='application/ld+json'>%s</script>" % (b"[" * n) + _P * 4,
    "keywords": lambda n: b"<meta name='keywords' content='%s'>" % (b"ferry," * n) + _P * 4,
    "times": lambda n: b"<time datetime='2024-05-01'>1 May</time>" * n + _P * 4,
    "headings": lambda n: b"<h1>The ferry</h1>" * n + _P * 4,
}
_LENGTH = 5_000_000
_TIMES = 8


def truncated(page: bytes, chance: random.Random) -> bytes:
    """Cut the page off anywhere."""
    return page[: chance.randrange(len(page) + 1)]


def duplicated(page: bytes, chance: random.Random) -> bytes:
    """Repeat a part of it."""
    start, end = sorted(chance.randrange(len(page) + 1) for _ in range(2))
    return page[:end] + page[start:end] * chance.choice((1, 1, 2, 20)) + page[end:]


def removed(page: bytes, chance: random.Random) -> bytes:
    """Take a part out."""
    start = chance.randrange(len(page) + 1)
    return page[:start] + page[start + chance.randrange(1, 400) :]


def swapped(page: bytes, chance: random.Random) -> bytes:
    """Exchange some bytes for others."""
    changed = bytearray(page)
    for _ in range(chance.choice((1, 10, 300))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def nested(page: bytes, chance: random.Random) -> bytes:
    """Nest some element many times over, closed or not."""
    tag, times = (
        chance.choice((b"div", b"b", b"ul", b"table", b"blockquote", b"a", b"figure", b"span")),
        chance.choice((3, 50, 800)),
    )
    at = chance.randrange(len(page) + 1)
    return page[:at] + b"<%s>" % tag * times + chance.choice((b"", b"</%s>" % tag * times)) + page[at:]


def inserted(page: bytes, chance: random.Random) -> bytes:
    """Insert tags, entities, NULs, bidi controls, or JSON-LD of odd shapes, here and there."""
    for _ in range(chance.choice((1, 5, 40))):
        what = chance.choice((
            chance.choice(_TAGS), chance.choice(_ENTITIES), b"\0" * 9, _BIDI,
            b'<script type="application/ld+json">%s</script>' % chance.choice(_JSON),
        ))  # fmt: skip
        at = chance.randrange(len(page) + 1)
        page = page[:at] + what + page[at:]
    return page


def widened(page: bytes, chance: random.Random) -> bytes:
    """Insert many siblings, or an attribute of great length."""
    many = chance.choice((50, 2_000))
    what = chance.choice((
        b"<p>x</p>" * many, b"<br>" * many, b"<img src=/a.jpg>" * many, b"<a href=/x>x</a> " * many,
        b"<div class='%s'>" % (b"caption credit " * many), b"<img srcset='%s'>" % (b"/a.jpg 1w, " * many),
        b"<p>%s</p>" % (b"Photo: " * many), b"<figcaption>%s</figcaption>" % (b"(AP " * many),
        b"<p>%s" % (b"read more " * many),
    ))  # fmt: skip
    at = chance.randrange(len(page) + 1)
    return page[:at] + what + page[at:]


def recoded(page: bytes, chance: random.Random) -> bytes:
    """Write the page in another encoding than it says."""
    encoding = chance.choice(("utf-16", "utf-16-be", "cp1252", "utf-32", "latin-1", "cp037", "gb18030", "utf-7"))
    return page.decode("utf-8", "replace").encode(encoding, "replace")


MUTATIONS: tuple[Mutation, ...] = (truncated, duplicated, removed, swapped, nested, inserted, widened, recoded)


def mutated(page: bytes, chance: random.Random) -> bytes:
    """Return `page` after one to four mutations."""
    for mutation in chance.choices(MUTATIONS, k=chance.randint(1, 4)):
        page = mutation(page, chance)[:_MAX_BYTES]
    return page


def case(pages: list[bytes], seed: int, number: int) -> bytes:
    """Return the page of a case, which is the same whenever it is asked for."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - nothing is secret about it
    return mutated(chance.choice(pages), chance)


def outcome(page: bytes) -> str:
    """Return how the extraction of `page` ended: `article`, or the reason of the refusal. Raises what it should not."""
    try:
        article = extract_article(page, url=URL)
    except Refused as refused:
        return refused.reason
    article.model_dump_json()
    return "article"


def pages_in(folder: Path | None) -> list[bytes]:
    """Return the pages of a folder, in the order of their names; without one, the page shapes of the tests."""
    if folder is None:
        return [rendered(shape) for shape in SHAPES]
    paths = sorted(folder.glob("*.html*"))
    return [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in paths]


def seconds(page: bytes) -> float:
    """Return the seconds of CPU that the extraction of `page` takes."""
    begun = time.process_time()
    outcome(page)
    return time.process_time() - begun


def print_growths(limit: float) -> bool:
    """Print how long pages that grow in one thing take, up to 5 MB; return whether none grows with the square."""
    grown = 0
    for name, made in GROWTHS.items():
        largest = _LENGTH // max(1, len(made(101)) - len(made(100)))
        small, large = (seconds(b"<html lang='en'><h1>The ferry</h1>" + made(n)) for n in (largest // _TIMES, largest))
        is_square = large > limit and large > 3 * _TIMES * small
        grown += is_square
        told = f"{large / max(small, 0.001):5.1f} times the time for {_TIMES} times the size"
        mark = "  GROWS WITH THE SQUARE" if is_square else ""
        print(f"{name:18} {told} ({large:.2f} s of CPU for 5 MB){mark}", flush=True)
    return not grown


def main() -> int:
    """Run the cases, print what went wrong and the slowest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=2.0, help="seconds of CPU that a page may take")
    parser.add_argument("--growth", action="store_true", help="only pages that grow up to 5 MB in one thing alone")
    options = parser.parse_args()
    if options.growth:
        return int(not print_growths(options.limit))
    pages = pages_in(options.folder)
    ended: dict[str, int] = {}
    slowest: list[tuple[float, int, int]] = []
    faults = 0
    for number in range(options.first, options.first + options.cases):
        page = case(pages, options.seed, number)
        begun = time.process_time()
        try:
            end = outcome(page)
        except Exception as error:  # noqa: BLE001 - the point of the exercise
            end, faults = f"{type(error).__name__}", faults + 1
            print(f"case {number}: {type(error).__name__}: {error}", flush=True)
        taken = time.process_time() - begun
        ended[end] = ended.get(end, 0) + 1
        heapq.heappush(slowest, (taken, number, len(page)))
        slowest = heapq.nlargest(10, slowest)
        heapq.heapify(slowest)
    print(f"{options.cases} cases of seed {options.seed} from {options.first} on, {faults} exceptions")
    print(", ".join(f"{end} {count}" for end, count in sorted(ended.items(), key=lambda item: -item[1])))
    for taken, number, length in sorted(slowest, reverse=True):
        print(f"  {taken:.2f} s of CPU: case {number}, {length:,} bytes")
    return int(faults > 0 or max(slowest)[0] > options.limit)


if __name__ == "__main__":
    sys.exit(main())
