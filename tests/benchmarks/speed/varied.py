"""Any number of news pages, each another, with the Arabic of every line: the bundled sample, varied; or a corpus.

Each paragraph of a page of the sample gets a sentence with a number of its own, and so does the headline, so that no
memory knows them from another page. A corpus is a folder of pages; what they say in Arabic nobody knows, so the words
stand for it that the checks' dictionary has, and letters for letters in all others: to a check most of it is right, and
it takes as long to be read as Arabic does.
"""

import gzip
import html
import re
from functools import cached_property, lru_cache
from pathlib import Path

from pipeline.engines.memory import MemoryEntry
from pipeline.engines.tmx import read_tmx
from pipeline.stages.check.english.numbers import quantities
from pipeline.stages.check.english.stems import candidates
from pipeline.stages.check.lexicon import entries
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
WORD = re.compile(r"[A-Za-z]+")
FIGURES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
).split()
OTHER_WORDS = (
    "hundred مئة, thousand ألف, million مليون, billion مليار, trillion تريليون, dozen عشرات, dozens عشرات, half نصف, "
    "first أول, second ثاني, third ثالث, fourth رابع, fifth خامس, sixth سادس, percent بالمئة, "
    "january يناير, february فبراير, march مارس, april أبريل, may قد, june يونيو, july يوليو, august أغسطس, "
    "september سبتمبر, october أكتوبر, november نوفمبر, december ديسمبر"
)
ARABIC = {word: str(quantities(word)[0].values[0]) for word in FIGURES}
ARABIC |= {english: arabic for english, _, arabic in (pair.partition(" ") for pair in OTHER_WORDS.split(", "))}
PUNCTUATION = str.maketrans(",;?", "،؛؟")
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
        """Return `line` word for word."""
        return word_for_word(line)


Pages = Varied | Corpus


def in_letters(line: str) -> str:
    """Return `line` with Arabic letters for its Latin ones; digits, tokens and punctuation stay."""
    return line.lower().translate(LETTERS)


def word_for_word(line: str) -> str:
    """Return `line` with the first word of the dictionary for each that is in it, and Arabic letters for all others."""
    return WORD.sub(_word, line).translate(PUNCTUATION)


@lru_cache(maxsize=100_000)
def _arabic(word: str) -> str:
    if word in ARABIC:
        return ARABIC[word]
    known = next((found for form in candidates(word) if (found := entries().get(form))), None)
    return known[0] if known else word.translate(LETTERS)


def _word(match: re.Match[str]) -> str:
    return _arabic(match[0].lower())


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
