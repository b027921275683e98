"""DeepL's client against a loopback server that speaks its JSON; marks as XML."""

import json

import pytest
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pipeline.engines.deepl import DeepL, as_xml, from_xml
from pipeline.errors import (
    ConfigurationError,
    EngineAnswerBroken,
    EngineError,
    EngineQuotaExceeded,
    EngineRateLimited,
    EngineRefused,
    EngineUnavailable,
)
from pipeline.settings.engines import EngineSettings

PATH = "/v2/translate"


def settings(server: HTTPServer) -> EngineSettings:
    return EngineSettings(kind="deepl", base_url=server.url_for(""), api_key=SecretStr("key:fx"), timeout=5)


@pytest.fixture
def engine(httpserver: HTTPServer) -> DeepL:
    return DeepL("deepl", settings(httpserver), "ar")


def test_lines_go_as_a_list_with_the_key_and_come_back_as_one(httpserver: HTTPServer, engine: DeepL) -> None:
    asked: list[Request] = []

    def answer(request: Request) -> Response:
        asked.append(request)
        translations = [
            {"detected_source_language": "EN", "text": text, "billed_characters": 3} for text in ("نعم", "لا")
        ]
        return Response(json.dumps({"translations": translations}), content_type="application/json")

    httpserver.expect_request(PATH, method="POST").respond_with_handler(answer)
    assert engine.translate(["Yes", "No"]) == ["نعم", "لا"]
    question = asked[0].get_json()
    assert (question["text"], question["source_lang"], question["target_lang"]) == (["Yes", "No"], "EN", "AR")
    assert question["tag_handling"] == "xml"
    assert asked[0].headers["Authorization"] == "DeepL-Auth-Key key:fx"
    engine.close()


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (403, EngineRefused),
        (400, EngineRefused),
        (413, EngineRefused),
        (429, EngineRateLimited),
        (456, EngineQuotaExceeded),
        (500, EngineUnavailable),
        (503, EngineUnavailable),
    ],
)
def test_a_failure_is_told_as_what_it_means_and_asked_once(
    httpserver: HTTPServer, engine: DeepL, status: int, error: type[EngineError]
) -> None:
    httpserver.expect_request(PATH).respond_with_json({"message": "no"}, status, {"Retry-After": "7"})
    with pytest.raises(error) as raised:
        engine.translate(["Yes"])
    assert (raised.value.engine, raised.value.retry_after) == ("deepl", 7)
    assert len(httpserver.log) == 1


@pytest.mark.parametrize("body", ["<html>", "[]", "{}", '{"translations": [{}]}', '{"translations": "x"}'])
def test_an_answer_of_another_kind_is_broken(httpserver: HTTPServer, engine: DeepL, body: str) -> None:
    httpserver.expect_request(PATH).respond_with_data(body, content_type="application/json")
    with pytest.raises(EngineAnswerBroken):
        engine.translate(["Yes"])


def test_without_a_key_nothing_is_built() -> None:
    with pytest.raises(ConfigurationError, match="REPUBLISH_ENGINES__BEST__API_KEY"):
        DeepL("best", EngineSettings(kind="deepl"), "ar")


def test_a_request_is_bounded_in_lines_and_characters(engine: DeepL) -> None:
    assert engine.fits(["x"] * 50)
    assert not engine.fits(["x"] * 51)
    assert not engine.fits(["x" * 18_001])


@pytest.mark.parametrize(
    ("line", "xml"),
    [
        ("AT&T < 5", "AT&amp;T &lt; 5"),
        ("Read ⟦1⟧the report⟦2⟧ first", 'Read <m i="1">the report</m> first'),
        ("⟦1⟧all ⟦3⟧of⟦4⟧ it⟦2⟧", '<m i="1">all <m i="3">of</m> it</m>'),
        ("⟦1⟧all ⟦3⟧of⟦2⟧ it⟦4⟧", '<t i="1"/>all <t i="3"/>of<t i="2"/> it<t i="4"/>'),
        ("See ⟦501⟧ and ⟦1⟧this⟦2⟧", 'See <t i="501"/> and <m i="1">this</m>'),
    ],
)
def test_tokens_are_elements_and_come_back_as_tokens(line: str, xml: str) -> None:
    assert as_xml(line) == xml
    assert from_xml(xml) == line


def test_an_element_that_lost_its_other_half_is_no_token_twice() -> None:
    assert from_xml('<m i="1">كلمة') == "⟦1⟧كلمة"
    assert from_xml("كلمة</m>") == "كلمة"
    assert from_xml('<t i="501"></t>') == "⟦501⟧"
