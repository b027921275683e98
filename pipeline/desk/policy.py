"""What a browser may do with an answer of the desk (Content Security Policy, level 3)."""

from collections.abc import Iterable

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""For every answer: no script at all, no style but our own file, and forms only to ourselves."""

_OF_PAGES = "script-src 'self'; connect-src 'self'; font-src 'self'"


def page_policy(image_origins: Iterable[str] = ()) -> str:
    """Return the policy of the desk's own pages: our own script file and font besides, and pictures of these origins.

    What stands within a page runs nothing: neither `unsafe-inline` nor `unsafe-eval` is there.
    """
    images = POLICY.replace("img-src 'self'", " ".join(("img-src 'self'", *image_origins)))
    return f"{images}; {_OF_PAGES}"
