"""DeepL's own glossaries, against a loopback server that keeps one account's, and uses them as DeepL does."""

import json
from typing import Any

import pytest
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pipeline.engines import Brief
from pipeline.engines.deepl import DeepL
from pipeline.engines.deepl_glossary import entries_of
from pipeline.engines.glossary import Glossary, Term
from pipeline.errors import EngineRateLimited, EngineRefused, EngineUnavailable
from pipeline.settings.engines import EngineSettings

BREXIT = Term(source="Brexit", target="بريكست")
UNION = Term(source="Union", target="الاتحاد")
FOREIGN = {
    "glossary_id": "theirs",
    "name": "legal terms",
    "creation_time": "2024-07-29T13:00:00.000Z",
    "dictionaries": [],
}


class Account:
    """A DeepL account: what it keeps, what it was asked, and what it answers instead where a test says so."""

    def __init__(self, server: HTTPServer) -> None:
        self.glossaries: dict[str, dict[str, Any]] = {"theirs": dict(FOREIGN)}
        self.asked: list[tuple[str, str]] = []
        self.translations: list[dict[str, Any]] = []
        self.instead: dict[tuple[str, str], int] = {}
        self._server = server
        self.refusal: int | None = None
        server.expect_request("/v2/translate").respond_with_handler(self.translate)
        for path in ("/v3/glossaries", *(f"/v3/glossaries/made-{number}" for number in range(9))):
            server.expect_request(path).respond_with_handler(self.keep)

    def engine(self, name: str = "deepl") -> DeepL:
        url = self._server.url_for("")
        return DeepL(name, EngineSettings(kind="deepl", base_url=url, api_key=SecretStr("key:fx"), timeout=5), "ar")

    def keep(self, request: Request) -> Response:
        self.asked.append((request.method, request.path))
        if status := self.instead.get((request.method, "/v3/glossaries")):
            return answer({"message": "no"}, status)
        if request.method == "GET":
            return answer({"glossaries": list(self.glossaries.values())})
        if request.method == "DELETE":
            del self.glossaries[request.path.rsplit("/", 1)[-1]]
            return Response(status=204)
        made = request.get_json()
        identifier = f"made-{sum(method == 'POST' for method, _ in self.asked)}"
        dictionaries = [{**dictionary, "entry_count": 1} for dictionary in made["dictionaries"]]
        glossary = {**FOREIGN, "glossary_id": identifier, "name": made["name"], "dictionaries": dictionaries}
        self.glossaries[identifier] = glossary
        return answer(glossary, 201)

    def translate(self, request: Request) -> Response:
        question = request.get_json()
        self.translations.append(question)
        if self.refusal:
            return answer({"message": "no"}, self.refusal)
        if "glossary_id" in question and question["glossary_id"] not in self.glossaries:
            return answer({"message": "glossary not found"}, 404)
        texts = [{"detected_source_language": "EN", "text": "نعم", "billed_characters": 3} for _ in question["text"]]
        return answer({"translations": texts})

    @property
    def entries(self) -> list[str]:
        ours = [glossary for glossary in self.glossaries.values() if glossary["name"] != FOREIGN["name"]]
        return [dictionary["entries"] for glossary in ours for dictionary in glossary["dictionaries"]]


def answer(body: object, status: int = 200) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")


@pytest.fixture
def account(httpserver: HTTPServer) -> Account:
    return Account(httpserver)


def brief(*terms: Term) -> Brief:
    return Brief(glossary=Glossary(terms=terms))


def test_the_terms_are_a_glossary_of_the_account_and_its_id_goes_with_the_lines(account: Account) -> None:
    account.engine().translate(["Brexit!"], brief(BREXIT, UNION))
    [question] = account.translations
    assert account.glossaries[question["glossary_id"]]["dictionaries"] == [
        {
            "source_lang": "EN",
            "target_lang": "AR",
            "entries": "Brexit\tبريكست\nUnion\tالاتحاد",
            "entries_format": "tsv",
            "entry_count": 1,
        }
    ]


