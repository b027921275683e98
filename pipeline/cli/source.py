"""`republish source`: whose articles are republished, looked at and added by an address."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, By, ConfigPath, load
from pipeline.cli.output import configure_logs, print_json, print_table
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.model import Rights
    from pipeline.run.looking import Look

app = typer.Typer(help="Whose articles are republished: look at a site, add it to sources.toml.", no_args_is_help=True)

Address = Annotated[str, typer.Argument(metavar="URL", help="An article, the site's front page, or a feed.")]
Explain = Annotated[
    bool, typer.Option("--explain", help="Print what became of each line of the trial's page, and why.")
]
_BASES = ("own", "permission", "contract", "public-domain", "cc-by", "cc-by-sa", "unknown")
"""The model's, without loading it for --help; a test compares both."""


@app.command()
def look(
    url: Address, *, explain: Explain = False, as_json: AsJson = False, config: ConfigPath = DEFAULT_CONFIG
) -> None:
    """Show what a site announces and how a page of it is extracted, and change nothing."""
    from pipeline.run import looking

    configure_logs(quiet=True)
    found = looking.look(url, load(config))
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        _print(found, explain=explain)


@app.command()
def add(
    url: Address,
    *,
    name: Annotated[str, typer.Option(help="As readers will see it; by default as its pages say.")] = "",
    basis: Annotated[str | None, typer.Option(help=f"The right to its texts: {', '.join(_BASES)}.")] = None,
    evidence: Annotated[str, typer.Option(help="Where that can be looked up: a URL or a document.")] = "",
    images: Annotated[bool, typer.Option("--images", help="The right covers the images too.")] = False,
    explain: Explain = False,
    by: By = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Look at a site, ask by what right it is republished, and add it to sources.toml."""
    from pipeline.run import looking, sourcing

    configure_logs(quiet=True)
    settings = load(config)
    found = looking.look(url, settings)
    _print(found, explain=explain)
    rights = _rights(basis, evidence, images=images)
    source = sourcing.source_given(
        rights,
        name=name or found.name,
        hosts=found.hosts,
        feeds=found.feeds,
        sitemaps=found.sitemaps,
        pages=found.pages,
    )
    for objection in sourcing.objecting(found, rights):
        typer.echo(f"its articles will be held: {objection}", err=True)
    sourcing.add_source(settings, source, by)
    typer.echo(f"added to {settings.paths.sources}. Next: republish run --source {source.name!r} --dry-run")


def _rights(basis: str | None, evidence: str, *, images: bool) -> "Rights":
    """Return the rights as given, asked for where a person can answer; InputError where nobody says."""
    from pipeline.run import sourcing

    if basis is None and not sys.stdin.isatty():
        step = f"give --basis {' | '.join(_BASES)}, and --evidence; articles of an unknown right are held"
        raise InputError("by what right its texts are republished", item="--basis", next_step=step)
    if basis is None:
        basis = typer.prompt(f"By what right ({', '.join(_BASES)})", default="unknown")
        evidence = evidence or (typer.prompt("Evidence, a URL or a document") if basis != "unknown" else "")
        images = images or (basis != "unknown" and typer.confirm("Does it cover the images too?"))
    return sourcing.rights_given(basis, evidence, images=images)


def _print(found: "Look", *, explain: bool) -> None:
    rows = [("name", found.name), ("hosts", ", ".join(found.hosts))]
    announcing = (("feed", found.feeds), ("sitemap", found.sitemaps), ("section page", found.pages))
    rows += [(kind, url) for kind, urls in announcing for url in urls]
    rows += [("announced", announced.url) for announced in found.announced]
    if found.trial:
        told = found.trial.explanation
        taken = sum(bool(line.kind) for line in told.lines)
        outcome = f"refused: {told.refused}, {told.detail}" if told.refused else f"an article, {taken} lines taken"
        rows += [("trial", found.trial.url), ("", outcome)]
        rows += [("says of reuse", f"{signal.kind}: {signal.value} ({signal.where})") for signal in found.trial.signals]
    rows += [("not had", note) for note in found.notes]
    print_table(("", ""), rows)
    if explain and found.trial:
        from pipeline.cli.explained import print_explanation

        print_explanation(found.trial.explanation)
