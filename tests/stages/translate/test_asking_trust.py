"""Asking engines that are not trusted: one that is often held is not believed in what merely was not found out."""

from collections.abc import Callable

import pytest

from pipeline.engines import Engine, Tally
from pipeline.errors import EngineUnavailable
from pipeline.stages.translate.asking import Answers, ask
from pipeline.stages.translate.lines import Line, line_of

Make = Callable[..., tuple[Engine, list[list[str]]]]
Lines = list[str]

WRONG = ("14", "2500")


def asked(lines: list[Line], *engines: Engine) -> Answers:
    return ask(lines, engines, [Tally(engine.name) for engine in engines])


def weak(arabic: dict[str, str]) -> Callable[[Lines], Lines]:
    """Return what answers two texts in nine with another number."""
    return lambda lines: [arabic[line].replace("14", "17").replace("2500", "2700") for line in lines]


@pytest.fixture
def lines(arabic: dict[str, str]) -> list[Line]:
    return [line_of(text) for text in arabic]


def test_the_next_engine_is_asked_for_all_lines_of_one_that_lost_its_trust(
    engine: Make, arabic: dict[str, str], lines: list[Line]
) -> None:
    first, _ = engine(weak(arabic))
    second, requests = engine(name="second")
    answers = asked(lines, first, second)
    assert requests == [list(arabic)]
    assert {answers.best[line].engine for line in lines} == {"second"}


def test_what_the_next_engine_gets_wrong_too_stays_with_the_first(
    engine: Make, arabic: dict[str, str], lines: list[Line]
) -> None:
    first, _ = engine(weak(arabic))
    second, _ = engine(lambda asked: [line if "virus" in line else arabic[line] for line in asked], name="second")
    answers = asked(lines, first, second)
    assert {line.sent for line in lines if answers.best[line].engine == "first"} == {
        "Doctors say the virus is spreading."
    }
    assert all(answers.believed(line) for line in lines)


def test_an_engine_that_lost_its_trust_is_asked_last_from_then_on_and_only_for_what_is_left(
    engine: Make, arabic: dict[str, str], lines: list[Line]
) -> None:
    first, requests = engine(weak(arabic))
    second, _ = engine(lambda asked: [line if "virus" in line else arabic[line] for line in asked], name="second")
    asked(lines, first, second)
    requests.clear()
    answers = asked(lines, first, second)
    assert requests == [["Doctors say the virus is spreading."]]
    assert answers.best[line_of("Doctors say the virus is spreading.")].engine == "first"


def test_of_two_engines_without_trust_the_first_one_is_believed_and_the_second_not_asked_for_that(
    engine: Make, arabic: dict[str, str], lines: list[Line]
) -> None:
    first, _ = engine(weak(arabic))
    second, requests = engine(weak(arabic), name="second")
    asked(lines, first, second)
    requests.clear()
    answers = asked(lines, first, second)
    assert {text for request in requests for text in request} == {
        text for text in arabic if any(number in arabic[text] for number in WRONG)
    }
    assert {answers.best[line].engine for line in lines} == {"first"}


def test_an_article_is_not_lost_where_the_trusted_engine_is_away(
    engine: Make, arabic: dict[str, str], lines: list[Line]
) -> None:
    def away(_: Lines) -> Lines:
        raise EngineUnavailable("failed", engine="second")

    first, _ = engine(weak(arabic))
    second, _ = engine(away, name="second")
    answers = asked(lines, first, second)
    assert sum(answers.believed(line) is not None for line in lines) == 7


def test_each_text_is_judged_alone_where_the_operator_says_so(
    engine: Make, arabic: dict[str, str], lines: list[Line]
) -> None:
    first, _ = engine(weak(arabic), distrust_above=1)
    second, requests = engine(name="second")
    asked(lines, first, second)
    assert [len(request) for request in requests] == [len(WRONG)]


def test_faults_that_pass_when_asked_again_cost_no_trust(
    engine: Make, arabic: dict[str, str], lines: list[Line]
) -> None:
    answer = weak(arabic)

    def passing(asked: Lines) -> Lines:
        return answer(asked) if len(asked) == len(arabic) else [arabic[line] for line in asked]

    first, _ = engine(passing)
    second, requests = engine(name="second")
    asked(lines, first, second)
    assert requests == []
    assert not first.trust.is_lost


def test_names_that_stay_in_latin_letters_cost_no_trust(engine: Make) -> None:
    names = [line_of(f"Jane Doe {letter}", is_name=True) for letter in "ABCDEFGH"]
    story = "جين دو صحفية تعمل في هذه الصحيفة منذ سنوات طويلة وتكتب عن السياسة الخارجية وعن غيرها."
    first, _ = engine(lambda lines: [story for _ in lines])
    asked(names, first)
    assert not first.trust.is_lost
