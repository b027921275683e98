"""deep-translator's reading of Google Translate's mobile page, given a page of ours.

deep-translator sends each request with `requests.get`: without a timeout, and the status, Retry-After and an
unfinished page are lost on the way back (read in its google.py, version 1.11.4). Its module finds `requests`
by that name alone, and here a stand-in takes the name: within a translation of ours `get` is our own
transport, which sees the whole response first; for anybody else in the process it is the real one.

It takes a tenth of a second to load, so `google` does that when there is something to translate.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import deep_translator.google
import requests
from deep_translator import GoogleTranslator
from deep_translator.exceptions import BaseError, RequestError

Get = Callable[[dict[str, str]], Any]
"""Gets the page for the parameters of its address, and returns the response or raises."""

_get: ContextVar[Get | None] = ContextVar("_get", default=None)


class _Requests:
    """Stands in deep-translator's module for `requests`, of which it uses `get` only."""

    @staticmethod
    def get(url: str, params: dict[str, str], **others: Any) -> Any:  # noqa: ANN401  # what requests.get takes
        get = _get.get()
        if get is None:
            return requests.get(url, params=params, **others)  # noqa: S113  # as the library itself sends it
        return get(params)


deep_translator.google.requests = _Requests


class NoTranslation(Exception):
    """deep-translator found no translation on the page, and says why."""


def translated(text: str, target: str, get: Get) -> str:
    """Return the translation of `text` into the language `target` that is on the page that `get` gets; it may be empty.

    Raises NoTranslation where the page has none, and what `get` raises.
    """
    # An instance keeps the text it is asked for: shared by threads, it answers one with another's.
    translator = GoogleTranslator(source="en", target=target)
    token = _get.set(get)
    try:
        return str(translator.translate(text) or "")
    except (BaseError, RequestError) as error:
        raise NoTranslation(str(error)) from error
    finally:
        _get.reset(token)
