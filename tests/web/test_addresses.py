"""No public page lives at these addresses, however they are written."""

import ipaddress
from collections.abc import Callable, Iterable, Iterator

import httpcore
import pytest
from hostile import loopback_settings
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from pipeline.errors import Refused
from pipeline.settings.fetch import FetchSettings
from pipeline.web import WebClient
from pipeline.web.addresses import Address, spelled_address, why_forbidden
from pipeline.web.guard import GuardedBackend

# URLs that lead to an address without asking any name server.
SPELLED = [
    # this machine
    "http://127.0.0.1/", "http://127.0.0.1./", "http://127.1/", "http://127.0.1/", "http://0/", "http://0.0.0.0/",
    "http://127.255.255.254/", "http://2130706433/", "http://0x7f000001/", "http://0x7F.0.0.1/", "http://0x7f.1/",
    "http://0177.0.0.1/", "http://017700000001/", "http://0177.1/", "http://0x7f.0.0x0.01/", "http://00127.0.0.1/",
    "http://0000177.0.0.01/", "http://127。0。0。1/", "http://127．0．0．1/", "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/", "http://[::]/", "http://[0000::0001]/",
    # an IPv4 address within an IPv6 one: mapped, compatible, translated, 6to4, Teredo, NAT64, ISATAP
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:ffff:7f00:0001]/",
    "http://[::127.0.0.1]/", "http://[::ffff:0:127.0.0.1]/", "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:93.184.216.34]/", "http://[2002:7f00:1::]/", "http://[2002:a9fe:a9fe::1]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b::a00:1]/",
    "http://[64:ff9b:1::10.0.0.1]/", "http://[fe80::5efe:10.0.0.1]/",
    # private, link-local, unique-local, site-local
    "http://10.0.0.1/", "http://10.1/", "http://167772161/", "http://012.0.0.1/", "http://172.16.0.1/",
    "http://172.31.255.255/", "http://0xac100001/", "http://192.168.1.1/", "http://192.168.257/", "http://0xc0a80101/",
    "http://169.254.1.1/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/",
    "http://[fc00::1]/", "http://[fd12:3456:789a::1]/", "http://[fec0::1]/",
    # where clouds keep their metadata and services
    "http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/",
    "http://169.254.170.2/", "http://[fd00:ec2::254]/", "http://100.100.100.200/", "http://192.0.0.192/",
    "http://168.63.129.16/",
    # carriers, benchmarks, documentation, protocols, relays, multicast, reserved
    "http://100.64.0.1/", "http://100.127.255.255/", "http://198.18.0.1/", "http://198.19.255.255/",
    "http://[2001:2::1]/", "http://192.0.2.1/", "http://198.51.100.7/", "http://203.0.113.9/", "http://[2001:db8::1]/",
    "http://[3fff::1]/", "http://192.0.0.1/", "http://192.0.0.170/", "http://192.88.99.1/", "http://192.31.196.1/",
    "http://192.52.193.1/", "http://192.175.48.1/", "http://[2620:4f:8000::1]/", "http://[2001:20::1]/",
    "http://[100::1]/", "http://[5f00::1]/", "http://224.0.0.1/", "http://239.255.255.250/", "http://[ff02::1]/",
    "http://[ff0e::1]/", "http://240.0.0.1/", "http://255.255.255.255/", "http://4294967295/", "http://[4000::1]/",
]  # fmt: skip

# URLs that are refused as they stand: another scheme, a forbidden port, a password, a host in disguise.
UNFIT = [
    "ftp://news.example/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_INFO", "data:text/html,x",
    "javascript:alert(1)", "//news.example/", "news.example/a", "", "http://", "http:///a", "https://?q",
    "http://news.example:22/", "http://news.example:8080/", "http://news.example:0/", "http://news.example:99999/",
    "http://news.example:80a/", "http://user@news.example/", "http://user:secret@news.example/",
    "http://news.example@127.0.0.1/", "http://news.example\\@127.0.0.1/", "http://127.0.0.1\\@news.example/",
    "http://１２７.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://%31%32%37.0.0.1/",
    "http://127.0.0.1%00.news.example/", "http://127.0.0.1%2f@news.example/", "http://news.example\n/",
    "http://news example/", "http://[::1/", "http://[::1]x/", "http://[fe80::1%25en0/]/", "http://\ud800.example/",
]  # fmt: skip

