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


def test_tail_ends_with_the_newest_event_however_many_are_asked_for(newsroom: Newsroom, cli: CommandLine) -> None:
    item = newsroom.publish(BRIDGE)
    newsroom.run()
    item_id = newsroom.item(item).id
    with newsroom.ledger() as ledger, ledger.database.write() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100) INSERT INTO events "
            "(at, item_id, event) SELECT '2026-01-15T09:30:00.000000Z', ?, 'e' || i FROM n",
            (item_id,),
        )

    told = [json.loads(line)["event"] for line in cli("tail", "-n", "1100", "--json").out.splitlines()]
    shown = [event["event"] for event in cli("show", item, "--json").json["events"]]

    assert told == [f"e{number}" for number in range(1, 1101)]
    assert shown[-1100:] == told
