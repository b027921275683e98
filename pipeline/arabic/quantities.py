"""Quantities: numbers as a reader of news meets them, and how parts that follow one another make one.

The grammar is that of Arabic and of English alike: «ثلاثة ملايين ومئتا ألف», "three million two hundred thousand",
"3.2 million". A language brings its words (see `numerals`), each with its role; `compose` puts them together.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

# digits: 3.2 · unit: 1 to 9 · teen: 10 to 19 · ten: 20, 30 … 90 · hundreds: 100, 200 … as one word
# hundred: the word that multiplies · scale: thousand, million …
# fraction: half, third · plus_ten: the عشر of «خمسة عشر» · mass: "millions" without a number
# single: stands alone or beside a ten, e.g. ordinals («الخامس والعشرون», "twenty-first"), dozen, duals
PartRole = Literal[
    "digits", "unit", "teen", "ten", "hundreds", "hundred", "scale", "fraction", "plus_ten", "single", "mass"
]
Writing = Literal["digits", "words", "mass"]

_HUNDRED = 100
_TEN = 10


class Part(NamedTuple):
    """A word or a run of digits that may be part of a quantity.

    `joined` tells that a conjunction stands before it (و, "and"), `adjacent` that nothing else stands between
    it and the part before it. `loose` parts make quantities that a translator may leave out or add: one, a dual.
    """

    values: tuple[Fraction, ...]
    role: PartRole
    start: int
    end: int
    joined: bool = False
    adjacent: bool = False
    loose: bool = False


class Quantity(NamedTuple):
    """A number in a text: its possible values, likeliest first, how it is written, and where (code points).

    `scale` is the scale word's value (1000000 for "3 million"), 1 where there is none.
    """

    values: tuple[Fraction, ...]
    writing: Writing
    start: int
    end: int
    loose: bool = False
    scale: Fraction = Fraction(1)

    def same_as(self, other: "Quantity") -> bool:
        """Tell whether both may mean the same number."""
        return any(value in other.values for value in self.values)


def compose(parts: Iterable[Part]) -> Iterator[Quantity]:
    """Yield the quantities that `parts`, in the order of the text, make."""
    building: _Building | None = None
    for part, following in _with_following(parts):
        if building is not None and building.takes(part) and not building.ends_before(following):
            building = building.with_part(part)
            continue
        if building is not None:
            yield building.quantity()
        building = _Building.begun_with(part)
    if building is not None:
        yield building.quantity()


def _with_following(parts: Iterable[Part]) -> Iterator[tuple[Part, Part | None]]:
    previous: Part | None = None
    for part in parts:
        if previous is not None:
            yield previous, part
        previous = part
    if previous is not None:
        yield previous, None


class _Building(NamedTuple):
    """A quantity so far: `done` is what lower scales are added to, `open` what a scale would multiply."""

    done: Fraction
    open: Fraction
    scale: Fraction
    last: Part
    first: Part

    @classmethod
    def begun_with(cls, part: Part) -> "_Building":
        if part.role == "scale":
            return cls(part.values[0], Fraction(0), part.values[0], part, part)
        return cls(Fraction(0), part.values[0], Fraction(1), part, part)

    def takes(self, part: Part) -> bool:
        last, joined = self.last.role, part.joined
        if not part.adjacent or part.role == "mass" or last == "mass":
            return False
        if part.role == "single":
            return last == "ten" and part.values[0] < _TEN
        if last == "single":
            return self.open < _TEN and (part.role == "plus_ten" or (part.role == "ten" and joined))
        if part.role == "plus_ten":
            return last == "unit" and not joined
        if part.role == "hundred":
            return last in {"unit", "digits"} and not joined and self.open < _HUNDRED
        if part.role == "scale":
            return not joined and last != "scale" and self.open > 0 and (self.scale == 1 or part.values[0] < self.scale)
        if part.role == "fraction":
            return joined and last != "fraction"
        return self._adds(part)

    def ends_before(self, following: Part | None) -> bool:
        """Tell whether a new number begins although this one could go on: «340 مليون و500 مليون»."""
        if self.last.role != "scale" or following is None or not following.adjacent:
            return False
        return following.role == "scale" and following.values[0] >= self.scale

    def _adds(self, part: Part) -> bool:
        last, value = self.last.role, part.values[0]
        if part.role == "digits":
            return last == "scale" and part.joined and value < self.scale
        if last == "scale":
            return value < self.scale and (part.joined or self.first.role != "digits")
        if last in {"hundred", "hundreds"}:
            return value < _HUNDRED
        if part.role == "ten":
            return last == "unit" and part.joined
        return part.role == "unit" and last == "ten"

    def with_part(self, part: Part) -> "_Building":
        value = part.values[0]
        if part.role == "scale":
            return self._replace(
                done=self.done + self.open * value, open=Fraction(0), scale=max(self.scale, value), last=part
            )
        if part.role == "hundred":
            return self._replace(open=self.open * value, last=part)
        if part.role == "fraction" and self.last.role == "scale":
            return self._replace(done=self.done + value * self.last.values[0], last=part)
        return self._replace(open=self.open + (_TEN if part.role == "plus_ten" else value), last=part)

    def quantity(self) -> Quantity:
        first, last = self.first, self.last
        values = first.values if first is last else (self.done + self.open,)
        writing: Writing = "mass" if first.role == "mass" else "digits" if first.role == "digits" else "words"
        loose = first is last and (first.loose or first.role == "mass")
        return Quantity(values, writing, first.start, last.end, loose, self.scale)
