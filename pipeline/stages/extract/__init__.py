"""A page in, an article out: body, figures and metadata of an English news page, or the reason why it is none.

The page is parsed once and read as runs of text and images in document order (`runs`); each run knows what
surrounds it (`places`). trafilatura chooses the body (`body`), its choice is found again among the runs
(`locate`) and made whole (`content`, `boilerplate`); the runs become blocks (`blocks`, `marks`), the images
figures (`figures`, `images`, `credits`). What the page says of itself is read by `metadata`, `jsonld`,
`dates` and `authors`; `refusals` decides.
"""

from pipeline.stages.extract.article import extract, extract_article

__all__ = ["extract", "extract_article"]
