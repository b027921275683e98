"""Which server a URL is asked of."""

import pytest

from pipeline.web.targets import checked_target, host_of


@pytest.mark.parametrize("host", ["news.example", "xn--mnchen-3ya.example", "xn--a"])
def test_a_server_is_named_as_on_the_wire_even_where_no_letters_spell_it(host: str) -> None:
    assert host_of(checked_target(f"http://{host}/a", [80])) == f"{host}:80"
