"""The table of figures: as text, and in docs/performance.md between its markers, never by hand."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

DOCS = Path(__file__).parents[3] / "docs"
BEGIN, END = "<!-- written by make bench-speed -->", "<!-- end of what make bench-speed wrote -->"


class Row(NamedTuple):
    """A figure, and what it is to reach: at least or at most."""

    name: str
    value: float
    least: float | None = None
    most: float | None = None

    @property
    def goal(self) -> str:
        """Its goal in words; empty where there is none."""
        return f"≥ {self.least:g}" if self.least is not None else f"≤ {self.most:g}" if self.most is not None else ""

    @property
    def reached(self) -> str:
        """Whether it is reached; empty where there is none."""
        if not self.goal:
            return ""
        is_low = self.least is not None and self.value < self.least
        return "no" if is_low or (self.most is not None and self.value > self.most) else "yes"


def table(rows: Sequence[Row], about: str) -> str:
    """Return the rows as a table in Markdown, under what was measured."""
    lines = [f"| {row.name} | {row.value:.3g} | {row.goal} | {row.reached} |" for row in rows]
    return "\n".join([about, "", "| figure | measured | goal | reached |", "|---|---|---|---|", *lines])


def write(rows: Sequence[Row], about: str, figures: dict[str, Any]) -> None:
    """Put the table into docs/performance.md, and all figures beside it."""
    text = (DOCS / "performance.md").read_text("utf-8")
    between = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    keep("performance.md", between.sub(lambda _: f"{BEGIN}\n{table(rows, about)}\n{END}", text))
    kept = {"about": about, "rows": [row._asdict() for row in rows], "figures": figures}
    keep("performance.json", json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


def keep(name: str, text: str) -> None:
    """Put `text` into a file of docs/ in one step, so that what is interrupted leaves no half of it."""
    begun = DOCS / f".{name}.begun"
    begun.write_text(text, "utf-8")
    begun.replace(DOCS / name)
