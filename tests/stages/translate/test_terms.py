"""The glossary's terms in whole articles: asked for in the English sentence, found again in the Arabic one."""

import datetime as dt
from collections.abc import Callable
from typing import Protocol

import pytest

from pipeline.engines import Engine, MemoryEntry, TranslationMemory
from pipeline.engines.glossary import Glossary, Term
from pipeline.errors import EngineUnavailable
from pipeline.model import COPIED, Article, Author, Figure, Mark, MarkedText, Segment, Site, TextBlock
from pipeline.stages.check import check
from pipeline.stages.translate import translate
from pipeline.stages.translate.terms import switched

NOW = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)
Make = Callable[..., tuple[Engine, list[list[str]]]]
GLOSSARY = Glossary(
    terms=(
        Term(source="hospital", target="المشفى"),
        Term(source="Acme Pad", target="Acme Pad", do_not_translate=True),
    )
)
MONDAY = "The minister visited the hospital on Monday."
SAID = {
    MONDAY: "زار الوزير المستشفى يوم الاثنين.",
    "The minister visited the المشفى on Monday.": "زار الوزير المشفى يوم الاثنين.",
    "Doctors left the hospital.": "غادر الأطباء بالمشفى.",
    "Police arrested 14 people in Cairo.": "اعتقلت الشرطة 14 شخصًا في القاهرة.",
    "Jane Roe": "جين رو",
    "The minister showed the ⟦501⟧ on Monday.": "عرض الوزير جهاز ⟦501⟧ يوم الاثنين.",
    "The minister visited ⟦1⟧the hospital⟦2⟧ on Monday.": "زار الوزير ⟦1⟧المستشفى⟦2⟧ يوم الاثنين.",
    "The minister visited ⟦1⟧the المشفى⟦2⟧ on Monday.": "زار الوزير ⟦1⟧المشفى⟦2⟧ يوم الاثنين.",
}


class Memory(TranslationMemory, Protocol):
    entries: list[MemoryEntry]


def said(lines: list[str]) -> list[str]:
    return [SAID[line] for line in lines]


def article(*blocks: str | MarkedText | Figure, authors: tuple[str, ...] = ()) -> Article:
    texts = [MarkedText(text=block) if isinstance(block, str) else block for block in blocks]
    return Article(
        url="https://example.org/1",
        canonical_url="https://example.org/1",
        headline="Police arrested 14 people in Cairo.",
        site=Site(name="Example", host="example.org"),
        content_sha256="0" * 64,
        authors=tuple(Author(name=name) for name in authors),
        blocks=tuple(
            block
            if isinstance(block, Figure)
            else TextBlock(type="paragraph", text=block.text, marks=block.marks)
            for block in texts
        ),
    )  # fmt: skip


def segment(of: Article, memory: Memory, engine: Engine, name: str = "b1") -> Segment:
    found = translate(of, engines=[engine], memory=memory, now=NOW, glossary=GLOSSARY).segment(name)
    assert found is not None
    return found


def test_a_sentence_without_the_term_goes_again_with_the_arabic_in_it(engine: Make, memory: Memory) -> None:
    asked, requests = engine(said)
    assert segment(article(MONDAY), memory, asked).target.text == "زار الوزير المشفى يوم الاثنين."
    assert requests[1:] == [["The minister visited the المشفى on Monday."]]


def test_a_term_with_prefixes_is_found_and_costs_nothing_more(engine: Make, memory: Memory) -> None:
    asked, requests = engine(said)
    assert segment(article("Doctors left the hospital."), memory, asked).missed_terms == ()
    assert len(requests) == 1


def test_marks_stay_on_their_words_when_a_sentence_goes_again(engine: Make, memory: Memory) -> None:
    start = MONDAY.index("the hospital")
    mark = Mark(kind="link", start=start, end=start + len("the hospital"), href="https://example.org/link")
    asked, _ = engine(said)
    target = segment(article(MarkedText(text=MONDAY, marks=(mark,))), memory, asked).target
    assert [(target.marked(mark), mark.href) for mark in target.marks] == [("المشفى", "https://example.org/link")]


@pytest.mark.parametrize("again", ["زار الوزير المستشفى يوم الاثنين.", "زار المشفى."])
def test_what_cannot_be_mended_stays_as_it_was_is_noted_and_not_remembered(
    engine: Make, memory: Memory, again: str
) -> None:
    answers = {**SAID, "The minister visited the المشفى on Monday.": again}
    asked, _ = engine(lambda lines: [answers[line] for line in lines])
    made = translate(article(MONDAY), engines=[asked], memory=memory, now=NOW, glossary=GLOSSARY)
    assert [(s.target.text, s.missed_terms) for s in made.segments[1:]] == [(SAID[MONDAY], ("hospital",))]
    assert [(flag.code, flag.severity) for flag in check(made).flags] == [("glossary", "note")]
    assert MONDAY not in [entry.source.text for entry in memory.entries]


def test_an_engine_that_goes_away_in_between_leaves_the_first_answer(engine: Make, memory: Memory) -> None:
    def once(lines: list[str]) -> list[str]:
        if any("المشفى" in line for line in lines):
            raise EngineUnavailable("gone", engine="first")
        return said(lines)

    asked, _ = engine(once)
    assert segment(article(MONDAY), memory, asked).missed_terms == ("hospital",)


def test_what_is_not_translated_travels_as_a_token(engine: Make, memory: Memory) -> None:
    asked, _ = engine(said)
    text = segment(article("The minister showed the Acme Pad on Monday."), memory, asked).target.text
    assert text == "عرض الوزير جهاز Acme Pad يوم الاثنين."


def test_a_machine_s_memory_without_the_term_is_asked_anew_and_a_reviewer_s_is_not(
    engine: Make, memory: Memory
) -> None:
    old = MemoryEntry(
        source=MarkedText(text=MONDAY), target=MarkedText(text=SAID[MONDAY]), name="google", recorded_at=NOW
    )
    memory.store([old])
    asked, _ = engine(said)
    assert segment(article(MONDAY), memory, asked).target.text == "زار الوزير المشفى يوم الاثنين."
    memory.store([old.model_copy(update={"reviewed": True, "name": "Huda"})])
    assert segment(article(MONDAY), memory, asked).target.text == SAID[MONDAY]


def test_agencies_in_credits_have_their_arabic_names(engine: Make, memory: Memory) -> None:
    asked, requests = engine(said)
    figure = Figure(credit="Jane Roe/Getty Images")
    assert segment(article(figure), memory, asked, "b1.credit").target.text == "جين رو/غيتي إيماجز"
    assert "Jane Roe" in requests[0]


def test_a_credit_of_agencies_alone_needs_no_engine(engine: Make, memory: Memory) -> None:
    asked, requests = engine(said)
    found = segment(article(Figure(credit="AFP/Getty Images")), memory, asked, "b1.credit")
    assert (found.target.text, found.origin.name) == ("فرانس برس/غيتي إيماجز", COPIED)
    assert requests == [["Police arrested 14 people in Cairo."]]


def test_marks_that_begin_or_end_within_a_term_cover_it() -> None:
    text = "the European Union budget"
    glossary = Glossary(terms=(Term(source="European Union", target="الاتحاد"),))
    marks = [(0, 3), (4, 12), (13, 25), (19, 25)]
    source = MarkedText(text=text, marks=tuple(Mark(kind="strong", start=a, end=b) for a, b in marks))
    result = switched(source, glossary.uses(text))
    assert result.text == "the الاتحاد budget"
    assert [result.marked(mark) for mark in result.marks] == ["the", "الاتحاد", "الاتحاد budget", "budget"]
