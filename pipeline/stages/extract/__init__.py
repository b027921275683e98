"""A page in, an article out: body, figures and metadata of an English news page, or the reason why it is none.

The page is decoded and parsed once (`decode`, `tree`) and read as runs of text and images in document order
(`runs`); each knows what surrounds it (`places`). trafilatura chooses the body (`body`), its choice is found
again among the runs (`locate`) and made whole (`content`, `gaps`, `names`, `lines`, `tables`, `standfirst`).
The runs become blocks with marks (`blocks`, `marks`), the images figures with the texts beside them (`figures`,
`boxes`, `captions`, `credits`, `images`) or said of them elsewhere (`declared`). What the page says of itself is
read by `metadata`, `jsonld`, `dates`, `moments` and `authors`; `refusals` decides, and `language` helps it. A source's
own rules (`ruled`) come before all of that. `reading` holds what was found, `placement` and `article` make the
article of it, and `explain` tells why it is what it is.
"""

from pipeline.stages.extract.article import extract, extract_article

__all__ = ["extract", "extract_article"]
