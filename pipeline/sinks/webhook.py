"""A consumer's own address: each revision is posted there, signed, with a key that tells a repetition.

Signed as Standard Webhooks 1.0.0 has it (https://github.com/standard-webhooks/standard-webhooks), so that a consumer
can check it with a library of their language: HMAC-SHA256 over id, time and body, under a key that both know.
"""

import base64
import binascii
import hashlib
import hmac
import time
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx

from pipeline.authorities import verifying
from pipeline.engines.transport import LOOPBACK
from pipeline.errors import ConfigurationError, DeliveryError, PublicationRefused, SinkRefused, SinkUnavailable
from pipeline.patience import retry_after
from pipeline.settings.sinks import SinkSettings
from pipeline.sinks.protocol import Parcel

SECRET_PREFIX = "whsec_"  # noqa: S105 - what a secret begins with, by the standard
SHORTEST_KEY = 24
"""Bytes, by the standard."""

# The body is what the consumer does not like: RFC 9110, 15.5.1, 15.5.14, 15.5.16 and 15.5.21.
BODY_REFUSED = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
# Later is better; 409 is what a consumer says that is still busy with the same key.
PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS})
REASON_LENGTH = 300


class Webhook:
    """The address `settings.url`. Any 2xx means that the publication was taken; what the answer says is not read."""

    def __init__(self, name: str, settings: SinkSettings, *, table: str | None = None) -> None:
        """Use `settings`, which stand in `table`; of [sinks] they must have a secret, elsewhere they may."""
        self.name = name
        self._url = settings.url or ""
        self._table = table or f"sinks.{name}"
        self._key = _key(self._table, settings) if settings.secret or table is None else None
        # The operator's proxy variables are for the network, not for a consumer on the same machine.
        trust_env = urlsplit(self._url).hostname not in LOOPBACK
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "republish"}
        self._client = httpx.Client(timeout=settings.timeout, headers=headers, trust_env=trust_env, verify=verifying())

    def take(self, parcel: Parcel) -> None:
        """Post the publication; see Carrier.take."""
        headers = signed(parcel, self._key, int(time.time()))
        try:
            with self._client.stream("POST", self._url, content=parcel.body, headers=headers) as response:
                if not response.is_success:
                    raise self._error(response, parcel)
        except httpx.HTTPError as error:
            what = f"the connection failed: {error or type(error).__name__}"
            raise SinkUnavailable(what, **self._about(parcel), next_step="nothing; the next run delivers it") from error

    def remove(self, name: str) -> None:
        """Nothing is kept there that could be removed."""

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _error(self, response: httpx.Response, parcel: Parcel) -> DeliveryError:
        status, about = response.status_code, self._about(parcel)
        said = f"answered {status} {response.reason_phrase}".rstrip()
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in PASSING:
            after = retry_after(response.headers.get("retry-after"))
            return SinkUnavailable(said, next_step="nothing; the next run delivers it", retry_after=after, **about)
        if status in BODY_REFUSED:
            step = "agree with the consumer, then: republish retry ID --from publish"
            return PublicationRefused(f"{said}: {_reason(response)}", next_step=step, **about)
        return SinkRefused(
            f"{said} {response.headers.get('location', '')}".rstrip(),
            next_step=f"see [{self._table}] url, and {_variable(self._table)}",
            **about,
        )

    def _about(self, parcel: Parcel) -> dict[str, Any]:
        return {"sink": self.name, "item": f"{self.name}, {parcel.version}"}


def signed(parcel: Parcel, key: bytes | None, at: int) -> dict[str, str]:
    """Return the headers that tell what `parcel` is, and that it comes from whoever has `key`; `at` in Unix seconds."""
    headers = {"Idempotency-Key": parcel.version, "webhook-id": parcel.version, "webhook-timestamp": str(at)}
    if key is None:
        return headers
    content = f"{parcel.version}.{at}.".encode() + parcel.body
    signature = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {**headers, "webhook-signature": f"v1,{signature}"}


def _variable(table: str) -> str:
    return f"REPUBLISH_{table.replace('.', '__').upper()}__SECRET"


def _key(table: str, settings: SinkSettings) -> bytes:
    variable = _variable(table)
    secret = settings.secret.get_secret_value() if settings.secret else ""
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not secret.startswith(SECRET_PREFIX) or len(key) < SHORTEST_KEY:
        raise ConfigurationError(
            f"a webhook needs a secret: {variable}, {SECRET_PREFIX} and {SHORTEST_KEY} or more bytes in base64",
            item=table,
            next_step=f'export {variable}="{SECRET_PREFIX}$(openssl rand -base64 32)", and tell the consumer',
        )
    return key


def _reason(response: httpx.Response) -> str:
    """Return the beginning of what an answer says, for the operator."""
    beginning = b""
    for piece in response.iter_raw():
        beginning += piece
        if len(beginning) >= REASON_LENGTH:
            break
    return " ".join(beginning[:REASON_LENGTH].decode("utf-8", "replace").split())
