"""What an element is in the page, read from its tag, its role and its class names.

Everything here is true of sites in general: words that templates use, never a site's own names.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final


class Place:
    """What surrounds a text or an image, a bit for each kind; `Kinds` are any of them together.

    Plain integers: an `enum.Flag` takes ten times as long to unite, and every element of a page is asked.
    """

    NONE: Final = 0
    BOILERPLATE: Final = 1 << 0  # navigation, share bars, related stories, newsletters, comments, adverts
    ASIDE: Final = 1 << 1
    HEADER: Final = 1 << 2
    FOOTER: Final = 1 << 3
    FIGURE: Final = 1 << 4
    CAPTION: Final = 1 << 5
    CREDIT: Final = 1 << 6
    BYLINE: Final = 1 << 7
    STANDFIRST: Final = 1 << 8
    QUOTE: Final = 1 << 9
    PULLQUOTE: Final = 1 << 10
    LIST: Final = 1 << 11
    TABLE: Final = 1 << 12
    FORM: Final = 1 << 13
    EMBED: Final = 1 << 14
    HIDDEN: Final = 1 << 15
    GALLERY: Final = 1 << 16
    MEDIA: Final = 1 << 17
    VIDEO: Final = 1 << 18
    REMOVED: Final = 1 << 19  # by a rule of the source


Kinds = int
"""Bits of Place."""

TAG_PLACES: dict[str, Kinds] = {
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
        "ad ads adbox adsense adslot adspot adunit advert adverts advertisement advertising advertorial affiliate "
        "alsoread backtotop banner bookmark breadcrumb breadcrumbs comment comments commenting consent cookie cookies "
        "copyright card cards cta disqus donate donation dfp followus forum freestar gdpr gigya gpt inlinead "
        "interstitial jump leaderboard livefyre loginbox mailinglist menu modal morefrom mostpopular "
        "mostread mostviewed nav navbar navigation newsletter newsletters newslettersignup onetrust outbrain "
        "piano poll popover popular popup prebid print printonly promo promobox promos promoted promotion readalso "
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
        "excerpt synopsis summary leadin chapo chapeau".split()
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
# class="modal-image": what opens an image is no dialog.
_OPENED = frozenset({"modal", "popup"})
_IMAGES = frozenset({"image", "images", "img", "photo"})
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
_WORD = re.compile(r"[a-z0-9]+")
_MAX_NAMES = 400
_NAMED = ("class", "id", "data-testid", "data-component", "data-module", "data-type")


def _by_word(words_of: Mapping[Kinds, frozenset[str]]) -> dict[str, Kinds]:
    """Return what each word says, as one look into a table costs less than one into every list."""
    found: dict[str, Kinds] = {}
    for kind, words in words_of.items():
        for word in words:
            found[word] = found.get(word, Place.NONE) | kind
    return found


_BY_WORD, _BY_WHOLE, _BY_PAIR = _by_word(WORDS), _by_word(_WHOLE), _by_word(PAIRS)


def own_place(tag: str, attributes: Mapping[str, str]) -> Kinds:
    """Return what an element itself is, without what surrounds it."""
    if not attributes:
        return TAG_PLACES.get(tag, Place.NONE)
    names = " ".join([attributes[name][:_MAX_NAMES] for name in _NAMED if name in attributes])
    place = _place(tag, names, attributes.get("role", ""), attributes.get("itemprop", ""))
    style = attributes.get("style")
    is_hidden = "hidden" in attributes or (style is not None and _HIDDEN_STYLE.search(style) is not None)
    return place | Place.HIDDEN if is_hidden else place


@lru_cache(maxsize=8192)
def _place(tag: str, names: str, role: str, itemprop: str) -> Kinds:
    return (
        TAG_PLACES.get(tag, Place.NONE)
        | place_of_names(names)
        | _ROLES.get(role, Place.NONE)
        | _ITEMPROPS.get(itemprop.lower(), Place.NONE)
    )


def place_of_names(names: str) -> Kinds:
    """Return what the class names and ids in `names` say."""
    if not names:
        return Place.NONE
    place = Place.NONE
    whole = names.lower().split()
    words = _WORD.findall(_HUMP.sub(" ", names).lower())
    harmless = _CARDS if not _CONTENT_BLOCKS.isdisjoint(whole) else _OPENED if not _IMAGES.isdisjoint(words) else ()
    for name in whole:
        place |= _BY_WHOLE.get(name, 0) | (0 if name in harmless else _BY_WORD.get(name, 0))
    for word in words:
        place |= 0 if word in harmless else _BY_WORD.get(word, 0)
    for first, second in pairwise(words):
        place |= _BY_PAIR.get(f"{first}-{second}", 0)
    if Place.CAPTION & place and Place.CREDIT & place and _ends_as_credit(names):
        return place & ~Place.CAPTION
    return place & ~Place.CREDIT if Place.CAPTION & place else place


def _ends_as_credit(names: str) -> bool:
    """Tell whether every name with a caption's word in it ends with a credit's: caption__credit, not credit-caption."""
    parts = [_WORD.findall(_HUMP.sub(" ", name).lower()) for name in names.split()]
    captions = [words for words in parts if not WORDS[Place.CAPTION].isdisjoint(words)]
    return all(
        next(word for word in reversed(words) if word in WORDS[Place.CAPTION] | WORDS[Place.CREDIT])
        in WORDS[Place.CREDIT]
        for words in captions
    )
