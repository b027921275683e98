"""The Google engine against a loopback server that answers as the mobile page does, and fails as it does."""

import html
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from deep_translator import GoogleTranslator
from deep_translator.constants import BASE_URLS
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pipeline.engines.google import ADDRESS, Google
from pipeline.errors import EngineAnswerBroken, EngineError, EngineRateLimited, EngineRefused, EngineUnavailable
from pipeline.settings.engines import EngineSettings

PAGE = "<html><body><form><input name=q></form>{result}<div class=links>Google</div></body></html>"
RESULT = '<div class="result-container">{text}</div>'


def page(text: str) -> Response:
    return Response(PAGE.format(result=RESULT.format(text=html.escape(text))), content_type="text/html; charset=utf-8")


def echoing(request: Request) -> Response:
    """Answer with every line of the question after the word «نص»."""
    return page("\n".join(f"نص {line}" for line in request.args["q"].split("\n")))


@pytest.fixture
def google(httpserver: HTTPServer) -> Iterator[Google]:
    service = Google("google", EngineSettings(kind="google", base_url=httpserver.url_for("/m"), timeout=5), "ar")
    yield service
    service.close()


def answered(httpserver: HTTPServer, body: str = "", status: int = 200, headers: dict[str, str] | None = None) -> None:
    httpserver.expect_request("/m").respond_with_data(body, status, headers, content_type="text/html; charset=utf-8")


def test_lines_go_as_one_text_from_english_to_arabic(httpserver: HTTPServer, google: Google) -> None:
    query = {"sl": "en", "tl": "ar", "q": "One & two.\n“Three”?"}
    httpserver.expect_oneshot_request("/m", method="GET", query_string=query).respond_with_handler(echoing)
    assert google.translate(["One & two.", "“Three”?"]) == ["نص One & two.", "نص “Three”?"]


def test_eight_threads_at_once_each_get_the_answer_to_their_own_question(
    httpserver: HTTPServer, google: Google
) -> None:
    httpserver.expect_request("/m").respond_with_handler(echoing)
    questions = [f"Question {number}" for number in range(80)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda question: google.translate([question]), questions))
    assert answers == [[f"نص {question}"] for question in questions]


@pytest.mark.parametrize(
    ("status", "headers", "error", "retry_after"),
    [
        (429, {"Retry-After": "7"}, EngineRateLimited, 7.0),
        (429, {}, EngineRateLimited, None),
        (429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, EngineRateLimited, 0.0),
        (302, {"Location": "/sorry/index?continue=m"}, EngineRateLimited, None),
        (500, {}, EngineUnavailable, None),
        (503, {"Retry-After": "2"}, EngineUnavailable, 2.0),
        (400, {}, EngineRefused, None),
        (301, {"Location": "https://elsewhere.example/"}, EngineRefused, None),
    ],
)
def test_a_status_becomes_the_error_it_means_with_what_retry_after_asks(  # a row of the table
    httpserver: HTTPServer,
    google: Google,
    status: int,
    headers: dict[str, str],
    error: type[EngineError],
    retry_after: float | None,
) -> None:
    answered(httpserver, status=status, headers=headers)
    with pytest.raises(error) as raised:
        google.translate(["Hello"])
    assert raised.value.retry_after == retry_after
    assert raised.value.engine == "google"
    assert raised.value.next_step


WHOLE = PAGE.format(result=RESULT.format(text="مرحبا بالعالم"))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param(WHOLE[: WHOLE.index("بالعالم")], EngineAnswerBroken, id="half a page"),
        pytest.param(PAGE.format(result="<div class=renamed>مرحبا</div>"), EngineAnswerBroken, id="no result in it"),
        pytest.param(PAGE.format(result=RESULT.format(text="")), EngineAnswerBroken, id="an empty result"),
        pytest.param("", EngineAnswerBroken, id="an empty page"),
        pytest.param("<title>Sorry</title>Our systems have detected unusual traffic", EngineRateLimited, id="captcha"),
    ],
)
def test_a_page_with_status_200_that_is_no_translation_is_an_error(
    httpserver: HTTPServer, google: Google, body: str, error: type[EngineError]
) -> None:
    answered(httpserver, body)
    with pytest.raises(error):
        google.translate(["Hello, world"])


def test_an_article_about_captchas_is_no_captcha(httpserver: HTTPServer, google: Google) -> None:
    answered(httpserver, PAGE.format(result=RESULT.format(text="اختبار captcha")))
    assert google.translate(["A captcha test"]) == ["اختبار captcha"]


@pytest.mark.parametrize("begun", [b"", b"<html><body>"], ids=["no answer", "an answer that drips"])
def test_a_server_that_does_not_finish_in_time_is_unavailable(httpserver: HTTPServer, begun: bytes) -> None:
    over = threading.Event()

    def dripping(_: Request) -> Response:
        def body() -> Iterator[bytes]:
            yield begun
            while not over.wait(0.05):
                yield b" " if begun else b""

        return Response(body(), content_type="text/html")

    httpserver.expect_request("/m").respond_with_handler(dripping)
    google = Google("google", EngineSettings(kind="google", base_url=httpserver.url_for("/m"), timeout=0.3), "ar")
    with pytest.raises(EngineUnavailable, match=r"within 0\.3 seconds"):
        google.translate(["Hello"])
    over.set()
    google.close()


def test_a_closed_port_is_an_unavailable_engine(httpserver: HTTPServer) -> None:
    httpserver.stop()
    google = Google("google", EngineSettings(kind="google", base_url=httpserver.url_for("/m")), "ar")
    with pytest.raises(EngineUnavailable, match="connection failed"):
        google.translate(["Hello"])
    google.close()
    httpserver.start()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a" * Google.abilities.characters, True),
        ("a" * (Google.abilities.characters + 1), False),
        ("“" * 1500, True),  # 13,500 bytes in a URL
        ("“" * 1600, False),  # 14,400
    ],
)
def test_what_fits_is_counted_in_characters_and_in_bytes_of_the_url(google: Google, text: str, *, fits: bool) -> None:
    assert google.fits([text]) is fits


def test_its_own_address_is_the_one_that_deep_translator_has() -> None:
    assert BASE_URLS["GOOGLE_TRANSLATE"] == ADDRESS


def test_deep_translator_itself_works_as_ever_for_others_in_the_process(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/m").respond_with_handler(echoing)
    translator = GoogleTranslator(source="en", target="ar")
    translator._base_url = httpserver.url_for("/m")
    assert translator.translate("Hello") == "نص Hello"
