"""A small article page to vary: every test changes one thing of it."""

from collections.abc import Callable

import pytest

from pipeline.model import Article
from pipeline.settings.extraction import ExtractionRules
from pipeline.stages.extract import extract_article

URL = "https://www.daily.example/news/2024/ferry-returns"
PARAGRAPHS = (
    (
        "The ferry returned to the harbour on Tuesday after eleven weeks in dry dock, and hundreds of people stood on "
        "the quay to see it come in."
    ),
    (
        "Its captain said the crew had waited for the right tide, and that the new engines had been tested three times "
        "before the owners would let it sail."
    ),
    (
        "Passengers will be able to book from Friday, the company said, although the late crossing is not to run until "
        "the end of the month."
    ),
    (
        "Fares are unchanged. The council, which pays a third of the cost, will look at them again when the winter "
        "timetable is drawn up."
    ),
)
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)

Extract = Callable[..., Article]


def page(
    body: str = BODY, *, head: str = "", headline: str = "The ferry returns to the harbour", lang: str = "en"
) -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{headline} | The Daily</title>'
        f'<meta property="og:title" content="{headline}"><meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="The Daily">{head}</head>'
        f'<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'
        f"<main><article><h1>{headline}</h1>{body}</article></main>"
        f"<footer><p>© The Daily. All rights reserved.</p></footer></body></html>"
    )


@pytest.fixture
def extract() -> Extract:
    """Return a function that extracts a page made of `body`, `head` and so on."""

    def made(body: str = BODY, *, url: str = URL, rules: ExtractionRules | None = None, **parts: str) -> Article:
        return extract_article(page(body, **parts).encode(), url=url, rules=rules)

    return made


@pytest.fixture
def body() -> str:
    """Return the paragraphs of the page."""
    return BODY
