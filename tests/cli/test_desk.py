"""`republish desk`: served until Ctrl-C, the way in printed once."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from newsroom import CommandLine, Newsroom

from pipeline.errors import ConfigurationError

Started = subprocess.Popen[str]

LINK = re.compile(r"http://127\.0\.0\.1:\d+/enter\?secret=\S+")


@pytest.fixture
def link(newsroom: Newsroom) -> Iterator[tuple[str, Started]]:
    with newsroom.start("desk", "--port", "0") as process:
        assert process.stdout
        found = LINK.search(process.stdout.readline())
        try:
            assert found
            yield found[0], process
        finally:
            process.kill()


def test_the_link_that_it_prints_opens_the_desk(link: tuple[str, Started]) -> None:
    with httpx.Client(follow_redirects=True, trust_env=False) as browser:
        answer = browser.get(link[0])
        assert (answer.status_code, answer.url.path) == (200, "/")
        assert "server" not in answer.headers


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_a_signal_ends_it(link: tuple[str, Started], number: signal.Signals, code: int) -> None:
    httpx.get(link[0], trust_env=False)
    link[1].send_signal(number)
    out, err = link[1].communicate(timeout=30)
    assert link[1].returncode == code
    assert "Traceback" not in err
    assert "secret" not in out + err.replace(link[0], "")


def test_a_port_that_is_taken_is_told_with_what_to_do(cli: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        finished = cli("desk", "--port", str(port))
    assert finished.code == 2
    assert f"127.0.0.1:{port}: nothing can listen there" in finished.err
    assert "--port" in finished.err


def test_without_what_it_is_served_with_it_says_what_to_install(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "pipeline.desk.server", raising=False)  # imported by another test
    finished = cli("desk")
    assert finished.code == 2
    assert "the desk needs uvicorn, which is not installed. Next: pip install 'republish[desk]'" in finished.err


def test_the_read_token_comes_from_the_environment_alone(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPUBLISH_DESK__READ_TOKEN", "a-token-for-consumers")
    token = newsroom.settings.desk.read_token
    assert token
    assert token.get_secret_value() == "a-token-for-consumers"
    with pytest.raises(ConfigurationError, match="set REPUBLISH_DESK__READ_TOKEN in the environment"):
        newsroom.configure(desk={"read_token": "a-token-for-consumers"})


def test_a_read_token_that_could_be_guessed_is_refused(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPUBLISH_DESK__READ_TOKEN", "short")
    finished = cli("desk")
    assert finished.code == 2
    assert "desk.read_token" in finished.err
    assert "short" not in finished.err.replace("too_short", "")
