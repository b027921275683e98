"""The translate stage: whole articles, the memory in front, the engines behind it."""

import re
from collections.abc import Callable

import pytest
from translated_articles import (
    NOW,
    POLICE,
    READ,
    STORM,
    Lines,
    Make,
    Memory,
    article,
    linked,
    remembered,
    right,
    run,
    segment,
)

from pipeline.errors import EngineRateLimited, EngineUnavailable
from pipeline.model import COPIED, Author, Figure, Mark, MarkedText, Origin
from pipeline.stages.translate import translate
from pipeline.stages.translate.tokens import plain


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
