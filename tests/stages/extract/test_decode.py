import codecs

import pytest

from pipeline.errors import Refused
from pipeline.stages.extract.decode import MAX_BYTES, decode

TEXT = "<p>“Señor Müller” paid £5 – naïve café prices, he said — and the façade stayed as it was.</p>"


@pytest.mark.parametrize(
    ("html", "content_type"),
    [
        (TEXT.encode(), "text/html; charset=utf-8"),
        (TEXT.encode(), ""),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),  # declared wrong: valid UTF-8 is believed
        (codecs.BOM_UTF8 + TEXT.encode(), "text/html; charset=windows-1252"),
        (TEXT.encode("cp1252"), "text/html; charset=ISO-8859-1"),  # as browsers read that label
        (b'<meta charset="windows-1252">' + TEXT.encode("cp1252"), ""),
        (TEXT.encode("cp1252"), "text/html; charset=no-such-charset"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), ""),
    ],
)
def test_the_text_is_found_whatever_is_declared(html: bytes, content_type: str) -> None:
    assert decode(html, content_type=content_type).endswith(TEXT)


def test_a_few_broken_bytes_do_not_spoil_a_page_in_utf8() -> None:
    html = b'<meta charset="utf-8">' + TEXT.encode() + b"\xff\xfe"

    assert TEXT in decode(html)


def test_nuls_are_left_out() -> None:
    assert decode(b"<p>a\x00b</p>") == "<p>ab</p>"


@pytest.mark.parametrize(
    ("html", "content_type"),
    [
        (b"%PDF-1.7 ...", "text/html"),
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"<p>text</p>", "image/jpeg"),
        (b'{"headline": "json"}', "text/html"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', ""),
        (b"\x89PNG\r\n\x1a\n", ""),
    ],
)
def test_what_is_no_page_is_refused(html: bytes, content_type: str) -> None:
    with pytest.raises(Refused) as refused:
        decode(html, content_type=content_type)

    assert refused.value.reason == "not_html"


def test_a_page_beyond_the_bound_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        decode(b"<p>" + b"a" * MAX_BYTES)

    assert refused.value.reason == "too_large"
