"""`republish list` and `show`: what is where, and why."""

import contextlib
import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.commands import completed
from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, Dead, ItemReference, Since, load
from pipeline.cli.output import item_json, print_json, print_lines
from pipeline.states import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from pipeline.ledger import Ledger
    from pipeline.model import Report
    from pipeline.model.item import Item


def list_items(
    *,
    state: Annotated[State | None, typer.Option(help="Only items in this state.")] = None,
    source: Annotated[str | None, typer.Option(help="Only this source's.")] = None,
    reason: Annotated[str | None, typer.Option(help="Only with this reason.")] = None,
    since: Since = None,
    dead: Dead = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the latest touched first.")] = 50,
    as_json: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """List items with their state and reason."""
    from pipeline.run.opening import open_ledger

    settings = load(config)
    with contextlib.closing(open_ledger(settings)) as ledger:
        items = ledger.search(
            (state,) if state else (), source=source, reason=reason, since=since, dead=dead, limit=limit
        )
        checks = ledger.checks.of_items(item.id for item in items) if settings.follow.after else {}
    next_checks = {item_id: check.next_check_at for item_id, check in checks.items()}
    if as_json:
        print_json([{**item_json(item), "next_check_at": next_checks.get(item.id)} for item in items])
    else:
        print_items(items, next_checks)


def print_items(items: "list[Item]", next_checks: "Mapping[str, dt.datetime | None]") -> None:
    """Print one line an item; `next_checks` is when the source of each published one is looked at again."""
    rows = [
        (i.id, i.state, i.reason or "", _short(i.updated_at), _short(next_checks.get(i.id)), i.headline or i.url)
        for i in items
    ]
    print_lines(("id", "state", "reason", "updated", "next check", "headline or URL"), rows)


def _short(moment: "dt.datetime | None") -> str:
    return f"{moment:%m-%d %H:%M}" if moment else ""


def show(
    reference: ItemReference,
    *,
    segments: Annotated[
        bool, typer.Option("--segments", help="Every text side by side, not the flagged alone.")
    ] = False,
    as_json: AsJson = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Show one item: where it stands and why, what happened, its flagged texts side by side, its files."""
    from pipeline.model import Report
    from pipeline.run.opening import open_ledger
    from pipeline.run.operator import find

    settings = load(config)
    with contextlib.closing(open_ledger(settings)) as ledger:
        item = find(reference, ledger)
        data = _shown(item, ledger)
        kept = ledger.output(item.id, "check")
    if not settings.follow.after:
        data["next_check_at"] = None
    report = Report.model_validate_json(kept) if kept else None
    files = [settings.paths.published / "articles" / f"{item.id}.json", settings.paths.held / f"{item.id}.json"]
    data["files"] = [str(path) for path in files if path.exists()]
    data["flagged"] = _flagged(report) if report else []
    data["segments"] = _segments(report) if report else []
    if as_json:
        print_json(data)
        return
    _print_shown(data)
    _print_texts(data, every=segments)


def _shown(item: "Item", ledger: "Ledger") -> dict[str, Any]:
    check = ledger.checks.of(item.id)
    return {
        **item_json(item),
        "next_check_at": check.next_check_at,
        "check": check.model_dump(mode="json", exclude={"item_id", "next_check_at"}) if check.checked_at else None,
        "stages": [
            {"stage": stage, "seconds": seconds, "at": at.isoformat()} for stage, seconds, at in ledger.timings(item.id)
        ],
        "events": [event.model_dump(mode="json", exclude={"item_id"}) for event in ledger.events(item.id)],
    }


def _flagged(report: "Report") -> list[dict[str, Any]]:
    segments = report.translation.segments
    return [
        {
            "segment": segments[flag.segment].id if flag.segment is not None else None,
            "code": flag.code,
            "severity": flag.severity,
            "detail": flag.detail,
            "source": segments[flag.segment].source.text if flag.segment is not None else None,
            "target": segments[flag.segment].target.text if flag.segment is not None else None,
        }
        for flag in report.flags
    ]


def _segments(report: "Report") -> list[dict[str, Any]]:
    return [
        {
            "id": segment.id,
            "role": segment.role,
            "source": segment.source.text,
            "target": segment.target.text,
            "origin": segment.origin.model_dump(),
            "alternatives": [alternative.model_dump() for alternative in segment.alternatives],
        }
        for segment in report.translation.segments
    ]


def _print_shown(data: dict[str, Any]) -> None:
    for key in (
        "id",
        "url",
        "headline",
        "source",
        "state",
        "stage",
        "reason",
        "message",
        "attempts",
        "next_attempt_at",
        "next_check_at",
    ):
        if data[key] not in (None, ""):
            typer.echo(f"{key.replace('_', ' '):<16}{completed(str(data[key]))}")
    if check := data["check"]:
        found = check["message"] or "as it was read"
        failed = f"; {check['failures']} times in a row without an answer" if check["failures"] else ""
        typer.echo(f"{'last check':<16}{check['checked_at'][:19]}  {found}{failed}")
    for path in data["files"]:
        typer.echo(f"{'file':<16}{path}")
    for stage in data["stages"]:
        typer.echo(f"{'stage':<16}{stage['at'][:19]}  {stage['stage']:<10}{stage['seconds']:8.3f} s")
    for event in data["events"]:
        by = f" by {event['by']}" if event["by"] else ""
        detail = json.dumps(completed(event["detail"] or ""), ensure_ascii=False)
        typer.echo(f"{'event':<16}{event['at'][:19]}  {event['event']}{by}  {detail}")
    if data["segments"]:
        typer.echo(f"{'segments':<16}{', '.join(segment['id'] for segment in data['segments'])}")


def _print_texts(data: dict[str, Any], *, every: bool) -> None:
    """Print each text once, the English above the Arabic, with all that was found in it."""
    for segment in ({"id": None}, *data["segments"]):
        flags = [flag for flag in data["flagged"] if flag["segment"] == segment["id"]]
        if segment["id"] is None:
            if flags:
                typer.echo("\nthe document")
        elif flags or every:
            typer.echo(f"\n{segment['id']}  {segment['role']}, {segment['origin']['kind']} {segment['origin']['name']}")
            typer.echo(f"  en  {segment['source']}\n  ar  {segment['target']}")
            for other in segment["alternatives"]:
                typer.echo(f"  or  {other['text']}  ({other['engine']})")
        for flag in flags:
            typer.echo(f"  {flag['severity']}  {flag['code']}: {flag['detail']}")
