"""Pages: templates that escape everything, in the language that the reader chose."""

import datetime as dt
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pipeline.desk.assets import address
from pipeline.desk.errors import advised, explained, kind, said
from pipeline.desk.interface import LANGUAGES, Language, happened, phrases, told
from pipeline.desk.policy import page_policy

LANGUAGE_COOKIE = "desk-language"
_ASKED_ONCE = frozenset({"lang", "done", "segment", "secret"})
_A_YEAR = 365 * 24 * 3600


def _minute(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat(" ", "minutes")[: len("2024-07-29 13:05")]


def _environment(language: Language) -> Environment:
    """Return the templates in a language.

    A phrase and an asset's address are filters, not functions: those of a constant are part of the compiled template.
    """
    environment = Environment(
        loader=PackageLoader("pipeline.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "t": phrases(language),
        "asset": address,
        "minute": _minute,
        "told": told,
        "happened": happened,
        "explained": explained,
        "advised": advised,
        "kind": kind,
        "said": said,
    }
    return environment


_TEMPLATES = {language: _environment(language) for language in LANGUAGES}


def language_of(request: Request) -> Language:
    """Return the language asked for with ?lang=, or the one chosen before, or English."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return next((language for language in LANGUAGES if language == chosen), "en")


def page(
    request: Request,
    template: str,
    *,
    status: int = HTTPStatus.OK,
    images: Sequence[str] = (),
    **values: Any,  # noqa: ANN401 - what a template shows
) -> HTMLResponse:
    """Return `template` filled in with `values`, the interface's words, and the session (null before signing in).

    `images` are the origins of the pictures that it shows; a value `here` is the page's address, where that is not
    the request's.
    """
    language = language_of(request)
    session = getattr(request.state, "session", None)
    switch = _in_other_language(request, language, values.pop("here", request.url.path))
    shown = {"language": language, "session": session, "switch": switch, **values}
    html = _TEMPLATES[language].get_template(template).render(shown)
    response = HTMLResponse(html, status, {"Content-Security-Policy": page_policy(images)})
    if "lang" in request.query_params:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=_A_YEAR, httponly=True, samesite="lax")
    return response


def _in_other_language(request: Request, language: Language, here: str) -> str:
    """Return where the same page is in the other language: a secret or a confirmation is not asked for again."""
    other = next(name for name in LANGUAGES if name != language)
    kept = [(key, value) for key, value in request.query_params.items() if key not in _ASKED_ONCE]
    return f"{here}?{urlencode([*kept, ('lang', other)])}"
