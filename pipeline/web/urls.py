"""URLs in one normal form, so that one article has one id however it is linked to.

Two URLs that may be two articles must never become one: an article would be lost without a word. The other
way round costs little, as the page's canonical URL makes one item of them. So only parameters that are known
to track are dropped.
"""

import hashlib
import re
from urllib.parse import SplitResult, urlsplit

from courlan import normalize_url

# Parameters that tell where a click came from. Names as publishers and networks document them.
TRACKING_PREFIXES = (
    "utm_",  # Google Analytics: utm_source=rss
    "mtm_", "pk_", "piwik_",  # Matomo: pk_campaign=feed
    "at_",  # Piano, BBC: at_medium=RSS
    "ns_",  # comScore, BBC: ns_mchannel=social
    "mc_",  # Mailchimp: mc_cid=0a1b2c
    "hsa_", "_hs",  # HubSpot: hsa_acc=1, _hsenc=p2AN
    "oly_", "vero_", "mkt_", "wt_",  # Omeda, Vero, Marketo (mkt_tok), Webtrekk (wt_mc)
    "ga_", "itm_", "intcmp", "wprss", "pf_rd_", "stm_",
)  # fmt: skip
TRACKING_NAMES = frozenset({
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "igshid",
    "igsh", "li_fat_id", "srsltid", "epik", "s_kwcid", "_ga", "_gl",  # advertising networks
    "cmp", "cmpid", "icid", "ocid", "ito", "xtor", "smid", "smtyp", "partner", "campaign", "campaign_id",
    "referringsource", "traffic_source", "feedtype", "feedname", "guccounter", "guce_referrer",
    "guce_referrer_sig", ".tsrc", "maca", "spm", "share", "amp", "outputtype", "sh", "sr_share", "__twitter_impression",
})  # fmt: skip
# These track as well, unless their value looks like a number of something: ref=rss, but not ref=2024-117.
ORIGIN_NAMES = frozenset({"ref", "source", "src", "referrer", "referer", "via", "from"})

# Sessions that Java servers write into the path: "/a;jsessionid=0A1B2C".
SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")


def normalise_url(url: str) -> str:
    """Return the normal form of the absolute http or https URL `url`.

    Host in lower case without the scheme's own port, one slash for several, no fragment, escapes in upper
    case, no tracking parameters and the others sorted by name, their values kept as they are. Idempotent.
    Raises ValueError where `url` is no URL at all.
    """
    split = urlsplit(url.strip())
    bare = SplitResult(split.scheme, split.netloc, SESSION.sub("", split.path) or "/", "", "")
    query = _significant(split.query)
    normal = ESCAPE.sub(lambda escape: escape[0].upper(), normalize_url(bare))
    return f"{normal}?{query}" if query else normal


def item_id(url: str) -> str:
    """Return the id of the article at `url`: the first 16 hex digits of SHA-256 of the normalised URL."""
    return hashlib.sha256(normalise_url(url).encode()).hexdigest()[:16]


def _significant(query: str) -> str:
    fields = [field for field in query.split("&") if field and not _tracks(field)]
    return "&".join(sorted(fields, key=lambda field: field.split("=")[0]))


def _tracks(field: str) -> bool:
    name, _, value = field.partition("=")
    name = name.lower()
    if name in ORIGIN_NAMES:
        return not any(character.isdigit() for character in value)
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)
