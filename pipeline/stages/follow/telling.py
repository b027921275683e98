"""What a source changed, told to readers: the findings of `compare` in Arabic, its numbers in agreement."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Counted(NamedTuple):
    """A noun as it follows what was done to it: of one, of two, of 3 to 10, of 11 to 99, and of whole hundreds."""

    one: str
    two: str
    few: str
    many: str
    hundreds: str

    def after(self, number: int) -> str:
        """Return `number` with the noun, in the genitive that «تعديل» and its like ask for."""
        rest = number % 100
        if number <= 2:  # noqa: PLR2004 - the singular and the dual have no figure
            return self.one if number == 1 else self.two
        noun = self.few if 3 <= rest <= 10 else self.many if rest > 10 else self.hundreds  # noqa: PLR2004 - the grammar's
        return f"{number} {noun}"


NAMES: Mapping[str, str] = MappingProxyType(
    {
        "headline": "العنوان",
        "description": "المقدمة",
        "body": "المتن",
        "caption": "تعليقات الصور",
        "image": "الصور",
        "authors": "أسماء الكتّاب",
        "date": "تاريخ النشر",
        "address": "رابط الخبر",
    }
)
_NOUNS: Mapping[str, Counted] = MappingProxyType(
    {
        "body": Counted("مقطع واحد", "مقطعين", "مقاطع", "مقطعًا", "مقطع"),
        "caption": Counted("تعليق واحد", "تعليقين", "تعليقات", "تعليقًا", "تعليق"),
        "image": Counted("صورة واحدة", "صورتين", "صور", "صورة", "صورة"),
        "authors": Counted("اسم واحد", "اسمين", "أسماء", "اسمًا", "اسم"),
    }
)
_DONE = MappingProxyType({"changed": "تعديل", "added": "إضافة", "removed": "حذف"})
# "2 changed" of "2 changed, 1 added"
_COUNT = re.compile(r"(?P<number>\d+) (?P<done>changed|added|removed)")
_BECAME = re.compile(r"“(?P<before>.*)” became “(?P<after>.*)”", re.DOTALL)


def told(kind: str, detail: str) -> str:
    """Return in Arabic what `compare` found of `kind`; a kind or a detail that is not known stays as it is."""
    return f"{NAMES.get(kind, kind)}: {_told(kind, detail)}"


def _told(kind: str, detail: str) -> str:
    if detail == "the order changed":
        return "تغيير الترتيب"
    if became := _BECAME.fullmatch(detail):
        return _replaced(became["before"], became["after"])
    counts = list(map(_COUNT.fullmatch, detail.split(", ")))
    noun = _NOUNS.get(kind)
    if noun is None or None in counts:
        return detail
    return "، و".join(f"{_DONE[found['done']]} {noun.after(int(found['number']))}" for found in counts if found)


def _replaced(before: str, after: str) -> str:
    if not before:
        return f"إضافة «{after}»"
    return f"تغيير «{before}» إلى «{after}»" if after else f"حذف «{before}»"
