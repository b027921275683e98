"""The table: which signal holds an article republished on which basis."""

import pytest

from pipeline.model import Rights, RightsBasis, Signal
from pipeline.stages.rights import objections

BASES: tuple[RightsBasis, ...] = ("own", "permission", "contract", "public-domain", "cc-by", "cc-by-sa", "unknown")
CC = "https://creativecommons.org/licenses/"

# What a site says, and the bases of BASES that it contradicts.
TABLE = [
    ("tdm-reservation", "1", "header", "public-domain cc-by cc-by-sa unknown"),
    ("tdm-reservation", "1", "meta", "public-domain cc-by cc-by-sa unknown"),
    ("tdm-reservation", "1", "/.well-known/tdmrep.json", "public-domain cc-by cc-by-sa unknown"),
    ("tdm-reservation", "0", "header", ""),
    ("tdm-reservation", "yes", "header", ""),
    ("tdm-policy", "https://news.example/tdm.json", "header", ""),
    ("notranslate", "robots", "meta", "public-domain cc-by cc-by-sa unknown"),
    ("noai", "X-Robots-Tag", "header", "public-domain cc-by cc-by-sa unknown"),
    ("noimageai", "robots", "meta", ""),
    ("noarchive", "robots", "meta", ""),
    ("content-usage", "bots=n", "header", "public-domain cc-by cc-by-sa unknown"),
    ("content-usage", "search=y, ai=n;x=1", "robots.txt", "public-domain cc-by cc-by-sa unknown"),
    ("content-usage", "tdm=n", "header", "public-domain cc-by cc-by-sa unknown"),
    ("content-usage", "train-ai=n, search=n", "header", ""),
    ("content-usage", "bots=y", "header", ""),
    ("license", CC + "by-nd/4.0/", "JSON-LD", "public-domain cc-by cc-by-sa unknown"),
    ("license", CC + "by-nc-nd/3.0/us/", "link", "public-domain cc-by cc-by-sa unknown"),
    ("license", CC + "by-nc/4.0/", "link", "public-domain cc-by cc-by-sa"),
    ("license", CC + "by-sa/4.0/", "link", "public-domain cc-by"),
    ("license", CC + "by/4.0/", "link", "public-domain"),
    ("license", "https://creativecommons.org/publicdomain/zero/1.0/", "link", ""),
    ("license", "https://news.example/terms", "JSON-LD", ""),
    ("copyright-holder", "The Tamsin Post", "JSON-LD", ""),
    ("copyright-notice", "© 2025 The Tamsin Post", "JSON-LD", ""),
    ("wire-credit", "Reuters", "byline", "own permission contract public-domain cc-by cc-by-sa"),
]


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize(("kind", "value", "where", "held"), TABLE)
def test_a_signal_holds_what_it_contradicts_and_nothing_else(
    basis: RightsBasis, kind: str, value: str, where: str, held: str
) -> None:
    signal = Signal(kind=kind, value=value, where=where)
    flags = objections(Rights(basis=basis, evidence="a letter"), [signal])
    expected = [(f"rights_{kind.replace('-', '_')}", "hold")] if basis in held.split() else []
    assert [(flag.code, flag.severity) for flag in flags] == expected
    assert all(value in flag.detail and where in flag.detail and "sources.toml" in flag.detail for flag in flags)


@pytest.mark.parametrize(
    ("meta", "header", "file", "is_held"),
    [
        ("0", "1", "1", False),
        (None, "0", "1", False),
        ("1", "0", "0", True),
        (None, "1", "0", True),
        (None, None, "1", True),
        # what is neither 0 nor 1 is an error of the protocol, and as good as not said
        ("2", "1", "0", True),
        ("yes", "", "1", True),
        ("true", "0", "1", False),
    ],
)
def test_of_contradicting_reservations_the_nearest_to_the_text_counts(
    meta: str | None,
    header: str | None,
    file: str | None,
    is_held: bool,  # noqa: FBT001 - a table's column
) -> None:
    told = {"/.well-known/tdmrep.json": file, "header": header, "meta": meta}
    found = [Signal(kind="tdm-reservation", value=v, where=where) for where, v in told.items() if v is not None]
    assert bool(objections(Rights(basis="cc-by", evidence="a page"), found)) is is_held


def test_an_agency_that_the_right_covers_holds_nothing() -> None:
    rights = Rights(basis="contract", evidence="file 12", agencies=("reuters",))
    assert objections(rights, [Signal(kind="wire-credit", value="Reuters", where="byline")]) == ()
    (flag,) = objections(rights, [Signal(kind="wire-credit", value="Associated Press", where="dateline")])
    assert 'agencies = ["Associated Press"]' in flag.detail
