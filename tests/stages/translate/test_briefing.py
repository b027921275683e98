"""What engines are told of an article: where each of its texts goes."""

import datetime as dt
from collections.abc import Sequence

import pytest

from pipeline.engines import Abilities, Brief, Engine, TranslationMemory
from pipeline.engines.glossary import Glossary, Term
from pipeline.model import Article, Author, Figure, MarkedText, Site, TextBlock
from pipeline.settings.engines import EngineSettings
from pipeline.stages.translate import translate
from pipeline.stages.translate.briefing import brief_of

ARTICLE = Article(
    url="https://news.example/a",
    canonical_url="https://news.example/a",
    headline="Bridge reopens",
    description="It had been shut for two years.",
    authors=(Author(name="Ada Fenwick"),),
    site=Site(name="Example News", host="news.example"),
    content_sha256="0" * 64,
    blocks=(
        TextBlock(type="paragraph", text="Police arrested 14 people in Cairo."),
        Figure(alt="A bridge", caption=MarkedText(text="The bridge on Monday."), credit="Getty Images"),
    ),
)
GLOSSARY = Glossary(terms=(Term(source="Cairo", target="القاهرة"),))


def test_headline_and_description_are_told_as_what_they_are_and_names_not_at_all() -> None:
    assert brief_of(ARTICLE, GLOSSARY, []) == Brief(
        headline="Bridge reopens",
        description="It had been shut for two years.",
        texts=("Police arrested 14 people in Cairo.", "A bridge", "The bridge on Monday."),
        glossary=GLOSSARY,
    )


class Attentive:
    """A service that keeps what it is told."""

    name = "attentive"
    abilities = Abilities()

    def __init__(self) -> None:
        self.told: set[Brief] = set()

    def fits(self, lines: Sequence[str]) -> bool:
        return self.abilities.hold(lines)

    def translate(self, lines: Sequence[str], brief: Brief, /) -> list[str]:
        self.told.add(brief)
        return [f"{line} مترجمة" for line in lines]

    def close(self) -> None:
        """Nothing is open."""


def test_every_request_of_an_article_tells_the_service_of_it(memory: TranslationMemory) -> None:
    service = Attentive()
    engine = Engine(service, EngineSettings(kind="google", attempts=1))
    now = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)
    translate(ARTICLE, engines=[engine], memory=memory, now=now, glossary=GLOSSARY)
    assert service.told == {brief_of(ARTICLE, GLOSSARY, [engine])}


@pytest.mark.parametrize("takes_context", [True, False])
def test_who_is_a_woman_is_looked_for_only_where_a_service_takes_it(
    takes_context: bool,  # noqa: FBT001  # a case of the table
) -> None:
    service = Attentive()
    service.abilities = Abilities(has_context=takes_context)
    engine = Engine(service, EngineSettings(kind="google", attempts=1))
    said = TextBlock(type="paragraph", text="Ms Davis said the bridge was safe.")
    brief = brief_of(ARTICLE.model_copy(update={"blocks": (said,)}), GLOSSARY, [engine])
    assert [speaker.name for speaker in brief.speakers] == (["Davis"] if takes_context else [])


class Knowing(Attentive):
    """A service with a glossary: it says a term as it is told, or for `heedless` as it always does."""

    abilities = Abilities(has_glossary=True)

    def __init__(self, *, heedless: bool = False) -> None:
        super().__init__()
        self.heedless = heedless
        self.requests: list[list[str]] = []

    def translate(self, lines: Sequence[str], brief: Brief, /) -> list[str]:
        self.requests.append(list(lines))
        cairo = next((term.target for term in brief.terms_in(lines) if not self.heedless), "كايرو")
        return [self._said(line, cairo) for line in lines]

    def _said(self, line: str, cairo: str) -> str:
        cairo = "القاهرة" if "القاهرة" in line else cairo
        return f"اعتقلت الشرطة 14 شخصًا في {cairo}." if "Police" in line else "أعيد فتح الجسر"


@pytest.mark.parametrize(
    ("heedless", "requests"),
    [
        (False, [["Bridge reopens", "Police arrested 14 people in Cairo."]]),
        (True, [["Bridge reopens", "Police arrested 14 people in Cairo."], ["Police arrested 14 people in القاهرة."]]),
    ],
)
def test_a_service_s_own_glossary_comes_first_and_arabic_in_the_english_for_what_it_missed(
    memory: TranslationMemory, *, heedless: bool, requests: list[list[str]]
) -> None:
    service = Knowing(heedless=heedless)
    article = ARTICLE.model_copy(update={"description": None, "authors": (), "blocks": ARTICLE.blocks[:1]})
    now = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)
    engine = Engine(service, EngineSettings(kind="google", attempts=1))
    translation = translate(article, engines=[engine], memory=memory, now=now, glossary=GLOSSARY)
    assert translation.segments[-1].target.text == "اعتقلت الشرطة 14 شخصًا في القاهرة."
    assert service.requests == requests
