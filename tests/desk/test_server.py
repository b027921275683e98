"""The desk's socket."""

import socket

from pipeline.desk.server import listen


def test_answers_leave_at_once_also_those_in_two_parts() -> None:
    with (
        listen("127.0.0.1", 0) as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
