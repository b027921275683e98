"""How an error is told: to a browser as a page, to a program as JSON, with the status that fits it."""

from http import HTTPStatus

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from pipeline.desk.gate import API, HEADERS
from pipeline.desk.pages import page
from pipeline.errors import InputError, LockHeld, NotPossible, RepublishError, StorageError, UnknownItem
from pipeline.model import Model


class Problem(Model):
    """What a program is told of an error: what is wrong, and the next step where one is known."""

    detail: str


_STATUSES: tuple[tuple[type[RepublishError], HTTPStatus], ...] = (
    (UnknownItem, HTTPStatus.NOT_FOUND),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotPossible, HTTPStatus.CONFLICT),
    (LockHeld, HTTPStatus.CONFLICT),
    (StorageError, HTTPStatus.SERVICE_UNAVAILABLE),
)


def status_of(error: RepublishError) -> HTTPStatus:
    """Return the status that tells a client what became of its request."""
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)


def of_ours(request: Request, error: Exception) -> Response:
    """Tell an error of ours, with its next step."""
    status = status_of(error) if isinstance(error, RepublishError) else HTTPStatus.INTERNAL_SERVER_ERROR
    return told(request, status, error if isinstance(error, RepublishError) else str(error))


def of_http(request: Request, error: Exception) -> Response:
    """Tell that there is no such page, or that a form was not ours."""
    if not isinstance(error, HTTPException):
        raise error
    return told(request, error.status_code, str(error.detail))


def of_input(request: Request, error: Exception) -> Response:
    """Tell which part of a request is not what it must be."""
    if not isinstance(error, RequestValidationError):
        raise error
    faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
    return told(request, HTTPStatus.UNPROCESSABLE_ENTITY, InputError(faults))


def of_unforeseen(request: Request, error: Exception) -> Response:
    """Tell a mistake of ours without its inside; the server's log has that.

    Starlette answers it outside of everything that is added to the application, so the headers are given here.
    """
    text = f"An unforeseen {type(error).__name__}; please report it. Next: see what the desk printed where it runs"
    response = told(request, HTTPStatus.INTERNAL_SERVER_ERROR, text)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def told(request: Request, status: int, problem: RepublishError | str) -> Response:
    """Return what is wrong as the kind of client reads it that has asked."""
    if request.url.path.startswith(API):
        return JSONResponse(Problem(detail=str(problem)).model_dump(), status)
    return page(request, "problem.html", status=status, code=status, problem=problem)
