"""The translate stage: whole articles, the memory in front, the engines behind it."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Protocol

import pytest

from pipeline.engines import Context, Engine, MemoryEntry, TranslationMemory
from pipeline.engines.glossary import Glossary, Term
from pipeline.errors import EngineRateLimited, EngineRefused, EngineUnavailable
from pipeline.model import (
    COPIED,
    Article,
    Author,
    Figure,
    Mark,
    MarkedText,
    Origin,
    Segment,
    Site,
    TextBlock,
    Translation,
)
from pipeline.stages.translate import translate
from pipeline.stages.translate.tokens import plain

NOW = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)
NO_TERMS = Glossary()
Make = Callable[..., tuple[Engine, list[list[str]]]]
Lines = list[str]


class Memory(TranslationMemory, Protocol):
    entries: list[MemoryEntry]


POLICE, STORM, READ = (
    "Police arrested 14 people in Cairo.",
    "The storm killed three people in Florida.",
    "Read the full report before the vote on Friday.",
)


def article(
    *texts: str | MarkedText, headline: str = "The minister visited the hospital on Monday.", **fields: object
) -> Article:
    marked = [MarkedText(text=text) if isinstance(text, str) else text for text in texts]
    blocks = tuple(TextBlock(type="paragraph", text=text.text, marks=text.marks) for text in marked)
    return Article.model_validate(
        {
            "url": "https://example.org/1",
            "canonical_url": "https://example.org/1",
            "headline": headline,
            "site": Site(name="Example", host="example.org"),
            "content_sha256": "0" * 64,
            "blocks": blocks,
            **fields,
        }
    )


def linked(text: str, words: str, href: str = "https://example.org/link") -> MarkedText:
    start = text.index(words)
    return MarkedText(text=text, marks=(Mark(kind="link", start=start, end=start + len(words), href=href),))


def segment(translation: Translation, name: str) -> Segment:
    found = translation.segment(name)
    assert found is not None
    return found


def remembered(
    source: str | MarkedText, target: str | MarkedText, *, reviewed: bool = False, name: str = "desk"
) -> MemoryEntry:
    source, target = (MarkedText(text=text) if isinstance(text, str) else text for text in (source, target))
    return MemoryEntry(source=source, target=target, name=name, reviewed=reviewed, recorded_at=NOW)


def run(
    of: Article,
    memory: Memory,
    *engines: Engine,
    machine_memory: bool = True,
    previous: Translation | None = None,
    glossary: Glossary = NO_TERMS,
) -> Translation:
    return translate(
        of,
        engines=engines,
        memory=memory,
        now=NOW,
        machine_memory=machine_memory,
        previous=previous,
        glossary=glossary,
    )


def test_every_text_of_an_article_is_a_segment_in_its_order_translated_in_one_request(
    engine: Make, memory: Memory, arabic: dict[str, str]
) -> None:
    figure = Figure(alt=STORM, caption=MarkedText(text=READ), credit="Jane Roe / The Ledger")
    of = article(POLICE, authors=(Author(name="John Roe"),))
    of = of.model_copy(update={"blocks": (*of.blocks, figure)})
    names = {"Jane Roe": "جين رو", "The Ledger": "ذا ليدجر", "John Roe": "جون رو"}
    first, requests = engine(lambda lines: [(arabic | names)[line] for line in lines])
    translation = run(of, memory, first)
    assert [(s.id, s.target.text) for s in translation.segments] == [
        ("headline", arabic[of.headline]),
        ("author1", "جون رو"),
        ("b1", arabic[POLICE]),
        ("b2.alt", arabic[STORM]),
        ("b2.caption", arabic[READ]),
        ("b2.credit", "جين رو / ذا ليدجر"),
    ]
    assert len(requests) == 1
    assert {s.origin for s in translation.segments} == {Origin(kind="engine", name="first")}
    assert (translation.article, translation.translated_at) == (of, NOW)


def test_what_it_cost_is_told_per_engine(engine: Make, memory: Memory) -> None:
    of = article(POLICE, STORM)
    first, _ = engine()
    second, _ = engine(name="second")
    [cost] = run(of, memory, first, second).costs
    assert (cost.engine, cost.requests, cost.characters) == ("first", 1, len(of.headline + POLICE + STORM))


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


def right(lines: Lines) -> Lines:
    table = {
        "The minister visited the hospital on Monday.": "زار الوزير المستشفى يوم الاثنين.",
        POLICE: "اعتقلت الشرطة 14 شخصًا في القاهرة.",
        STORM: "قتلت العاصفة ثلاثة أشخاص في فلوريدا.",
        READ: "اقرأ التقرير الكامل قبل التصويت يوم الجمعة.",
        "the full report": "التقرير الكامل",
    }
    return [table.get(line, line) for line in lines]


def test_after_a_change_in_one_paragraph_that_paragraph_alone_is_sent(engine: Make, memory: Memory) -> None:
    first, requests = engine()
    run(article(POLICE), memory, first)
    run(article(POLICE, STORM), memory, first)
    assert requests[1:] == [[STORM]]


def test_a_text_that_stands_twice_is_sent_once_and_each_keeps_its_own_href(engine: Make, memory: Memory) -> None:
    here, there = linked(STORM, STORM, "https://example.org/here"), linked(STORM, STORM, "https://example.org/there")
    first, requests = engine()
    translation = run(article(here, there), memory, first)
    assert requests == [["The minister visited the hospital on Monday.", STORM]]
    assert [segment(translation, name).target.marks[0].href for name in ("b1", "b2")] == [
        "https://example.org/here",
        "https://example.org/there",
    ]


@pytest.mark.parametrize("text", ["* * *", "2024", "https://example.org/x", "@desk #news"])
def test_what_has_nothing_to_translate_is_not_sent_and_stays_as_it_is(engine: Make, memory: Memory, text: str) -> None:
    first, requests = engine()
    translation = run(article(text), memory, first)
    assert requests == [["The minister visited the hospital on Monday."]]
    assert segment(translation, "b1").target.text == text
    assert segment(translation, "b1").origin == Origin(kind="memory", name=COPIED)


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


def test_a_link_in_the_middle_of_a_sentence_goes_with_it_and_comes_back_on_its_words(
    engine: Make, memory: Memory
) -> None:
    def answer(lines: Lines) -> Lines:
        return [
            "اقرأ ⟦1⟧التقرير الكامل⟦2⟧ قبل التصويت يوم الجمعة." if "⟦" in line else right([line])[0] for line in lines
        ]

    first, requests = engine(answer)
    target = segment(run(article(linked(READ, "the full report")), memory, first), "b1").target
    assert target.text == "اقرأ التقرير الكامل قبل التصويت يوم الجمعة."
    assert [(target.marked(mark), mark.href) for mark in target.marks] == [
        ("التقرير الكامل", "https://example.org/link")
    ]
    assert [plain(line) for line in requests[0]] == ["The minister visited the hospital on Monday.", READ]
    assert len(requests) == 1


def test_where_tokens_are_lost_the_words_are_asked_for_and_found(engine: Make, memory: Memory) -> None:
    first, requests = engine(lambda lines: right([plain(line) for line in lines]))
    result = segment(run(article(linked(READ, "the full report")), memory, first), "b1")
    assert [result.target.marked(mark) for mark in result.target.marks] == ["التقرير الكامل"]
    assert result.unplaced_marks == 0
    assert requests[1:] == [["the full report"]]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("اعتقلت الشرطة ⟦3⟧14 شخصًا⟦4⟧ في ⟦1⟧القاهرة⟦2⟧.", id="exchanged"),
        pytest.param("⟦1⟧اعتقلت الشرطة 14 شخصًا في القاهرة⟦2⟧.", id="around all of it"),
    ],
)
def test_where_tokens_stand_around_other_words_the_marked_ones_are_asked_for_and_found(
    engine: Make, memory: Memory, answer: str
) -> None:
    first, _ = engine(lambda lines: [answer if "⟦" in line else right([line])[0] for line in lines])
    links = (*linked(POLICE, "14 people").marks, *linked(POLICE, "Cairo").marks)
    result = segment(run(article(MarkedText(text=POLICE, marks=links)), memory, first), "b1")
    assert [result.target.marked(mark) for mark in result.target.marks] == ["14 شخصًا", "القاهرة"]
    assert result.unplaced_marks == 0


def test_where_a_token_is_cut_the_text_goes_again_without_tokens(engine: Make, memory: Memory) -> None:
    def answer(lines: Lines) -> Lines:
        return [
            right([plain(line)])[0].replace("التقرير", "⟦1 التقرير") if "⟦" in line else right([line])[0]
            for line in lines
        ]

    first, requests = engine(answer)
    result = segment(run(article(linked(READ, "the full report")), memory, first), "b1")
    assert result.target.text == "اقرأ التقرير الكامل قبل التصويت يوم الجمعة."
    assert [result.target.marked(mark) for mark in result.target.marks] == ["التقرير الكامل"]
    assert [READ, "the full report"] in requests


def test_words_that_are_not_found_again_leave_the_link_on_the_sentence_and_are_counted(
    engine: Make, memory: Memory
) -> None:
    said = {"before": "سابقًا", READ.replace("before", "“before”"): right([READ])[0]}
    first, asked = engine(lambda lines: [said.get(line) or right([plain(line)])[0] for line in lines])
    result = segment(run(article(linked(READ, "before")), memory, first), "b1")
    assert [result.target.marked(mark) for mark in result.target.marks] == [result.target.text]
    assert result.unplaced_marks == 1
    assert asked[-1] == ["Read the full report “before” the vote on Friday."]


def test_words_in_doubt_are_found_by_their_quotation_marks_in_the_sentence(engine: Make, memory: Memory) -> None:
    quoted = "اقرأ التقرير الكامل «قبل» التصويت يوم الجمعة."
    said = {READ.replace("before", "“before”"): quoted, "before": "سابقًا"}
    first, _ = engine(lambda lines: [said.get(line) or right([plain(line)])[0] for line in lines])
    result = segment(run(article(linked(READ, "before")), memory, first), "b1")
    assert [result.target.marked(mark) for mark in result.target.marks] == ["قبل"]
    assert result.unplaced_marks == 0


def test_a_text_remembered_without_its_marks_is_not_sent_again_only_its_marked_words(
    engine: Make, memory: Memory
) -> None:
    memory.store([remembered(READ, right([READ])[0], name="desk")])
    first, requests = engine(right)
    result = segment(run(article(linked(READ, "the full report")), memory, first), "b1")
    assert [result.target.marked(mark) for mark in result.target.marks] == ["التقرير الكامل"]
    assert result.origin == Origin(kind="memory", name="desk")
    assert requests == [["The minister visited the hospital on Monday."], ["the full report"]]


def test_an_answer_that_no_engine_gave_without_fault_is_kept_for_the_checks_but_not_remembered(
    engine: Make, memory: Memory
) -> None:
    first, _ = engine(lambda lines: [text.replace("14", "17") for text in right(lines)])
    translation = run(article(POLICE), memory, first)
    assert segment(translation, "b1").target.text == "اعتقلت الشرطة 17 شخصًا في القاهرة."
    assert [entry.source.text for entry in memory.entries] == ["The minister visited the hospital on Monday."]


def test_an_author_whose_name_stays_in_latin_letters_does_not_hold_the_article(engine: Make, memory: Memory) -> None:
    first, _ = engine(right)
    assert (
        segment(run(article(POLICE, authors=(Author(name="J. Roe"),)), memory, first), "author1").target.text
        == "J. Roe"
    )


def away(error: type[EngineUnavailable | EngineRateLimited]) -> Callable[[Lines], Lines]:
    def answer(_: Lines) -> Lines:
        raise error("failed", engine="first", retry_after=90)

    return answer


@pytest.mark.parametrize("error", [EngineUnavailable, EngineRateLimited])
def test_an_engine_that_is_away_is_an_error_that_tells_when_to_come_back(
    engine: Make, memory: Memory, error: type[EngineUnavailable | EngineRateLimited]
) -> None:
    first, _ = engine(away(error))
    with pytest.raises(error) as raised:
        run(article(POLICE), memory, first)
    assert raised.value.retry_after == 90


def test_what_was_translated_before_an_engine_went_away_is_remembered(engine: Make, memory: Memory) -> None:
    def answer(lines: Lines) -> Lines:
        if POLICE in lines:
            raise EngineUnavailable("failed", engine="first")
        return right(lines)

    first, _ = engine(answer, most=50)
    with pytest.raises(EngineUnavailable) as raised:
        run(article(POLICE), memory, first)
    assert (raised.value.requests, raised.value.characters) == (2, 44 + len(POLICE))
    assert [entry.source.text for entry in memory.entries] == ["The minister visited the hospital on Monday."]


def test_a_held_answer_of_one_engine_waits_for_another_that_is_away(engine: Make, memory: Memory) -> None:
    first, _ = engine(lambda lines: [text.replace("14", "17") for text in right(lines)])
    second, _ = engine(away(EngineUnavailable), name="second")
    with pytest.raises(EngineUnavailable):
        run(article(POLICE), memory, first, second)


def test_only_the_next_engine_s_name_stands_on_what_it_translated(engine: Make, memory: Memory) -> None:
    first, _ = engine(lambda lines: [text.replace("14", "17") for text in right(lines)])
    second, _ = engine(right, name="second")
    translation = run(article(POLICE), memory, first, second)
    assert segment(translation, "headline").origin.name == "first"
    assert segment(translation, "b1").origin.name == "second"


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


# ---- names, captions and credits


def test_a_name_is_one_word_in_headline_text_caption_and_credit(engine: Make, memory: Memory) -> None:
    said = {
        "Guterres calls for calm": "غوتيريش يدعو إلى الهدوء",
        "Guterres spoke on Friday.": "تحدث جوتيريس يوم الجمعة.",
        "A letter to Guterres": "رسالة لجوتيريس",
        "Ana Guterres": "آنا غوتيريس",
    }
    figure = Figure(caption=MarkedText(text="A letter to Guterres"), credit="Ana Guterres/Getty Images")
    of = article("Guterres spoke on Friday.", headline="Guterres calls for calm")
    of = of.model_copy(update={"blocks": (*of.blocks, figure)})
    memory.store([remembered(of.headline, said[of.headline], reviewed=True)])
    first, _ = engine(lambda lines: [said[line] for line in lines])
    assert [s.target.text for s in run(of, memory, first).segments] == [
        "غوتيريش يدعو إلى الهدوء", "تحدث غوتيريش يوم الجمعة.", "رسالة لغوتيريش", "آنا غوتيريش/غيتي إيماجز",
    ]  # fmt: skip


def test_a_photographer_s_name_is_the_same_in_byline_and_credit_and_is_no_words(engine: Make, memory: Memory) -> None:
    figure = Figure(caption=None, credit="Photo by Rose Green for The Ledger")
    of = article(POLICE, authors=(Author(name="Rose Green"),))
    of = of.model_copy(update={"blocks": (*of.blocks, figure)})
    words = {"Rose Green": "وردة خضراء", "The Ledger": "ذا ليدجر"}
    first, requests = engine(lambda lines: right([words.get(line, line) for line in lines]))
    translation = run(of, memory, first)
    assert segment(translation, "author1").target.text == "Rose Green"
    assert segment(translation, "b2.credit").target.text == "تصوير Rose Green لصالح ذا ليدجر"
    assert requests[0].count("Rose Green") == 1


def test_what_a_caption_begins_with_is_said_as_captions_say_it(engine: Make, memory: Memory) -> None:
    said = {
        "Jane Roe and John Doe (L-R) leave the court.": "جين رو وجون دو (LR) يغادران المحكمة.",
        "Jane Roe and John Doe (من اليسار إلى اليمين) leave the court.":
            "جين رو وجون دو (من اليسار إلى اليمين) يغادران المحكمة.",
    }  # fmt: skip
    caption = MarkedText(text="Jane Roe and John Doe (L-R) leave the court.")
    of = article(POLICE, headline=STORM)
    of = of.model_copy(update={"blocks": (*of.blocks, Figure(caption=caption))})
    first, _ = engine(lambda lines: right([said.get(line, line) for line in lines]))
    text = segment(run(of, memory, first), "b2.caption").target.text
    assert text == "جين رو وجون دو (من اليسار إلى اليمين) يغادران المحكمة."


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


# ---- a full stop that the English has not


@pytest.mark.parametrize(
    ("english", "answer", "kept"),
    [
        ("Storm kills three people in Florida", "عاصفة تقتل ثلاثة أشخاص في فلوريدا.",
         "عاصفة تقتل ثلاثة أشخاص في فلوريدا"),
        (STORM, "قتلت العاصفة ثلاثة أشخاص في فلوريدا.", "قتلت العاصفة ثلاثة أشخاص في فلوريدا."),
        ("The storm killed three people in the U.S.", "قتلت العاصفة ثلاثة أشخاص في الولايات المتحدة.",
         "قتلت العاصفة ثلاثة أشخاص في الولايات المتحدة."),
        ("Storm kills three people in Florida", "عاصفة تقتل ثلاثة أشخاص في فلوريدا...",
         "عاصفة تقتل ثلاثة أشخاص في فلوريدا..."),
    ],
)  # fmt: skip
def test_a_headline_gets_no_full_stop_that_the_english_has_not(
    engine: Make, memory: Memory, english: str, answer: str, kept: str
) -> None:
    first, _ = engine(lambda lines: [answer for _ in lines])
    assert segment(run(article(headline=english), memory, first), "headline").target.text == kept


def test_a_link_on_a_whole_text_ends_where_the_text_does_without_its_full_stop(engine: Make, memory: Memory) -> None:
    text = STORM.removesuffix(".")
    first, _ = engine(lambda lines: right([f"{line}." if line == text else line for line in lines]))
    target = segment(run(article(linked(text, text)), memory, first), "b1").target
    assert target.text == "قتلت العاصفة ثلاثة أشخاص في فلوريدا"
    assert [target.marked(mark) for mark in target.marks] == [target.text]


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


def test_many_marks_that_find_no_words_do_not_cost_their_text_each(
    engine: Make, memory: Memory, arabic: dict[str, str]
) -> None:
    text, said = " ".join(arabic), " ".join(arabic.values())
    places = [match.span() for match in re.finditer(r"\bthe\b", text, re.IGNORECASE)]
    marks = tuple(Mark(kind="link", start=start, end=end, href="https://a.example/") for start, end in places)
    known = arabic | {text: said}
    first, requests = engine(lambda lines: [known.get(re.sub("[“”]", "", plain(line)), "كلام") for line in lines])
    translation = translate(article(MarkedText(text=text, marks=marks)), engines=[first], memory=memory, now=NOW)
    assert segment(translation, "b1").unplaced_marks == len(marks) > 5
    assert len({line for lines in requests for line in lines if "“" in line}) == 5
