"""Work for processes that goes wrong on purpose. It lives here so that a process can import it by name."""

import os
import signal
from collections.abc import Callable, Mapping

from pipeline.errors import Refused
from pipeline.run.computing import Manner, computed

DEADLY = b"<!-- ends its process -->"
"""What a page has in it that ends the process which reads it."""


def _pid(_: bytes) -> bytes:
    return str(os.getpid()).encode()


def _refuse(data: bytes) -> bytes:
    raise Refused("paywall", data.decode(), item="https://news.example/")


def _mistake(data: bytes) -> bytes:
    return bytes(data[len(data)])


def _unsendable(_: bytes) -> bytes:
    raise type("Local", (Exception,), {})("cannot be pickled")


def _killed(_: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b"never"


def _ends(_: bytes) -> bytes:
    os._exit(3)


def _for_ever(_: bytes) -> bytes:
    signal.pause()
    return b"never"


def _interrupted(_: bytes) -> bytes:
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGTERM)
    return b"went on"


JOBS: Mapping[str, Callable[[bytes], bytes]] = {
    "pid": _pid,
    "refuse": _refuse,
    "mistake": _mistake,
    "unsendable": _unsendable,
    "killed": _killed,
    "ends": _ends,
    "for_ever": _for_ever,
    "interrupted": _interrupted,
}


def work(job: str, data: bytes) -> bytes:
    """Do a job of JOBS."""
    return JOBS[job](data)


def computed_or_dead(manner: Manner, job: str, data: bytes) -> bytes:
    """Compute as a run does; a page with DEADLY in it ends the process, as a fault of a C library would."""
    if DEADLY in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    return computed(manner, job, data)
