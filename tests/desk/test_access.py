"""Who may come in: the secret, the sessions, the read token."""

import pytest

from pipeline.desk import Access


def test_a_session_is_open_until_its_time_is_over() -> None:
    now = [0.0]
    access = Access(lifetime=60, clock=lambda: now[0])
    token = access.enter(access.secret)

    now[0] = 59
    assert access.session(token) is not None
    now[0] = 60
    assert access.session(token) is None


@pytest.mark.parametrize("secret", ["", "wrong", "ü"])
def test_a_wrong_secret_opens_nothing(secret: str) -> None:
    assert Access().enter(secret) is None


@pytest.mark.parametrize("token", [None, "", "unknown"])
def test_an_unknown_token_opens_nothing(token: str | None) -> None:
    assert Access().session(token) is None


def test_each_start_and_each_session_has_secrets_of_its_own() -> None:
    first, second = Access(), Access()
    assert first.secret != second.secret
    sessions = [first.session(first.enter(first.secret)) for _ in range(2)]
    assert len({session.csrf for session in sessions if session}) == 2


def test_who_leaves_is_out() -> None:
    access = Access()
    token = access.enter(access.secret)
    access.leave(token)
    assert access.session(token) is None


@pytest.mark.parametrize(
    ("authorization", "allowed"),
    [
        ("Bearer the-token", True),
        ("bearer  the-token ", True),
        ("Bearer another", False),
        ("Basic the-token", False),
        ("the-token", False),
        ("", False),
    ],
)
def test_the_read_token_comes_as_a_bearer_token(authorization: str, *, allowed: bool) -> None:
    assert Access(read_token="the-token").may_read(authorization) is allowed  # noqa: S106 - a test's


def test_without_a_configured_read_token_none_is_right() -> None:
    assert not Access().may_read("Bearer ")
    assert not Access().may_read("Bearer None")
