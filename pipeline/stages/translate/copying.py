"""Texts in which there is nothing to translate: they pass as they are."""

import re

# What means the same in every language, and is broken by translation:
# https://example.org/a?b=c  www.example.org  desk@example.org  @handle  #hashtag
KEPT = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)[@#]\w+")
_LETTER = re.compile(r"[^\W\d_]")


def is_copied(text: str) -> bool:
    """Tell whether `text` is nothing but numbers, punctuation, emoji, addresses, handles and hashtags."""
    return not _LETTER.search(KEPT.sub("", text))
