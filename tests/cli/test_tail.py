"""`republish tail`."""

import json
import signal

from newsroom import CommandLine, Newsroom
from stories import BRIDGE, LIBRARY


def test_tail_prints_the_latest_events_oldest_first(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()

    lines = cli("tail").out.splitlines()

    assert [line.split()[3] for line in lines] == ["discovered", "published"]
    assert newsroom.items()[0].id in lines[0]


def test_tail_prints_no_more_than_asked_for_and_json_a_line(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.publish(BRIDGE)
    newsroom.publish(LIBRARY)
    newsroom.run()

    lines = cli("tail", "-n", "1", "--json").out.splitlines()

    assert [json.loads(line)["event"] for line in lines] == ["published"]


def test_tail_follows_until_it_is_stopped(newsroom: Newsroom) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()
    process = newsroom.start("tail", "--follow", "--json")
    assert process.stdout is not None
    seen = [json.loads(process.stdout.readline())["event"] for _ in range(2)]  # it is there now
    newsroom.publish(LIBRARY)
    newsroom.run()
    seen += [json.loads(process.stdout.readline())["event"] for _ in range(2)]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)

    assert seen == ["discovered", "published"] * 2
    assert process.returncode == 0
