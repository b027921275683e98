"""Asking: what is believed of an answer, what is asked again, and in what portions."""

from collections.abc import Callable

import pytest

from pipeline.engines import Engine, Tally
from pipeline.errors import (
    EngineAnswerBroken,
    EngineBudgetSpent,
    EngineError,
    EngineRateLimited,
    EngineRefused,
    EngineUnavailable,
)
from pipeline.stages.translate.asking import Answers, ask
from pipeline.stages.translate.lines import Line, line_of

Make = Callable[..., tuple[Engine, list[list[str]]]]
Lines = list[str]


def asked(lines: list[Line], *engines: Engine) -> Answers:
    return ask(lines, engines, [Tally(engine.name) for engine in engines])


def texts(answers: Answers, lines: list[Line]) -> list[str]:
    return [answer.text for line in lines if (answer := answers.believed(line))]


def faulty_once(arabic: dict[str, str], fault: Callable[[Lines], Lines]) -> Callable[[Lines], Lines]:
    """Return what answers rightly but for the first request, whose answer `fault` has changed."""
    faults = [fault]

    def answer(lines: Lines) -> Lines:
        translated = [arabic[line] for line in lines]
        return faults.pop()(translated) if faults else translated

    return answer


def test_all_lines_go_in_one_request(engine: Make, arabic: dict[str, str]) -> None:
    lines = [line_of(text) for text in arabic]
    first, requests = engine()
    assert texts(asked(lines, first), lines) == list(arabic.values())
    assert requests == [list(arabic)]


def test_a_text_that_stands_twice_is_sent_once(engine: Make, arabic: dict[str, str]) -> None:
    first, requests = engine()
    asked([line_of(text) for text in [*arabic, *arabic]], first)
    assert requests == [list(arabic)]


def test_requests_are_as_few_as_the_limit_allows(engine: Make, arabic: dict[str, str]) -> None:
    lines = [line_of(text) for text in arabic]
    first, requests = engine(most=130)
    assert texts(asked(lines, first), lines) == list(arabic.values())
    assert [len(request) for request in requests] == [3, 3, 3]


