"""What engines said of a text besides what was taken: kept for a person to choose from, a few of it."""

from collections.abc import Callable

from translated_articles import POLICE, STORM, Lines, Make, Memory, article, linked, right, run, segment

from pipeline.model import Alternative

WRONG = "اعتقلت الشرطة 17 شخصًا في القاهرة."


def wrong(lines: Lines) -> Lines:
    return [text.replace("14", "17") for text in right(lines)]


def in_turn(*numbers: str) -> Callable[[Lines], Lines]:
    """Answer with the next of `numbers` each time, and then with the last one for good."""
    left = list(numbers)

    def answer(lines: Lines) -> Lines:
        number = left.pop(0) if len(left) > 1 else left[0]
        return [text.replace("14", number) for text in right(lines)]

    return answer


def test_the_answer_of_an_engine_that_was_not_believed_is_kept_beside_the_next_one_s(
    engine: Make, memory: Memory
) -> None:
    first, _ = engine(wrong)
    second, _ = engine(name="second")
    translation = run(article(POLICE), memory, first, second)
    assert segment(translation, "b1").alternatives == (Alternative(engine="first", text=WRONG),)
    assert segment(translation, "headline").alternatives == ()


def test_the_answers_of_one_engine_that_were_not_believed_are_kept_each_once_and_no_more_than_a_few(
    engine: Make, memory: Memory
) -> None:
    first, requests = engine(in_turn("17", "15", "16", "18", "14"))
    made = segment(run(article(POLICE), memory, first), "b1")
    assert made.target.text == right([POLICE])[0]
    assert [alternative.text for alternative in made.alternatives] == [
        made.target.text.replace("14", number) for number in ("17", "15", "16")
    ]
    assert {alternative.engine for alternative in made.alternatives} == {"first"}
    assert len(requests) == 5


def test_what_is_kept_has_no_tokens_of_marks(engine: Make, memory: Memory) -> None:
    first, _ = engine(lambda lines: [line.replace(POLICE, WRONG) if "14" in line else line for line in lines])
    second, _ = engine(name="second")
    translation = run(article(linked(POLICE, POLICE)), memory, first, second)
    for alternative in segment(translation, "b1").alternatives:
        assert alternative.text == WRONG


def test_what_is_believed_at_once_has_no_alternatives(engine: Make, memory: Memory) -> None:
    first, _ = engine()
    translation = run(article(POLICE, STORM), memory, first)
    assert {made.alternatives for made in translation.segments} == {()}


def test_alternatives_stay_with_an_article_that_comes_again(engine: Make, memory: Memory) -> None:
    first, _ = engine(wrong)
    before = run(article(POLICE), memory, first)
    kept = segment(before, "b1")
    again = before.model_copy(
        update={
            "segments": tuple(
                made.model_copy(update={"alternatives": (Alternative(engine="first", text="نص آخر"),)})
                if made.id == "b1"
                else made
                for made in before.segments
            )
        }
    )
    made = segment(run(article(POLICE), memory, first, previous=again), "b1")
    assert made.target == kept.target
    assert [alternative.text for alternative in made.alternatives] == ["نص آخر"]
