"""What passes as it is: texts without a word to translate, and addresses within texts.

Engines leave most addresses alone. Where one did not, the text goes again with a token in the address's place.
"""

import itertools
import re
from collections.abc import Sequence

# What means the same in every language, and is broken by translation:
# https://example.org/a?b=c  www.example.org  desk@example.org  @handle  #hashtag
KEPT = re.compile(
    r"(?:https?://|www\.)[^\s⟦⟧]*[^\s⟦⟧.,;:!?)”\"'’]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w+"
)
_LETTER = re.compile(r"[^\W\d_]")
# Far from the numbers of marks: ⟦501⟧, and as engines write it, ⟦ ٥٠١ ⟧
_FIRST = 501
_SHIELD = re.compile(r"[⟦⟧〚〛]\s*([5٥]\d\d)\s*[⟦⟧〚〛]")


def is_copied(text: str) -> bool:
    """Tell whether `text` is nothing but numbers, punctuation, emoji, addresses, handles and hashtags."""
    return not _LETTER.search(KEPT.sub("", text))


def shielded(text: str, kept: Sequence[str] = ()) -> str:
    """Return `text` with a token in place of each address, handle and hashtag, and of each word in `kept`."""
    numbers = itertools.count(_FIRST)
    return _kept(kept).sub(lambda _: f"⟦{next(numbers)}⟧", text)


def unshielded(answer: str, text: str, kept: Sequence[str] = ()) -> str:
    """Return `answer` with what stood in `text` in place of its tokens."""
    found = _kept(kept).findall(text)

    def original(token: re.Match[str]) -> str:
        number = int(token[1]) - _FIRST
        return found[number] if 0 <= number < len(found) else token[0]

    return _SHIELD.sub(original, answer)


def _kept(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join([KEPT.pattern, *(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest_first)]))
