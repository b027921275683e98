"""Google Translate by way of deep-translator: free, no key, one text a request.

Many lines travel as one text; the mobile page keeps its line breaks.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

import httpx

from pipeline.engines.abilities import Abilities
from pipeline.engines.brief import NO_BRIEF, Brief
from pipeline.engines.transport import Transport, looks_like_captcha
from pipeline.errors import EngineAnswerBroken, EngineRateLimited
from pipeline.settings.engines import EngineSettings

# Google's own, as deep-translator has it.
ADDRESS = "https://translate.google.com/m"
# The service answers 400 to URLs of about 16 kB, which typographic quotation marks (9 bytes each) reach early.
MAX_URL_BYTES = 14_000
# The element that holds the answer, by either of its two names: <div class="result-container">مرحبا</div>
RESULT = re.compile(r"<div[^>]*class=[\"'](?:t0|result-container)[\"'][^>]*>")
# The library's own User-Agent is that of every scraper; one that names the product is answered like a browser's.
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; republish/0.1)", "Accept-Language": "en"}


class Google:
    """The mobile page of Google Translate, at `settings.base_url` (ends in /m) or at Google's own."""

    # deep-translator refuses 5,000 characters; the service itself has failed a little before that.
    abilities = Abilities(characters=4_900)

    def __init__(self, name: str, settings: EngineSettings, target: str) -> None:
        self.name = name
        self._target = target
        most = self.abilities.characters
        self.abilities = self.abilities.within(min(settings.max_characters or most, most))
        base_url = settings.base_url or ADDRESS
        self._transport = Transport(name, base_url, timeout=settings.timeout, headers=HEADERS, has_key=False)

    def fits(self, lines: Sequence[str]) -> bool:
        """Tell whether `lines` are few enough characters, and few enough bytes once encoded in a URL."""
        text = "\n".join(lines)
        return self.abilities.hold([text]) and len(urlencode({"q": text})) <= MAX_URL_BYTES

    def translate(self, lines: Sequence[str], _: Brief = NO_BRIEF, /) -> list[str]:
        """Translate `lines` as one text; see Service.translate."""
        from pipeline.engines.google_page import NoTranslation, translated  # noqa: PLC0415 - only when there is something to do

        try:
            answer = translated("\n".join(lines), self._target, self._whole_page)
        except NoTranslation as error:
            raise _broken(self.name, f"deep-translator found no translation in its page ({error})") from error
        if not answer:
            raise _broken(self.name, "its page holds an empty translation")
        return answer.split("\n")

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _whole_page(self, params: dict[str, str]) -> httpx.Response:
        """Return the page that answers `params`; it has an answer in it, whole, or none at all."""
        # Not as `params`: httpx would take the URL apart twice, which is much of what a request costs.
        response = self._transport.exchange("GET", f"?{urlencode(params)}")
        result = RESULT.search(response.text)
        if result is None and looks_like_captcha(response.text):
            raise EngineRateLimited(
                "asks whether a person is there (captcha)",
                engine=self.name,
                item=self.name,
                next_step="wait some hours, or name another engine in [translate] engines",
            )
        if result and "</div" not in response.text[result.end() :]:
            raise _broken(self.name, "its page ends in the middle of the translation")
        return response


def _broken(engine: str, what: str) -> EngineAnswerBroken:
    return EngineAnswerBroken(what, engine=engine, item=engine, next_step="nothing; the item stays due")
