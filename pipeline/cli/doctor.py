"""`republish doctor`: whether everything is in place for a run."""

import typer

from pipeline.cli.commands import completed
from pipeline.cli.options import DEFAULT_CONFIG, AsJson, ConfigPath, load
from pipeline.cli.output import print_json


def doctor(*, as_json: AsJson = False, config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Check the configuration, folders, disk, ledger, sources and engines; exit 5 where a run could not work."""
    from pipeline.run.diagnosis import diagnose

    findings = diagnose(load(config))
    if as_json:
        print_json([finding.model_dump() for finding in findings])
    else:
        for finding in findings:
            typer.echo(f"{finding.verdict:<8}{finding.subject}: {completed(finding.detail)}")
    if any(finding.verdict == "broken" for finding in findings):
        raise typer.Exit(5)
