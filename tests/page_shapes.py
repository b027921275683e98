"""One story in the page shapes of many content management systems, for tests and for what breaks pages at random."""

import re
from pathlib import Path

SHAPES = sorted(Path(__file__).parent.joinpath("stages", "extract", "shapes").glob("*.html"))
STORY = {
    "headline": "The ferry returns to the harbour after eleven weeks",
    "standfirst": "Hundreds came to the quay to see it, and the council says that the fares are to stay as they are",
    "caption": "The ferry on Monday evening, before it sailed for the islands.",
    "credit": "Ann Poe/Getty Images",
    "1": (
        "The ferry returned to the harbour on Tuesday after eleven weeks in dry dock, and hundreds of people stood on "
        "the quay to see it come in."
    ),
    "2": (
        "Its captain said the crew had waited for the right tide, and that the new engines had been tested three times "
        "before the owners would let it sail."
    ),
    "3": (
        "Passengers will be able to book from Friday, the company said, although the late crossing is not to run until "
        "the end of the month."
    ),
    "4": "“We have missed it more than we thought we would,” said one of those who had come to see it.",
    "5": (
        "Fares are unchanged. The council, which pays a third of the cost, will look at them again when the winter "
        "timetable is drawn up."
    ),
    "6": "A second ship, which was ordered last year, is expected to be delivered to the company in the spring.",
}


def rendered(shape: Path) -> bytes:
    """Return the page of `shape` with the story in it."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: STORY[match[1]], shape.read_text("utf-8")).encode()
