"""What a service takes and what it can do, as one value that the packing, the checks and the documentation share."""

import re
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from pipeline.model import Model

TOKEN = re.compile(r"⟦(\d{1,3})⟧")
"""How marks travel in a line: ⟦1⟧ opens one and ⟦2⟧ closes it, then ⟦3⟧ and ⟦4⟧; from ⟦501⟧ on each stands alone."""


class Abilities(Model):
    """What one request may hold, and what the service makes of it; the defaults are those of the plainest service."""

    characters: int = Field(default=4_900, description="most characters in a request")
    segments: int | None = Field(default=None, description="most texts in a request; null for any number")
    markup: Literal["tokens", "elements", "none"] = Field(
        default="tokens",
        description="how links and emphasis travel: as tokens such as ⟦1⟧, as XML elements, or not at all",
    )
    unit: Literal["text", "sentence"] = Field(default="text", description="what it translates as a whole")
    has_glossary: bool = Field(default=False, description="whether it takes the glossary's terms by itself")
    has_context: bool = Field(default=False, description="whether it takes what stands around the texts")

    def hold(self, lines: Sequence[str]) -> bool:
        """Tell whether one request may hold `lines`, counted in texts and characters."""
        few_enough = self.segments is None or len(lines) <= self.segments
        return few_enough and sum(map(len, lines)) <= self.characters

    def within(self, characters: int | None) -> "Abilities":
        """Return these abilities with `characters` as the most in a request, where that is given."""
        return self if characters is None else self.model_copy(update={"characters": characters})
