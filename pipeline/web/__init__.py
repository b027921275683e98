"""The one guarded door to the outside.

Everything that a source names comes through `WebClient`: pages, feeds, sitemaps, robots.txt. Engines and sinks
are the operator's own addresses and do not pass here. `item_id` and `normalise_url` tell articles apart.
"""

from pipeline.web.answers import Validators, WebResponse
from pipeline.web.client import WebClient
from pipeline.web.urls import item_id, normalise_url

__all__ = ["Validators", "WebClient", "WebResponse", "item_id", "normalise_url"]
