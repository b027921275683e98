"""What each sink has of the files that consumers read."""

from ledgers import MINUTE, NOW

from pipeline.ledger import DeliveryRow, Ledger

ARTICLE = "articles/0123456789abcdef.json"


def delivered(sink: str, version: str, name: str = ARTICLE) -> DeliveryRow:
    return DeliveryRow(sink=sink, name=name, version=version, at=NOW)


def test_what_a_sink_has_is_known_by_the_file_s_name(ledger: Ledger) -> None:
    rows = [delivered("partner", "1"), delivered("partner", "1", "index.json"), delivered("bucket", "2")]
    for row in rows:
        ledger.deliveries.keep(row)
    assert ledger.deliveries.of("partner") == {ARTICLE: rows[0], "index.json": rows[1]}
    assert ledger.deliveries.of("bucket") == {ARTICLE: rows[2]}
    assert ledger.deliveries.of("elsewhere") == {}


def test_a_later_delivery_takes_the_place_of_the_earlier_one(ledger: Ledger) -> None:
    failed = DeliveryRow(sink="partner", name=ARTICLE, attempts=2, refused="1", message="answered 422", at=NOW)
    for row in (failed, delivered("partner", "2")):
        ledger.deliveries.keep(row)
    assert ledger.deliveries.of("partner")[ARTICLE] == delivered("partner", "2")


def test_what_was_removed_there_is_not_known_any_more(ledger: Ledger) -> None:
    for sink in ("bucket", "site"):
        ledger.deliveries.keep(delivered(sink, "1", "index-0.json"))
    ledger.deliveries.removed("bucket", "index-0.json")
    assert ledger.deliveries.of("bucket") == {}
    assert list(ledger.deliveries.of("site")) == ["index-0.json"]


def test_a_file_to_be_sent_again_is_as_if_no_sink_had_it_or_had_refused_it(ledger: Ledger) -> None:
    refused = DeliveryRow(sink="partner", name=ARTICLE, attempts=1, refused="1", message="answered 422", at=NOW)
    for row in (refused, delivered("bucket", "1"), delivered("bucket", "1", "index.json")):
        ledger.deliveries.keep(row)
    ledger.deliveries.again(ARTICLE, NOW + MINUTE)
    for sink in ("partner", "bucket"):
        row = ledger.deliveries.of(sink)[ARTICLE]
        assert row == DeliveryRow(sink=sink, name=ARTICLE, at=NOW + MINUTE)
    assert ledger.deliveries.of("bucket")["index.json"].version == "1"
