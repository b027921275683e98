"""`republish preview`: publications as pages to look at in a browser."""

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.cli.options import DEFAULT_CONFIG, ConfigPath, load

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.model import Publication


_LOOPBACK_PICTURE = re.compile(r'(<img src=")http://127\.0\.0\.1:\d+/')


def preview(*, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Write a right-to-left HTML page of each published and held item, and print where everything lies."""
    print_previews(load(config))


def print_previews(settings: "Settings", pictures: Path | None = None) -> None:
    """Write the previews beside the state folder, and print every item with its files.

    `pictures` is the folder of the site whose images came from loopback, where no server is left to give them.
    """
    from pipeline.run.opening import open_ledger

    with contextlib.closing(open_ledger(settings)) as ledger:
        items = ledger.search()
        kept = {item.id: ledger.output(item.id, "attribute") for item in items if item.state in {"published", "held"}}
    unrecorded = set()
    for item in items:
        publication = _publication(kept.get(item.id))
        headline = publication.headline.text if publication else item.headline or item.url
        typer.echo(f"{item.state:<11}{item.id}  {headline}")
        if publication is None:
            typer.echo(f"{'':<11}{item.message or item.reason or ''}")
            continue
        document, page = _files(publication, settings, pictures)
        typer.echo(f"{'':<11}JSON     {document}\n{'':<11}preview  {page}")
        if publication.rights.basis == "unknown":
            unrecorded.add(publication.source.host)
    for host in sorted(unrecorded):
        typer.echo(
            f"No rights are recorded for {host}: before publishing it for readers, "
            f"record them under [source.rights] in {settings.paths.sources}."
        )


def _publication(kept: str | None) -> "Publication | None":
    from pipeline.model import Publication

    return Publication.model_validate_json(kept) if kept else None


def _files(publication: "Publication", settings: "Settings", pictures: Path | None) -> tuple[str, str]:
    from pipeline.formats import to_html
    from pipeline.stages.publish import write_whole

    folder = settings.paths.held if publication.state == "held" else settings.paths.published / "articles"
    page = settings.paths.state.parent / "preview" / f"{publication.id}.html"
    html = to_html(publication)
    if pictures is not None:
        local = os.path.relpath(pictures.resolve(), page.parent)
        html = _LOOPBACK_PICTURE.sub(rf"\1{local}/", html).replace("img-src ", "img-src file: ", 1)
    write_whole(page, html.encode())
    return _near(folder / f"{publication.id}.json"), _near(page)


def _near(path: Path) -> str:
    """Return `path` relative to the working folder, where it lies below it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
