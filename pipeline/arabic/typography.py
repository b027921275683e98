"""Arabic typography by rule: what a good desk corrects without asking, each correction named.

A text goes in with nothing but its characters; out come the text, the names of the repairs made, and where each
of the old text's positions went, so that links and emphases can follow. No letter and no digit is ever lost but by
the house style, and repairing twice is repairing once.
"""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from pipeline.arabic import quotation
from pipeline.arabic.digits import DigitStyle, styled
from pipeline.arabic.house_style import HouseStyle
from pipeline.arabic.letters import DIACRITICS, LETTERS, TATWEEL
from pipeline.arabic.quotation import QuotationMarks
from pipeline.arabic.rewriting import Edit, rewritten

# The replacement is a string, or a function of the match.
Replacement = str | Callable[[re.Match[str]], str]
_ARABIC = f"{LETTERS}{DIACRITICS}"
# What takes no room and says nothing to a reader: the bidi controls of UAX #9 (each projection adds its own isolates),
# the C0 and C1 controls other than tab and line feed, soft hyphen, zero-width space, word joiner, invisible operators,
# byte-order mark, interlinear annotations, tags. The joiners U+200C and U+200D shape letters, and stay.
CONTROLS = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u00ad\u034f\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_MOST_PASSES = 10


class Style(NamedTuple):
    """How a newsroom writes Arabic: which quotation marks and digits, and which spelling of words that have several."""

    quotation_marks: QuotationMarks = "guillemets"
    digits: DigitStyle = "western"
    house: HouseStyle = HouseStyle()


