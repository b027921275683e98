"""Everything that services are known to do wrong, done by a loopback server: once, always, and always and alone.

What is published is right or held; what is remembered is right.
"""

import datetime as dt
import html
import json
import re
import socket
import threading
from collections.abc import Callable
from typing import Literal

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pipeline.engines import Engine, MemoryEntry, TranslationMemory, build
from pipeline.errors import EngineError
from pipeline.model import Article, Mark, Site, TextBlock, Translation
from pipeline.settings.engines import EngineSettings
from pipeline.stages.check import check
from pipeline.stages.translate import translate

NOW = dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC)
LINKED, MARKED = "Read the full report before the vote on Friday.", "the full report"
ARABIC = {
    "The minister visited the hospital on Monday.": "زار الوزير المستشفى يوم الاثنين.",
    "Police arrested 14 people in Cairo.": "اعتقلت الشرطة 14 شخصًا في القاهرة.",
    "Doctors say the virus is spreading. The court will hear the case in September.": (
        "يقول الأطباء إن الفيروس ينتشر. ستنظر المحكمة في القضية في سبتمبر."
    ),
    "The company said: “We sold 2,500 cars.”": "قالت الشركة: «بعنا 2500 سيارة».",
    "Read ⟦1⟧the full report⟦2⟧ before the vote on Friday.": "اقرأ ⟦1⟧التقرير الكامل⟦2⟧ قبل التصويت يوم الجمعة.",
    LINKED: "اقرأ التقرير الكامل قبل التصويت يوم الجمعة.",
    MARKED: "التقرير الكامل",
}
UNSAID = "🙂 … !"
Lines = list[str]
Kind = Literal["google", "chat"]


class Remembering(TranslationMemory):
    """As the fixture `memory` has it."""

    entries: list[MemoryEntry]


def right(lines: Lines) -> Lines:
    return [ARABIC[line] for line in lines]


def page(lines: Lines) -> Response:
    body = f'<html><body><div class="result-container">{html.escape(chr(10).join(lines))}</div></body></html>'
    return Response(body, content_type="text/html; charset=utf-8")