def test_it_is_made_once_and_found_again_by_later_runs(account: Account) -> None:
    for _ in range(2):
        engine = account.engine()
        engine.translate(["Brexit!"], brief(BREXIT))
        engine.translate(["Brexit?"], brief(BREXIT))
    assert [method for method, _ in account.asked] == ["GET", "POST", "GET"]
    assert {question["glossary_id"] for question in account.translations} == {"made-1"}


def test_that_of_other_terms_goes_and_what_is_not_ours_stays(account: Account) -> None:
    account.engine("other").translate(["Brexit!"], brief(BREXIT))
    account.engine().translate(["Brexit!"], brief(BREXIT))
    account.engine().translate(["Brexit!"], brief(BREXIT, UNION))
    assert account.entries == ["Brexit\tبريكست", "Brexit\tبريكست\nUnion\tالاتحاد"]
    assert "theirs" in account.glossaries


@pytest.mark.parametrize(
    ("lines", "terms"),
    [
        (["Nothing here."], (BREXIT,)),
        (["Brexit!"], ()),
        (["US"], (Term(source="US", target="أميركا", match_case=True),)),
    ],
)
def test_where_no_term_stands_or_none_can_be_given_there_is_no_glossary(
    account: Account, lines: list[str], terms: tuple[Term, ...]
) -> None:
    account.engine().translate(lines, brief(*terms))
    assert account.asked == []
    assert "glossary_id" not in account.translations[0]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("status", [400, 403, 404, 456])
def test_an_account_that_takes_no_glossary_translates_without_and_is_not_asked_again(
    account: Account, method: str, status: int
) -> None:
    account.instead[method, "/v3/glossaries"] = status
    engine = account.engine()
    assert [engine.translate(["Brexit!"], brief(BREXIT)) for _ in range(2)] == [["نعم"], ["نعم"]]
    assert [method for method, _ in account.asked].count("GET") == 1
    assert not any("glossary_id" in question for question in account.translations)


@pytest.mark.parametrize(("status", "error"), [(429, EngineRateLimited), (503, EngineUnavailable)])
def test_what_passes_is_an_error_and_tried_again(account: Account, status: int, error: type[Exception]) -> None:
    engine = account.engine()
    account.instead["GET", "/v3/glossaries"] = status
    with pytest.raises(error):
        engine.translate(["Brexit!"], brief(BREXIT))
    account.instead.clear()
    engine.translate(["Brexit!"], brief(BREXIT))
    assert account.translations[0]["glossary_id"] == "made-1"


def test_a_glossary_that_somebody_took_away_is_done_without(account: Account) -> None:
    engine = account.engine()
    engine.translate(["Brexit!"], brief(BREXIT))
    del account.glossaries["made-1"]
    assert [engine.translate(["Brexit!"], brief(BREXIT)) for _ in range(2)] == [["نعم"], ["نعم"]]
    assert ["glossary_id" in question for question in account.translations] == [True, True, False, False]


@pytest.mark.parametrize(("status", "requests"), [(403, 1), (413, 1), (400, 2)])
def test_a_refusal_that_is_not_the_glossary_s_fault_stays_one(account: Account, status: int, requests: int) -> None:
    engine = account.engine()
    account.refusal = status
    with pytest.raises(EngineRefused):
        engine.translate(["Brexit!"], brief(BREXIT))
    assert len(account.translations) == requests
    account.refusal = None
    engine.translate(["Brexit!"], brief(BREXIT))
    assert account.translations[-1]["glossary_id"] == "made-1"


def test_headline_description_and_what_stands_before_go_as_context_and_nothing_as_formality(account: Account) -> None:
    told = Brief(headline="Bridge reopens", description="It was shut.", texts=("It rained.", "She waved."))
    account.engine().translate(["She waved."], told)
    account.engine().translate(["She waved."])
    first, second = account.translations
    assert first["context"] == "Bridge reopens\nIt was shut.\nIt rained."
    assert "context" not in second
    assert "formality" not in first


def test_what_deepl_cannot_be_given_is_left_out() -> None:
    terms = (
        BREXIT,
        Term(source="US", target="أميركا", match_case=True),
        Term(source="iPhone", target="iPhone", do_not_translate=True),
        Term(source="l" * 1_025, target="ط"),
    )
    assert entries_of(Glossary(terms=terms)) == {"Brexit": "بريكست", "iPhone": "iPhone"}
