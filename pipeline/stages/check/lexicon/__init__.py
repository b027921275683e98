"""What an English word becomes in Arabic: a small dictionary of news, and the names of countries and languages.

It need not be complete. It is evidence: a sentence of whose words several are found again is the translation.
"""

from functools import lru_cache
from importlib.resources import files

from babel import Locale

from pipeline.arabic.letters import fold, words
from pipeline.arabic.stems import key
from pipeline.stages.check.english.stems import candidates

_SHORTEST = 3


@lru_cache(maxsize=1)
def _entries() -> dict[str, frozenset[str]]:
    """Return for each English word the keys (see `arabic.stems`) of its Arabic words."""
    entries: dict[str, set[str]] = {}
    for line in files(__package__).joinpath("words.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            english, arabic = line.split("\t")
            for word in english.split():
                entries.setdefault(word, set()).update(key(fold(form)) for form in arabic.split())
    for english, arabic in _places_and_languages():
        for word in english.split():
            if len(word) > _SHORTEST and word.isalpha():
                forms = {key(form.folded.removeprefix("ال")) for form in words(arabic) if len(form.folded) > _SHORTEST}
                entries.setdefault(word.lower(), set()).update(forms)
    return {word: frozenset(keys) for word, keys in entries.items() if keys}


def _places_and_languages() -> list[tuple[str, str]]:
    """Return the names of countries and languages in English and Arabic, as CLDR has them."""
    english, arabic = Locale("en"), Locale("ar")
    return [
        (str(name), str(theirs[code]))
        for ours, theirs in ((english.territories, arabic.territories), (english.languages, arabic.languages))
        for code, name in ours.items()
        if code in theirs and not str(code).isdigit()
    ]


@lru_cache(maxsize=50_000)
def arabic_keys(word: str) -> frozenset[str]:
    """Return the keys of what the English `word` (lower case, inflected or not) becomes; none if it is not known."""
    entries = _entries()
    for candidate in candidates(word):
        if candidate in entries:
            return entries[candidate]
    return frozenset()
