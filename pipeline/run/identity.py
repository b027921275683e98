"""Which article an item is: the URLs it is known by, and the one that readers are given."""

from urllib.parse import urlsplit

from pipeline.config import Settings
from pipeline.errors import InputError
from pipeline.ledger import Item
from pipeline.model import Article, Rights, SourcePage
from pipeline.run.services import Services
from pipeline.web.urls import normalise_url


def host_of(url: str) -> str:
    """Return the host of `url`, in lower case."""
    return (urlsplit(url).hostname or "").lower()


def web_address(url: str) -> str:
    """Return `url` where it is an absolute http or https URL; raise InputError where it is not."""
    try:
        url.encode()  # bytes that are no UTF-8 come from a command line as characters that are none
        parts = urlsplit(url.strip())
        right = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        right = False
    if not right:
        raise InputError("this is no web address", item=url, next_step="write it whole, as https://…")
    return url


def article_url(article: Article, settings: Settings) -> str:
    """Return the article's own URL: what the page calls itself, where that is the same publisher's to say."""
    return article.canonical_url if same_publisher(article.url, article.canonical_url, settings) else article.url


def rights_of(url: str, settings: Settings) -> Rights:
    """Return the rights recorded for the host of the article itself, whoever announced it."""
    source = settings.source_of(host_of(url))
    return source.rights if source else Rights()


def site_of(url: str, settings: Settings) -> str | None:
    """Return the name that readers know the article's source by, or None where no source claims its host."""
    source = settings.source_of(host_of(url))
    return source.name if source else None


def owner(item: Item, page: SourcePage, article: Article, services: Services) -> str:
    """Let the item be known by its redirects and its canonical URL; return the id of the item it is.

    That is another's id where one of those URLs is another's already: two ways to one article.
    A URL of another host counts only where one source claims both hosts, or a page could take over another's.
    """
    candidates = [*page.redirects, page.final_url, article.canonical_url]
    urls = [url for url in candidates if same_publisher(item.url, url, services.settings)]
    return services.ledger.alias(item.id, dict.fromkeys(normalise_url(url) for url in urls))


def same_publisher(one: str, other: str, settings: Settings) -> bool:
    """Tell whether two URLs lie with one publisher: on one host, or on hosts that one source claims."""
    hosts = host_of(one), host_of(other)
    if hosts[0] == hosts[1]:
        return True
    source = settings.source_of(hosts[0])
    return source is not None and source is settings.source_of(hosts[1])
