"""Any number of news pages, each another, with the Arabic of every line: the bundled sample, varied; or a corpus.

Each paragraph of a page of the sample gets a sentence with a number of its own, and so does the headline, so that no
memory knows them from another page. A corpus is a folder of pages; what they say in Arabic nobody knows, so letters
stand for letters there, which looks like Arabic to a reader of neither.
"""

import gzip
import html
import re
from functools import cached_property
from pathlib import Path

from pipeline.engines.memory import MemoryEntry
from pipeline.engines.tmx import read_tmx
from pipeline.stages.translate.tokens import spans_of

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "data" / "sample"
WRITTEN_FOR = "http://127.0.0.1:8753"
PATHS = (
    "/politics/volunteers-video-calls-tenby-first-week/",
    "/magazine/the-town-that-decided-to-mend-things/",
    "/news/2025/10/northern-star-engine-room-fire/",
    "/news/2025/10/storm-surge-lower-port-ellery/",
    "/archive/2010/10/17/rope-ferry-last-crossing.html",
)
TOKEN = re.compile(r"⟦(\d+)⟧")
PARAGRAPH = re.compile(r"(<p\b[^>]*>)(.*?)(</p>)", re.DOTALL)
SENTENCE = re.compile(r"^(.*) The register lists it under number (\d+)\.$")
"""A paragraph of the sample and the sentence that was added to it."""
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
HEADLINE = re.compile(r"^(.*), report (\d+)$")
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابكدعفجهيجكلمنوبقرستوفوكيز")


class Varied:
    """The sample's articles over and over, no two alike."""

    def __init__(self) -> None:
        entries = list(read_tmx(SAMPLE / "memory.tmx"))
        self._known = {_plain(entry.source.text): entry for entry in entries}
        self._pages = [(path, _file(path).read_text("utf-8")) for path in PATHS]

    def path(self, number: int) -> str:
        """Return where the page of that number is."""
        base = PATHS[number % len(PATHS)]
        return f"/{number}{base.replace(_slug(base), f'{number}-{_slug(base)}')}"

    def page(self, path: str, origin: str) -> bytes:
        """Return the page at `path`, of a site at `origin`."""
        number = int(path.split("/")[1])
        base, text = self._pages[number % len(PATHS)]
        headline = self._headlines[base]
        text = text.replace(headline, f"{headline}, report {number}").replace(WRITTEN_FOR, origin)
        text = text.replace(_slug(base), f"{number}-{_slug(base)}")
        count = 0

        def longer(match: re.Match[str]) -> str:
            nonlocal count
            if _plain(_text(match[2])) not in self._known:
                return match[0]
            count += 1
            return f"{match[1]}{match[2]} The register lists it under number {number * 100 + count}.{match[3]}"

        return PARAGRAPH.sub(longer, text).encode()

    def arabic(self, line: str) -> str:
        """Return the Arabic of a line of the pages, with its tokens."""
        plain = _plain(TOKEN.sub("", line))
        for shape, ending in ((SENTENCE, " وهو مقيّد في السجل تحت الرقم {}."), (HEADLINE, "، التقرير {}")):
            if (match := shape.match(plain)) and match[1] in self._known:
                return _with_tokens(self._known[match[1]], line) + ending.format(match[2])
        entry = self._known.get(plain)
        return _with_tokens(entry, line) if entry else in_letters(line)

    @cached_property
    def _headlines(self) -> dict[str, str]:
        return {path: _plain(_text(HEADING.findall(text)[0])) for path, text in self._pages}


class Corpus:
    """The pages of a folder, .html or .html.gz, over and over."""

    def __init__(self, folder: Path) -> None:
        self._files = sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")])

    def path(self, number: int) -> str:
        """Return where the page of that number is."""
        return f"/{number}/{self._files[number % len(self._files)].name.split('.')[0]}.html"

    def page(self, path: str, origin: str) -> bytes:
        """Return the page at `path`; it says whose it is by itself, so what it calls canonical goes."""
        del origin
        file = self._files[int(path.split("/")[1]) % len(self._files)]
        data = file.read_bytes()
        data = gzip.decompress(data) if file.suffix == ".gz" else data
        return re.sub(rb"<link[^>]+rel=[\"']?canonical[^>]*>|<meta[^>]+og:url[^>]*>", b"", data)

    def arabic(self, line: str) -> str:
        """Return something in Arabic letters."""
        return in_letters(line)


Pages = Varied | Corpus


def in_letters(line: str) -> str:
    """Return `line` with Arabic letters for its Latin ones; digits, tokens and punctuation stay."""
    return line.lower().translate(LETTERS)


def _file(path: str) -> Path:
    file = SAMPLE / "site" / path.strip("/")
    return file if file.suffix else file / "index.html"


def _slug(path: str) -> str:
    return path.strip("/").split("/")[-1].removesuffix(".html")


def _text(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _with_tokens(entry: MemoryEntry, line: str) -> str:
    """Return the entry's Arabic, with the tokens of `line` where its marks stand."""
    text = entry.target.text
    if not TOKEN.search(line):
        return text
    targets = dict(zip(((m.start, m.end) for m in entry.source.marks), entry.target.marks, strict=False))
    cuts = []
    for index, span in enumerate(spans_of(entry.source)):
        if mark := targets.get(span):
            cuts += [(mark.start, f"⟦{2 * index + 1}⟧"), (mark.end, f"⟦{2 * index + 2}⟧")]
    for at, token in sorted(cuts, reverse=True):
        text = text[:at] + token + text[at:]
    return text
