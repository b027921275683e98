"""docs/performance.md: its table is written by the measurement, between two marks, and by nobody's hand."""

import json
from pathlib import Path

import pytest
from benchmarks.speed import report
from benchmarks.speed.report import BEGIN, END, Row, table, write

DOCS = Path(__file__).parents[1] / "docs"
ROWS = (Row("the loop ÷ ours", 31.24, least=30), Row("MB", 500, most=450), Row("requests", 1.25))


def test_a_row_says_its_goal_and_whether_it_is_reached() -> None:
    assert table(ROWS, "4 articles").splitlines()[-3:] == [
        "| the loop ÷ ours | 31.2 | ≥ 30 | yes |",
        "| MB | 500 | ≤ 450 | no |",
        "| requests | 1.25 |  |  |",
    ]


def test_writing_changes_what_stands_between_the_marks_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (DOCS / "performance.md").read_text("utf-8")
    (tmp_path / "performance.md").write_text(before, "utf-8")
    monkeypatch.setattr(report, "DOCS", tmp_path)

    write(ROWS, "another run", {})
    write(ROWS, "4 articles", {"ours": {"cpu": 1.0}})

    after = (tmp_path / "performance.md").read_text("utf-8")
    assert after.partition(BEGIN)[0] == before.partition(BEGIN)[0]
    assert after.partition(END)[2] == before.partition(END)[2]
    assert after.partition(BEGIN)[2].partition(END)[0].strip() == table(ROWS, "4 articles")
    assert json.loads((tmp_path / "performance.json").read_bytes())["figures"] == {"ours": {"cpu": 1.0}}