DEFAULT_STYLE = Style()


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
    Rule("controls", CONTROLS, ""),
    # «العـــرب», «ـالعرب»: tatweel stretches a line of type and says nothing; «هـ», «بـ» and «ـها» alone stay.
    Rule("diacritics", re.compile(f"(?<=[{_ARABIC}]){TATWEEL}+(?=[{_ARABIC}{TATWEEL}])"), ""),
    Rule("diacritics", re.compile(f"(?<![{_ARABIC}{TATWEEL}]){TATWEEL}+(?=[{_ARABIC}]{{4}})"), ""),
    # «قال ــ وهو»: by itself it is drawn as a dash.
    Rule("punctuation", re.compile(f"(?<=[ \u00a0]){TATWEEL}{{2,}}(?=[ \u00a0])"), "–"),
    Rule("diacritics", re.compile(f"(?<={TATWEEL}){TATWEEL}+"), ""),
    # A diacritic that stands on no letter, as at the beginning of a text: «ِ قال»; and one that stands there twice.
    Rule("diacritics", re.compile(f"(?<![{_ARABIC}{TATWEEL}])[{DIACRITICS}]+"), ""),
    Rule("diacritics", re.compile(f"([{DIACRITICS}])\\1+"), r"\1"),
    # Tanwin stands before its alif: «أيضًا», not «أيضاً».
    Rule("house_style", re.compile(f"(?<=[{LETTERS}])ا\u064b(?![{_ARABIC}{TATWEEL}])"), "\u064bا"),
    # A comma, semicolon or question mark after Arabic is Arabic; between digits a comma stays as it is.
    Rule("punctuation", re.compile(f'(?<=[{_ARABIC}»”)"]),(?![0-9٠-٩])'), "،"),
    Rule("punctuation", re.compile(f"(?<=[0-9٠-٩A-Za-z]),(?=\\s+[{LETTERS}])"), "،"),
    Rule("punctuation", re.compile(f'(?<=[{_ARABIC}»”)"]);'), "؛"),
    Rule("punctuation", re.compile(f"(?<=[0-9٠-٩A-Za-z]);(?=\\s+[{LETTERS}])"), "؛"),
    Rule("punctuation", re.compile(f'(?<=[{_ARABIC}»”)"])\\?'), "؟"),
    Rule("punctuation", re.compile(f"(?<=[0-9٠-٩A-Za-z])\\?(?=\\s+[{LETTERS}])"), "؟"),
    # Three points or more are an ellipsis.
    Rule("punctuation", re.compile(r"\.{3,}|\. \. \.|…[.…]+"), "…"),
    # A dash between words is one, with spaces: «قال - وهو» and «قال—وهو». Ranges, scores and Latin names stay.
    Rule("punctuation", re.compile(f"(?<=[{_ARABIC}»”)،])[ \u00a0]*(?:—|--+)[ \u00a0]*(?=[{LETTERS}«“(])"), " – "),
    Rule("punctuation", re.compile(f"(?<=[{_ARABIC}»”)،])[ \u00a0]+-[ \u00a0]+(?=[{LETTERS}«“(])"), " – "),
    # No space before a mark, one after it: «قال ،ثم» becomes «قال، ثم».
    Rule("spacing", re.compile(r"[ \u00a0]+(?=[،؛؟!:](?:[\s»”\"]|$))"), ""),
    Rule("spacing", re.compile(f"(?<=[{_ARABIC}])[ \u00a0]+(?=[،؛؟])"), ""),
    Rule("spacing", re.compile(f"(?<=[{_ARABIC}])[ \u00a0]+(?=\\.(?:\\s|$))"), ""),
    # «قال،ثم», «قال،15»: not within a number, «30،000».
    Rule("spacing", re.compile(f"(?<=[،؛؟])(?=[{LETTERS}A-Za-z«“(])|(?<=[^0-9٠-٩][،؛؟])(?=[0-9])"), " "),
    # «انتهى.وقال»: not between the letters of an abbreviation, as in «أ.ف.ب».
    Rule("spacing", re.compile(f"(?<=[{LETTERS}][{_ARABIC}]\\.)(?=[{LETTERS}][{_ARABIC}])"), " "),
    # «و الرئيس»: this conjunction is a part of the next word. A letter that is counted, «أ و ب», stays.
    Rule("spacing", re.compile(f"(?<=[{LETTERS}][{_ARABIC}] و)[ \u00a0]+(?=[{LETTERS}][{_ARABIC}]{{2}})"), ""),
    # «قال«نعم»وأضاف»: words stand apart; what is joined, as in «و«النصرة»», is shorter.
    Rule("spacing", re.compile(f"(?<=[{_ARABIC}]{{4}})(?=«[{LETTERS}])"), " "),
    Rule("spacing", re.compile(f"(?<=[{_ARABIC}]»)(?=[{LETTERS}][{_ARABIC}]{{3}})"), " "),
    # No space inside brackets and guillemets.
    Rule("spacing", re.compile(r"(?<=[(\[«])[ \u00a0]+|[ \u00a0]+(?=[)\]»])"), ""),
    Rule("spacing", re.compile(r"(?<=[^\s])[ \u00a0]{2,}(?=[^\s])"), " "),
    Rule("spacing", re.compile(r"^[ \t\u00a0]+|[ \t\u00a0]+$"), ""),
)


def repair(text: str, style: Style = DEFAULT_STYLE, source: str = "") -> Repaired:
    """Return `text` with every rule applied, until nothing more is to be done; `source` is the English it translates.

    The English tells what became of a lost quotation mark, and nothing else.
    """
    moved: Sequence[int] = range(len(text) + 1)
    names: list[str] = []
    for _ in range(_MOST_PASSES):
        before = text
        for name, find in _repairs(style, source):
            edits = find(text)
            if edits and (changed := rewritten(text, edits)).text != text:
                names.append(name)
                moved = [changed.moved[position] for position in moved]
                text = changed.text
        if text == before:
            break
    return Repaired(text, tuple(dict.fromkeys(names)), tuple(moved))


def _repairs(style: Style, source: str) -> Iterator[tuple[str, Callable[[str], Sequence[Edit]]]]:
    """Yield the name of each repair, and what finds the edits that it makes in a text."""
    for rule in RULES:
        yield rule.name, partial(_edits, rule)
    yield "quotation_marks", partial(quotation.edits, kind=style.quotation_marks, source=source)
    yield "house_style", style.house.edits
    yield "digits", partial(styled, style=style.digits)


def _edits(rule: Rule, text: str) -> list[Edit]:
    new = rule.replacement
    return [
        Edit(*match.span(), match.expand(new) if isinstance(new, str) else new(match))
        for match in rule.pattern.finditer(text)
    ]
