"""Pages: templates that escape everything, in the language that the reader chose."""

import datetime as dt
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pipeline.desk.interface import LANGUAGES, Language, phrases, told

LANGUAGE_COOKIE = "desk-language"
_A_YEAR = 365 * 24 * 3600


def _minute(instant: dt.datetime) -> str:
    return f"{instant.astimezone(dt.UTC):%Y-%m-%d %H:%M}"


_templates = Environment(
    loader=PackageLoader("pipeline.desk"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {"minute": _minute, "told": told}


def language_of(request: Request) -> Language:
    """Return the language asked for with ?lang=, or the one chosen before, or English."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return next((language for language in LANGUAGES if language == chosen), "en")


def page(
    request: Request,
    template: str,
    *,
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
    **values: Any,  # noqa: ANN401 - what a template shows
) -> HTMLResponse:
    """Return `template` filled in with `values`, the interface's words, and the session (null before signing in)."""
    language = language_of(request)
    session = getattr(request.state, "session", None)
    shown = {"t": phrases(language), "language": language, "session": session, **values}
    response = HTMLResponse(_templates.get_template(template).render(shown), status, headers)
    if "lang" in request.query_params:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=_A_YEAR, httponly=True, samesite="lax")
    return response
