"""What a translation service has to be able to do: one request, asked once.

Patience, rates and bills are not a service's business; `pipeline.engines.engine.Engine` adds them to any.
"""

from collections.abc import Sequence
from typing import Protocol

from pipeline.engines.abilities import Abilities
from pipeline.engines.brief import Brief


class Service(Protocol):
    """A translation service behind its own interface; a file of this folder for each kind.

    It is made with its name in the configuration, its settings and the target language, and it is asked
    by several threads at once.
    """

    @property
    def name(self) -> str:
        """Its name in the configuration, as readers see it in the disclaimer."""

    @property
    def abilities(self) -> Abilities:
        """What it takes and what it can do; of the class, what it is without settings."""

    def fits(self, lines: Sequence[str]) -> bool:
        """Tell whether one request may hold `lines`, by the service's own limits, in what the service counts."""

    def translate(self, lines: Sequence[str], brief: Brief, /) -> list[str]:
        """Translate `lines` in one request; each is a whole text without a line break in it.

        `brief` tells of the article that they are from; a service that has no use for it ignores it. The answer
        holds what the service gave, line by line, and not always as many lines as were sent: whoever asks
        verifies it. Raises errors of the EngineError family and no others.
        """

    def close(self) -> None:
        """Give back connections or memory."""
