"""The newsroom's glossary in a DeepL account: one at a time, named by what is in it.

Source: developers.deepl.com, "Multilingual glossaries" (v3) and "Supported languages": any pair of languages, Arabic
among them; a free account has room for one glossary, each text of it for 1,024 bytes. A run that finds the glossary of
its terms in the account uses it; else it makes one, and the one that it made for other terms goes.
"""

import hashlib
import json
import threading

import deepl
from deepl.api_data import MultilingualGlossaryDictionaryEntries

from pipeline.engines.glossary import Glossary
from pipeline.errors import EngineQuotaExceeded, EngineRefused

LONGEST_TEXT = 1_024
"""Bytes."""


class AccountGlossary:
    """The glossary that the engine `name` keeps in the account of `client`; asked for by many threads, made once."""

    def __init__(self, name: str, client: deepl.DeepLClient, target: str) -> None:
        self._prefix = f"republish {name} EN-{target} "
        self._client = client
        self._target = target
        self._making = threading.Lock()
        self._known: dict[str, str | None] = {}

    def id_of(self, glossary: Glossary) -> str | None:
        """Return the id of `glossary` in the account; None where the account takes none, or there is nothing in it.

        Raises errors of the EngineError family for what passes.
        """
        entries = entries_of(glossary)
        name = self._prefix + _digest(entries)
        with self._making:
            if name not in self._known:
                self._known[name] = self._found_or_made(name, entries) if entries else None
            return self._known[name]

    def forget(self, glossary: Glossary) -> None:
        """Do without `glossary` from now on: the service would not use it."""
        with self._making:
            self._known[self._prefix + _digest(entries_of(glossary))] = None

    def _found_or_made(self, name: str, entries: dict[str, str]) -> str | None:
        try:
            ours = [one for one in self._client.list_multilingual_glossaries() if one.name.startswith(self._prefix)]
            for glossary in ours:
                if glossary.name == name:
                    return str(glossary.glossary_id)
            for glossary in ours:
                self._client.delete_multilingual_glossary(glossary)
            terms = MultilingualGlossaryDictionaryEntries("EN", self._target, entries)
            return str(self._client.create_multilingual_glossary(name, [terms]).glossary_id)
        except (
            EngineRefused,
            EngineQuotaExceeded,
            deepl.DeepLException,
            AttributeError,
            KeyError,
            TypeError,
            ValueError,
        ):
            return None  # an account without glossaries still translates, and terms are looked for in every answer


def entries_of(glossary: Glossary) -> dict[str, str]:
    """Return the terms that DeepL can be given: no such as are meant only as they are written, which it cannot tell."""
    return {
        term.source: term.target
        for term in glossary.terms
        if not term.match_case and max(len(text.encode()) for text in (term.source, term.target)) <= LONGEST_TEXT
    }


def _digest(entries: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()[:16]
