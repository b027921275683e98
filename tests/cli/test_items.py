"""`republish list` and `show`."""

import sys

import pytest
from newsroom import CommandLine, Newsroom, page
from stories import BRIDGE, LIBRARY, MISTRANSLATED

from pipeline.cli.output import print_lines


@pytest.fixture
def urls(newsroom: Newsroom) -> dict[str, str]:
    """Publish one article, hold one, refuse one; return their URLs by state."""
    newsroom.arabic |= dict([MISTRANSLATED])
    newsroom.pages["/gone"] = page("", status=404)
    newsroom.announced.append(newsroom.url("/gone"))
    found = {"held": newsroom.publish(BRIDGE), "published": newsroom.publish(LIBRARY), "refused": newsroom.url("/gone")}
    newsroom.run()
    return found


def test_list_names_every_item_with_its_state_and_reason(cli: CommandLine, urls: dict[str, str]) -> None:
    items = cli("list", "--json").json

    assert {item["url"]: (item["state"], item["reason"]) for item in items} == {
        urls["held"]: ("held", "number_changed"),
        urls["published"]: ("published", None),
        urls["refused"]: ("refused", "gone"),
    }


@pytest.mark.parametrize(
    ("options", "states"),
    [
        (["--state", "held"], {"held"}),
        (["--reason", "gone"], {"refused"}),
        (["--source", "The Tamsin Post", "--state", "published"], {"published"}),
        (["--source", "Nobody"], set()),
    ],
)
def test_list_is_narrowed_by_state_source_and_reason(
    cli: CommandLine, urls: dict[str, str], options: list[str], states: set[str]
) -> None:
    del urls
    assert {item["state"] for item in cli("list", "--json", *options).json} == states


def test_list_prints_a_line_an_item_with_its_headline(
    newsroom: Newsroom, cli: CommandLine, urls: dict[str, str]
) -> None:
    lines = cli("list").out.splitlines()

    assert lines[0].split() == ["id", "state", "reason", "updated", "next", "check", "headline", "or", "URL"]
    item = newsroom.item(urls["held"])
    [line] = [line for line in lines if item.id in line]
    assert BRIDGE.headline[0] in line
    assert "number_changed" in line


