"""Discover: what publishers announce, in feeds, in sitemaps and on section pages, before any article is fetched.

All are written by strangers: markup.py makes XML harmless before anything reads it, a page is parsed within bounds.
"""

from pipeline.stages.discover.announcement import Announcement, FeedResult
from pipeline.stages.discover.feeds import discover_feed
from pipeline.stages.discover.section_pages import discover_page
from pipeline.stages.discover.sitemaps import discover_sitemap

__all__ = ["Announcement", "FeedResult", "discover_feed", "discover_page", "discover_sitemap"]
