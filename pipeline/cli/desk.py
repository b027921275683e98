"""`republish desk`: the operators' page and the consumers' read API."""

import contextlib
import ipaddress
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, ConfigPath, load
from pipeline.cli.output import configure_logs
from pipeline.errors import ConfigurationError
from pipeline.garbage import look_rarely

if TYPE_CHECKING:
    from pipeline.settings.desk import DeskSettings

_SECONDS_AN_HOUR = 3600


def desk(
    *,
    host: Annotated[
        str | None,
        typer.Option(help="Where to listen; by default host of the configuration's desk table, which is loopback."),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="By default port of the desk table; 0 for any that is free.")
    ] = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Serve the desk: see, correct and approve in the browser; and the read API. Prints the secret link to it."""
    from pipeline.run.opening import open_ledger

    try:
        from pipeline.desk import Access, Proxy, create_app
        from pipeline.desk.server import Server
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"the desk needs {error.name}, which is not installed", next_step="pip install 'republish[desk]'"
        ) from error

    configure_logs(quiet=True)
    settings = load(config)
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    table = settings.desk.model_copy(update=given)
    settings = settings.model_copy(update={"desk": table})
    with contextlib.closing(open_ledger(settings)) as ledger, contextlib.closing(_listening(table)) as listener:
        address, number = listener.getsockname()[:2]
        access = Access(
            cookie=f"desk-{number}",  # cookies know no ports: the desk of another project is another desk
            lifetime=table.session_hours * _SECONDS_AN_HOUR,
            proxy=Proxy(table.user_header, table.trusted_proxies) if table.user_header else None,
            read_token=table.read_token.get_secret_value() if table.read_token else None,
        )
        app = create_app(settings, ledger, access)
        way_in = "" if table.user_header else f"enter?secret={access.secret}"
        look_rarely()
        typer.echo(f"The desk is at http://{address}:{number}/{way_in}\nCtrl-C ends it.")
        Server(app).run([listener])


def _listening(table: "DeskSettings") -> socket.socket:
    from pipeline.desk.server import listen

    _require_safe(table)
    try:
        return listen(table.host, table.port)
    except OSError as error:
        raise ConfigurationError(
            f"nothing can listen there: {error.strerror}",
            item=f"{table.host}:{table.port}",
            next_step="name another with --port, or 0 for any that is free",
        ) from error


def _require_safe(table: "DeskSettings") -> None:
    """Refuse to listen where others can connect, unless a proxy signs them in: the secret would travel in the clear."""
    try:
        found = socket.getaddrinfo(table.host, table.port, socket.AF_INET, socket.SOCK_STREAM)
    except OSError:
        return  # nothing can listen there, which is told next
    if not table.user_header and not all(ipaddress.ip_address(address[0]).is_loopback for *_, address in found):
        raise ConfigurationError(
            "the desk listens to other machines only behind a proxy that signs people in",
            item=table.host,
            next_step="set [desk] user_header and trusted_proxies; or listen on 127.0.0.1, and reach it from elsewhere "
            f"with: ssh -L {table.port}:127.0.0.1:{table.port} HOST",
        )