def test_list_keeps_each_item_on_a_line_of_its_own_however_narrow_the_output_is(
    newsroom: Newsroom, cli: CommandLine, urls: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    del urls
    monkeypatch.setenv("COLUMNS", "40")

    lines = cli("list").out.splitlines()[1:]

    wanted = {item.id: item.headline or item.url for item in newsroom.items()}
    assert {line.split()[0]: line.partition(last)[1] for line in lines for last in [wanted[line.split()[0]]]} == wanted


@pytest.mark.parametrize(("columns", "shown"), [("40", "A bridge that …"), ("20", "A bridge …")])
def test_a_terminal_s_line_is_cut_at_its_end_and_the_id_never(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str, shown: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    print_lines(("id", "state", "headline"), [("0123456789abcdef", "held", "A bridge that opens again")])

    assert capsys.readouterr().out.splitlines()[1] == f"0123456789abcdef  held   {shown}"


def test_list_limits_to_the_latest(cli: CommandLine, urls: dict[str, str]) -> None:
    del urls
    assert len(cli("list", "--json", "--limit", "2").json) == 2


def test_show_tells_why_an_item_is_held_with_the_sentences_side_by_side(
    newsroom: Newsroom, cli: CommandLine, urls: dict[str, str]
) -> None:
    finished = cli("show", urls["held"])

    assert finished.code == 0
    item = newsroom.item(urls["held"])
    assert f"republish show {item.id}, then approve, edit or refuse it" in finished.out
    assert f"  en  {MISTRANSLATED[0]}\n  ar  {MISTRANSLATED[1]}" in finished.out
    assert "  hold  number_changed: " in finished.out
    assert str(newsroom.folder / "data" / "held" / f"{item.id}.json") in finished.out


def test_show_prints_a_pair_once_with_all_that_was_found_in_it(
    newsroom: Newsroom, cli: CommandLine, urls: dict[str, str]
) -> None:
    wrong = BRIDGE.paragraphs[1][1].replace("140", "150").replace("حجرًا", "حجرًا &quot;صلبًا&quot;,")
    newsroom.edit(urls["held"], "b2", wrong)

    printed = cli("show", urls["held"]).out

    assert printed.count(f"  en  {BRIDGE.paragraphs[1][0]}\n") == 1
    assert "  hold  number_changed: " in printed
    assert "  note  repaired_entities: " in printed


def test_show_has_what_else_was_said_of_a_text_so_that_it_can_be_edited_back(
    newsroom: Newsroom, cli: CommandLine, urls: dict[str, str]
) -> None:
    before = BRIDGE.paragraphs[1][1].replace("140", "150")
    newsroom.edit(urls["held"], "b2", before.replace("150", "160"))

    assert f"  or  {before}  (google)\n" in cli("show", urls["held"]).out
    [shown] = [s for s in cli("show", urls["held"], "--json").json["segments"] if s["id"] == "b2"]
    assert shown["alternatives"] == [{"engine": "google", "text": before}]
    cli("edit", urls["held"], "b2", "--text", before, "--by", "Layla Haddad")
    assert f"  or  {before.replace('150', '160')}  (Layla Haddad)\n" in cli("show", urls["held"]).out


def test_show_names_every_segment_that_can_be_edited(cli: CommandLine, urls: dict[str, str]) -> None:
    assert f"{'segments':<16}headline, author1, b1, b2, b3\n" in cli("show", urls["published"]).out


def test_show_prints_every_text_side_by_side_where_it_is_asked_to(cli: CommandLine, urls: dict[str, str]) -> None:
    printed = cli("show", "--segments", urls["held"]).out

    assert [f"  en  {english}\n  ar  " in printed for english, _ in BRIDGE.paragraphs] == [True, True, True]
    assert f"  en  {BRIDGE.paragraphs[0][0]}" not in cli("show", urls["held"]).out


def test_show_in_json_has_stages_events_files_and_flags(cli: CommandLine, urls: dict[str, str]) -> None:
    shown = cli("show", urls["held"], "--json").json

    assert [stage["stage"] for stage in shown["stages"]] == ["fetch", "extract", "translate", "check", "attribute"]
    assert [event["event"] for event in shown["events"]] == ["discovered", "held"]
    assert {flag["segment"] for flag in shown["flagged"]} == {"b2"}
    assert [segment["id"] for segment in shown["segments"]] == ["headline", "author1", "b1", "b2", "b3"]
    assert len(shown["files"]) == 1


def test_an_item_is_found_by_its_id_the_beginning_of_it_and_its_url(
    newsroom: Newsroom, cli: CommandLine, urls: dict[str, str]
) -> None:
    ident = newsroom.item(urls["published"]).id

    for reference in (ident, ident[:8], urls["published"] + "#top"):
        assert cli("show", reference, "--json").json["id"] == ident


@pytest.mark.parametrize("reference", ["ffffffffffffffff", "http://127.0.0.1/unknown", "http://[::1", "%"])
def test_an_unknown_item_exits_2_and_points_to_the_list(newsroom: Newsroom, cli: CommandLine, reference: str) -> None:
    newsroom.publish(BRIDGE)
    newsroom.run()

    finished = cli("show", reference)

    assert finished.code == 2
    assert finished.err.startswith(f"republish: {reference}: ")
    assert "Next: " in finished.err


def test_control_characters_of_a_page_do_not_reach_the_terminal(newsroom: Newsroom, cli: CommandLine) -> None:
    newsroom.run(newsroom.url("/%1B%5B2J\x1b[2J"))

    assert "\x1b" not in cli("list").out
    assert "\x1b" not in cli("show", newsroom.items()[0].id).out


def test_list_and_show_tell_when_the_source_is_looked_at_next(cli: CommandLine, urls: dict[str, str]) -> None:
    items = {item["url"]: item["next_check_at"] for item in cli("list", "--json").json}

    assert {url for url, at in items.items() if at} == {urls["published"]}
    assert cli("show", urls["published"], "--json").json["next_check_at"] == items[urls["published"]]
    assert f"next check at   {items[urls['published']].replace('T', ' ')}" in cli("show", urls["published"]).out
