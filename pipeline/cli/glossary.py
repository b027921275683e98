"""`republish glossary`: terms as the newsroom wants them said."""

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.commands import completed
from pipeline.cli.options import DEFAULT_CONFIG, AsJson, By, ConfigPath, load
from pipeline.cli.output import configure_logs, item_json, print_json, print_lines

if TYPE_CHECKING:
    from pipeline.run.termbase import Affects

app = typer.Typer(help="Terms and names as the newsroom wants them said in Arabic.", no_args_is_help=True)


@app.callback()
def glossary() -> None:
    """Take verbs, of which there is one so far."""


@app.command()
def add(
    source: Annotated[str, typer.Argument(help="The English term.")],
    target: Annotated[str, typer.Argument(help="Its Arabic; leave it out with --keep.")] = "",
    *,
    match_case: Annotated[bool, typer.Option("--match-case", help="Meant as it is written only: US, not us.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="It stays in Latin letters.")] = False,
    by: By = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the articles only.")] = False,
    as_json: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Add a term to glossary.csv, and show the published and held articles that have it."""
    from pipeline.run.termbase import add_term, affected_by, term_of

    configure_logs(quiet=True)
    settings = load(config)
    term = term_of(source, target, match_case=match_case, keep=keep)
    if not dry_run:
        add_term(settings, term, by)
    affects = affected_by(settings, term)
    if as_json:
        print_json(_as_json(affects))
    else:
        _print(affects)


def _as_json(affects: "Affects") -> dict[str, object]:
    articles = [
        {
            "item": item_json(article.item),
            "texts": [
                {
                    "segment": place,
                    "source": text.source.text,
                    "target": text.text,
                    "has_it": place not in article.lacking,
                }
                for place, text in article.texts.items()
            ],
        }
        for article in affects.articles
    ]
    return {"looked_at": affects.looked_at, "articles": articles, "to_retry": list(affects.to_retry)}


def _print(affects: "Affects") -> None:
    rows = [
        (article.item.id, article.item.state, "lacks it" if article.lacking else "says it", article.item.headline or "")
        for article in affects.articles
    ]
    if rows:
        print_lines(("id", "state", "arabic", "headline"), rows)
    typer.echo(
        f"{len(rows)} of {affects.looked_at} articles have the term; the Arabic of {len(affects.to_retry)} lacks it"
    )
    if affects.to_retry:
        typer.echo(completed(f"Next: republish retry {' '.join(affects.to_retry)} --from translate"))
