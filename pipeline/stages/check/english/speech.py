"""How English tells who speaks: verbs of saying, and titles that tell a woman from a man."""

SPEECH = (
    "said|says|added|adds|told|tells|wrote|writes|explained|insisted|warned|noted|admitted|claimed|continued|argued"
    "|recalled|suggested|stressed|replied|asked|tweeted|stated|announced|declared|confirmed|denied|described|called"
)
"""Verbs of saying, as alternatives of a regular expression: "she said", "he told reporters"."""

WOMAN, MAN = "Mrs|Ms|Miss|Mme", "Mr"
"""Titles before a name, as alternatives of a regular expression; with or without a full stop: "Ms. Davis"."""
