"""Which part of a byline is a person's name: never an agency, a desk, a role or a date."""

import re

_MAX_WORDS = 6
_NAME_AND_SURNAME = 2
_TITLE = re.compile(r"^(?:dr|prof|professor|sir|dame|lord|lady|rev|mr|mrs|ms)\.?\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?d|md|ii|iii|iv|obe|mbe)\.?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’`´-]*(?:\s+[^\W\d_][\w.'’`´-]*)*\.?")
# Words that no person is called, but agencies, desks, roles and organisations are.
_NO_NAME_WORDS = frozenset(
    "admin administrator advertorial afp afpbb agence agencies agency ani ap associated association author bbc "
    "bloomberg blog board bulletin bureau business channel chronicle cnn columnist com committee community content "
    "contributor contributors coordinator correspondent correspondents courier daily department desk digital director "
    "dispatch dpa editor editorial editors efe examiner experts foundation gazette guest headlines health herald hours "
    "ians image images inc insider institute jazeera journal journalist limited live llc ltd magazine media min "
    "ministry minutes monthly network news newsletter newspaper newsroom newswire nbc npr observer online "
    "organisation organization org page pa partner partners photographer photos picture pictures plc podcast politics "
    "post press producer program programme promoted pti radio read reporter reporters reports reuters review science "
    "sentinel service services site sponsored sport sports sputnik staff standard storyteller studio syndication team "
    "telegraph the times today tribune tv university unknown upi updated published web webdesk website weekly wiki "
    "wire wires world writer writers xinhua yesterday your youtube ago am pm edt est gmt utc bst".split()
)
# Of these some are surnames, too.
_SURNAMES = frozenset({"bloomberg", "guest", "page", "read"})
# What stands between a name and a role: Jane Roe Senior Political Reporter
_OF_ROLES = frozenset(
    "acting arts assistant associate chief climate crime culture defence defense deputy diplomatic economics "
    "education energy entertainment environment executive finance foreign global international investigations "
    "investigative legal local managing money national political regional royal senior showbiz special specialist "
    "technology transport travel".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb apr jun jul "
    "aug sep sept oct nov dec".split()
)


def without_house(name: str) -> str:
    """Take publisher and role off the end of a name: `Jane Roe BBC News`, `Jane Roe Senior Crime Reporter`."""
    words = name.split()
    at = next((number for number, word in enumerate(words) if word.lower() in _NO_NAME_WORDS - _SURNAMES), len(words))
    while 0 < at < len(words) and words[at - 1].lower() in _OF_ROLES:
        at -= 1
    return " ".join(words[:at]) if at >= _NAME_AND_SURNAME else name


def is_person(name: str) -> bool:
    """Tell whether `name` may be a person's: words of letters, none of them a month's, an agency's or a role's.

    The first may be a day's or a month's: Sunday Roe, April Roe.
    """
    bare = _TITLE.sub("", name)
    words = bare.split()
    if not 1 <= len(words) <= _MAX_WORDS or not _NAME.fullmatch(bare) or _SUFFIX.fullmatch(bare):
        return False
    low = [word.lower().strip(".'’") for word in words]
    if low[_NAME_AND_SURNAME - 1 :] and low[-1] in _SURNAMES:
        low = low[:-1]
    if any(word in _NO_NAME_WORDS for word in low) or any(word in _MONTHS | _DAYS for word in low[1:]):
        return False
    if not any(word[0].isupper() or not word[0].isascii() for word in words):
        return False
    return len(words) > 1 or (low[0] not in _MONTHS | _DAYS and not words[0].isascii())
