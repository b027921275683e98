"""What watches over the pipeline is told of each run, and no failure there is a run's."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom import FEED, CommandLine, Newsroom, page
from stories import BRIDGE, LIBRARY

from pipeline.errors import ConfigurationError

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "operations.md"
SAMPLE = re.compile(r"(?P<name>[a-z_]+)(?:\{(?P<label>[a-z]+)=\"(?P<value>[^\"]+)\"\})? (?P<number>[0-9.e+-]+)")
"""A line of Prometheus' text format with no label or one."""
PING = "/ping/0b1e"


def figures(file: Path) -> dict[str, float]:
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    found = [SAMPLE.fullmatch(line) for line in lines]
    assert all(found), lines
    return {" ".join(filter(None, match.group("name", "value"))): float(match["number"]) for match in found if match}


def pings(newsroom: Newsroom) -> list[str]:
    return [request.path.removeprefix(PING) for request, _ in newsroom.server.log if request.path.startswith(PING)]


@pytest.fixture
def watched(newsroom: Newsroom) -> Newsroom:
    newsroom.configure(monitor={"metrics": "../data/republish.prom", "ping": newsroom.url(PING)})
    for ending in ("", "/start", "/fail"):
        newsroom.pages[PING + ending] = page("OK")
    return newsroom


def test_a_run_leaves_its_figures_for_prometheus_and_tells_its_beginning_and_end(
    watched: Newsroom, cli: CommandLine
) -> None:
    watched.publish(BRIDGE)
    assert cli("run", "--quiet").code == 0

    file = watched.folder / "data" / "republish.prom"
    told = figures(file)

    assert told["republish_items published"] == told["republish_run_items published"] == 1
    assert told["republish_items failed"] == told["republish_run_exit_code"] == told["republish_items_due"] == 0
    assert told["republish_run_characters"] == sum(map(len, watched.sent()))
    assert file.stat().st_mode & 0o777 == 0o644
    assert pings(watched) == ["/start", ""]


def test_a_run_that_fails_says_so_and_what_a_person_does_in_between_pings_nobody(
    watched: Newsroom, cli: CommandLine
) -> None:
    url = watched.publish(LIBRARY)
    watched.pages[FEED] = page("", status=500)
    assert cli("run", "--quiet").code == 4
    assert cli("run", url, "--quiet").code == 0

    assert pings(watched) == ["/start", "/fail"]
    assert figures(watched.folder / "data" / "republish.prom")["republish_run_exit_code"] == 0


def test_what_cannot_be_told_fails_no_run_and_the_address_is_in_no_log(newsroom: Newsroom, cli: CommandLine) -> None:
    (newsroom.folder / "data").mkdir()
    (newsroom.folder / "data" / "a-file").touch()
    newsroom.configure(monitor={"metrics": "../data/a-file/republish.prom", "ping": newsroom.url(PING)})

    finished = cli("run", "--quiet")

    assert finished.code == 0
    assert "the figures for Prometheus are not written" in finished.err
    assert "the ping did not arrive" in finished.err
    assert PING not in finished.err


@pytest.mark.parametrize("wrong", [{"metrics": "republish.txt"}, {"ping": "ftp://x"}, {"ping": "https://x/?key=1"}])
def test_a_monitor_that_could_not_work_is_a_fault_of_the_configuration(
    newsroom: Newsroom, wrong: dict[str, str]
) -> None:
    with pytest.raises(ConfigurationError, match=f"monitor.{next(iter(wrong))}: "):
        newsroom.configure(monitor=wrong)


def documented(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)


def test_the_documented_crontab_starts_a_run(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    [line] = [line for line in documented("crontab") if " run " in line]
    minutes, arguments = line.split(" ", 1)[0], line.rpartition("republish ")[2].split()
    assert minutes == "*/10"
    assert cli(*arguments).code == 0
    assert newsroom.states() == {"news/bridge": "published"}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd: its units are not verified")
def test_the_documented_units_are_what_systemd_takes(tmp_path: Path) -> None:
    service, timer = (unit for unit in documented("ini") if "republish" in unit.lower())
    executable = Path(sys.executable).with_name("republish")
    (tmp_path / "republish.service").write_text(
        service.replace("/opt/republish/.venv/bin/republish", str(executable)), "utf-8"
    )
    (tmp_path / "republish.timer").write_text(timer, "utf-8")
    for unit in ("republish.service", "republish.timer"):
        verified = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit)],  # noqa: S607 - as PATH has it
            capture_output=True,
            text=True,
            check=False,
        )
        assert (verified.returncode, verified.stderr) == (0, "")
