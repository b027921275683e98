"""One tree of errors, printed whole in its module's docstring, each with the item and the next step."""

import builtins
import inspect
import pickle
import re

import pytest

from pipeline import errors
from pipeline.errors import (
    EngineError,
    EngineRateLimited,
    FetchTimeout,
    LedgerUnusable,
    LockHeld,
    Refused,
    RepublishError,
    ServerFailed,
    SinkUnavailable,
    UnknownItem,
)

LINE = re.compile(r"^ {4}(?P<indent> *)(?P<name>[A-Z]\w+)(?: \((?P<builtin>\w+)\))?(?: {2,}\S.*)?$", re.MULTILINE)
"""A line of the tree, e.g. `        FetchTimeout (TimeoutError)             it did not answer in time`."""

PUBLIC = [error for error in vars(errors).values() if inspect.isclass(error) and issubclass(error, RepublishError)]

REFUSALS = """
    not_html not_english no_article too_short paywall live_blog front_page wall error_page redirect sponsored
    video_only gone robots address too_large
"""
"""The reasons as the contract lists them: those of extracting, and those that fetching adds."""


def _made(error: type[RepublishError]) -> RepublishError:
    """Make an `error` with an item, a next step, and whatever else it must be given."""
    parameters = inspect.signature(error).parameters
    own = {"reason": "paywall", "engine": "google", "holder": "process 7", "sink": "partner"}
    needed = {name: value for name, value in own.items() if name in parameters}
    return error(message="it broke", item="b1946ac92492d234", next_step="mend it", **needed)


def test_the_docstring_shows_the_whole_tree_in_the_order_of_the_module() -> None:
    assert errors.__doc__
    assert [match["name"] for match in LINE.finditer(errors.__doc__)] == [error.__name__ for error in PUBLIC]


def test_the_docstring_shows_each_error_below_its_parent_with_the_builtin_it_is_too() -> None:
    assert errors.__doc__
    above: list[type[RepublishError]] = []
    for match in LINE.finditer(errors.__doc__):
        error = getattr(errors, match["name"])
        depth = len(match["indent"]) // 2
        ours = above[depth - 1] if depth else Exception
        also = [getattr(builtins, match["builtin"])] if match["builtin"] else []
        assert list(error.__bases__) == [ours, *also], match[0]
        above[depth:] = [error]


@pytest.mark.parametrize("error", [e for e in PUBLIC if e is not RepublishError], ids=lambda error: error.__name__)
def test_an_error_is_caught_by_the_builtin_a_caller_would_name(error: type[RepublishError]) -> None:
    builtin = next(base for base in error.__mro__ if base.__module__ == "builtins")
    assert builtin is not Exception


@pytest.mark.parametrize("error", PUBLIC, ids=lambda error: error.__name__)
def test_an_error_s_text_names_the_item_and_the_next_step(error: type[RepublishError]) -> None:
    made = _made(error)
    assert str(made) == "b1946ac92492d234: it broke. Next: mend it"
    assert (made.message, made.item, made.next_step) == ("it broke", "b1946ac92492d234", "mend it")


def test_an_error_without_item_or_next_step_says_what_it_knows() -> None:
    assert str(RepublishError("it broke")) == "it broke"
    assert str(RepublishError("it broke", item="a")) == "a: it broke"
    assert str(RepublishError("it broke", next_step="mend it")) == "it broke. Next: mend it"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("it broke", "it broke. Next: mend it"),
        ("it broke.", "it broke. Next: mend it"),
        ("unknown; did you mean 'a'?", "unknown; did you mean 'a'? Next: mend it"),
        ("it begins with «كان…", "it begins with «كان… Next: mend it"),
    ],
)
def test_the_next_step_begins_a_sentence_of_its_own_however_the_message_ends(said: str, told: str) -> None:
    assert str(RepublishError(said, next_step="mend it")) == told


def test_every_code_is_the_error_s_name_and_no_two_are_alike() -> None:
    codes = {type(made): made.code for made in map(_made, PUBLIC)}
    assert len(set(codes.values())) == len(PUBLIC)
    assert codes[FetchTimeout] == "fetch_timeout"
    assert codes[EngineRateLimited] == "engine_rate_limited"
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in codes.values())


def test_the_refusal_reasons_are_those_of_the_contract() -> None:
    assert sorted(REFUSALS.split()) == sorted(errors.REFUSAL_REASONS)


def test_only_what_may_mend_by_itself_is_transient() -> None:
    assert {error.__name__ for error in PUBLIC if error.transient} == {
        "FetchError", "HostNotFound", "FetchTimeout", "ServerFailed",
        "EngineUnavailable", "EngineRateLimited", "EngineQuotaExceeded", "EngineBudgetSpent", "EngineAnswerBroken",
        "SinkUnavailable", "TimeLimitReached", "ComputationDied",
    }  # fmt: skip


def test_what_an_error_knows_beyond_its_text_can_be_asked() -> None:
    assert Refused("paywall", "it is behind a paywall").reason == "paywall"
    failed = ServerFailed("it answered 503", status=503, retry_after=120.0)
    assert (failed.status, failed.retry_after) == (503, 120.0)
    engine = EngineRateLimited("too many requests", engine="google", retry_after=7.0)
    assert (engine.engine, engine.retry_after) == ("google", 7.0)
    sink = SinkUnavailable("it answered 503", sink="partner", retry_after=7.0)
    assert (sink.sink, sink.retry_after) == ("partner", 7.0)
    assert LockHeld("another run is under way", holder="process 7").holder == "process 7"


def test_an_error_from_another_process_knows_what_it_knew_there() -> None:
    for error in (
        Refused("paywall", "it is behind a paywall", item="https://news.example/", next_step="nothing"),
        ServerFailed("it answered 503", status=503, retry_after=120.0),
        LockHeld("another run is under way", holder="process 7"),
        LedgerUnusable("it is full", item="ledger"),
    ):
        arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert (type(arrived), str(arrived), vars(arrived)) == (type(error), str(error), vars(error))


def test_a_caller_who_knows_only_builtins_reads_the_same_text() -> None:
    with pytest.raises(KeyError, match=r"^there is no such item$"):
        raise UnknownItem("there is no such item")
    with pytest.raises(OSError, match=r"^ledger: it is full$"):
        raise LedgerUnusable("it is full", item="ledger")
    with pytest.raises(TimeoutError, match=r"^no answer$"):
        raise FetchTimeout("no answer")
    with pytest.raises(RuntimeError, match=r"^google: no answer$"):
        raise EngineError("no answer", engine="google", item="google")
