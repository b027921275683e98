"""Whose an image is: the credit apart from the caption it stands in."""

import re
from typing import NamedTuple

from pipeline.model import MarkedText
from pipeline.stages.extract.cleaning import cleaned

_MAX_CREDIT = 120
_SIGNS = frozenset(")]:/|©")
"""One of them is in every credit that is told by its words alone, and in few paragraphs' last lines."""
_TAIL = 400
"""Where a credit is looked for at the end of a text: no pattern matches more, and a longer text costs no more."""
# Words before a credit that only announce it: Photo: … · Photograph by … · Image credit: … · Credit … · Source: …
_LABEL = re.compile(
    r"^\W*(?:credits? ?)+(?=[A-Z])"
    r"|^\W*(?:image|photo|media) (?:source|credit|copyright), "
    r"|^\W*(?:(?:(?:photo|image|picture|video|file|featured|illustration|graphic) ?)?"
    r"(?:credits?|sources?|copyright|courtesy(?= ?:))"
    r"|photos?|photograph(?:y|er|s)?|images?|pictures?|pics?|illustrations?|graphics?)(?: by)? ?[:|] ?"
    r"|^\W*(?:photo(?:graph|s)?|photography|image|picture|illustration)s? by ",
    re.IGNORECASE,
)
# … on Monday.Credit · … on Monday.Credit... · … on Monday. Photo: (the name stands in another element)
_BARE_LABEL = re.compile(
    r"(?: ?(?:Image|Photo|Picture)? ?(?:Credits?|Photo|Photograph|Image|Picture|Source) ?(?:by)?"
    r" ?(?::|[.]{3}|…)?){1,3}$"
)
_AGENCY = (
    r"(?:Getty(?: Images)?|AP(?: (?:Photo|Images?))?|Associated Press|Reuters|REUTERS|Agence France-Presse|AFP"
    r"|EPA(?:-EFE)?|EFE|PA(?: (?:Wire|Images?|Media))?|Shutterstock|Adobe Stock|stock\.adobe\.com"
    r"|Alamy(?: Stock Photo)?|iStock(?:photo)?|Bloomberg|Xinhua|Anadolu(?: Agency)?|NurPhoto|Rex(?: Features)?"
    r"|ZUMA(?: Press)?|Sipa(?: USA)?|SWNS(?:\.com)?|BBC|CBC|CNN|NASA|ANI|PTI|dpa|Imago|Unsplash"
    r"|Wikimedia(?: Commons)?|Facebook|Instagram|Twitter|Press Association|Corbis|USA Today(?: Sports)?"
    r"|Magnum(?: Photos)?|Redux|Polaris|Splash(?: News)?|WireImage|FilmMagic|LightRocket|SOPA(?: Images)?|TASS|Kyodo"
    r"|Yonhap|Handout|File photo)"
)
# Image caption, The ferry … · Caption: The ferry … · Image: The ferry on Monday, before it sailed. · Image: … Pic: …
_START = re.compile(
    r"(?:(?:image|media|photo|figure|picture) )?caption ?[,:] ?(?=.)"
    r"|(?:image|photo|picture) ?: ?(?=(?:[^\s:]+ ){5,40}[^\s:]*[.!?][”\"’']?(?: |$)"
    r"|.{10,400} (?:credit|copyright|photo|image|picture|pic)s? ?:)",
    re.IGNORECASE,
)
# … on Monday. (Jane Roe / The Daily) · … on Monday. (The Daily) · and brackets around all of it
_IN_BRACKETS = re.compile(r"(?:^|(?<=[.!?\"”’])) ?[(\[](?P<credit>[^()\[\]]{2,90}[^()\[\].])[)\]]\W*$")
# … on Monday | Jane Roe · … on Monday | Jane Roe/The Daily
_AFTER_BAR = re.compile(r" \| ?(?P<credit>[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){1,3}(?: ?/ ?[^|/]{2,40})?)$")
_ONLY_OF_CAPTIONS = (_IN_BRACKETS, _AFTER_BAR)
_AFTER_SENTENCE = r"(?:(?<=[.!?”\"’|]) |^)"
# The credit at the end of a caption, the surest pattern first:
_ENDS = (
    # … on Monday. (AP Photo/Jane Roe) · … [Photo: Jane Roe] · … (Image: Getty)
    re.compile(
        rf"[(\[](?P<credit>[^()\[\]]{{0,90}}(?:{_AGENCY}|[Pp]hoto(?:graph)?s?\b|PHOTO|[Ii]mages?:|[Pp]ic(?:ture)?:"
        r"|[Cc]ourtesy|[Cc]redit)[^()\[\]]{0,90})[)\]]\W*$"
    ),
    _IN_BRACKETS,
    # … on Monday. | Jane Roe/The Daily
    re.compile(r"(?<=[.!?\"”’]) ?\| ?(?P<credit>[^|]{2,80})$"),
    _AFTER_BAR,
    # … on Monday. Credit: NASA · … on Monday.CreditJane Roe · … Photograph: Jane Roe/The Daily · … Photo by Jane Roe
    re.compile(
        r"(?:^|(?<=[\s.,;|!?”\"’)–—-]))(?P<credit>"
        r"(?:(?:photo|image|picture|video|file|illustration) )?(?:credits?|copyright|sources?) ?:.{2,110}"
        r"|(?-i:(?:Credits? ?)+[A-Z]).{2,100}"
        r"|(?:photo(?:graph|s|graphy|grapher)?|image|picture|pic|illustration|graphic)s?(?: by)? ?: ?.{2,110}"
        r"|(?:photo(?:graph|s)?|photography|image|picture|illustration)s? by (?-i:[A-Z]).{2,100}"
        r"|photo courtesy(?: of)? .{2,100})$",
        re.IGNORECASE,
    ),
    # … on Monday. Courtesy of the museum
    re.compile(r"(?<=[.!?”\"’|]) (?P<credit>[Cc]ourtesy (?:of )?.{2,100})$"),
    # … on Monday. © Jane Roe · … Copyright Jane Roe
    re.compile(r"(?P<credit>(?:©|\([cC]\)|Copyright) ?.{2,100})$"),
    # … on Monday. Jane Roe/AP · … Jane Roe / Getty Images · … Jane Roe via Getty Images
    re.compile(
        rf"{_AFTER_SENTENCE}(?P<credit>(?:[^.!?/|]{{2,60}}?(?: ?/ ?| via | ?\| ?| for |, ))?"
        rf"{_AGENCY}(?: ?(?:/|via|\||,|-) ?[^.!?/|]{{2,40}}){{0,3}})\.?$"
    ),
    # … on Monday. REUTERS/Jane Roe/File Photo · … AFP - Jane Roe
    re.compile(rf"{_AFTER_SENTENCE}(?P<credit>(?:REUTERS|AFP|EPA|AP|PA) ?[/-].{{2,60}})$"),
)


