"""A page in, an article out: body, figures and metadata of an English news page, or the reason why it is none.

The page is decoded and parsed once (`decode`, `tree`) and read as runs of text and images in document order
(`runs`); each knows what surrounds it (`places`). trafilatura chooses the body (`body`), its choice is found
again among the runs (`locate`) and made whole (`content`, `gaps`, `names`, `lines`, `tables`, `standfirst`).
The runs become blocks with marks (`blocks`, `marks`), the images figures with the texts beside them (`figures`,
`boxes`, `captions`, `credits`, `images`) or said of them elsewhere (`declared`). What the page says of itself is
read by `metadata`, `jsonld`, `dates`, `moments` and `authors`; `refusals` decides, and `language` helps it. A source's
own rules (`ruled`) come before all of that. `reading` holds what was found, `placement` and `article` make the
article of it, and `explain` tells why it is what it is.

What is exported is loaded when it is first used: whoever only decodes a page, and a run with nothing new, waits for no
trafilatura.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.stages.extract.article import extract, extract_article

__all__ = ["extract", "extract_article"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Load what is exported from where it is."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline.stages.extract import article  # noqa: PLC0415 - only now, as is said above

    return getattr(article, name)
