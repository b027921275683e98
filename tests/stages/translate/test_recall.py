"""What is remembered and what was said of an article before is not asked again."""

from collections.abc import Sequence

import pytest
from translated_articles import NOW, POLICE, READ, STORM, Make, Memory, article, linked, remembered, right, run, segment

from pipeline.engines import Context, MemoryEntry
from pipeline.engines.glossary import Glossary, Term
from pipeline.errors import EngineRefused
from pipeline.model import Author, Mark, MarkedText, Origin
from pipeline.stages.translate import translate
from pipeline.stages.translate.tokens import plain


def test_a_second_time_the_memory_has_it_all(engine: Make, memory: Memory) -> None:
    of = article(POLICE, linked(STORM, STORM), "2024", authors=(Author(name="John Roe"),))
    first, requests = engine(lambda lines: right(lines) if lines != ["John Roe"] else lines)
    one = run(of, memory, first)
    asked = len(requests)
    two = run(of, memory, first)
    assert len(requests) == asked
    assert [s.target for s in two.segments] == [s.target for s in one.segments]
    assert {s.origin.kind for s in two.segments} == {"memory"}
    assert two.costs == ()


def test_after_a_change_in_one_paragraph_that_paragraph_alone_is_sent(engine: Make, memory: Memory) -> None:
    first, requests = engine()
    run(article(POLICE), memory, first)
    run(article(POLICE, STORM), memory, first)
    assert requests[1:] == [[STORM]]


def test_a_reviewed_entry_is_the_reviewer_s_and_a_machine_s_is_the_memory_s(memory: Memory) -> None:
    memory.store([remembered(POLICE, "ألقت الشرطة القبض على 14 شخصًا في القاهرة.", reviewed=True, name="Layla")])
    memory.store(
        [remembered("The minister visited the hospital on Monday.", "زار الوزير المستشفى الاثنين.", name="google")]
    )
    translation = run(article(POLICE), memory)
    assert segment(translation, "b1").origin == Origin(kind="reviewer", name="Layla")
    assert segment(translation, "headline").origin == Origin(kind="memory", name="google")


def test_without_the_machine_s_memory_only_reviewed_entries_count(engine: Make, memory: Memory) -> None:
    memory.store([remembered(POLICE, "رجل.", name="old"), remembered(STORM, "عاصفة.", reviewed=True, name="Layla")])
    first, requests = engine()
    translation = run(article(POLICE, STORM), memory, first, machine_memory=False)
    assert segment(translation, "b2").target.text == "عاصفة."
    assert requests == [["The minister visited the hospital on Monday.", POLICE]]


def test_the_memory_alone_says_how_much_it_lacks_and_what_to_do(memory: Memory) -> None:
    memory.store([remembered(POLICE, "اعتقلت الشرطة 14 شخصًا في القاهرة.")])
    with pytest.raises(EngineRefused, match=r"2 texts .* republish memory import") as raised:
        run(article(POLICE, STORM), memory)
    assert raised.value.engine == "memory"
    assert raised.value.item == "https://example.org/1"


def test_a_text_remembered_without_its_marks_is_not_sent_again_only_its_marked_words(
    engine: Make, memory: Memory
) -> None:
    memory.store([remembered(READ, right([READ])[0], name="desk")])
    first, requests = engine(right)
    result = segment(run(article(linked(READ, "the full report")), memory, first), "b1")
    assert [result.target.marked(mark) for mark in result.target.marks] == ["التقرير الكامل"]
    assert result.origin == Origin(kind="memory", name="desk")
    assert requests == [["The minister visited the hospital on Monday."], ["the full report"]]


def names_of(entries: Sequence[MemoryEntry]) -> set[str]:
    return {entry.name for entry in entries}


def test_entries_are_remembered_under_the_engine_s_name_as_not_reviewed(engine: Make, memory: Memory) -> None:
    first, _ = engine()
    run(article(POLICE), memory, first)
    assert names_of(memory.entries) == {"first"}
    assert not any(entry.reviewed for entry in memory.entries)
    assert {entry.recorded_at for entry in memory.entries} == {NOW}


# ---- the same words elsewhere


def test_the_words_of_a_headline_are_asked_for_again_where_they_stand_in_a_paragraph(
    engine: Make, memory: Memory
) -> None:
    said = iter([["إضراب", *right([STORM])], ["ضربة"]])
    first, requests = engine(lambda _: next(said))
    run(article(STORM, headline="Strike"), memory, first)
    translation = run(article("Strike", headline=STORM), memory, first)
    assert requests == [["Strike", STORM], ["Strike"]]
    assert segment(translation, "b1").target.text == "ضربة"
    assert [entry.context.role for entry in memory.entries if entry.source.text == "Strike"] == [
        "headline",
        "paragraph",
    ]


