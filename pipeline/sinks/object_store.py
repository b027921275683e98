"""Amazon S3, Google Cloud Storage, Azure Blob Storage and what speaks like them, through obstore."""

import contextlib
import datetime as dt
import importlib.util
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from pipeline.errors import ConfigurationError, DeliveryError, SinkRefused, SinkUnavailable
from pipeline.settings.sinks import SinkSettings
from pipeline.sinks.protocol import Parcel

if TYPE_CHECKING:
    from collections.abc import Callable

    from obstore.store import ObjectStore as Store

SECRET_OPTIONS: Mapping[str, str] = MappingProxyType(
    {"s3": "secret_access_key", "gs": "service_account_key", "az": "account_key"}
)
"""obstore's name for the secret of each kind of store. Without one, the vendor's own variables count."""

CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {"json": "application/json; charset=utf-8", "jsonl": "application/x-ndjson; charset=utf-8"}
)
LASTING = ("PermissionDeniedError", "UnauthenticatedError", "NotFoundError", "InvalidPathError", "NotSupportedError")
"""obstore's errors that a second attempt will not mend; of the others, most are of the network."""


class ObjectStore:
    """The bucket, or the folder in one, that `settings.url` names. An object is there whole or not at all."""

    def __init__(self, name: str, settings: SinkSettings) -> None:
        self.name = name
        self._address = settings.url or ""
        if importlib.util.find_spec("obstore") is None:
            raise ConfigurationError(
                "obstore is not installed", item=f"sinks.{name}", next_step="pip install 'republish[object-store]'"
            )
        self._store = _open(name, settings)

    def take(self, parcel: Parcel) -> None:
        """Put the object; see Carrier.take."""
        kind = CONTENT_TYPES.get(parcel.name.rpartition(".")[2], "application/octet-stream")
        with self._errors(parcel.name):
            self._store.put(parcel.name, parcel.body, attributes={"Content-Type": kind})

    def remove(self, name: str) -> None:
        """Delete the object; one that is gone already is no error."""
        with self._errors(name), contextlib.suppress(FileNotFoundError):
            self._store.delete(name)

    def close(self) -> None:
        """Nothing is to be done: obstore closes its connections by itself."""

    @contextlib.contextmanager
    def _errors(self, name: str) -> Iterator[None]:
        from obstore.exceptions import BaseError  # noqa: PLC0415 - an extra

        try:
            yield
        except (BaseError, OSError) as error:
            raise self._error(error, name) from error

    def _error(self, error: Exception, name: str) -> DeliveryError:
        kind = type(error).__name__
        said = str(error).partition("\n")[0]
        where: dict[str, Any] = {"sink": self.name, "item": f"{self._address.rstrip('/')}/{name}"}
        if kind in LASTING or isinstance(error, PermissionError | FileNotFoundError):
            step = f"see [sinks.{self.name}]: url, options, and REPUBLISH_SINKS__{self.name.upper()}__SECRET"
            return SinkRefused(f"{kind}: {said}", next_step=step, **where)
        return SinkUnavailable(said, next_step="nothing; the next run delivers it", **where)


def _open(name: str, settings: SinkSettings) -> "Store":
    from obstore.exceptions import BaseError  # noqa: PLC0415 - an extra
    from obstore.store import from_url  # noqa: PLC0415

    address = settings.url or ""
    config: dict[str, Any] = dict(settings.options)
    if settings.secret:
        config[SECRET_OPTIONS[urlsplit(address).scheme]] = settings.secret.get_secret_value()
    # A store of one's own, beside the machine, often speaks no TLS; where its address says so, that is meant.
    plain = any(value.startswith("http://") for value in settings.options.values())
    make = cast("Callable[..., Store]", from_url)  # its overloads take literal options alone
    try:
        return make(
            address,
            config=config,
            client_options={"timeout": dt.timedelta(seconds=settings.timeout), "allow_http": plain},
            retry_config={"max_retries": 0},  # Sink has the patience
        )
    except (BaseError, ValueError) as error:
        raise ConfigurationError(
            str(error).partition("\n")[0], item=f"sinks.{name}", next_step="correct it, then: republish doctor"
        ) from error
