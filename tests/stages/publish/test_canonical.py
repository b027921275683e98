import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import MarkedText, Publication
from pipeline.stages.publish import canonical_json


def test_keys_come_in_the_order_of_the_schema_and_arabic_as_it_is(publication: Publication) -> None:
    data = canonical_json(publication)
    assert list(json.loads(data))[:4] == ["schema", "id", "revision", "state"]
    assert publication.headline.text.encode() in data
    assert data.endswith(b"}\n")


def test_the_same_publication_is_the_same_bytes_however_it_came(publication: Publication) -> None:
    again = Publication.model_validate_json(canonical_json(publication))
    assert canonical_json(again) == canonical_json(publication)


def test_what_could_end_a_line_or_a_script_element_is_escaped() -> None:
    data = canonical_json(MarkedText(text="a\u2028b\u2029c</script><!--"))
    assert b"a\\u2028b\\u2029c\\u003c/script>\\u003c!--" in data


@given(st.text())
def test_any_text_comes_back_from_a_single_line(text: str) -> None:
    data = canonical_json(MarkedText(text=text), indent=None)
    assert data.decode().splitlines(keepends=True)[-1].endswith("\n")
    assert data.count(b"\n") == 1
    assert MarkedText.model_validate_json(data).text == text