def completion(content: str, finish: str = "stop") -> Response:
    choice = {"message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return Response(json.dumps({"choices": [choice]}), content_type="application/json")


def numbered(lines: Lines) -> str:
    return json.dumps({str(number): line for number, line in enumerate(lines, 1)}, ensure_ascii=False)


def says(status: int, **headers: str) -> Callable[[Request, Lines], Response]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _request, _lines: Response("<b>Error</b>", status, named, content_type="text/html")


def hangs(_: Request, lines: Lines) -> Response:
    threading.Event().wait(0.35)
    return page(right(lines))


def resets(request: Request, lines: Lines) -> Response:
    request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    return page(right(lines))


def half_a_page(_: Request, lines: Lines) -> Response:
    whole = page(right(lines)).get_data(as_text=True)
    return Response(whole[: whole.index("</div") - 20], content_type="text/html; charset=utf-8")


FAILURES: dict[str, Callable[[Request, Lines], Response]] = {
    "a captcha with status 200": lambda *_: Response("Our systems have detected unusual traffic <form id=captcha>"),
    "a redirect to the captcha": says(302, Location="/sorry/index?continue=m"),
    "429": says(429),
    "429 with Retry-After": says(429, Retry_After="0"),
    "429 with a long Retry-After": says(429, Retry_After="3600"),
    "500": says(500),
    "503 with Retry-After": says(503, Retry_After="0"),
    "403, as without a key": says(403),
    "a hang": hangs,
    "a connection reset": resets,
    "half a page": half_a_page,
    "a page without a result": lambda *_: Response("<div class=renamed>نص</div>", content_type="text/html"),
}

ANSWERS: dict[str, Callable[[Lines], Lines]] = {
    "nothing": lambda lines: [""] * len(lines),
    "French": lambda lines: ["Ceci est une phrase dans la mauvaise langue."] * len(lines),
    "the English back": lambda lines: lines,
    "one text in English": lambda lines: [lines[0], *right(lines)[1:]],
    "a sentence dropped": lambda lines: [re.sub(r"(?<=ينتشر\.) .*", "", text) for text in right(lines)],
    "a text dropped": lambda lines: right(lines)[:-1],
    "two lines merged": lambda lines: [" ".join(right(lines)[:2]), *right(lines)[2:]],
    "an empty line added": lambda lines: ["", *right(lines)],
    "two texts exchanged": lambda lines: [*right(lines)[1::-1], *right(lines)[2:]],
    "a digit changed": lambda lines: [text.replace("14", "17") for text in right(lines)],
    "half a text": lambda lines: [text[: len(text) // 2] if "14" in text else text for text in right(lines)],
    "a text twice over": lambda lines: [f"{text} {text}" if "14" in text else text for text in right(lines)],
    "entities escaped twice": lambda lines: [
        html.escape(text.replace("«", '"').replace("»", '"')) for text in right(lines)
    ],
    "tokens with spaces in them": lambda lines: [re.sub(r"⟦(\d)⟧", r" ⟦ \1 ⟧ ", text) for text in right(lines)],
    "half of the tokens": lambda lines: [re.sub(r"⟦2⟧", "", text) for text in right(lines)],
    "no tokens": lambda lines: [re.sub(r"⟦\d⟧", "", text) for text in right(lines)],
}  # fmt: skip

WRITINGS: dict[str, Callable[[Lines], Response]] = {
    "a refusal": lambda _: completion("I'm sorry, but I can't help with that."),
    "a refusal for each text": lambda lines: completion(numbered(["لا أستطيع المساعدة في ذلك."] * len(lines))),
    "prose around the answer": lambda lines: completion(f"Sure! Here it is:\n{numbered(right(lines))}\nBye!"),
    "code fences": lambda lines: completion(f"```json\n{numbered(right(lines))}\n```"),
    "the token limit": lambda lines: completion(numbered(right(lines))[:-20], finish="length"),
    "half an answer": lambda lines: completion(numbered(right(lines))[:-20]),
    "a text left out": lambda lines: completion(json.dumps(dict(list(json.loads(numbered(right(lines))).items())[1:]))),
    "an order followed": lambda lines: completion(numbered([*right(lines)[:-1], "قصيدة قصيرة عن البحر والقمر."])),
}  # fmt: skip


def failing(name: str) -> Callable[[Request, Lines], Response]:
    """Return what answers a request for lines in the way `name`d in one of the tables."""
    if name in FAILURES:
        return FAILURES[name]
    if name in ANSWERS:
        return lambda _, lines: page(ANSWERS[name](lines))
    return lambda _, lines: WRITINGS[name](lines)


def kind_of(name: str) -> Kind:
    return "chat" if name in WRITINGS else "google"


def engine_at(httpserver: HTTPServer, name: str, *, times: int | None) -> Engine:
    """Return an engine whose service fails in the way `name`d, so many `times` (always where None), then is right."""
    left = [times]

    def answer(request: Request) -> Response:
        is_google = kind_of(name) == "google"
        texts = None if is_google else json.loads(request.get_json()["messages"][1]["content"])["texts"]
        lines = request.args["q"].split("\n") if texts is None else list(texts.values())
        if left[0] != 0:
            left[0] = None if left[0] is None else left[0] - 1
            return failing(name)(request, lines)
        return page(right(lines)) if is_google else completion(numbered(right(lines)))

    httpserver.expect_request(re.compile("/m|/v1/chat/completions")).respond_with_handler(answer)
    path = "/m" if kind_of(name) == "google" else "/v1"
    settings = EngineSettings(
        kind=kind_of(name), base_url=httpserver.url_for(path), model="m", timeout=0.25, attempts=2, backoff=0
    )
    return build("first", settings)


def article() -> Article:
    headline, *texts = [*list(ARABIC)[:4], LINKED, UNSAID]
    start = LINKED.index(MARKED)
    link = Mark(kind="link", start=start, end=start + len(MARKED), href="https://example.org/report")
    return Article(
        url="https://example.org/1",
        canonical_url="https://example.org/1",
        headline=headline,
        site=Site(name="Example", host="example.org"),
        content_sha256="0" * 64,
        blocks=tuple(TextBlock(type="paragraph", text=text, marks=(link,) if text == LINKED else ()) for text in texts),
    )


def is_right(source: str, target: str) -> bool:
    """Tell whether `target` is the Arabic of `source`, typography aside."""
    return re.sub(r"[\W_]", "", target) == re.sub(r"[\W_]", "", ARABIC.get(source, source))


def assert_right(translation: Translation) -> None:
    segments = check(translation).translation.segments
    assert [s.source.text for s in segments if not is_right(s.source.text, s.target.text)] == []
    [linked] = [segment for segment in segments if segment.source.text == LINKED]
    assert linked.unplaced_marks or linked.target.marked(linked.target.marks[0]) == ARABIC[MARKED]


def assert_only_right_ones_remembered(memory: Remembering) -> None:
    wrong = [entry for entry in memory.entries if not is_right(entry.source.text, entry.target.text)]
    assert wrong == []


ALL = [*FAILURES, *ANSWERS, *WRITINGS]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("times", [1, None], ids=["once", "always"])
def test_with_an_engine_behind_it_nothing_that_a_service_does_is_seen_by_readers(
    httpserver: HTTPServer,
    engine: Callable[..., tuple[Engine, list[Lines]]],
    memory: Remembering,
    name: str,
    times: int | None,
) -> None:
    second, _ = engine(right, name="second")
    with engine_at(httpserver, name, times=times) as first:
        assert_right(translate(article(), engines=[first, second], memory=memory, now=NOW))
    assert_only_right_ones_remembered(memory)


@pytest.mark.parametrize("name", ALL)
def test_what_a_lone_service_always_does_is_held_or_stays_due_and_is_not_remembered(
    httpserver: HTTPServer, memory: Remembering, name: str
) -> None:
    with engine_at(httpserver, name, times=None) as first:
        try:
            translation = translate(article(), engines=[first], memory=memory, now=NOW)
        except EngineError as error:
            assert error.next_step  # noqa: PT017  # a stop is as good as an article that is held
        else:
            if check(translation).verdict != "held":
                assert_right(translation)
    assert_only_right_ones_remembered(memory)
