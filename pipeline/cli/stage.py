"""`republish fetch`, `translate`, `check`, `attribute`: one stage as a filter, JSON in and JSON out."""

import gzip
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from pipeline.cli.options import DEFAULT_CONFIG, ConfigPath, load
from pipeline.cli.output import configure_logs, print_json
from pipeline.errors import InputError, Refused

if TYPE_CHECKING:
    from pipeline.model import Model, Publication

M = TypeVar("M", bound="Model")
_GZIP = b"\x1f\x8b"

InputFile = Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Read from FILE instead of stdin.")]


def fetch(url: Annotated[str, typer.Argument(metavar="URL")], *, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Fetch a page and print it as JSON; a refusal is printed as JSON too, and exits 1."""
    from pipeline.stages.fetch import fetch as fetch_stage
    from pipeline.web.client import WebClient

    configure_logs()
    with WebClient(load(config).fetch) as client:
        try:
            page = fetch_stage(url, client)
        except Refused as refusal:
            print_refusal(refusal)
            raise typer.Exit(1) from refusal
    print_model(page)


def translate(file: InputFile = None, *, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Translate an article: what `republish extract` printed."""
    from pipeline.model import Article
    from pipeline.run.services import open_services
    from pipeline.stages.translate import translate as translate_stage

    configure_logs()
    article = parsed(Article, read_input(file), file)
    # A stage delivers nothing: no sink need be there.
    with open_services(load(config).model_copy(update={"sinks": {}})) as services:
        made = translate_stage(
            article,
            engines=services.engines,
            memory=services.ledger.memory,
            glossary=services.glossary,
            now=services.clock(),
        )
    print_model(made)


def check(file: InputFile = None, *, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Repair and check a translation: what `republish translate` printed."""
    from pipeline.model import Translation
    from pipeline.run.services import style_of
    from pipeline.stages.check import check as check_stage

    settings = load(config)
    translation = parsed(Translation, read_input(file), file)
    print_model(check_stage(translation, style_of(settings), settings.check.policy))


def attribute(file: InputFile = None, *, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Attribute a checked translation: what `republish check` printed. Prints the publication."""
    from pipeline.model import Report
    from pipeline.run.opening import utc_now
    from pipeline.run.revision import publication_of

    print_model(publication_of(parsed(Report, read_input(file), file), load(config), utc_now()))


def read_input(file: Path | None) -> bytes:
    """Return what `file` holds, or stdin. Raises InputError where it cannot be read."""
    if file is None:
        if sys.stdin.isatty():
            raise InputError("nothing to read", item="stdin", next_step="name a file, or pipe the JSON in")
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", item=str(file)) from error


def inflated(data: bytes, file: Path | None) -> bytes:
    """Return `data` decompressed where it is gzipped. Raises InputError where it is damaged."""
    if not data.startswith(_GZIP):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"is damaged: {error}", item=str(file or "stdin"), next_step="fetch the page again") from error


def parsed(model: type[M], data: bytes, file: Path | None) -> M:
    """Return the value that `data` is as JSON. Raises InputError where it is none."""
    from pydantic import ValidationError

    from pipeline.model import SourcePage

    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "the whole"
        raise InputError(
            f"this is no {model.__name__} as JSON ({where}: {fault['msg']})",
            item=str(file or "stdin"),
            next_step="pipe in what the stage before it prints; HTML needs --url"
            if model is SourcePage
            else "pipe in what the stage before it prints",
        ) from error


def print_model(value: "Model | Publication") -> None:
    """Print what a stage made as JSON."""
    typer.echo(value.model_dump_json(indent=2))


def print_refusal(refusal: Refused) -> None:
    """Print why a stage made nothing as JSON."""
    print_json({"refused": refusal.reason, "detail": refusal.message, "item": refusal.item})
