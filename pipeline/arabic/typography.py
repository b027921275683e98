"""Arabic typography by rule: what a good desk corrects without asking, each correction named.

A text goes in with nothing but its characters; out come the text, the names of the repairs made, and where each
of the old text's positions went, so that links and emphases can follow. No letter and no digit is ever lost,
and repairing twice is repairing once.
"""

import html
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.arabic.letters import DIACRITICS, LETTERS, TATWEEL

# The replacement is a string, or a function of the match.
Replacement = str | Callable[[re.Match[str]], str]
_ARABIC = f"{LETTERS}{DIACRITICS}"


class Rule(NamedTuple):
    """A repair: its name, what it finds, what stands there afterwards."""

    name: str
    pattern: re.Pattern[str]
    replacement: Replacement


class Repaired(NamedTuple):
    """A text after repair. `moved[i]` is where position i of the text before now lies, its end included."""

    text: str
    repairs: tuple[str, ...]
    moved: tuple[int, ...]


def _decoded(match: re.Match[str]) -> str:
    """Decode an entity, and one within an entity: &amp;quot; is a quotation mark too."""
    return html.unescape(html.unescape(match[0]))


# In order; later rules see what earlier ones made.
RULES: tuple[Rule, ...] = (
    # &quot;  &#39;  &amp;quot;  &nbsp;
    Rule("entities", re.compile(r"&(?:amp;)?(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});"), _decoded),
    # Bidi marks, embeddings, isolates, zero-width space, byte-order mark; the joiners ZWNJ and ZWJ stay.
    Rule("controls", re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]+"), ""),
    Rule("controls", re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+"), ""),
    # «ـالعرب», «العـــرب»: tatweel stretches a line of type and says nothing; «ه ـ» and «ـه» alone stay.
    Rule("diacritics", re.compile(f"(?<=[{_ARABIC}]){TATWEEL}+(?=[{_ARABIC}{TATWEEL}])"), ""),
    # A diacritic that stands on no letter, as at the beginning of a text: «ِ قال».
    Rule("diacritics", re.compile(f"(?<![{_ARABIC}{TATWEEL}])[{DIACRITICS}]+"), ""),
    # A comma, semicolon or question mark after Arabic is Arabic; between digits a comma stays as it is.
    Rule("punctuation", re.compile(f'(?<=[{_ARABIC}»”)"]),(?![0-9٠-٩])'), "،"),
    Rule("punctuation", re.compile(f"(?<=[0-9]),(?=\\s+[{LETTERS}])"), "،"),
    Rule("punctuation", re.compile(f'(?<=[{_ARABIC}»”)"]);'), "؛"),
    Rule("punctuation", re.compile(f'(?<=[{_ARABIC}»”)"])\\?'), "؟"),
    # Three points or more are an ellipsis.
    Rule("punctuation", re.compile(r"\.{3,}"), "…"),
    # No space before a mark, one after it: «قال ،ثم» becomes «قال، ثم».
    Rule("spacing", re.compile(r"[ \u00a0]+(?=[،؛؟!:](?:[\s»”\"]|$))"), ""),
    Rule("spacing", re.compile(f"(?<=[{_ARABIC}])[ \u00a0]+(?=[،؛؟])"), ""),
    Rule("spacing", re.compile(f"(?<=[،؛؟])(?=[{LETTERS}A-Za-z0-9«“(])"), " "),
    # No space inside brackets and guillemets.
    Rule("spacing", re.compile(r"(?<=[(\[«])[ \u00a0]+|[ \u00a0]+(?=[)\]»])"), ""),
    Rule("spacing", re.compile(r"(?<=[^\s])[ \u00a0]{2,}(?=[^\s])"), " "),
    Rule("spacing", re.compile(r"^[ \t\u00a0]+|[ \t\u00a0]+$"), ""),
)


def repair(text: str) -> Repaired:
    """Return `text` with every rule applied, until nothing more is to be done."""
    moved = tuple(range(len(text) + 1))
    names: list[str] = []
    while True:
        before = text
        for rule in RULES:
            changed, shift = _applied(rule, text)
            if changed != text:
                names.append(rule.name)
                moved = tuple(shift[position] for position in moved)
                text = changed
        if text == before:
            return Repaired(text, tuple(dict.fromkeys(names)), moved)


def _applied(rule: Rule, text: str) -> tuple[str, Sequence[int]]:
    """Return `text` after `rule`, and where each position of `text` went."""
    pieces: list[str] = []
    shift: list[int] = []
    length = last = 0
    for match in rule.pattern.finditer(text):
        new = rule.replacement if isinstance(rule.replacement, str) else rule.replacement(match)
        start, end = match.span()
        shift.extend(range(length, length + start - last))
        length += start - last
        shift.extend([length] * (end - start))
        pieces += [text[last:start], new]
        length += len(new)
        last = end
    shift.extend(range(length, length + len(text) - last + 1))
    return "".join([*pieces, text[last:]]), shift
