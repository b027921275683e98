"""What an element is in the page, read from its tag, its role and its class names.

Everything here is true of sites in general: words that templates use, never a site's own names.
"""

import enum
import re
from functools import lru_cache
from itertools import pairwise

from lxml.etree import _Element


class Place(enum.Flag):
    """What surrounds a text or an image."""

    NONE = 0
    BOILERPLATE = enum.auto()  # navigation, share bars, related stories, newsletters, comments, adverts
    ASIDE = enum.auto()
    HEADER = enum.auto()
    FOOTER = enum.auto()
    FIGURE = enum.auto()
    CAPTION = enum.auto()
    CREDIT = enum.auto()
    BYLINE = enum.auto()
    STANDFIRST = enum.auto()
    QUOTE = enum.auto()
    PULLQUOTE = enum.auto()
    LIST = enum.auto()
    TABLE = enum.auto()
    FORM = enum.auto()
    EMBED = enum.auto()
    HIDDEN = enum.auto()
    GALLERY = enum.auto()
    MEDIA = enum.auto()
    VIDEO = enum.auto()
    REMOVED = enum.auto()  # by a rule of the source


TAG_PLACES = {
    "nav": Place.BOILERPLATE,
    "menu": Place.BOILERPLATE,
    "aside": Place.ASIDE,
    "header": Place.HEADER,
    "footer": Place.FOOTER,
    "figure": Place.FIGURE,
    "amp-story": Place.GALLERY,
    "amp-carousel": Place.GALLERY,
    "figcaption": Place.CAPTION,
    "blockquote": Place.QUOTE,
    "li": Place.LIST,
    "dd": Place.LIST,
    "table": Place.TABLE,
    "form": Place.FORM,
    "label": Place.FORM,
    "fieldset": Place.FORM,
    "address": Place.BYLINE,
    "cite": Place.CREDIT,
    "dialog": Place.BOILERPLATE,
}

# One word of a class name, an id, a role or an aria-label is enough: class="article__related-links" has "related".
WORDS = {
    Place.BOILERPLATE: frozenset(
        "ad ads adbox adslot adunit advert adverts advertisement advertising advertorial affiliate alsoread "
        "backtotop banner bookmark breadcrumb breadcrumbs comment comments commenting consent cookie cookies "
        "copyright card cards cta disqus donate donation dfp followus forum freestar gdpr gigya gpt inlinead "
        "interstitial jump leaderboard livefyre loginbox mailinglist menu modal morefrom mostpopular "
        "mostread mostviewed nav navbar navigation newsletter newsletters newslettersignup onetrust outbrain "
        "piano popover popular popup prebid print printonly promo promobox promos promoted promotion readalso "
        "readmore readnext recirc recirculation recommend recommendation recommendations recommended rel-art "
        "related relatedarticles relatedcontent relatedlinks relatedposts relatedstories revcontent rss "
        "screenreader search seealso share sharebar sharebox sharedaddy sharer sharethis sharing sidebar "
        "signin signup skip skiplink social socialmedia sponsor sponsored subscribe subscription taboola "
        "tagcloud taglist tags teads ticker toc toolbar tooltip topics trending trinity tts upnext viafoura "
        "visuallyhidden youmaylike zergnet".split()
    ),
    Place.BYLINE: frozenset(
        "author authors authorbox authorbio authorname bio byline bylines byliner dateline timestamp pubdate "
        "contributor contributors avatar headshot reporter writer".split()
    ),
    Place.CAPTION: frozenset(
        "caption captions figcaption imagecaption imgcaption photocaption cutline wpcaption legend".split()
    ),
    Place.CREDIT: frozenset(
        "credit credits imagecredit photocredit imgcredit copyright copyrightholder attribution photographer "
        "source imagesource photobyline".split()
    ),
    Place.STANDFIRST: frozenset(
        "standfirst dek deck subhead subheadline subheading subtitle subtitulo sapo strapline lede blurb "
        "excerpt synopsis summary leadin".split()
    ),
    Place.FIGURE: frozenset({"figure"}),
    Place.MEDIA: frozenset(
        "image images img photo photos picture media pic thumbnail illustration imagewrap imagebox "
        "imagecontainer".split()
    ),
    Place.QUOTE: frozenset({"blockquote"}),
    Place.VIDEO: frozenset("video videos videoplayer player jwplayer brightcove vjs videojs".split()),
    Place.PULLQUOTE: frozenset("pullquote pullout pullquotes".split()),
    Place.GALLERY: frozenset("gallery slideshow carousel slides slider swiper lightbox".split()),
    Place.EMBED: frozenset(
        "instagram-media twitter-tweet tiktok-embed bluesky-embed fb-post fb-video text-post-media "
        "reddit-embed-bq".split()
    ),
    Place.HIDDEN: frozenset("sr-only visually-hidden screen-reader-text".split()),
}
# A word that counts only as the whole name: class="masthead" is the site's, class="asset-masthead" an article's.
_WHOLE = {Place.BOILERPLATE: frozenset({"masthead", "mast-head", "site-masthead"})}
# Names of a content management system's own blocks of an article, in which "card" and the like say nothing.
_CONTENT_BLOCKS = frozenset({"kg-card"})
_CARDS = frozenset({"card", "cards"})
# Two words together say more than each: class="read-more", id="most-popular", class="pull-quote".
PAIRS = {
    Place.BOILERPLATE: frozenset(
        "access-wall also-read app-download audio-module audio-player author-bio back-top bookmark-card click-here "
        "consent-banner download-app editors-picks email-signup follow-us in-read jump-link jump-links list-tags "
        "load-more more-from more-in more-like more-news more-on more-stories more-story most-popular most-read "
        "most-shared most-viewed most-watched next-article next-story post-navigation print-only read-also read-more "
        "read-next see-also see-more sign-up signup-card skip-link skip-to story-tags tag-list tags-links top-stories "
        "up-next view-comments you-may".split()
    ),
    Place.PULLQUOTE: frozenset("pull-quote quote-pull".split()),
    Place.CAPTION: frozenset(
        "caption-text image-description photo-description img-desc image-desc media-description".split()
    ),
    Place.BYLINE: frozenset(
        "publish-date published-date post-date article-date post-meta entry-meta article-meta".split()
    ),
    Place.STANDFIRST: frozenset(
        "sub-title sub-headline sub-head sub-heading article-description article-intro".split()
    ),
}
_ROLES = {
    "navigation": Place.BOILERPLATE,
    "search": Place.BOILERPLATE,
    "contentinfo": Place.FOOTER,
    "complementary": Place.ASIDE,
    "banner": Place.HEADER,
    "dialog": Place.BOILERPLATE,
    "figure": Place.FIGURE,
    "toolbar": Place.BOILERPLATE,
    "tooltip": Place.BOILERPLATE,
}
_ITEMPROPS = {
    "caption": Place.CAPTION,
    "copyrightholder": Place.CREDIT,
    "credittext": Place.CREDIT,
    "author": Place.BYLINE,
    "comment": Place.BOILERPLATE,
}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")  # mostRead → most Read
_SEPARATOR = re.compile(r"[^a-z0-9]+")
_MAX_NAMES = 400
_NAMED = ("class", "id", "data-testid", "data-component", "data-module", "data-type")


