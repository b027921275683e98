"""Who of an article is a woman and who is a man, as far as the English tells: Arabic has to choose, verb by verb.

A title or a word such as spokeswoman before a name decides. Without one a pronoun tells, where it can mean one person
only: the sentence begins with them and names nobody else, or it begins with the pronoun and the one before it with
them. What pronouns tell both ways is not told.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from pipeline.engines import Speaker
from pipeline.sentences import pieces
from pipeline.stages.check.english.speech import MAN, SPEECH, WOMAN
from pipeline.stages.check.english.words import function_words

Gender = Literal["feminine", "masculine"]
Sign = tuple[str, Gender]  # a name, and what it is told to be

# Fenwick · O’Brien · Jean-Luc · J.
_WORD = r"[A-ZÀ-ÖØ-Þ](?:[\w’'-]*\w|\.)?"
# Ada Fenwick · J. K. Moss · Ursula von der Leyen
_NAME = rf"{_WORD}(?:\s+(?:(?:van|von|der|den|de|da|bin|al|la|le)\s+){{0,2}}{_WORD}){{0,4}}"
_NAMES = re.compile(rf"(?<![\w’'-])(?:[Tt]he\s+)?{_NAME}")
# Ms Davis · Mr. Davis · Sir Ian Moss · spokeswoman Ada Fenwick · his wife, Ada Fenwick
_CALLED: tuple[tuple[Gender, re.Pattern[str]], ...] = (
    ("feminine", re.compile(rf"\b(?:(?:{WOMAN})\.?|Dame|\w*[a-z](?:woman|stress)|h(?:er|is) wife,?)\s+({_NAME})")),
    ("masculine", re.compile(rf"\b(?:(?:{MAN})\.?|Sir|\w*[a-z]sman|h(?:er|is) husband,?)\s+({_NAME})")),
)
_TITLES = frozenset(f"{WOMAN}|{MAN}|Dame|Sir|Lady|Lord|Dr|Prof|Rev|Sen|Rep|Gov".split("|"))
_PRONOUN = re.compile(r"\b(?:(she|her|herself)|he|him|his|himself)\b", re.IGNORECASE)
# A sentence that goes on about the one before: She said … · “It was time,” she said.
_GOES_ON = re.compile(r"[\"“‘(]?\s*(?:[Ss]?[Hh]e|[Hh]er|[Hh]is)\b")
_SAYS = re.compile(rf"[,\"”’]\s+s?he\s+(?:\w+ly\s+|also\s+)?(?:{SPEECH})\b")
# Words of names that are no person's, and of roles.
_NO_PERSON = frozenset(
    """
    Academy Agency Airlines Airport Army Association Authority Avenue Bank Bay Beach Board Bureau Cabinet Center Centre
    Championship Church City Club College Commission Committee Company Conference Congress Corporation Council County
    Court Cup Department District Force Forces Foundation Fund Group Guard Hall Hospital House Inc Institute
    International Island Islands League Ltd Ministry Museum National News Office Organization Organisation Palace Park
    Parliament Party Police Post Prison Province Region Republic River Road School Senate Service Sea Society Square
    State States Station Street Times Treaty Union United University Valley War Watch Yard
    Ambassador Attorney Captain Chancellor Chairman Chief Commissioner Detective Director Doctor Editor General
    Governor Judge Justice King Mayor Minister Officer President Prince Princess Professor Queen Secretary Senator
    Sergeant Spokesman Spokeswoman
    """.split()
)
_BEFORE_A_NAME = _TITLES | _NO_PERSON


def speakers(texts: Sequence[str]) -> tuple[Speaker, ...]:
    """Return the people of `texts` (an article's, in reading order) whose gender they tell, by their full name."""
    sentences = [sentence.strip() for text in texts for sentence in pieces(text, "en")]
    called = [sign for sentence in sentences for sign in _called(sentence)]
    people = _people([name for sentence in sentences for name in _names(sentence)], [name for name, _ in called])
    told: defaultdict[str, set[Gender]] = defaultdict(set)
    for name, gender in called:
        told[people.get(_surname(name)) or name].add(gender)
    by_pronouns: defaultdict[str, set[Gender]] = defaultdict(set)
    for name, gender in _by_pronouns(sentences, people):
        by_pronouns[name].add(gender)
    told = by_pronouns | told
    return tuple(Speaker(name=name, gender=next(iter(genders))) for name, genders in told.items() if len(genders) == 1)


def _called(sentence: str) -> Iterator[Sign]:
    for gender, pattern in _CALLED:
        yield from ((name, gender) for match in pattern.finditer(sentence) if (name := _bare(match[1])))


def _by_pronouns(sentences: Sequence[str], people: dict[str, str | None]) -> Iterator[Sign]:
    """Yield what pronouns tell of the person that a sentence begins with, or the one before it."""
    subject = None
    for sentence in sentences:
        genders: set[Gender] = {"feminine" if match[1] else "masculine" for match in _PRONOUN.finditer(sentence)}
        named = {_surname(name) for name in _names(sentence)} & people.keys()
        says = _SAYS.search(sentence)  # whoever says it is not whom it begins with
        if not (_GOES_ON.match(sentence) or (says and not named)):
            subject = None if says else _subject(sentence, people)
        if {people[surname] for surname in named} - {subject}:
            subject = None
        if subject and len(genders) == 1:
            yield subject, genders.pop()


def _subject(sentence: str, people: dict[str, str | None]) -> str | None:
    """Return the person that `sentence` begins with; not where it begins with something of theirs."""
    begins = _NAMES.match(sentence)
    if not begins or begins[0].endswith(("'s", "’s")):
        return None
    return people.get(_surname(_bare(begins[0])))


def _names(sentence: str) -> Iterator[str]:
    for match in _NAMES.finditer(sentence):
        if not match[0].lower().startswith("the ") and (name := _bare(match[0])):
            yield name


def _people(names: Sequence[str], called: Sequence[str]) -> dict[str, str | None]:
    """Return by surname the full name of each person in `names`, or None where several have one surname."""
    people: dict[str, str | None] = {_surname(name): name for name in called}
    for name in sorted({name for name in names if " " in name}, key=len):
        known = people.get(_surname(name), name)
        same = known is not None and (name.endswith(known) or known.endswith(name))
        people[_surname(name)] = (name if known and " " not in known else known) if same else None
    return people


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _bare(name: str) -> str:
    """Return `name` without a possessive ’s and what is before it (But, Mr, President); empty for no person's."""
    words = re.sub(r"['’]s$", "", name).split()
    while words and (words[0].lower() in function_words() or words[0].rstrip(".") in _BEFORE_A_NAME):
        words.pop(0)
    if not words or not _NO_PERSON.isdisjoint(words) or words[-1].isupper():
        return ""
    return " ".join(words)
