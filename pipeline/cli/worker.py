"""`republish worker`: process what runs anywhere hand over, until told to stop."""

from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_CONFIG, ConfigPath, Quiet


def worker(
    *,
    concurrency: Annotated[
        int | None,
        typer.Option(min=1, max=256, help="Items at a time; by default concurrency of the workers table."),
    ] = None,
    quiet: Quiet = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Process what `run` and other commands hand over, on this machine beside others, until told to stop.

    SIGTERM or Ctrl-C ends it when the items under way are done, exit code 0; a second one stops it at once. It needs a
    ledger in PostgreSQL and `enabled` in the workers table of the configuration.
    """
    from pipeline.cli.output import configure_logs
    from pipeline.config import load
    from pipeline.errors import ConfigurationError

    configure_logs(quiet=quiet)
    settings = load(config)
    if not settings.workers.enabled:
        raise ConfigurationError(
            "workers are not enabled", item=str(config), next_step="set enabled = true in [workers], on every machine"
        )
    if concurrency is not None:
        table = settings.workers.model_copy(update={"concurrency": concurrency})
        settings = settings.model_copy(update={"workers": table})
    from pipeline.run.workers.worker import work

    work(settings)
