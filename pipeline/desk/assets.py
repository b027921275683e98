"""What pages load: a style sheet, a script, an icon and a font, all from here. Browsers keep them."""

import functools
import hashlib
from importlib.resources import files
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

STATIC = "/static/"
KEPT = "private, max-age=604800"
"""A week: another version of a file has another address; see `address`."""

_FOLDER = files("pipeline.desk").joinpath("static")


class Assets(StaticFiles):
    """The files of pages, to be kept by browsers: on a telephone the font alone takes longer than a page."""

    def __init__(self) -> None:
        super().__init__(directory=str(_FOLDER))

    def file_response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - as Starlette calls it
        """Answer with the file, or with 304."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = KEPT
        return response


@functools.cache
def address(name: str) -> str:
    """Return the address of a file, which is another one where its content is."""
    digest = hashlib.sha256(_FOLDER.joinpath(name).read_bytes()).hexdigest()
    return f"{STATIC}{name}?{digest[:12]}"