# Names whose name server answers with a forbidden address, alone or among public ones.
PUBLIC = "93.184.216.34"
ANSWERED = [
    ["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["192.168.0.1"], ["100.64.0.1"], ["192.0.0.1"], ["224.0.0.1"],
    ["::1"], ["fe80::1"], ["fc00::1"], ["::ffff:10.0.0.1"], ["64:ff9b::a00:1"], ["2002:a00:1::"],
    [PUBLIC, "127.0.0.1"], ["127.0.0.1", PUBLIC], [PUBLIC, "8.8.8.8", "10.0.0.1"], [PUBLIC, "::1"],
    ["2606:2800:220:1::1", "fd00::1"], [PUBLIC, "::ffff:93.184.216.34"],
]  # fmt: skip

PAGE = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 9\r\nconnection: close\r\n\r\n<p>Hi</p>"


class NoPackets(httpcore.NetworkBackend):
    """A network that remembers where it was to connect to, and answers every request with the same page."""

    def __init__(self) -> None:
        self.connected: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.connected.append(host)
        answer = httpcore.MockBackend([PAGE])
        return answer.connect_tcp(host, port, timeout, local_address, socket_options)


@pytest.fixture
def network() -> NoPackets:
    return NoPackets()


def resolving(*answers: list[str]) -> Callable[[str], list[Address]]:
    """A name server that gives each of `answers` once, and then the last one for good."""
    left = list(answers)

    def resolve(_: str) -> list[Address]:
        addresses = left.pop(0) if len(left) > 1 else left[0]
        return [ipaddress.ip_address(address) for address in addresses]

    return resolve


def no_name_server(host: str) -> list[Address]:
    raise AssertionError(f"asked for {host!r}")


@pytest.fixture(scope="module")
def door() -> Iterator[tuple[WebClient, NoPackets]]:
    network = NoPackets()
    with WebClient(FetchSettings(per_host_delay=0), resolve=no_name_server, network=network) as client:
        yield client, network


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len(set(SPELLED)) == len(SPELLED) >= 60
    assert len(set(UNFIT)) == len(UNFIT) >= 30


@pytest.mark.parametrize("url", [*SPELLED, *UNFIT])
def test_what_is_not_public_is_refused_in_every_notation(url: str, door: tuple[WebClient, NoPackets]) -> None:
    client, network = door
    with pytest.raises(Refused) as caught:
        client.get(url)
    assert (caught.value.reason, caught.value.item) == ("address", url)
    assert network.connected == []


@pytest.mark.parametrize("addresses", ANSWERED, ids=" ".join)
def test_one_forbidden_address_among_several_refuses_the_host(addresses: list[str], network: NoPackets) -> None:
    guard = GuardedBackend((), resolving(addresses), network)
    with pytest.raises(Refused, match="no public one"):
        guard.connect_tcp("news.example", 443)
    assert network.connected == []


def test_the_refusal_says_which_address_it_was_and_how_to_allow_it(network: NoPackets) -> None:
    client = WebClient(FetchSettings(per_host_delay=0), resolve=resolving([PUBLIC, "10.1.2.3"]), network=network)
    with client, pytest.raises(Refused) as caught:
        client.get("https://intranet.example/a")
    assert str(caught.value) == (
        "https://intranet.example/a: intranet.example has the address 10.1.2.3, which is no public one (private). "
        "Next: if the page is your own, add its network to fetch.allow_private_networks"
    )


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "169.254.170.2", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16"]
)
def test_nobody_is_advised_to_allow_where_clouds_keep_credentials(address: str, network: NoPackets) -> None:
    client = WebClient(FetchSettings(per_host_delay=0), resolve=resolving([address]), network=network)
    with client, pytest.raises(Refused) as caught:
        client.get("https://metadata.example/")
    assert caught.value.next_step == "leave it: clouds keep credentials there, and no page"


def test_a_public_host_is_fetched_from_the_address_that_was_checked(network: NoPackets) -> None:
    with WebClient(FetchSettings(per_host_delay=0), resolve=resolving([PUBLIC]), network=network) as client:
        assert client.get("https://news.example/a").body == b"<p>Hi</p>"
    assert set(network.connected) == {PUBLIC}


def test_a_name_that_comes_to_mean_another_address_is_refused_at_the_next_connection(network: NoPackets) -> None:
    resolve = resolving([PUBLIC], ["127.0.0.1"])
    client = WebClient(FetchSettings(per_host_delay=0), resolve=resolve, network=network)
    with client, pytest.raises(Refused, match=r"127\.0\.0\.1"):
        client.get("https://news.example/a")
    assert network.connected == [PUBLIC], "robots.txt came from the public address, the page from nowhere"


REDIRECTS_ASTRAY = [
    "http://10.0.0.1/", "//192.168.1.1/", "http://0xa9fea9fe/", "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://[2002:a00:1::]/",
    "http://127.0.0.1:22/", "http://user:secret@127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_INFO",
]  # fmt: skip


@pytest.mark.parametrize("location", REDIRECTS_ASTRAY)
def test_a_redirect_to_where_nobody_may_go_is_refused(location: str, site: HTTPServer, client: WebClient) -> None:
    site.expect_request("/a").respond_with_data("", status=302, headers={"location": location})
    with pytest.raises(Refused) as caught:
        client.get(site.url_for("/a"))
    assert caught.value.reason in {"address", "redirect"}
    assert caught.value.item == site.url_for("/a")
    assert {request.path for request, _ in site.log} == {"/robots.txt", "/a"}
    assert "allow" not in (caught.value.next_step or ""), "who allows it lets a stranger's page in"


@pytest.mark.parametrize(
    ("address", "fits"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("10.0.0.1", False), ("::1", False), ("::ffff:127.0.0.1", False)],
)
def test_allowed_networks_are_networks_and_no_switch(address: str, fits: bool) -> None:  # noqa: FBT001 - a table's column
    networks = loopback_settings().allow_private_networks
    assert (why_forbidden(ipaddress.ip_address(address), networks) is None) == fits


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_python_holds_for_not_global_is_forbidden(address: Address) -> None:
    assert address.is_global or why_forbidden(address) is not None


@given(st.ip_addresses(v=4))
def test_an_address_is_recognised_in_decimal_octal_and_hex(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for text in (str(address), str(number), hex(number), f"0{number:o}", f"0x{number >> 24:x}.{number & 0xFFFFFF}"):
        assert spelled_address(text) == address, text


@pytest.mark.parametrize("name", ["news.example", "1.example", "0x7f.example", "256.0.0.1", "1.2.3.4.5", "", "a"])
def test_a_name_is_no_address(name: str) -> None:
    assert spelled_address(name) is None