class Told(NamedTuple):
    """A caption and a credit, each null where there is none."""

    caption: MarkedText | None
    credit: str | None


def separated(caption: MarkedText | None, credit: str | None) -> Told:
    """Take the credit out of `caption` where no element held it, and out of its end where one did."""
    given = without_label(credit) if credit else None
    rest = _without_start(caption) if caption else None
    if rest is None or given:
        return Told(_without(rest, given or ""), given)
    match = next((found for end in _ENDS if (found := end.search(rest.text, _tail(rest.text)))), None)
    return Told(_without_end(rest, match.start()), without_label(match["credit"])) if match else Told(rest, None)


def without_label(credit: str) -> str | None:
    """Return `credit` without the words that announce it and the brackets around it; None where nothing is left."""
    text = cleaned(credit).strip(" \t|•·–—-")
    for opening, closing in ("()", "[]"):
        if text.startswith(opening) and text.endswith(closing):
            text = text[1:-1].strip()
    text = _LABEL.sub("", text).strip(" :|•·–—,;")
    return text or None


def is_credit(text: str) -> bool:
    """Tell whether `text` is a credit and nothing else."""
    return len(text) <= _MAX_CREDIT and any((found := end.search(text)) and found.start() == 0 for end in _ENDS)


def is_signed(text: str) -> bool:
    """Tell whether `text` ends in what is a credit wherever it stands: `… on Monday. (AP Photo/Jane Roe)`."""
    if len(text) > _TAIL or _SIGNS.isdisjoint(text[-_MAX_CREDIT:]):
        return False
    return any(end.search(text) for end in _ENDS if end not in _ONLY_OF_CAPTIONS)


def _without(caption: MarkedText | None, given: str) -> MarkedText | None:
    """Take the credit `given` off the end of `caption`, and the word that announces it."""
    if caption and given and caption.text.endswith(given):
        caption = _without_end(caption, len(caption.text) - len(given))
    label = _BARE_LABEL.search(caption.text, _tail(caption.text)) if caption else None
    return _without_end(caption, label.start()) if caption and label else caption


def _tail(text: str) -> int:
    return max(0, len(text) - _TAIL)


def _without_start(caption: MarkedText) -> MarkedText:
    """Take the word that announces a caption off its beginning."""
    match = _START.match(caption.text)
    if not match:
        return caption
    at = match.end()
    marks = [
        mark.model_copy(update={"start": max(mark.start - at, 0), "end": mark.end - at})
        for mark in caption.marks
        if mark.end > at
    ]
    return MarkedText(text=caption.text[at:], marks=tuple(marks))


def _without_end(caption: MarkedText, at: int) -> MarkedText | None:
    text = caption.text[:at].rstrip(" \t|•·–—-([/,;")
    marks = [
        mark.model_copy(update={"end": min(mark.end, len(text))}) for mark in caption.marks if mark.start < len(text)
    ]
    return MarkedText(text=text, marks=tuple(marks)) if text else None