FAULTS: dict[str, Callable[[Lines], Lines]] = {
    "two lines merged": lambda t: [*t[:2], f"{t[2]} {t[3]}", *t[4:]],
    "a line missing": lambda t: t[:-1],
    "a line doubled": lambda t: [*t, t[-1]],
    "an empty line added": lambda t: [*t[:3], "", *t[3:]],
    "two lines exchanged": lambda t: [t[1], t[0], *t[2:]],
    "all lines moved by one": lambda t: [*t[1:], t[0]],
    "two merged and one cut": lambda t: [f"{t[0]} {t[1]}", t[2][:15], t[2][15:], *t[3:]],
    "one line in English": lambda t: ["The minister visited the hospital on Monday.", *t[1:]],
    "all in French": lambda t: ["Ceci est une phrase dans la mauvaise langue."] * len(t),
    "all empty": lambda t: [""] * len(t),
    "a digit changed": lambda t: [text.replace("14", "17") for text in t],
    "half a line": lambda t: [t[0], t[1][: len(t[1]) // 2], *t[2:]],
    "a line said twice over": lambda t: [*t[:4], f"{t[4]} {t[4]}", *t[5:]],
    "entities escaped twice": lambda t: [text.replace(" ", "&nbsp;", 1) for text in t],
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_that_passes_leaves_no_trace(
    engine: Make, arabic: dict[str, str], fault: Callable[[Lines], Lines]
) -> None:
    lines = [line_of(text) for text in arabic]
    first, _ = engine(faulty_once(arabic, fault))
    assert texts(asked(lines, first), lines) == list(arabic.values())


@pytest.mark.parametrize("fault", ["two lines merged", "a line missing", "a line doubled"])
def test_a_pack_with_another_number_of_lines_is_asked_again_in_halves(
    engine: Make, arabic: dict[str, str], fault: str
) -> None:
    first, requests = engine(faulty_once(arabic, FAULTS[fault]))
    asked([line_of(text) for text in arabic], first)
    assert [len(request) for request in requests] == [9, 4, 5]


def test_only_what_is_odd_is_asked_again(engine: Make, arabic: dict[str, str]) -> None:
    first, requests = engine(faulty_once(arabic, FAULTS["two lines exchanged"]))
    asked([line_of(text) for text in arabic], first)
    assert requests[1:] == [list(arabic)[:2]]


def test_an_odd_answer_that_is_given_twice_is_believed(engine: Make) -> None:
    short = "Officials said that they would of course look into the matter very carefully indeed."
    first, requests = engine(lambda lines: ["ينظر المسؤولون في الأمر." for _ in lines])
    assert texts(asked([line_of(short)], first), [line_of(short)]) == ["ينظر المسؤولون في الأمر."]
    assert len(requests) == 2


def test_what_the_checks_hold_is_not_believed_and_not_asked_a_third_time_when_said_twice(engine: Make) -> None:
    line = line_of("Police arrested 14 people in Cairo.")
    first, requests = engine(lambda lines: ["اعتقلت الشرطة 17 شخصًا في القاهرة." for _ in lines])
    answers = asked([line], first)
    assert answers.believed(line) is None
    assert answers.best[line].holds >= 1
    assert len(requests) == 2


def test_the_next_engine_is_asked_for_the_lines_that_are_not_believed_and_no_others(
    engine: Make, arabic: dict[str, str]
) -> None:
    lines = [line_of(text) for text in arabic]
    first, _ = engine(lambda asked: [arabic[line].replace("14", "17") for line in asked])
    second, requests = engine(name="second")
    answers = asked(lines, first, second)
    assert texts(answers, lines) == list(arabic.values())
    assert requests == [["Police arrested 14 people in Cairo."]]
    assert [answers.best[line].engine for line in lines] == ["first", "second", *["first"] * 7]


def test_of_answers_that_are_all_held_the_one_least_held_is_kept(engine: Make) -> None:
    line = line_of("Police arrested 14 people in Cairo.")
    first, _ = engine(lambda _: ["Police arrested 14 people in Cairo."])
    second, _ = engine(lambda _: ["اعتقلت الشرطة 17 شخصًا في القاهرة."], name="second")
    third, _ = engine(lambda _: ["Police arrested 14 people in Cairo, yes."], name="third")
    answers = asked([line], first, second, third)
    assert answers.best[line].engine == "second"


def failing(error: type[EngineError], name: str = "first") -> Callable[[Lines], Lines]:
    def answer(_: Lines) -> Lines:
        raise error("failed", engine=name)

    return answer


@pytest.mark.parametrize("error", [EngineUnavailable, EngineRateLimited])
def test_an_engine_that_is_away_is_asked_once_and_the_next_one_takes_over(
    engine: Make, arabic: dict[str, str], error: type[EngineError]
) -> None:
    lines = [line_of(text) for text in arabic]
    first, requests = engine(failing(error))
    second, _ = engine(name="second")
    answers = asked(lines, first, second)
    assert texts(answers, lines) == list(arabic.values())
    assert len(requests) == 1


def test_the_error_of_an_engine_that_is_away_is_kept_for_every_line_without_an_answer(
    engine: Make, arabic: dict[str, str]
) -> None:
    lines = [line_of(text) for text in arabic]
    first, _ = engine(failing(EngineUnavailable))
    answers = asked(lines, first)
    assert {type(answers.failures[line]) for line in lines} == {EngineUnavailable}


@pytest.mark.parametrize(
    ("first", "second", "told", "message"),
    [
        (EngineUnavailable, EngineRefused, EngineUnavailable, "failed; second: failed"),
        (EngineBudgetSpent, EngineUnavailable, EngineUnavailable, "failed; first: failed"),
        (EngineUnavailable, EngineBudgetSpent, EngineUnavailable, "failed; second: failed"),
        (EngineBudgetSpent, EngineBudgetSpent, EngineBudgetSpent, "failed; second: failed"),
    ],
)
def test_the_failure_of_all_engines_names_each_and_a_used_up_budget_excuses_no_fault(
    engine: Make,
    arabic: dict[str, str],
    first: type[EngineError],
    second: type[EngineError],
    told: type[EngineError],
    message: str,
) -> None:
    line = line_of(next(iter(arabic)))
    engines = [engine(failing(first))[0], engine(failing(second, "second"), name="second")[0]]
    failure = asked([line], *engines).failures[line]
    assert (type(failure), failure.message) == (told, message)


@pytest.mark.parametrize("error", [EngineAnswerBroken, EngineRefused])
def test_an_engine_that_only_breaks_is_given_up_after_a_few_requests(
    engine: Make, arabic: dict[str, str], error: type[EngineError]
) -> None:
    first, requests = engine(failing(error))
    asked([line_of(text) for text in arabic], first)
    assert len(requests) == 6


def test_one_text_that_breaks_the_engine_does_not_cost_the_others_theirs(engine: Make, arabic: dict[str, str]) -> None:
    def answer(lines: Lines) -> Lines:
        if any("virus" in line for line in lines):
            raise EngineAnswerBroken("failed", engine="first")
        return [arabic[line] for line in lines]

    lines = [line_of(text) for text in arabic]
    first, _ = engine(answer)
    answers = asked(lines, first)
    assert texts(answers, lines) == [text for text in arabic.values() if "الفيروس" not in text]
    assert isinstance(answers.failures[line_of("Doctors say the virus is spreading.")], EngineAnswerBroken)


def test_a_text_that_the_engine_leaves_out_even_alone_is_a_broken_answer(engine: Make, arabic: dict[str, str]) -> None:
    lines = [line_of(text) for text in arabic]
    first, _ = engine(lambda asked: [arabic[line] for line in asked if "virus" not in line])
    answers = asked(lines, first)
    assert texts(answers, lines) == [text for text in arabic.values() if "الفيروس" not in text]
    assert isinstance(answers.failures[line_of("Doctors say the virus is spreading.")], EngineAnswerBroken)


def test_a_text_too_long_for_the_engine_goes_in_sentences(engine: Make, arabic: dict[str, str]) -> None:
    line = line_of(" ".join(arabic))
    first, requests = engine(lambda lines: [" ".join(_by_sentence(text, arabic)) for text in lines], most=100)
    assert texts(asked([line], first), [line]) == [" ".join(arabic.values())]
    assert all(sum(map(len, request)) <= 100 for request in requests)


def _by_sentence(text: str, arabic: dict[str, str]) -> Lines:
    return [arabic[f"{sentence.strip().rstrip('.')}."] for sentence in text.split(". ")]


def test_a_sentence_too_long_for_every_engine_is_refused_for_that_reason(engine: Make, arabic: dict[str, str]) -> None:
    line = line_of(next(iter(arabic)))
    first, requests = engine(most=10)
    answers = asked([line], first)
    assert isinstance(answers.failures[line], EngineRefused)
    assert requests == []


def test_a_name_may_come_back_as_it_was_but_not_as_a_story(engine: Make) -> None:
    same, long = line_of("Jane Doe", is_name=True), line_of("John Roe", is_name=True)
    story = "جون رو صحفي يعمل في هذه الصحيفة منذ سنوات طويلة ويكتب عن السياسة الخارجية."
    first, _ = engine(lambda lines: [story if line == "John Roe" else line for line in lines])
    answers = asked([same, long], first)
    assert texts(answers, [same, long]) == ["Jane Doe"]


def test_an_address_that_the_engine_translates_goes_again_as_a_token_and_comes_back_as_it_was(engine: Make) -> None:
    line = line_of("Officials answered under #OpenBorders on Friday.")

    def answer(lines: Lines) -> Lines:
        return [
            "أجاب المسؤولون تحت ⟦501⟧ يوم الجمعة." if "⟦501⟧" in text else "أجاب المسؤولون تحت #حدود_مفتوحة يوم الجمعة."
            for text in lines
        ]

    first, requests = engine(answer)
    assert texts(asked([line], first), [line]) == ["أجاب المسؤولون تحت #OpenBorders يوم الجمعة."]
    assert requests[-1] == ["Officials answered under ⟦501⟧ on Friday."]
