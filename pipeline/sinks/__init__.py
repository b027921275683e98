"""Where publications are delivered to, behind one protocol: `open_sinks` gives those that the configuration names.

A carrier (folder, object_store, webhook) takes one thing once; a Sink hands it over with patience. The folder under
[paths] published is where all of it is written first; it needs no sink. What has been delivered, and when the rest
is, is decided in pipeline.run.delivery.
"""

import contextlib
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from pipeline.config import Settings
from pipeline.settings.sinks import AnnounceSettings, SinkKind, SinkSettings
from pipeline.sinks.protocol import Carrier, Parcel
from pipeline.sinks.sink import Sink
from pipeline.sinks.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Carrier", "Parcel", "Sink", "build", "open_announcer", "open_sinks"]

# kind -> where its carrier is made; imported when asked for, as one of them brings a large library.
KINDS: Mapping[SinkKind, str] = MappingProxyType(
    {
        "folder": "pipeline.sinks.folder:Folder",
        "object_store": "pipeline.sinks.object_store:ObjectStore",
        "webhook": "pipeline.sinks.webhook:Webhook",
    }
)


def build(name: str, settings: SinkSettings) -> Sink:
    """Make the sink called `name` in the configuration. Raises ConfigurationError where it cannot work as it stands."""
    module, _, carrier = KINDS[settings.kind].partition(":")
    make = cast("Callable[[str, SinkSettings], Carrier]", getattr(import_module(module), carrier))
    return Sink(make(name, settings), settings)


@contextlib.contextmanager
def open_announcer(settings: AnnounceSettings) -> Iterator[Sink | None]:
    """Open the webhook that the newsroom is told by, None where it is not; close it at the end.

    Raises ConfigurationError where its secret is none.
    """
    if settings.url is None:
        yield None
        return
    sink = settings.as_sink()
    with Sink(Webhook("announce", sink, table="announce"), sink) as opened:
        yield opened


@contextlib.contextmanager
def open_sinks(settings: Settings) -> Iterator[tuple[Sink, ...]]:
    """Open every sink of the configuration, and close them at the end. Raises ConfigurationError."""
    with contextlib.ExitStack() as opened:
        yield tuple(opened.enter_context(build(name, sink)) for name, sink in settings.sinks.items())
