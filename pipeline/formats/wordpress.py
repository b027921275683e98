"""A post for WordPress's REST API (POST /wp/v2/posts): a draft, unless the newsroom says otherwise."""

import datetime as dt
import re
from collections.abc import Sequence
from html import escape
from typing import Any, Literal

from pipeline.formats.body import whole_html
from pipeline.formats.moments import created
from pipeline.formats.plain import words
from pipeline.formats.withdrawal import title, withdrawal
from pipeline.model import Publication

SLUG_LENGTH = 60  # characters of the source's headline in a slug; the id's first eight make it unique
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def to_wordpress(
    publication: Publication,
    *,
    status: Literal["draft", "pending", "private", "publish"] = "draft",
    categories: Sequence[int] = (),
    tags: Sequence[int] = (),
) -> dict[str, Any]:
    """Return `publication` as the fields of a post; one that is held or withdrawn is a draft whatever `status` says.

    The slug is the same for every revision, so that a sink can find the post again. The content is one block of
    HTML, in which WordPress adds no paragraphs of its own; title and excerpt are HTML to WordPress too.
    """
    return {
        "title": escape(title(publication), quote=False),
        "slug": _slug(publication),
        "status": status if publication.state == "published" else "draft",
        "date_gmt": f"{created(publication).astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}",
        "excerpt": escape(words(publication.description) or " ".join(withdrawal(publication)), quote=False),
        "content": f"<!-- wp:html -->\n{whole_html(publication)}\n<!-- /wp:html -->",
        "categories": list(categories),
        "tags": list(tags),
        "meta": {
            "republish_id": publication.id,
            "republish_revision": publication.revision,
            "republish_source_url": publication.source.url,
            "republish_translation_method": publication.translation.method,
            "republish_digital_source_type": publication.translation.digital_source_type,
        },
    }


def _slug(publication: Publication) -> str:
    headline = _NOT_IN_SLUG.sub("-", publication.source.headline.lower()).strip("-")
    return "-".join(part for part in (headline[:SLUG_LENGTH].strip("-"), publication.id[:8]) if part)
