"""Credits and bylines, read as what they are: names, agencies, and a few words between them.

“Rose Green for The Ledger via Getty Images” is not a sentence. The words between are few and are said by a table,
agencies by theirs, and the names alone are asked of an engine. A person's name that comes back without its sounds was
translated as words («وردة خضراء») and stays in Latin letters.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.arabic.letters import ARABIC_LETTER, words
from pipeline.arabic.transliteration import arabic_keys, latin_keys, latin_sounds
from pipeline.engines.glossary import Glossary

# What credits say besides names, and how it is said; the first one that matches counts.
PHRASES: tuple[tuple[str, str], ...] = (
    (r"(?:photos? )?courtesy\b(?: of\b)?:?", "بإذن من"),
    (r"(?:staff )?(?:photograph|photo|picture|image)s? by\b", "تصوير"),
    (r"(?:photograph|photo|picture|image)s?:", "تصوير:"),
    (r"illustrations? by\b", "رسم"),
    (r"illustrations?:", "رسم:"),
    (r"illustrations?\b", "رسم توضيحي"),
    (r"(?:graphics?|design) by\b", "تصميم"),
    (r"(?:photo )?composite\b", "صورة مركبة"),
    (r"hand-?out\b(?: (?:photo|image|picture)\b)?", "صورة موزعة"),
    (r"(?:file|archive) (?:photo(?:graph)?|image|picture)\b|file\b", "صورة أرشيفية"),
    (r"pool\b(?: photo\b)?", "تصوير مشترك"),
    (r"screen ?(?:grab|shot)\b", "لقطة شاشة"),
    (r"stock (?:photo|image)\b", "صورة تعبيرية"),
    (r"(?:contributed|submitted|supplied|provided)\b(?: (?:photo|image)\b)?", "صورة من المصدر"),
    (r"public domain\b", "ملكية عامة"),
    (r"via\b", "عبر"),
    (r"for\b", "لصالح"),
    (r"(?:and\b|&) *", "و"),
)
_PHRASE = re.compile("|".join(f"(?P<p{n}>{pattern})" for n, (pattern, _) in enumerate(PHRASES)), re.IGNORECASE)
# Small words within names: Ludwig van der Berg · Museum of the City · Campaign for the Coast
_SMALL = r"(?:of|the|for|and|&|in|de|del|della|der|den|di|da|do|dos|du|la|le|van|von|bin|bint|ibn|al|el|y|e)(?![\w-])"
_ONLY_SMALL = re.compile(_SMALL)
_CAPITAL = r"[A-Z\u00c0-\u00de][\w.'’-]*"
# Rose Green · Omar Al-Rashid · J. R. O’Neil Jr. · The Ledger
_NAME = re.compile(rf"(?:{_CAPITAL}|(?:{_SMALL} +)+{_CAPITAL})(?: +(?:{_SMALL} +)*{_CAPITAL})*")
# Where a name ends: always before “via”; before the others where it is a person's.
_JOINT = re.compile(r" +(?P<word>via|for|and|&) +", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s/|,;:·•–—()\[\]©-]+")
# Words that make a name one of an organisation or an office, which may be translated.
_ORGANISATION = frozenset(
    """
    news press agency media times post daily tribune herald journal gazette magazine television tv radio studio
    studios photo photos photography images pictures archive archives museum gallery university college institute
    ministry government police army navy force forces office department council committee association foundation
    trust society group company corporation corp inc ltd club team staff editor editors editorial desk reporter
    reporters correspondent correspondents writer writers contributor contributors board bureau service services
    network union party center centre library school hospital church bank international national
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 2
# No credit has more characters; each piece costs a look at all that follows.
_LONGEST = 500


class Part(NamedTuple):
    """A piece of a credit: the English of a name, or Arabic and signs that stand as they are."""

    text: str
    is_name: bool


@dataclass(frozen=True)
class Credit:
    """A credit in its pieces, in order."""

    parts: tuple[Part, ...]

    @property
    def names(self) -> list[str]:
        """The names in it, in English."""
        return [part.text for part in self.parts if part.is_name]

    def said(self, names: dict[str, str]) -> str:
        """Return the credit in Arabic, its names as given."""
        text = ""
        for part in self.parts:
            piece = names.get(part.text, part.text) if part.is_name else part.text
            # «وجون», but «و John».
            joins = text.endswith(" و") and not ARABIC_LETTER.match(piece)
            text += f" {piece}" if joins else piece
        return " ".join(text.split())


def read_credit(text: str, agencies: Glossary) -> Credit | None:
    """Return the credit `text` in its pieces; None where it says more than credits do."""
    if len(text) > _LONGEST:
        return None
    known = {use.start: (use.end, use.term.target) for use in agencies.uses(text)}
    parts: list[Part] = []
    at = 0
    while at < len(text):
        piece, at = _next(text, at, known)
        if piece is None:
            return None
        parts.append(piece)
    return Credit(tuple(parts)) if text.strip() else None


def _next(text: str, at: int, known: dict[int, tuple[int, str]]) -> tuple[Part | None, int]:
    """Return the piece of `text` that begins at `at`, and where it ends."""
    if at in known:
        end, target = known[at]
        return Part(target, is_name=False), end
    if between := _BETWEEN.match(text, at):
        return Part(between[0].replace(",", "،").replace(";", "؛"), is_name=False), between.end()
    if phrase := _PHRASE.match(text, at):
        return Part(PHRASES[int(phrase.lastgroup[1:])][1] if phrase.lastgroup else "", is_name=False), phrase.end()
    if not (name := _NAME.match(text, at)):
        return None, at
    ends = [name.end(), *(start for start in known if start > at)]
    ends += [
        joint.start()
        for joint in _JOINT.finditer(text, at, name.end())
        if joint["word"].lower() == "via" or is_persons(text[at : joint.start()])
    ]
    written = text[at : min(ends)].rstrip(" -")
    return Part(written, is_name=True), at + len(written)


def is_persons(name: str) -> bool:
    """Tell whether `name` is a person's, so far as its words tell."""
    spoken = _words(name)
    return len(spoken) >= _FEWEST_WORDS and not any(word.lower() in _ORGANISATION for word in spoken)


def kept_if_translated(name: str, arabic: str) -> str:
    """Return `arabic`, or `name` where it is a person's and the Arabic does not sound like it."""
    heard = [word.folded for word in words(arabic)]
    if not heard or not is_persons(name):
        return arabic
    runs = ("".join(heard[first : first + size]) for size in (1, 2) for first in range(len(heard)))
    keys = frozenset[str]().union(*map(arabic_keys, runs))
    sounding = (word for word in _words(name) if all(latin_sounds(word)))
    return arabic if all(not latin_keys(word).isdisjoint(keys) for word in sounding) else name


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name) if len(word) > 1 and not _ONLY_SMALL.fullmatch(word.lower())]
