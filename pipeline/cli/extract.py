"""`republish extract`: the article of a page as JSON, and with --explain why it is what it is."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import urlsplit

import typer

from pipeline.cli.options import DEFAULT_CONFIG, AsJson, load
from pipeline.cli.output import configure_logs, print_json
from pipeline.cli.stage import inflated, parsed, print_model, print_refusal, read_input
from pipeline.errors import Refused, StorageError

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.model import Article, SourcePage
    from pipeline.settings.extraction import ExtractionRules

ConfigIfThere = Annotated[
    Path | None,
    typer.Option("--config", help=f"The configuration file; {DEFAULT_CONFIG} where there is one."),
]


def extract(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE|URL]", help="Read from FILE instead of stdin, or fetch URL.")
    ] = None,
    *,
    url: Annotated[str | None, typer.Option(help="Where the HTML came from; required for HTML.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print what became of each line, and why.")] = False,
    explain_html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the explanation to FILE, for a browser.")
    ] = None,
    as_json: AsJson = False,
    config: ConfigIfThere = None,
) -> None:
    """Extract the article of a page: HTML (also gzipped) with --url, a URL, or what `republish fetch` printed.

    A refusal is printed as JSON too, and exits 0. The rules of the page's source in sources.toml count.
    """
    settings = load(config or DEFAULT_CONFIG) if config or DEFAULT_CONFIG.is_file() else None
    try:
        given = _given(file, url, settings)
        rules = _rules(given.url, settings)
        if explain or explain_html:
            _explain(given, rules, explain_html, shown=explain, as_json=as_json)
        else:
            print_model(_extracted(given, rules))
    except Refused as refusal:
        print_refusal(refusal)


class _Given(NamedTuple):
    """A page's HTML and where it came from; all that is known of it where it was fetched."""

    html: bytes
    url: str
    page: "SourcePage | None" = None


def _given(file: str | None, url: str | None, settings: "Settings | None") -> _Given:
    from pipeline.model import SourcePage
    from pipeline.run.identity import web_address

    if file and urlsplit(file).scheme in {"http", "https"}:
        page = _fetched(web_address(file), settings)
        return _Given(page.html, page.final_url, page)
    path = Path(file) if file else None
    data = inflated(read_input(path), path)
    if url is not None:
        return _Given(data, web_address(url))
    page = parsed(SourcePage, data, path)
    return _Given(page.html, page.final_url, page)


def _extracted(given: _Given, rules: "ExtractionRules | None") -> "Article":
    from pipeline.stages.extract import extract as extract_stage
    from pipeline.stages.extract import extract_article

    if given.page is not None:
        return extract_stage(given.page, rules)
    return extract_article(given.html, url=given.url, rules=rules)


def _fetched(url: str, settings: "Settings | None") -> "SourcePage":
    from pipeline.settings.fetch import FetchSettings
    from pipeline.stages.fetch import fetch
    from pipeline.web.client import WebClient

    configure_logs()
    with WebClient(settings.fetch if settings else FetchSettings()) as client:
        return fetch(url, client)


def _rules(url: str, settings: "Settings | None") -> "ExtractionRules | None":
    source = settings.source_of(urlsplit(url).hostname or "") if settings else None
    return source.rules if source else None


def _explain(
    given: _Given, rules: "ExtractionRules | None", target: Path | None, *, shown: bool, as_json: bool
) -> None:
    from pipeline.cli.explained import explanation_page, print_explanation
    from pipeline.stages.extract.explain import explain

    content_type = given.page.content_type if given.page else ""
    told = explain(given.html, url=given.url, content_type=content_type, rules=rules)
    if target is not None:
        try:
            target.write_text(explanation_page(told, given.url), "utf-8")
        except OSError as error:
            raise StorageError(f"cannot be written: {error.strerror}", item=str(target)) from error
    if shown and as_json:
        print_json(told.model_dump(mode="json"))
    elif shown:
        print_explanation(told)
