"""Posts of other sites that an article shows: by their element's class, by a link to them, or by their frame."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

from pipeline.model import Embed
from pipeline.stages.extract.marks import absolute
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import HEADING_TAGS, Run, Spot, Walk
from pipeline.stages.extract.tree import attributes

# … — Jane Roe (@janeroe) May 1, 2024 · … — Jane Roe May 1, 2024
_AUTHOR = re.compile(r"(?:^|\s)[—–-] ?(?P<author>[^—–@(]{2,60}?)\s*(?:\(@[\w.]{1,60}\))?(?: \w+ \d{1,2},? \d{4})?$")
# — Jane Roe (@janeroe) May 1, 2024: whoever has it so, quotes a post
_SIGNED = re.compile(r"[—–-] ?[^—–@(]{2,60}\(@[\w.]{1,60}\)(?: \w+ \d{1,2},? \d{4})?$")
_POST = re.compile(
    r"https?://(?:www\.|mobile\.|m\.|old\.)?"
    r"(?:(?:twitter|x)\.com/\w+/status/\d|instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/|bsky\.app/profile/[^/]+/post/"
    r"|facebook\.com/(?:[\w.]+/(?:posts|videos|photos)/|photo|watch|reel|permalink|story\.php|share)"
    r"|tiktok\.com/@[\w.]+/video/|threads\.(?:net|com)/@[\w.]+/post/|reddit\.com/r/\w+/comments/"
    r"|truthsocial\.com/@\w+/(?:posts/)?\d|linkedin\.com/(?:posts|feed/update)/|t\.me/\w+/\d)"
)
_ADDRESS_ALONE = re.compile(r"https?://\S+")
_LONGEST = 1_500
"""Letters of a post; a longer quotation holds more than one."""
_QUOTED = frozenset({"blockquote"})
_ATTRIBUTES = ("cite", "data-instgrm-permalink", "data-href", "data-post-url", "data-url", "data-oembed-url")
# The frames in which sites show posts, and the address of the post in each: by its path, its number or its argument.
_FRAMES = (
    (re.compile(r"platform\.(?:twitter|x)\.com/embed/.*[?&]id=(\d+)"), "https://twitter.com/i/status/{}"),
    (re.compile(r"(?:www\.)?instagram\.com/((?:p|reel|tv)/[\w-]+)"), "https://www.instagram.com/{}/"),
    (re.compile(r"(?:www\.)?tiktok\.com/(?:embed|player)/v\d/(\d+)"), "https://www.tiktok.com/embed/v2/{}"),
    (re.compile(r"embed\.bsky\.app/embed/(did:[\w:.-]+)/app\.bsky\.feed\.post/(\w+)"), "https://bsky.app/profile/{}/post/{}"),
    (re.compile(r"(?:www\.)?(threads\.(?:net|com)/@[\w.]+/post/[\w-]+)/embed"), "https://www.{}"),
    (re.compile(r"(truthsocial\.com/@\w+/(?:posts/)?\d+)/embed"), "https://{}"),
    (re.compile(r"(?:embed|www)\.(?:reddit|redditmedia)\.com/(r/\w+/comments/\w+)"), "https://www.reddit.com/{}/"),
    (re.compile(r"(t\.me/\w+/\d+)\?embed"), "https://{}"),
)  # fmt: skip
_AMP = {
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-facebook": ("data-href", "{}"),
    "amp-tiktok": ("data-src", "{}"),
    "amp-reddit": ("data-src", "{}"),
    "amp-bluesky": ("data-uri", "{}"),
}


def embedded(page: Walk, kept: Sequence[Run]) -> list[Spot]:
    """Return the elements of the posts between the first and the last of the runs `kept`, in the page's order."""
    if not kept:
        return []
    first, last = kept[0].order, kept[-1].order
    found: dict[Spot, None] = {}
    for run in page.runs:
        if first <= run.order <= last and (root := _root(page, run)) is not None:
            found[root] = None
    within = [spot for spot in page.frames if first < spot.first < last and _framed(spot)]
    # a frame within a post that is known already is its double, as is the post that stands in a frame until that loads
    found = {root: None for root in found if root in within or set(within).isdisjoint(root.chain())}
    found.update(dict.fromkeys(spot for spot in within if found.keys().isdisjoint(spot.chain())))
    return sorted(found, key=lambda spot: spot.first)


def embed(page: Walk, spot: Spot, *, base: str) -> Embed:
    """Return the embedded post in `spot`: its URL and its author; its words stay where they were published."""
    element = spot.element
    text = " ".join(run.text for run in page.runs_in(spot))
    hrefs = [link.get("href") for link in element.iter("a")]
    named = [element.get(name) for name in _ATTRIBUTES]
    framed = [_framed(frame) for frame in page.frames if frame is spot or spot in frame.chain()]
    bare = [text] if _ADDRESS_ALONE.fullmatch(text) else []
    urls = [url for href in [*named, *framed, *reversed(hrefs), *bare] if (url := absolute(href, base))]
    url = next((url for url in urls if _POST.match(url)), next(iter(urls), None))
    author = _AUTHOR.search(text)
    return Embed(url=url.split("?")[0] if url else None, author=author["author"] if author else None)


def _root(page: Walk, run: Run) -> Spot | None:
    """Return the element of the post that `run` is in, or None where it is in none."""
    if Place.EMBED & run.place:
        return [spot for spot in run.spot.chain() if Place.EMBED & spot.own][-1]
    if _ADDRESS_ALONE.fullmatch(run.text) and _POST.match(run.text):
        return run.spot if page.runs_in(run.spot) == [run] else None
    if run.spot.within(HEADING_TAGS) is not None or not (_SIGNED.search(run.text) or _ends_in_post(run)):
        return None
    quotation = run.spot.within(_QUOTED)
    return quotation if quotation and sum(len(run.text) for run in page.runs_in(quotation)) <= _LONGEST else None


def _ends_in_post(run: Run) -> bool:
    """Tell whether the last words of `run` are a link to a post, as its date is."""
    last = next((piece for piece in reversed(run.pieces) if not piece.text.isspace()), None)
    return last is not None and any(mark.href and _POST.match(mark.href) for mark in last.marks)


def _framed(spot: Spot) -> str | None:
    """Return the address of the post that a frame shows, or None where it shows anything else."""
    tag = spot.element.tag
    if tag in _AMP:
        name, shape = _AMP[tag]
        value = spot.element.get(name)
        return shape.format(value) if value else None
    return next(filter(None, map(_post_at, _sources(spot))), None)


def _sources(spot: Spot) -> Iterator[str]:
    for name, value in attributes(spot.element):
        if name == "src" or (name.startswith("data-") and "src" in name):
            yield value.strip()


def _post_at(address: str) -> str | None:
    for pattern, shape in _FRAMES:
        if found := pattern.search(address[:1_000]):
            return shape.format(*found.groups())
    if "facebook.com/plugins/" not in address:
        return None
    try:
        told = parse_qs(urlsplit(address).query).get("href", [])
    except ValueError:
        return None
    return next((url for url in told if _POST.match(url)), None)
