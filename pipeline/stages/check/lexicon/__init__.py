"""What an English word becomes in Arabic: a small dictionary of news, and the names of countries and languages.

It need not be complete. It is evidence: a sentence of whose words several are found again is the translation.
"""

from functools import lru_cache
from importlib.resources import files
from threading import Lock, Thread

from babel import Locale

from pipeline.arabic.letters import fold, words
from pipeline.arabic.stems import key
from pipeline.stages.check.english.stems import candidates

_SHORTEST = 3
# Several articles begin at the same moment, and each would read the dictionary.
_LOADING = Lock()


@lru_cache(maxsize=1)
def prepare() -> None:
    """Have the dictionary read in a thread of its own, once a process: whoever waits for an answer needs it next."""
    Thread(target=_read, name="lexicon", daemon=True).start()


def _read() -> None:
    arabic_keys("")
    arabic_length("")
    arabic_forms()
    _names()


@lru_cache(maxsize=2)
def _rows(name: str) -> list[tuple[list[str], list[str]]]:
    """Return the rows of the table `name`: English words in lower case, and Arabic words, folded."""
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(english.split(), fold(arabic).split()) for english, arabic in rows]


@lru_cache(maxsize=1)
def entries() -> dict[str, list[str]]:
    """Return for each English word its Arabic words, folded; their keys are made when they are asked for."""
    found: dict[str, list[str]] = {}
    for ours, theirs in (*_rows("words.tsv"), *_rows("names.tsv")):
        for word in ours:
            found.setdefault(word, []).extend(theirs)
    for english, arabic in _places_and_languages():
        for word in english.split():
            if len(word) > _SHORTEST and word.isalpha():
                forms = [form.folded.removeprefix("ال") for form in words(arabic) if len(form.folded) > _SHORTEST]
                found.setdefault(word.lower(), []).extend(forms)
    return {word: arabic for word, arabic in found.items() if arabic}


@lru_cache(maxsize=1)
def arabic_forms() -> frozenset[str]:
    """Return the Arabic words of the dictionary, names left out, folded and without the article."""
    return frozenset(form for _, forms in _rows("words.tsv") for form in forms if len(form) >= _SHORTEST)


def _places_and_languages() -> list[tuple[str, str]]:
    """Return the names of countries, languages and the cities of time zones in English and Arabic, as CLDR has them."""
    english, arabic = Locale("en"), Locale("ar")
    named = [
        (str(name), str(theirs[code]))
        for ours, theirs in ((english.territories, arabic.territories), (english.languages, arabic.languages))
        for code, name in ours.items()
        if code in theirs and not str(code).isdigit()
    ]
    cities = [
        (zone.rpartition("/")[2].replace("_", " "), str(names.get("city", "")))
        for zone, names in arabic.time_zones.items()
    ]
    return named + cities


@lru_cache(maxsize=50_000)
def arabic_keys(word: str) -> frozenset[str]:
    """Return the keys (see `arabic.stems`) of what the English `word` (lower case, inflected or not) becomes.

    None where it is not known.
    """
    with _LOADING:
        known = entries()
    return next((frozenset(map(key, known[form])) for form in candidates(word) if form in known), frozenset())


@lru_cache(maxsize=1)
def _lengths() -> dict[str, float]:
    """Return for each English word how long its Arabic words are on average."""
    lengths: dict[str, list[int]] = {}
    for ours, theirs in (*_rows("words.tsv"), *_rows("names.tsv")):
        for word in ours:
            lengths.setdefault(word, []).extend(map(len, theirs))
    return {word: sum(of) / len(of) for word, of in lengths.items()}


@lru_cache(maxsize=20_000)
def arabic_length(word: str) -> float:
    """Return how many letters the Arabic of the English `word` (lower case) has on average; 0 if it is not known."""
    with _LOADING:
        lengths = _lengths()
    return next((lengths[candidate] for candidate in candidates(word) if candidate in lengths), 0.0)


def is_name(word: str) -> bool:
    """Tell whether the English `word` (lower case) is in the dictionary as a name only."""
    return word in _names()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    common = {word for ours, _ in _rows("words.tsv") for word in ours}
    return frozenset(entries()) - common