def test_each_place_of_a_text_has_the_translation_that_a_reviewer_gave_it_there(memory: Memory) -> None:
    of = article("Strike", STORM, "Strike", headline=POLICE)
    first, second = (
        remembered("Strike", arabic, reviewed=True).model_copy(
            update={"context": Context(role="paragraph", before=before, after=after)}
        )
        for arabic, before, after in (("إضراب", POLICE, STORM), ("ضربة", STORM, ""))
    )
    memory.store([first, second, *(remembered(text, right([text])[0]) for text in (STORM, POLICE))])
    translation = run(of, memory)
    assert [segment(translation, name).target.text for name in ("b1", "b3")] == ["إضراب", "ضربة"]


# ---- an article that comes again


def test_what_was_said_of_an_article_before_is_not_asked_again_even_where_its_checks_hold_it(
    engine: Make, memory: Memory
) -> None:
    first, requests = engine(lambda lines: [text.replace("14", "17") for text in right(lines)])
    before = run(article(POLICE, linked(READ, "the full report")), memory, first)
    asked = len(requests)
    memory.entries.clear()
    again = run(article(POLICE, linked(READ, "the full report")), memory, first, previous=before)
    assert len(requests) == asked
    assert [s.target for s in again.segments] == [s.target for s in before.segments]
    assert {s.origin for s in again.segments} == {Origin(kind="memory", name="first")}


def test_of_an_updated_article_the_changed_texts_alone_are_sent(engine: Make, memory: Memory) -> None:
    first, requests = engine()
    before = run(article(POLICE, READ), memory, first)
    memory.entries.clear()
    run(article(STORM, POLICE, READ), memory, first, previous=before)
    assert requests[1:] == [[STORM]]


def test_of_a_text_that_has_a_link_since_only_its_words_are_sent(engine: Make, memory: Memory) -> None:
    first, requests = engine(right)
    before = run(article(READ), memory, first)
    memory.entries.clear()
    again = run(article(linked(READ, "the full report")), memory, first, previous=before)
    assert requests[1:] == [["the full report"]]
    target = segment(again, "b1").target
    assert [target.marked(mark) for mark in target.marks] == ["التقرير الكامل"]


def test_a_reviewer_s_words_win_over_what_was_said_before(engine: Make, memory: Memory) -> None:
    first, _ = engine()
    before = run(article(POLICE), memory, first)
    memory.store([remembered(POLICE, "أوقفت الشرطة 14 شخصًا في القاهرة.", reviewed=True, name="Layla")])
    again = run(article(POLICE), memory, first, previous=before)
    assert segment(again, "b1").target.text == "أوقفت الشرطة 14 شخصًا في القاهرة."


def test_a_term_that_the_glossary_has_since_is_asked_for_once_and_not_each_time(engine: Make, memory: Memory) -> None:
    glossary = Glossary(terms=(Term(source="storm", target="الإعصار"),))
    first, requests = engine(lambda lines: right([line.replace("الإعصار", "storm") for line in lines]))
    before = run(article(STORM), memory, first)
    lacking = run(article(STORM), memory, first, previous=before, glossary=glossary)
    assert segment(lacking, "b1").missed_terms == ("storm",)
    asked = len(requests)
    again = run(article(STORM), memory, first, previous=lacking, glossary=glossary)
    assert len(requests) == asked > 1
    assert segment(again, "b1").missed_terms == ("storm",)


# ---- a known text and the terms that it lacks


CAIRO = Glossary(terms=(Term(source="Cairo", target="قاهرة المعز"),))


def test_a_reviewer_s_words_stand_though_they_lack_a_term_and_the_text_has_another_mark(
    engine: Make, memory: Memory, arabic: dict[str, str]
) -> None:
    said = "أوقفت الشرطة 14 شخصًا في القاهرة."
    memory.store([remembered(POLICE, said, name="Huda", reviewed=True)])
    with_term = arabic | {"Police arrested 14 people in قاهرة المعز.": "اعتقلت الشرطة 14 شخصًا في قاهرة المعز."}
    first, _ = engine(lambda lines: [with_term.get(plain(line), "الشرطة") for line in lines])
    linked = MarkedText(text=POLICE, marks=(Mark(kind="link", start=0, end=6, href="https://a.example/"),))
    translation = translate(article(linked), engines=[first], memory=memory, now=NOW, glossary=CAIRO)
    found = segment(translation, "b1")
    assert (found.target.text, found.origin) == (said, Origin(kind="reviewer", name="Huda"))


def test_a_machine_s_words_that_are_known_without_marks_give_way_to_an_engine_s_with_the_term(
    engine: Make, memory: Memory, arabic: dict[str, str]
) -> None:
    memory.store([remembered(POLICE, arabic[POLICE], name="other")])
    switched = {
        "Police arrested 14 people in قاهرة المعز.": "اعتقلت الشرطة 14 شخصًا في قاهرة المعز.",
        "Police": "الشرطة",
    }
    first, _ = engine(lambda lines: [(switched | arabic)[plain(line)] for line in lines])
    linked = MarkedText(text=POLICE, marks=(Mark(kind="link", start=0, end=6, href="https://a.example/"),))
    translation = translate(article(linked), engines=[first], memory=memory, now=NOW, glossary=CAIRO)
    assert segment(translation, "b1").origin == Origin(kind="engine", name="first")
