from pipeline.stages.extract.cleaning import compact
from pipeline.stages.extract.locate import located
from pipeline.stages.extract.runs import walk
from pipeline.stages.extract.tree import parsed

RUNS = walk(
    parsed(
        "<h2>Menu</h2><p>The first paragraph of it.</p><p>Another one, a little longer than the first.</p>"
        "<p>Short.</p><p>The first paragraph of it.</p><p>The end of the story is told here.</p>",
        url="",
    )
).runs


def found(*lines: str) -> list[str]:
    return [RUNS[index].text for index in located([compact(line) for line in lines], RUNS)]


def test_a_line_is_found_however_it_is_spaced_and_quoted() -> None:
    assert found("another one — a little longer than “the first”") == ["Another one, a little longer than the first."]


def test_a_line_that_merges_runs_gives_all_of_them() -> None:
    assert found("Another one, a little longer than the first. Short.") == [
        "Another one, a little longer than the first.",
        "Short.",
    ]


def test_a_part_of_a_run_gives_the_whole() -> None:
    assert found("a little longer than the") == ["Another one, a little longer than the first."]


def test_of_two_equal_runs_the_one_ahead_is_taken() -> None:
    lines = ["Short.", "The first paragraph of it."]

    assert located([compact(line) for line in lines], RUNS) == [3, 4]


def test_each_of_many_repeated_lines_is_the_next_run_at_the_cost_of_one() -> None:
    times = 20_000  # in time that grows with the square of it, half a minute
    short, first = RUNS[3], RUNS[1]

    assert located([short.key, first.key] * times, [short, first] * times) == list(range(2 * times))


def test_a_line_that_is_not_there_gives_nothing() -> None:
    assert found("Nothing like this stands on the page at all.") == []
