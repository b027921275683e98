"""The file sources.toml: whose articles are republished, by what right, and where they are announced."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from pipeline.model import Rights
from pipeline.settings.extraction import ExtractionRules
from pipeline.settings.table import Table
from pipeline.settings.urls import is_http_url


class SourceSettings(Table):
    """A source: its name as shown to readers, its hosts, where it announces articles, and the rights to them.

    `pages` are section pages, whose links to articles count; `robots_sitemaps` also asks the sitemaps that the
    robots.txt of its hosts name, for what is a week old at most.
    """

    name: str = Field(min_length=1)
    hosts: tuple[str, ...] = Field(min_length=1)
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    robots_sitemaps: bool = False
    pages: tuple[str, ...] = ()
    rights: Rights = Rights()
    rules: ExtractionRules | None = None

    @field_validator("hosts")
    @classmethod
    def _are_bare_names(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            if urlsplit(f"//{host}").hostname != host.lower():
                raise ValueError(f"{host!r} is no host; write its name alone, as in www.example.org")
        return tuple(host.lower() for host in hosts)

    @field_validator("feeds", "sitemaps", "pages")
    @classmethod
    def _are_urls(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        for url in urls:
            if not is_http_url(url):
                raise ValueError(f"{url!r} is no http or https URL")
        return urls

    @field_validator("rights")
    @classmethod
    def _are_evident(cls, rights: Rights) -> Rights:
        if rights.basis != "unknown" and not rights.evidence.strip():
            raise ValueError(f"basis {rights.basis!r} needs evidence: a URL or a document that can be looked up")
        if rights.signals:
            raise ValueError("signals are found on pages, and not configured")
        return rights

    def is_named(self, name: str) -> bool:
        """Tell whether `name` is this source's, whatever the case of its letters."""
        return _as_one(self.name) == _as_one(name)


def _as_one(name: str) -> str:
    return name.strip().casefold()


class Sources(Table):
    """The file sources.toml."""

    source: tuple[SourceSettings, ...] = ()

    @field_validator("source", mode="before")
    @classmethod
    def _is_an_array(cls, value: object) -> object:
        if not isinstance(value, list):
            raise ValueError("a source is a [[source]], in double brackets")  # noqa: TRY004 - pydantic expects it
        return value

    @model_validator(mode="after")
    def _hosts_have_one_source(self) -> Self:
        hosts = [host for source in self.source for host in set(source.hosts)]
        doubled = sorted({host for host in hosts if hosts.count(host) > 1})
        if doubled:
            raise ValueError(f"more than one source claims the host {', '.join(doubled)}")
        return self

    @model_validator(mode="after")
    def _names_have_one_source(self) -> Self:
        # Figures, filters and the ledger know a source by its name alone.
        named: dict[str, SourceSettings] = {}
        for source in self.source:
            first = named.setdefault(_as_one(source.name), source)
            if first is not source:
                both = " and ".join(f"{each.name!r} ({', '.join(each.hosts)})" for each in (first, source))
                raise ValueError(f"two sources have one name: {both}")
        return self
