"""English sentences with their Arabic, and engines that answer as a test says."""

from collections.abc import Callable, Iterable, Sequence

import pytest

from pipeline.engines import Abilities, Brief, Context, Engine, MemoryEntry, best, memory_key
from pipeline.model import MarkedText
from pipeline.settings.engines import EngineSettings

ARABIC = {
    "The minister visited the hospital on Monday.": "زار الوزير المستشفى يوم الاثنين.",
    "Police arrested 14 people in Cairo.": "اعتقلت الشرطة 14 شخصًا في القاهرة.",
    "The storm killed three people in Florida.": "قتلت العاصفة ثلاثة أشخاص في فلوريدا.",
    "The court will hear the case in September.": "ستنظر المحكمة في القضية في سبتمبر.",
    "Students returned to their schools after the war.": "عاد الطلاب إلى مدارسهم بعد الحرب.",
    "The company sold 2,500 cars last year.": "باعت الشركة 2500 سيارة العام الماضي.",
    "Doctors say the virus is spreading.": "يقول الأطباء إن الفيروس ينتشر.",
    "Her brother plays for a German club.": "يلعب شقيقها في نادٍ ألماني.",
    "Read the full report before the vote on Friday.": "اقرأ التقرير الكامل قبل التصويت يوم الجمعة.",
}

Answer = Callable[[list[str]], list[str]]


class Service:
    """Answers each request with `answer`, and keeps what it was asked; takes `most` characters at a time."""

    def __init__(self, answer: Answer, name: str, most: int) -> None:
        self.name = name
        self.requests: list[list[str]] = []
        self._answer = answer
        self.abilities = Abilities(characters=most)

    def fits(self, lines: Sequence[str]) -> bool:
        return self.abilities.hold(lines)

    def translate(self, lines: Sequence[str], _: Brief, /) -> list[str]:
        self.requests.append(list(lines))
        return self._answer(list(lines))

    def close(self) -> None:
        """Nothing is open."""


def right(lines: list[str]) -> list[str]:
    """Return the Arabic of every line; of one that is not known, nothing."""
    return [ARABIC.get(line, "") for line in lines]


@pytest.fixture
def arabic() -> dict[str, str]:
    """Return English sentences with their Arabic."""
    return dict(ARABIC)


@pytest.fixture
def engine() -> Callable[..., tuple[Engine, list[list[str]]]]:
    """Return a function that makes an engine; it returns the engine and the list of what it will have been asked."""

    def make(
        answer: Answer = right, *, name: str = "first", most: int = 4900, **settings: float
    ) -> tuple[Engine, list[list[str]]]:
        service = Service(answer, name, most)
        known = {"attempts": 1, "backoff": 0, **settings}
        return Engine(service, EngineSettings.model_validate({"kind": "google", **known})), service.requests

    return make


class Remembering:
    """A translation memory in a dictionary; reviewed entries win, as in the ledger."""

    def __init__(self, *entries: MemoryEntry) -> None:
        self.entries = list(entries)

    def find(
        self, sources: Sequence[MarkedText], *, contexts: Sequence[Context] = (), reviewed_only: bool = False
    ) -> list[MemoryEntry | None]:
        usable = [entry for entry in self.entries if entry.reviewed or not reviewed_only]
        places = contexts or [Context()] * len(sources)
        return [
            best([entry for entry in usable if memory_key(entry.source) == memory_key(source)], context)
            for source, context in zip(sources, places, strict=True)
        ]

    def store(self, entries: Iterable[MemoryEntry]) -> None:
        self.entries.extend(entries)


@pytest.fixture
def memory() -> Remembering:
    """Return an empty translation memory."""
    return Remembering()
