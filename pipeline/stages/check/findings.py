"""What the checks can find: the code of each finding, how grave it is, and what the editor reads.

A detail is one sentence in English and the same in Arabic, so that either desk understands it.
"""

from typing import NamedTuple

from pipeline.model import Flag, Severity
from pipeline.model.report import Span


class Kind(NamedTuple):
    """A kind of finding; `english` and `arabic` are templates for its detail."""

    severity: Severity
    english: str
    arabic: str


KINDS: dict[str, Kind] = {
    "empty": Kind("hold", "There is no translation.", "لا توجد ترجمة."),
    "echo": Kind("hold", "The text came back in English.", "عاد النص بالإنجليزية كما هو."),
    "wrong_language": Kind("hold", "The text is not Arabic.", "النص ليس بالعربية."),
    "foreign_letters": Kind(
        "note", "“{what}” has letters that Arabic does not use.", "في «{what}» حروف لا تستعملها العربية."
    ),
    "english_left": Kind("hold", "“{what}” is still in English.", "بقي «{what}» بالإنجليزية."),
    "english_word_left": Kind("note", "“{what}” is still in English.", "بقيت «{what}» بالإنجليزية."),
    "too_short": Kind(
        "hold", "The Arabic is far shorter than the English calls for.", "النص العربي أقصر بكثير مما يقتضيه الأصل."
    ),
    "too_long": Kind(
        "hold", "The Arabic is far longer than the English calls for.", "النص العربي أطول بكثير مما يقتضيه الأصل."
    ),
    "truncated": Kind("hold", "The Arabic breaks off before the end.", "ينقطع النص العربي قبل نهايته."),
    "sentence_missing": Kind("hold", "This sentence has no translation: “{what}”", "جملة لم تُترجم: «{what}»"),
    "sentence_added": Kind(
        "hold", "This sentence has no counterpart in the English: “{what}”", "جملة لا أصل لها في الإنجليزية: «{what}»"
    ),
    "unrelated": Kind("hold", "The Arabic does not translate this English.", "النص العربي ليس ترجمة لهذا الأصل."),
    "repeated": Kind("hold", "“{what}” stands there twice.", "تكرر النص «{what}»."),
    "word_repeated": Kind("note", "The word “{what}” is doubled.", "تكررت الكلمة «{what}»."),
    "number_missing": Kind("hold", "The number {what} is missing in the Arabic.", "العدد {what} غير موجود في الترجمة."),
    "number_added": Kind("hold", "The number {what} is not in the English.", "العدد {what} غير موجود في الأصل."),
    "number_changed": Kind("hold", "The number {what} became {other}.", "تحوّل العدد {what} إلى {other}."),
    "number_word_missing": Kind(
        "hold", "The number “{what}” was not found in the Arabic.", "لم يُعثر في الترجمة على العدد «{what}»."
    ),
    "scale_changed": Kind("hold", "The scale “{what}” became “{other}”.", "تحوّلت مرتبة العدد «{what}» إلى «{other}»."),
    "percentage_missing": Kind(
        "hold", "The per cent of “{what}” is missing in the Arabic.", "النسبة المئوية «{what}» غير موجودة في الترجمة."
    ),
    "percentage_added": Kind("hold", "The English has no per cent here.", "لا نسبة مئوية في الأصل هنا."),
    "percentage_points": Kind(
        "note", "Percentage points became per cent, or the reverse.", "اختلطت النقاط المئوية بالنسبة المئوية."
    ),
    "currency_missing": Kind(
        "hold", "The currency of “{what}” is missing in the Arabic.", "عملة «{what}» غير مذكورة في الترجمة."
    ),
    "currency_changed": Kind("hold", "The currency “{what}” became “{other}”.", "تحوّلت العملة «{what}» إلى «{other}»."),
    "month_missing": Kind(
        "note", "The month “{what}” is missing in the Arabic.", "الشهر «{what}» غير موجود في الترجمة."
    ),
    "month_changed": Kind("hold", "The month “{what}” became “{other}”.", "تحوّل الشهر «{what}» إلى «{other}»."),
    "month_added": Kind(
        "hold", "The English names no month; the Arabic has “{what}”.", "لا شهر في الأصل، وفي الترجمة «{what}»."
    ),
    "weekday_added": Kind(
        "note", "The English names no such day; the Arabic has “{what}”.", "لا ذكر لليوم «{what}» في الأصل."
    ),
    "weekday_missing": Kind(
        "note", "The day “{what}” is missing in the Arabic.", "اليوم «{what}» غير موجود في الترجمة."
    ),
    "weekday_changed": Kind("hold", "The day “{what}” became “{other}”.", "تحوّل اليوم «{what}» إلى «{other}»."),
    "unit_changed": Kind("hold", "“{what}” became “{other}”.", "تحوّل القياس «{what}» إلى «{other}»."),
    "unit_converted": Kind("note", "“{what}” was converted to “{other}”.", "حُوّل القياس «{what}» إلى «{other}»."),
    "time_changed": Kind("hold", "The time “{what}” became “{other}”.", "تحوّل الوقت «{what}» إلى «{other}»."),
    "time_zone": Kind(
        "note", "The time zone “{what}” is not in the Arabic.", "المنطقة الزمنية «{what}» غير مذكورة في الترجمة."
    ),
    "score_reversed": Kind("note", "The score {what} stands as {other}.", "كُتبت النتيجة {what} بترتيب معكوس: {other}."),
    "headline_stop": Kind(
        "note",
        "The headline ends with a full stop; headlines have none.",
        "في آخر العنوان نقطة، والعناوين لا تُختم بنقطة.",
    ),
    "headline_sentences": Kind("note", "The headline became several sentences.", "صار العنوان أكثر من جملة."),
    "quotation_mark": Kind(
        "note", "The quotation marks are not those of the English.", "علامات التنصيص لا توافق الأصل."
    ),
    "bracket": Kind("note", "A bracket is missing or unbalanced.", "قوس ناقص أو غير متوازن."),
    "address_changed": Kind(
        "hold", "“{what}” is missing or changed in the Arabic.", "«{what}» ناقص أو متغيّر في الترجمة."
    ),
    "placeholder_lost": Kind("hold", "The placeholder {what} was lost or changed.", "ضاعت العلامة {what} أو تغيّرت."),
    "stray_markup": Kind("hold", "“{what}” is markup, not text.", "«{what}» ترميز وليس نصًا."),
    "negation_missing": Kind(
        "note",
        "The English negates (“{what}”); the Arabic does not seem to.",
        "في الأصل نفي («{what}») لا يظهر في الترجمة.",
    ),
    "speaker_gender": Kind(
        "note",
        "The speaker is {what} in English, and “{other}” says otherwise.",
        "المتحدث في الأصل {what}، و«{other}» تخالفه.",
    ),
    "name_changed": Kind(
        "note", "The name “{what}” was not found in the Arabic.", "لم يُعثر في الترجمة على الاسم «{what}»."
    ),
    "exchanged": Kind("hold", "This translation belongs to the text beside it.", "هذه الترجمة تخص النص المجاور."),
    "same_target": Kind("hold", "The same Arabic stands for another text too.", "الترجمة نفسها موضوعة لنص آخر أيضًا."),
    "name_variants": Kind(
        "note", "“{what}” is rendered in several ways: {other}.", "كُتب «{what}» بأكثر من صورة: {other}."
    ),
    "name_left": Kind(
        "note",
        "“{what}” is in Latin letters here, while “{other}” is in Arabic elsewhere.",
        "كُتب «{what}» هنا بحروف لاتينية، وكُتب «{other}» بالعربية في موضع آخر.",
    ),
    "glossary": Kind("note", "“{what}” is not said as the glossary has it.", "لم يُترجم «{what}» كما ورد في المسرد."),
    "unplaced_marks": Kind(
        "note",
        "{what} link(s) or emphases could not be placed and stand on the whole text.",
        "روابط أو إبرازات عددها {what} لم يُعرف موضعها فشملت النص كله.",
    ),
    "repaired_entities": Kind("note", "HTML entities were decoded.", "فُكّ ترميز HTML في النص."),
    "repaired_controls": Kind("note", "Invisible control characters were removed.", "أُزيلت محارف تحكم غير مرئية."),
    "repaired_diacritics": Kind("note", "Stray diacritics or tatweel were removed.", "أُزيلت حركات شاردة أو تطويل."),
    "repaired_punctuation": Kind("note", "Punctuation was made Arabic.", "عُدّلت علامات الترقيم إلى العربية."),
    "repaired_quotation_marks": Kind("note", "Quotation marks were made one kind.", "وُحّدت علامات التنصيص."),
    "repaired_house_style": Kind("note", "Words were spelled as the house style has them.", "وُحّد رسم بعض الكلمات."),
    "repaired_digits": Kind("note", "Digits were made one kind.", "وُحّدت الأرقام."),
    "published_by_policy": Kind(
        "note", "Published under the policy “{what}” in spite of: {other}.", "نُشر وفق السياسة «{what}» رغم: {other}."
    ),
    "repaired_spacing": Kind("note", "Spacing was corrected.", "صُححت المسافات."),
}
_LONGEST_QUOTE = 80


def flag(code: str, source_span: Span | None = None, target_span: Span | None = None, **values: str) -> Flag:
    """Return a flag of the kind `code`, its detail in both languages with `values` filled in."""
    kind = KINDS[code]
    short = {name: _shortened(value) for name, value in values.items()}
    detail = f"{kind.english.format(**short)} / {kind.arabic.format(**short)}"
    return Flag(code=code, severity=kind.severity, detail=detail, source_span=source_span, target_span=target_span)


def _shortened(value: str) -> str:
    value = " ".join(value.encode("utf-8", "replace").decode("utf-8").split())
    return value if len(value) <= _LONGEST_QUOTE else f"{value[:_LONGEST_QUOTE]}…"
