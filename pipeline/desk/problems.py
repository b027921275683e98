"""How an error is told: to a browser as a page, to a program as JSON, with the status that fits it."""

from http import HTTPStatus

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from pipeline.desk.gate import API
from pipeline.desk.pages import page
from pipeline.errors import InputError, LockHeld, NotPossible, RepublishError, StorageError, UnknownItem

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
    return _told(request, status, str(error))


def of_http(request: Request, error: Exception) -> Response:
    """Tell that there is no such page, or that a form was not ours."""
    if not isinstance(error, HTTPException):
        raise error
    return _told(request, error.status_code, str(error.detail))


def of_input(request: Request, error: Exception) -> Response:
    """Tell which part of a request is not what it must be."""
    if not isinstance(error, RequestValidationError):
        raise error
    faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
    return _told(request, HTTPStatus.UNPROCESSABLE_ENTITY, faults)


def _told(request: Request, status: int, text: str) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse({"detail": text}, status)
    return page(request, "problem.html", status=status, code=status, text=text)
