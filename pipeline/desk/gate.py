"""What stands before every route: nothing without the secret or the token, and security headers on every answer."""

from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.desk.access import Access
from pipeline.desk.assets import STATIC
from pipeline.desk.pages import page
from pipeline.desk.policy import POLICY

API = "/api/"
ENTRANCE = "/enter"

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""Given to every answer; a route that sets one of them itself keeps its own."""


class Gate:
    """Lets in who has a session; to the API also who has the read token; to all others it shows the entrance only."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 401."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # there is nothing here but HTTP
        request = Request(scope)
        request.state.session = self._access.session_of(request)
        allowed = request.state.session is not None or self._is_open(request)
        await (self._app if allowed else self._refusal(request))(scope, receive, send)

    def _is_open(self, request: Request) -> bool:
        path = str(request.scope["path"])
        if path.startswith(API):
            return self._access.may_read(request.headers.get("Authorization", ""))
        return path == ENTRANCE or path.startswith(STATIC)

    def _refusal(self, request: Request) -> Response:
        if request.scope["path"].startswith(API):
            return JSONResponse(
                {"detail": "Send the read token, as in Authorization: Bearer TOKEN."},
                HTTPStatus.UNAUTHORIZED,
                headers={"WWW-Authenticate": "Bearer"},
            )
        return entrance(request, self._access)


def entrance(request: Request, access: Access, *, wrong: bool = False) -> Response:
    """Return the page that says how to come in; `wrong` where a secret was given that is not this start's."""
    status = HTTPStatus.UNAUTHORIZED
    return page(request, "enter.html", status=status, wrong=wrong, by_proxy=access.proxy is not None)


class SecurityHeaders:
    """Adds HEADERS to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and complete the headers of what comes back."""

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, completed)
