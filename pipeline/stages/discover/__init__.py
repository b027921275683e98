"""Discover: what publishers announce, in feeds and in sitemaps, before any page is fetched.

Both are written by strangers: markup.py makes them harmless before anything reads them.
"""

from pipeline.stages.discover.announcement import Announcement, FeedResult
from pipeline.stages.discover.feeds import discover_feed
from pipeline.stages.discover.sitemaps import discover_sitemap

__all__ = ["Announcement", "FeedResult", "discover_feed", "discover_sitemap"]
