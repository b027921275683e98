"""CTranslate2, offline: an encoder-decoder model in a folder, such as OPUS-MT's English to Arabic, converted.

The folder is what `ct2-opus-mt-converter` or `ct2-transformers-converter --copy_files source.spm target.spm` writes:
model.bin, config.json, the vocabularies, and the SentencePiece models source.spm and target.spm, or one
sentencepiece.model for both. Source: opennmt.net/CTranslate2, "OPUS-MT" and "Model specification".
"""

import json
import os
import threading
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import ctranslate2
import sentencepiece

from pipeline.engines.abilities import TOKEN, Abilities
from pipeline.engines.brief import NO_BRIEF, Brief
from pipeline.errors import ConfigurationError, EngineAnswerBroken, EngineRefused
from pipeline.sentences import pieces
from pipeline.settings.engines import EngineSettings

# Tokens of the model that one sentence may have; such models are trained on up to 512.
MAX_TOKENS = 500
# Sentences that the model is given at a time, and tokens in a batch of theirs; between the former the clock is read.
SENTENCES, BATCH_TOKENS = 32, 2_048
# A translation has at most this many times the tokens of its sentence, and this many more: a model that does not
# find the end goes on for ever.
_GROWTH, _SLACK = 3, 20
_END = "</s>"


class CTranslate2:
    """The model in the folder `settings.model`, on all cores; `settings.target_token` goes before each sentence."""

    # The model has never seen tokens such as ⟦1⟧: marks are found again by their words.
    abilities = Abilities(characters=4_000, markup="none", unit="sentence")

    def __init__(self, name: str, settings: EngineSettings, target: str) -> None:
        del target  # a model has the target it was trained for, or the one its token names
        self.name = name
        self.abilities = self.abilities.within(settings.max_characters)
        folder = Path(settings.model or "")
        if settings.model is None or not (folder / "model.bin").is_file():
            raise _unusable(name, f"no CTranslate2 model in {settings.model or 'model, which is not set'}")
        try:
            self._source, self._target = _pieces(folder)
            config = json.loads((folder / "config.json").read_text("utf-8"))
            self._translator = ctranslate2.Translator(str(folder), device="cpu", intra_threads=os.cpu_count() or 1)
        except (OSError, RuntimeError, ValueError) as error:
            raise _unusable(name, f"the model in {folder} cannot be loaded: {error}") from error
        self._timeout = settings.timeout
        self._turn = threading.Lock()  # it takes all cores
        self._is_short = lru_cache(maxsize=1_000)(self._has_short_sentences)
        self._before = [settings.target_token] if settings.target_token else []
        self._after = [] if config.get("add_source_eos") else [_END]

    def fits(self, lines: Sequence[str]) -> bool:
        """Tell whether `lines` are few enough characters, and none of their sentences too long for the model."""
        return self.abilities.hold(lines) and all(map(self._is_short, lines))

    def translate(self, lines: Sequence[str], _: Brief = NO_BRIEF, /) -> list[str]:
        """Translate `lines` sentence by sentence, in batches; see Service.translate.

        Raises EngineRefused where a sentence is too long, and where it takes longer than the timeout.
        """
        sentences = [(index, tokens) for index, line in enumerate(lines) for tokens in self._sentences(line)]
        if any(len(tokens) > MAX_TOKENS for _, tokens in sentences):
            raise self._refused(
                f"a sentence has more than {MAX_TOKENS} tokens", "name an engine that takes longer ones"
            )
        translated: list[list[str]] = [[] for _ in lines]
        with self._turn:
            begun = time.monotonic()
            for start in range(0, len(sentences), SENTENCES):
                if start and time.monotonic() - begun > self._timeout:
                    what = f"translated {start} of {len(sentences)} sentences in {self._timeout:g} seconds"
                    raise self._refused(what, "raise timeout, or lower max_characters")
                batch = sentences[start : start + SENTENCES]
                texts = self._translated([tokens for _, tokens in batch])
                for (index, _tokens), text in zip(batch, texts, strict=True):
                    translated[index].append(text)
        return [" ".join(said) for said in translated]

    def close(self) -> None:
        """Give the model's memory back."""
        self._translator.unload_model()

    def _sentences(self, line: str) -> list[list[str]]:
        """Return the tokens of each sentence of `line`."""
        found = (sentence.strip() for sentence in pieces(TOKEN.sub("", line), "en"))
        return [self._source.encode(sentence, out_type=str) for sentence in found if sentence]

    def _has_short_sentences(self, line: str) -> bool:
        # No text has more tokens than bytes, and the space that SentencePiece puts before it.
        return len(line.encode()) < MAX_TOKENS or all(len(tokens) <= MAX_TOKENS for tokens in self._sentences(line))

    def _translated(self, sentences: Sequence[Sequence[str]]) -> list[str]:
        try:
            results = self._translator.translate_batch(
                [[*self._before, *tokens, *self._after] for tokens in sentences],
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_decoding_length=min(MAX_TOKENS, _GROWTH * max(map(len, sentences)) + _SLACK),
            )
        except (RuntimeError, ValueError) as error:
            raise self._broken(str(error)) from error
        return [str(self._target.decode(result.hypotheses[0])) for result in results]

    def _refused(self, what: str, do: str) -> EngineRefused:
        next_step = f"{do}; see [engines.{self.name}]"
        return EngineRefused(what, engine=self.name, item=self.name, next_step=next_step)

    def _broken(self, what: str) -> EngineAnswerBroken:
        return EngineAnswerBroken(what, engine=self.name, item=self.name, next_step=f"see [engines.{self.name}] model")


def _pieces(folder: Path) -> tuple[sentencepiece.SentencePieceProcessor, sentencepiece.SentencePieceProcessor]:
    """Return what cuts the source into pieces, and what puts the target's together."""
    both = folder / "sentencepiece.model"
    files = [both, both] if both.is_file() else [folder / "source.spm", folder / "target.spm"]
    source, target = (sentencepiece.SentencePieceProcessor(model_file=str(file)) for file in files)
    return source, target


def _unusable(name: str, what: str) -> ConfigurationError:
    return ConfigurationError(
        f"engines.{name}: {what}",
        item=name,
        next_step=f'set model = "/folder/of/the/model" in [engines.{name}]',
    )
