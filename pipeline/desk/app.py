"""The application: its routes behind the gate."""

from http import HTTPStatus
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from pipeline.config import Settings
from pipeline.desk import api, decisions, glossary, items, live, problems, queue, sources
from pipeline.desk.access import Access
from pipeline.desk.assets import STATIC, Assets
from pipeline.desk.bounds import MAX_BODY, Pace, Turns
from pipeline.desk.configuration import Configuration
from pipeline.desk.gate import API, ENTRANCE, Gate, SecurityHeaders, entrance
from pipeline.desk.hours import Hours
from pipeline.desk.retries import Retries
from pipeline.desk.room import InRoom, Room
from pipeline.desk.spending import Spending
from pipeline.desk.tally import Tally
from pipeline.errors import RepublishError
from pipeline.ledger import Ledger

LOOPBACK_NAMES = ("127.0.0.1", "localhost")


def create_app(settings: Settings, ledger: Ledger, access: Access) -> FastAPI:
    """Return the desk over `ledger`, which the caller opens and closes. `access` decides who comes in."""
    app = FastAPI(
        title="republish",
        summary="Arabic publications of English news articles.",
        version="1",
        openapi_url=f"{API}v1/openapi.json",
        docs_url=None,  # both of these load scripts from elsewhere
        redoc_url=None,
    )
    prices = {name: engine.price for name, engine in settings.engines.items()}
    hours, spending = Hours(ledger.database), Spending(ledger.database, prices)
    configuration = Configuration(settings)
    app.state.room = Room(configuration, ledger, access, Retries(configuration.current), hours, spending, Tally(ledger))
    for room in (queue, items, decisions, live, sources, glossary):
        app.include_router(room.router, include_in_schema=False)
    app.include_router(api.router)
    app.add_api_route(ENTRANCE, enter, methods=["GET"], include_in_schema=False)
    app.mount(STATIC.rstrip("/"), Assets())
    app.add_exception_handler(RepublishError, problems.of_ours)
    app.add_exception_handler(HTTPException, problems.of_http)
    app.add_exception_handler(RequestValidationError, problems.of_input)
    app.add_exception_handler(Exception, problems.of_unforeseen)
    # The last one added is the outermost.
    app.add_middleware(Turns)
    app.add_middleware(Gate, access=access)
    app.add_middleware(Pace, api=API, per_minute=settings.desk.requests_per_minute)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY)
    # A page elsewhere whose name is made to lead to this machine must not reach the desk under that name.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK_NAMES, *settings.desk.host_names])
    app.add_middleware(SecurityHeaders)
    return app


def enter(request: Request, room: InRoom, secret: Annotated[str, Query()] = "") -> Response:
    """Open a session for who has the secret, and take the secret out of the address."""
    token = room.access.enter(secret)
    if token is None:
        return entrance(request, room.access, wrong=bool(secret) and room.access.proxy is None)
    response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    response.set_cookie(
        room.access.cookie,
        token,
        max_age=int(room.access.lifetime),
        httponly=True,
        samesite="lax",
        # A proxy in front may speak HTTPS where we do not. Whoever lies here restricts nothing but their own cookie.
        secure="https" in (request.url.scheme, request.headers.get("X-Forwarded-Proto")),
    )
    return response
