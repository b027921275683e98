"""LibreTranslate, one's own or a hosted one, by its JSON interface: POST /translate with a list of texts.

Source: docs.libretranslate.com, "API Usage". A server's own limit of characters is met by its 400, after which
less is sent at a time.
"""

from collections.abc import Sequence

from pipeline.engines.abilities import Abilities
from pipeline.engines.brief import NO_BRIEF, Brief
from pipeline.engines.transport import Transport, base_url_of
from pipeline.errors import EngineAnswerBroken
from pipeline.settings.engines import EngineSettings


class LibreTranslate:
    """A LibreTranslate server at `settings.base_url` (bare, without /translate)."""

    abilities = Abilities(characters=4_900, segments=50)

    def __init__(self, name: str, settings: EngineSettings, target: str) -> None:
        self.name = name
        self._target = target
        self._key = settings.api_key.get_secret_value() if settings.api_key else None
        self.abilities = self.abilities.within(settings.max_characters)
        self._transport = Transport(name, base_url_of(name, settings), timeout=settings.timeout)

    def fits(self, lines: Sequence[str]) -> bool:
        """Tell whether `lines` are few enough, and few enough characters."""
        return self.abilities.hold(lines)

    def translate(self, lines: Sequence[str], _: Brief = NO_BRIEF, /) -> list[str]:
        """Translate `lines` as a list of texts; see Service.translate."""
        question = {"q": list(lines), "source": "en", "target": self._target, "format": "text"}
        if self._key:
            question["api_key"] = self._key
        answer = self._transport.exchange_json("/translate", question)
        texts = answer.get("translatedText")
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise EngineAnswerBroken(
                "its answer holds no list translatedText",
                engine=self.name,
                item=self.name,
                next_step=f"see whether [engines.{self.name}] base_url is a LibreTranslate server's",
            )
        return texts

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()
