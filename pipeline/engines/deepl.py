"""DeepL, through its official client; marks travel as XML, which it places by itself.

Source: developers.deepl.com, "Translate text", "XML handling" and "Working with context". The client's own transport
waits per read, retries by itself and loses Retry-After; here ours stands in its place, by the client's own interface
for it.
"""

import html
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import deepl
from deepl.http_client import HttpClient

from pipeline.engines.abilities import TOKEN, Abilities
from pipeline.engines.brief import NO_BRIEF, Brief
from pipeline.engines.deepl_glossary import AccountGlossary
from pipeline.engines.transport import Transport
from pipeline.errors import ConfigurationError, EngineAnswerBroken, EngineRefused
from pipeline.settings.engines import EngineSettings

# What a request with a glossary is answered that is gone, or not for these languages.
_NO_GLOSSARY = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND})
FREE, PAID = "https://api-free.deepl.com", "https://api.deepl.com"
# Tokens of marks open with an odd number and close with the even one after it; from here on one stands alone.
_FIRST_ALONE = 501
# <m i="1">words</m>, and <t i="501"/>, which some answers write as <t i="501"></t>
_TAG = re.compile(r"<m i=\"(\d+)\">|</m>|<t i=\"(\d+)\"\s*(?:/>|></t>)")


class DeepL:
    """A DeepL account by `settings.api_key`; keys that end in :fx are those of free accounts."""

    # A request holds 50 texts and 128 KiB; a character is six bytes at the most, once escaped in JSON.
    abilities = Abilities(characters=18_000, segments=50, markup="elements", has_glossary=True, has_context=True)

    def __init__(self, name: str, settings: EngineSettings, target: str) -> None:
        if settings.api_key is None:
            raise ConfigurationError(
                f"engines.{name}: DeepL needs a key",
                item=name,
                next_step=f"set REPUBLISH_ENGINES__{name.upper()}__API_KEY in the environment",
            )
        self.name = name
        self._target = target.upper()
        most = self.abilities.characters
        self.abilities = self.abilities.within(min(settings.max_characters or most, most))
        key = settings.api_key.get_secret_value()
        base_url = (settings.base_url or (FREE if key.endswith(":fx") else PAID)).rstrip("/")
        self._transport = Transport(name, base_url, timeout=settings.timeout)
        self._client = deepl.DeepLClient(key, server_url=base_url, send_platform_info=False)
        self._client._client = _Client(self._transport, base_url)  # noqa: SLF001  # it takes no client of one's own
        self._glossary = AccountGlossary(name, self._client, self._target)

    def fits(self, lines: Sequence[str]) -> bool:
        """Tell whether `lines` are few enough, and few enough characters."""
        return self.abilities.hold(lines)

    def translate(self, lines: Sequence[str], brief: Brief = NO_BRIEF, /) -> list[str]:
        """Translate `lines` as a list of texts; see Service.translate."""
        glossary = self._glossary.id_of(brief.glossary) if brief.terms_in(lines) else None
        context = "\n".join(brief.context_of(lines).values()) or None
        try:
            return self._translated(lines, context, glossary)
        except EngineRefused as error:
            if glossary is None or error.status not in _NO_GLOSSARY:
                raise
            translated = self._translated(lines, context, None)
            self._glossary.forget(brief.glossary)
            return translated

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _translated(self, lines: Sequence[str], context: str | None, glossary: str | None) -> list[str]:
        try:
            answer = self._client.translate_text(
                [as_xml(line) for line in lines],
                source_lang="EN",
                target_lang=self._target,
                context=context,
                glossary=glossary,
                tag_handling="xml",
                preserve_formatting=True,
            )
        except (deepl.DeepLException, AttributeError, KeyError, TypeError, ValueError) as error:
            raise self._broken(f"its answer is not what its client expects ({type(error).__name__})") from error
        translated = [from_xml(one.text) for one in answer] if isinstance(answer, list) else []
        if not any(translated):
            raise self._broken("its answer holds no translation")
        return translated

    def _broken(self, what: str) -> EngineAnswerBroken:
        next_step = f"see whether [engines.{self.name}] base_url is DeepL's"
        return EngineAnswerBroken(what, engine=self.name, item=self.name, next_step=next_step)


class _Client(HttpClient):
    """The client's requests by our transport, which raises errors of the EngineError family."""

    def __init__(self, transport: Transport, base_url: str) -> None:
        super().__init__()
        self._transport = transport
        self._base_url = base_url

    def request_with_backoff(  # the client's own signature
        self, method: str, url: str, data: Any, json: Any, headers: dict[str, str], stream: bool = False, **_: Any  # noqa: ANN401, FBT001, FBT002  # the same
    ) -> tuple[int, str]:  # fmt: skip
        """Send a request once and return its status and text; retries are the engine's."""
        del stream
        path = url.removeprefix(self._base_url)
        response = self._transport.exchange(method, path, data=data, json=json, headers=headers)
        return response.status_code, response.text


def as_xml(line: str) -> str:
    """Return `line` as XML: its tokens as elements around words, or as empty ones where they cross each other."""
    tokens = [int(token[1]) for token in TOKEN.finditer(line)]
    paired = _is_nested([number for number in tokens if number < _FIRST_ALONE])

    def element(token: re.Match[str]) -> str:
        number = int(token[1])
        if not paired or number >= _FIRST_ALONE:
            return f'<t i="{number}"/>'
        return f'<m i="{number}">' if number % 2 else "</m>"

    return TOKEN.sub(element, html.escape(line, quote=False))


def from_xml(text: str) -> str:
    """Return an answer with tokens in place of its elements; what is no element of ours stays as it is."""
    opened: list[int] = []

    def token(tag: re.Match[str]) -> str:
        if tag[2]:
            return f"⟦{tag[2]}⟧"
        if tag[1]:
            opened.append(int(tag[1]))
            return f"⟦{tag[1]}⟧"
        return f"⟦{opened.pop() + 1}⟧" if opened else ""

    return html.unescape(_TAG.sub(token, text))


def _is_nested(numbers: Sequence[int]) -> bool:
    opened: list[int] = []
    for number in numbers:
        if number % 2:
            opened.append(number)
        elif not opened or opened.pop() != number - 1:
            return False
    return not opened
