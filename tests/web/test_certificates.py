"""Certificates are verified always: one that nobody vouches for ends the matter."""

import ipaddress
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile import loopback_settings
from pytest_httpserver import HTTPServer

from pipeline.errors import FetchError, Refused
from pipeline.web import WebClient

OpenClient = Callable[..., WebClient]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for 127.0.0.1 and its key, in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    file = tmp_path_factory.mktemp("tls") / "self-signed.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", file, "-out", f"{file}.crt"],
        check=True, capture_output=True,
    )  # fmt: skip
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file


def serving(certificate: Path) -> HTTPServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return HTTPServer(host="127.0.0.1", ssl_context=context, threaded=True)


@pytest.fixture(scope="module")
def secure_site(certificate: Path) -> Iterator[HTTPServer]:
    with serving(certificate) as server:
        server.expect_request("/robots.txt").respond_with_data("", status=404)
        server.expect_request("/a").respond_with_data("Hi")
        downgrade = {"location": f"http://127.0.0.1:{server.port}/a"}
        server.expect_request("/down").respond_with_data("", status=302, headers=downgrade)
        yield server


def test_a_certificate_that_nobody_vouches_for_is_not_taken(secure_site: HTTPServer, open_client: OpenClient) -> None:
    with pytest.raises(FetchError, match="certificate is not valid") as caught:
        open_client(secure_site.port, attempts=3).get(secure_site.url_for("/a"))
    assert caught.value.item == secure_site.url_for("/a")
    assert secure_site.log == []


def test_a_certificate_that_the_operator_vouches_for_is_taken(
    secure_site: HTTPServer, certificate: Path, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert open_client(secure_site.port).get(secure_site.url_for("/a")).body == b"Hi"


def test_a_redirect_from_https_to_http_is_refused(
    secure_site: HTTPServer, certificate: Path, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(Refused, match="from https to http") as caught:
        open_client(secure_site.port).get(secure_site.url_for("/down"))
    assert caught.value.reason == "redirect"


def test_a_robots_txt_that_lies_at_http_is_not_to_be_had_and_so_nothing_is_allowed(
    certificate: Path, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(certificate) as server:
        down = {"location": f"http://127.0.0.1:{server.port}/robots.txt"}
        server.expect_request("/robots.txt").respond_with_data("", status=301, headers=down)
        server.expect_request("/a").respond_with_data("Hi")
        with pytest.raises(FetchError, match=r"robots\.txt could not be read.*from https to http"):
            open_client(server.port).get(server.url_for("/a"))
        assert [request.path for request, _ in server.log] == ["/robots.txt"]


def test_a_certificate_for_another_name_is_not_taken(
    secure_site: HTTPServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    here = [ipaddress.ip_address("127.0.0.1")]
    client = WebClient(loopback_settings(secure_site.port), resolve=lambda _: here)
    with client, pytest.raises(FetchError, match="certificate is not valid"):
        client.get(f"https://news.example:{secure_site.port}/a")