def own_place(element: _Element) -> Place:
    """Return what `element` itself is, without what surrounds it."""
    attributes = element.attrib
    if not attributes:
        return TAG_PLACES.get(element.tag, Place.NONE)
    names = " ".join([str(attributes[name])[:_MAX_NAMES] for name in _NAMED if name in attributes])
    role, itemprop, style = (str(attributes.get(name, "")) for name in ("role", "itemprop", "style"))
    is_hidden = "hidden" in attributes or bool(style and _HIDDEN_STYLE.search(style))
    return _place(element.tag, names, role, itemprop) | (Place.HIDDEN if is_hidden else Place.NONE)


@lru_cache(maxsize=8192)
def _place(tag: str, names: str, role: str, itemprop: str) -> Place:
    return (
        TAG_PLACES.get(tag, Place.NONE)
        | place_of_names(names)
        | _ROLES.get(role, Place.NONE)
        | _ITEMPROPS.get(itemprop.lower(), Place.NONE)
    )


def place_of_names(names: str) -> Place:
    """Return what the class names and ids in `names` say."""
    place = Place.NONE
    whole = set(names.lower().split())
    words = [word for word in _SEPARATOR.split(_HUMP.sub(" ", names).lower()) if word]
    pairs = {f"{first}-{second}" for first, second in pairwise(words)}
    present = whole | set(words)
    if not _CONTENT_BLOCKS.isdisjoint(whole):
        present -= _CARDS
    for kind, known in WORDS.items():
        if not known.isdisjoint(present):
            place |= kind
    for kind, known in _WHOLE.items():
        if not known.isdisjoint(whole):
            place |= kind
    for kind, known in PAIRS.items():
        if not known.isdisjoint(pairs):
            place |= kind
    if Place.CAPTION in place and Place.CREDIT in place and _ends_as_credit(names):
        place &= ~Place.CAPTION
    elif Place.CAPTION in place:
        place &= ~Place.CREDIT
    return place


def _ends_as_credit(names: str) -> bool:
    """Tell whether every name with a caption's word in it ends with a credit's: caption__credit, not credit-caption."""
    parts = [[word for word in _SEPARATOR.split(_HUMP.sub(" ", name).lower()) if word] for name in names.split()]
    captions = [words for words in parts if not WORDS[Place.CAPTION].isdisjoint(words)]
    return all(
        next(word for word in reversed(words) if word in WORDS[Place.CAPTION] | WORDS[Place.CREDIT])
        in WORDS[Place.CREDIT]
        for words in captions
    )
