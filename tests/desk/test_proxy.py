"""Behind a proxy that signs people in: its word from its address, and nothing else."""

import ipaddress
from collections.abc import Sequence

import pytest
from desks import Desk, Editor, Serve
from newsroom import CommandLine, Newsroom

from pipeline.desk import Access, Proxy
from pipeline.errors import ConfigurationError

HEADER = "Remote-User"
BEHIND = {"user_header": HEADER, "trusted_proxies": ["127.0.0.1/32"]}


def named(host: str, *values: str | bytes, header: str = HEADER) -> str | None:
    """Return whom a proxy in 10.1.0.0/16 names where a request from `host` has `values` as the header's."""
    proxy = Proxy(HEADER, [ipaddress.ip_network("10.1.0.0/16")])
    sent = [(header.lower().encode(), v if isinstance(v, bytes) else v.encode()) for v in values]
    return proxy.name({"type": "http", "headers": sent, "client": (host, 1)})


@pytest.mark.parametrize(
    ("host", "values", "name"),
    [
        ("10.1.0.7", ["Layla Haddad"], "Layla Haddad"),
        ("10.1.0.7", ["  ليلى حداد "], "ليلى حداد"),
        ("::ffff:10.1.0.7", ["Layla Haddad"], "Layla Haddad"),
        ("10.2.0.7", ["Layla Haddad"], None),
        ("::ffff:10.2.0.7", ["Layla Haddad"], None),
        ("::1", ["Layla Haddad"], None),
        ("unix", ["Layla Haddad"], None),
        ("10.1.0.7", ["Layla", "Mallory"], None),
        ("10.1.0.7", [], None),
        ("10.1.0.7", ["  "], None),
        ("10.1.0.7", [b"\xff"], None),
        ("10.1.0.7", ["a\x1bb"], None),
        ("10.1.0.7", ["a" * 101], None),
    ],
)
def test_a_name_is_believed_from_the_proxys_address_and_where_it_is_one(
    host: str, values: Sequence[str | bytes], name: str | None
) -> None:
    assert named(host, *values) == name


def test_another_header_names_nobody() -> None:
    assert named("10.1.0.7", "Layla", header="Remote_User") is None


@pytest.fixture
def behind(newsroom: Newsroom, serve: Serve) -> Desk:
    return serve(newsroom.configure(desk=BEHIND))


def test_who_the_proxy_names_is_in_and_signs_with_that_name(behind: Desk, held: str, newsroom: Newsroom) -> None:
    newsroom.configure(desk=BEHIND)
    editor = Editor(behind.stranger(**{HEADER: "Layla Haddad"}))
    editor.open(f"/items/{held}")
    assert editor.status == 200
    assert set(editor.page.xpath('//input[@name="by"]/@value')) == {"Layla Haddad"}
    editor.send("/approve", by="Mallory")
    assert editor.status == 200
    assert newsroom.publication(newsroom.item(held).url)["translation"]["reviewed_by"] == "Layla Haddad"
    with newsroom.ledger() as ledger:
        assert [event.by for event in ledger.events(held) if event.event == "approved"] == ["Layla Haddad"]


def test_each_of_them_has_forms_of_their_own(behind: Desk, held: str) -> None:
    layla, omar = (Editor(behind.stranger(**{HEADER: name})) for name in ("Layla", "Omar"))
    layla.open(f"/items/{held}")
    form = next(f for f in layla.page.forms if f.action.endswith("/approve"))
    assert omar.browser.post(form.action, data=dict(form.form_values())).status_code == 403


def test_without_the_proxys_word_there_is_nothing_not_even_with_the_secret(behind: Desk) -> None:
    stranger = behind.stranger()
    answer = stranger.get("/enter", params={"secret": behind.access.secret})
    assert (answer.status_code, "set-cookie" in answer.headers) == (401, False)
    assert "Your newsroom signs you in before this page" in answer.text
    assert stranger.get("/").status_code == 401


def test_from_an_address_that_is_not_the_proxys_the_header_is_nothing(newsroom: Newsroom, serve: Serve) -> None:
    desk = serve(newsroom.configure(desk={**BEHIND, "trusted_proxies": ["10.1.0.0/16"]}))
    forged = {HEADER: "Layla", "X-Forwarded-For": "10.1.0.7", "Forwarded": "for=10.1.0.7"}
    assert desk.stranger(**forged).get("/").status_code == 401


def test_without_a_configured_proxy_the_header_is_nothing(desk: Desk) -> None:
    assert desk.stranger(**{HEADER: "Layla"}).get("/").status_code == 401


def test_names_are_not_remembered_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.desk.access.MOST_NAMES", 2)
    access = Access(proxy=Proxy(HEADER, []))
    first = access._of("a")
    assert access._of("b") is not first
    assert access._of("a") is first
    access._of("c")
    assert access._of("a") is first
    assert len(access._vouched) == 2


@pytest.mark.parametrize(
    "table", [{"user_header": HEADER}, {"trusted_proxies": ["10.0.0.0/8"]}, {**BEHIND, "user_header": "Remote_User"}]
)
def test_half_a_proxy_is_a_fault_of_the_configuration(newsroom: Newsroom, table: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError, match="user_header"):
        newsroom.configure(desk=table)


def test_the_desk_listens_to_other_machines_only_behind_a_proxy(cli: CommandLine, newsroom: Newsroom) -> None:
    for host in ("0.0.0.0", "192.0.2.1"):  # noqa: S104 - refused
        finished = cli("desk", "--host", host, "--port", "0")
        assert finished.code == 2
        assert "only behind a proxy that signs people in. Next: set [desk] user_header" in finished.err
    newsroom.configure(desk=BEHIND)
    finished = cli("desk", "--host", "192.0.2.1", "--port", "0")  # TEST-NET-1, which no machine has
    assert "nothing can listen there" in finished.err
