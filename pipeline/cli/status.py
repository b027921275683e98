"""`republish status`: one page on how things stand."""

import contextlib
import datetime as dt
from typing import TYPE_CHECKING, Any

import typer

from pipeline.cli.commands import completed
from pipeline.cli.harmless import harmless
from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, load
from pipeline.cli.output import print_json
from pipeline.states import STATES

if TYPE_CHECKING:
    from pipeline.ledger.figures import Figures
    from pipeline.run.workers.overview import WorkersStanding

_DAY = 24
"""Hours that the cost is told of."""
_MOST = 10
"""Sources and reasons that the page names, those with the most items; JSON has them all."""


def status(*, as_json: AsJson = False, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Print what is in each state and followed, how the last run ended, what feeds, engines and sinks lack."""
    from pipeline.engines.breaker import standing
    from pipeline.run.opening import open_ledger, utc_now
    from pipeline.run.outstanding import announced, undelivered
    from pipeline.run.workers.overview import standing as standing_workers

    settings = load(config)
    with contextlib.closing(open_ledger(settings)) as ledger:
        now = utc_now()
        figures = ledger.figures(now)
        # Looks that are scheduled stay so while none are wanted; they are not due then.
        followed, next_check = ledger.checks.ahead() if settings.follow.after else (0, None)
        looks = ledger.checks.due_count(now) if settings.follow.after else 0
        engines = [standing(name, settings.engines[name], ledger.engines, now) for name in settings.translate.engines]
        data: dict[str, Any] = {
            "items": {state: figures.states.get(state, 0) for state in STATES},
            "due": figures.due,
            "dead": figures.dead,
            "sources": figures.sources,
            "reasons": figures.reasons,
            "oldest": figures.oldest.model_dump(mode="json") if figures.oldest else None,
            "cost": {"hours": _DAY, **ledger.runs.spent(now - dt.timedelta(hours=_DAY))},
            "followed": {"items": followed, "due": looks, "next_check_at": next_check},
            "workers": workers.model_dump() if (workers := standing_workers(settings, ledger)) else None,
            "last_run": ledger.runs.last(),
            "failing_feeds": [row.model_dump(mode="json") for row in ledger.runs.feeds() if row.failures],
            "engines": [engine.model_dump(mode="json") for engine in engines],
            "undelivered": {
                sink: [row.model_dump(mode="json", exclude={"sink", "version"}) for row in rows]
                for sink, rows in undelivered(settings, ledger).items()
            },
            "announcing_fails": (row.message if settings.announce.url and (row := announced(ledger)) else None),
        }
    if as_json:
        print_json(data)
        return
    _print_items(figures)
    if followed:
        again = f"{followed:>8}, {looks} to be looked at now"
        typer.echo(f"{'followed':<12}{again}; the next from {next_check:%Y-%m-%d %H:%M} UTC")
    if (cost := data["cost"])["requests"]:
        typer.echo(f"{'cost':<12}{cost['characters']:>8} characters in {cost['requests']} requests, in {_DAY} hours")
    _tell(workers)
    if run := data["last_run"]:
        ended = f"exit code {run['exit_code']}" if run["finished_at"] else "under way, or killed"
        typer.echo(f"last run    {run['started_at']:%Y-%m-%d %H:%M:%S} UTC, {ended}")
    for feed in data["failing_feeds"]:
        typer.echo(f"feed fails  {feed['failures']} times in a row: {feed['message']}")
    for engine in engines:
        for said in filter(None, (engine.pause, engine.budget)):
            typer.echo(f"engine      {engine.engine} {said}")
    for sink, rows in data["undelivered"].items():
        why = next((f": {row['message']}" for row in rows if row["message"]), "")
        typer.echo(f"sink        {sink} lacks {len(rows)}{why}")
    if data["announcing_fails"]:
        typer.echo(f"announce    fails: {data['announcing_fails']}")


def _print_items(figures: "Figures") -> None:
    """Print how many items stand where, and why."""
    for state in STATES:
        typer.echo(f"{state:<12}{figures.states.get(state, 0):>8}")
    typer.echo(f"{'due now':<12}{figures.due:>8}")
    if figures.dead:
        dead = completed(f"{figures.dead:>8} failed, and no run tries them again: republish list --dead")
        typer.echo(f"{'dead':<12}{dead}")
    if figures.oldest:
        typer.echo(f"{'oldest':<12}{figures.oldest.id}, on its way since {figures.oldest.since:%Y-%m-%d %H:%M} UTC")
    for reason, count in list(figures.reasons.items())[:_MOST]:
        typer.echo(f"{'reason':<12}{count:>8} {harmless(reason)}")
    for source, states in list(figures.sources.items())[:_MOST]:
        typer.echo(f"{'source':<12}{harmless(source)}: {', '.join(f'{n} {state}' for state, n in states.items())}")


def _tell(workers: "WorkersStanding | None") -> None:
    if workers:
        jobs = f"{workers.waiting} jobs wait, {workers.under_way} are under way"
        typer.echo(f"{'workers':<12}{workers.alive:>8}; {jobs}")
