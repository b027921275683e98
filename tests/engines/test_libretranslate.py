"""The LibreTranslate engine against a loopback server that speaks its JSON."""

import pytest
from pydantic import SecretStr
from pytest_httpserver import HTTPServer

from pipeline.engines.libretranslate import LibreTranslate
from pipeline.errors import (
    ConfigurationError,
    EngineAnswerBroken,
    EngineError,
    EngineRateLimited,
    EngineRefused,
    EngineUnavailable,
)
from pipeline.settings.engines import EngineSettings


@pytest.fixture
def libre(httpserver: HTTPServer) -> LibreTranslate:
    return LibreTranslate("libre", settings(httpserver.url_for("")), "ar")


def settings(base_url: str | None, **others: object) -> EngineSettings:
    return EngineSettings.model_validate({"kind": "libretranslate", "base_url": base_url, "timeout": 5} | others)


def test_lines_go_as_a_list_and_come_back_as_one(httpserver: HTTPServer, libre: LibreTranslate) -> None:
    question = {"q": ["Yes", "No"], "source": "en", "target": "ar", "format": "text"}
    httpserver.expect_request("/translate", method="POST", json=question).respond_with_json(
        {"translatedText": ["نعم", "لا"]}
    )
    assert libre.translate(["Yes", "No"]) == ["نعم", "لا"]


def test_the_key_goes_with_the_question(httpserver: HTTPServer) -> None:
    libre = LibreTranslate("libre", settings(httpserver.url_for(""), api_key=SecretStr("secret")), "ar")
    question = {"q": ["Yes"], "source": "en", "target": "ar", "format": "text", "api_key": "secret"}
    httpserver.expect_request("/translate", json=question).respond_with_json({"translatedText": ["نعم"]})
    assert libre.translate(["Yes"]) == ["نعم"]
    libre.close()


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (403, {"error": "Please contact the server operator to get an API key"}, EngineRefused),
        (400, {"error": "Invalid request: request (900) exceeds text limit (500)"}, EngineRefused),
        (429, {"error": "Too many request limits violations"}, EngineRateLimited),
        (500, {"error": "Cannot translate text"}, EngineUnavailable),
        (200, {"translatedText": "نعم"}, EngineAnswerBroken),
        (200, {"translatedText": [None]}, EngineAnswerBroken),
        (200, {}, EngineAnswerBroken),
        (200, ["نعم"], EngineAnswerBroken),
    ],
)
def test_what_the_server_answers_instead_becomes_the_error_it_means(
    httpserver: HTTPServer, libre: LibreTranslate, status: int, answer: object, error: type[EngineError]
) -> None:
    httpserver.expect_request("/translate").respond_with_json(answer, status=status)
    with pytest.raises(error) as raised:
        libre.translate(["Yes"])
    assert raised.value.engine == "libre"


def test_why_it_refused_is_in_the_error(httpserver: HTTPServer, libre: LibreTranslate) -> None:
    httpserver.expect_request("/translate").respond_with_json({"error": "Invalid API key"}, status=403)
    with pytest.raises(EngineRefused, match="Invalid API key"):
        libre.translate(["Yes"])


@pytest.mark.parametrize(
    ("page", "error"), [("<form id=captcha-form>", EngineRateLimited), ("<h1>Welcome</h1>", EngineAnswerBroken)]
)
def test_a_page_in_place_of_json_is_an_error(
    httpserver: HTTPServer, libre: LibreTranslate, page: str, error: type[EngineError]
) -> None:
    httpserver.expect_request("/translate").respond_with_data(page, content_type="text/html")
    with pytest.raises(error):
        libre.translate(["Yes"])


def test_without_an_address_it_cannot_be_made() -> None:
    with pytest.raises(ConfigurationError, match=r"engines\.libre\.base_url"):
        LibreTranslate("libre", settings(None), "ar")


def test_what_fits_is_counted_in_lines_and_characters(httpserver: HTTPServer, libre: LibreTranslate) -> None:
    assert libre.fits(["a" * LibreTranslate.abilities.characters])
    assert not libre.fits(["a" * LibreTranslate.abilities.characters, "a"])
    assert not libre.fits(["a"] * (50 + 1))
    smaller = LibreTranslate("libre", settings(httpserver.url_for(""), max_characters=500), "ar")
    assert not smaller.fits(["a" * 501])
