"""The words with which Arabic writes numbers, folded as `letters.fold` folds them. Data for `numerals`."""

from fractions import Fraction

from pipeline.arabic.letters import fold
from pipeline.arabic.quantities import PartRole

# (value, role, words). Words may carry و ف ب ك ل and ال before them; feminine, dual and oblique forms are listed.
_TABLE: tuple[tuple[int, PartRole, str], ...] = (
    (0, "unit", "صفر"),
    (3, "unit", "ثلاث ثلاثة ثلاثا"),
    (4, "unit", "أربع أربعة أربعا"),
    (5, "unit", "خمس خمسة خمسا"),
    (6, "unit", "ست ستة ستا"),
    (7, "unit", "سبع سبعة سبعا"),
    (8, "unit", "ثمان ثماني ثمانية ثمانيا"),
    (9, "unit", "تسع تسعة تسعا"),
    (10, "teen", "عشرة"),
    (20, "ten", "عشرون عشرين"),
    (30, "ten", "ثلاثون ثلاثين"),
    (40, "ten", "أربعون أربعين"),
    (50, "ten", "خمسون خمسين"),
    (60, "ten", "ستون ستين"),
    (70, "ten", "سبعون سبعين"),
    (80, "ten", "ثمانون ثمانين"),
    (90, "ten", "تسعون تسعين"),
    (200, "hundreds", "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي"),
    (300, "hundreds", "ثلاثمئة ثلاثمائة"),
    (400, "hundreds", "أربعمئة أربعمائة"),
    (500, "hundreds", "خمسمئة خمسمائة"),
    (600, "hundreds", "ستمئة ستمائة"),
    (700, "hundreds", "سبعمئة سبعمائة"),
    (800, "hundreds", "ثمانمئة ثمانمائة ثمانيمئة"),
    (900, "hundreds", "تسعمئة تسعمائة"),
    (100, "hundred", "مئة مائة"),
    (1_000, "scale", "ألف ألفا آلاف"),
    (1_000_000, "scale", "مليون مليونا ملايين"),
    (1_000_000_000, "scale", "مليار مليارا مليارات بليون بليونا بلايين"),
    (1_000_000_000_000, "scale", "تريليون تريليونا تريليونات ترليون ترليونا ترليونات"),
    (2_000, "single", "ألفان ألفين ألفي"),
    (2_000_000, "single", "مليونان مليونين مليوني"),
    (2_000_000_000, "single", "ملياران مليارين ملياري بليونان بليونين"),
    (2_000_000_000_000, "single", "تريليونان تريليونين تريليوني ترليونين"),
    (3, "single", "ثالث ثالثة ثلاثي ثلاثية ثلاثتهم"),
    (4, "single", "رابع رابعة رباعي رباعية أربعتهم"),
    (5, "single", "خامس خامسة خماسي خماسية"),
    (6, "single", "سادس سادسة سداسي سداسية"),
    (7, "single", "سابع سابعة سباعي"),
    (8, "single", "ثامن ثامنة"),
    (9, "single", "تاسع تاسعة"),
    (10, "single", "عاشر عاشرة"),
    (12, "hundred", "دزينة"),
)
# What a translator may add, or leave out, without a change of meaning: one, the dual, a decade's name.
_LOOSE: tuple[tuple[int, PartRole, str], ...] = (
    (1, "unit", "واحد واحدة أحد إحدى أحدى"),
    (2, "unit", "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين إثنا إثني"),
    (1, "single", "أول أولى حادي حادية"),
    (
        2,
        "single",
        "ثاني ثان ثانية كلا كلتا كلي كلتي كلاهما كليهما مرتان مرتين ضعف ضعفا ضعفي ضعفين ثنائي ثنائية زوج زوجان",
    ),
    (
        2,
        "single",
        "زوجين عامان عامين عامي سنتان سنتين سنتي يومان يومين شهران شهرين أسبوعان أسبوعين ساعتان ساعتين ساعتي",
    ),
    (2, "single", "دقيقتان دقيقتين قرنان قرنين عقدان عقدين شخصان شخصين رجلان رجلين امرأتان امرأتين طفلان طفلين"),
    (2, "single", "هدفان هدفين دولاران دولارين نقطتان نقطتين"),
    (20, "single", "عشرينيات عشرينات"),
    (30, "single", "ثلاثينيات ثلاثينات"),
    (40, "single", "أربعينيات أربعينات"),
    (50, "single", "خمسينيات خمسينات"),
    (60, "single", "ستينيات ستينات"),
    (70, "single", "سبعينيات سبعينات"),
    (80, "single", "ثمانينيات ثمانينات"),
    (90, "single", "تسعينيات تسعينات"),
    (10, "mass", "عشرات"),
    (100, "mass", "مئات مائات"),
    (10, "single", "عقد عقود"),
    (100, "single", "قرن قرون"),
)
_FRACTIONS: tuple[tuple[Fraction, str], ...] = (
    (Fraction(1, 2), "نصف نصفا"),
    (Fraction(1, 3), "ثلث"),
    (Fraction(2, 3), "ثلثا ثلثي ثلثان ثلثين"),
    (Fraction(1, 4), "ربع ربعا أرباع"),
)


class NumberWord:
    """What a number word means: its value, its role in a quantity, and whether it may be left out."""

    __slots__ = ("loose", "role", "value")

    def __init__(self, value: Fraction, role: PartRole, *, loose: bool) -> None:
        self.value = value
        self.role = role
        self.loose = loose


NUMBER_WORDS: dict[str, NumberWord] = {
    **{
        fold(word): NumberWord(Fraction(value), role, loose=loose)
        for table, loose in ((_TABLE, False), (_LOOSE, True))
        for value, role, written in table
        for word in written.split()
    },
    **{fold(w): NumberWord(value, "fraction", loose=True) for value, written in _FRACTIONS for w in written.split()},
}
# «خمسة عشر», «خمس عشرة»: the second word of the teens; alone, ten.
TEN_OF_TEENS = frozenset({fold("عشر"), fold("عشرة")})
# Plurals that without a number before them mean many: «آلاف المتظاهرين», «مليارات الدولارات».
PLURAL_SCALES = frozenset(fold(word) for word in "آلاف ملايين مليارات بلايين تريليونات ترليونات".split())
