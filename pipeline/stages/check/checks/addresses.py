"""What must come through letter by letter: URLs, e-mail addresses, handles, placeholders; and no markup."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.model import Flag
from pipeline.stages.check.findings import flag
from pipeline.stages.check.pair import Pair

# https://example.org/a  www.example.org  jo@example.org  @handle  #hashtag  example.com
ADDRESS = re.compile(
    r"""https?://[^\s<>«»“”"،؛)]+
      | \bwww\.[^\s<>«»“”"،؛)]+
      | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+
      | (?<![\w@])@[A-Za-z0-9_]{2,}
      | (?<![\w\#&])\#[A-Za-z_][A-Za-z0-9_]+
      | \b[A-Za-z0-9-]{1,63}\.(?:com|org|net|co\.uk|gov|edu|info|tv|io)\b(?:/[^\s<>«»“”"،؛)]*)?""",
    re.VERBOSE,
)
# ⟦1⟧  {name}  {{name}}  %(name)s  [[name]]
PLACEHOLDER = re.compile(r"⟦\s*\d+\s*⟧|\{\{?\w+\}?\}|%\(\w+\)[sd]|\[\[\w+\]\]")
# <a href="…">  </b>  &amp;  &#39;
MARKUP = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]{0,300})?/?>|&(?:[a-z]{2,8}|\#\d{1,6}|\#x[0-9a-f]{1,5});")
_TRAILING = ".,;:!?'’"


def find(pair: Pair) -> Iterator[Flag]:
    """Yield a flag for each address or placeholder that is not the source's, and for markup it has not."""
    yield from _changed(pair, PLACEHOLDER, "placeholder_lost")
    yield from _addresses(pair)
    source = Counter(match[0] for match in MARKUP.finditer(pair.source))
    for match in MARKUP.finditer(pair.target):
        if not source[match[0]]:
            yield flag("stray_markup", None, match.span(), what=match[0])


def _addresses(pair: Pair) -> Iterator[Flag]:
    for match in ADDRESS.finditer(pair.source):
        address = match[0].rstrip(_TRAILING)
        unmarked = address.lstrip("@#").lower()
        exact = address.startswith(("#", "www")) or "@" in address or "/" in address
        if exact and unmarked not in pair.target.lower():
            yield flag("address_changed", (match.start(), match.start() + len(address)), what=address)


def _changed(pair: Pair, pattern: re.Pattern[str], code: str) -> Iterator[Flag]:
    source = Counter(re.sub(r"\s", "", match[0]) for match in pattern.finditer(pair.source))
    target = Counter(match[0] for match in pattern.finditer(pair.target))
    for what in source | target:
        if source[what] != target[what]:
            yield flag(code, _first(pair.source, what), _first(pair.target, what), what=what)


def _first(text: str, what: str) -> tuple[int, int] | None:
    at = text.find(what)
    return None if at < 0 else (at, at + len(what))
