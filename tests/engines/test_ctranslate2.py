"""A CTranslate2 model made of random weights, loaded and asked as a trained one is."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.engines import Tally, build
from pipeline.errors import ConfigurationError, EngineRefused
from pipeline.settings.engines import EngineSettings

ctranslate2 = pytest.importorskip("ctranslate2", reason="the extra ctranslate2 is not installed")
numpy = pytest.importorskip("numpy")
sentencepiece = pytest.importorskip("sentencepiece")

SENTENCES = ["The storm killed three people.", "Police arrested 14 people in Cairo.", "قتلت العاصفة ثلاثة أشخاص."]
DIMENSION, LAYERS, HEADS = 16, 1, 2
SENTENCES_AT_A_TIME = 32
Untyped = Any
"""What CTranslate2 and NumPy bring without types."""
ARABIC = {"target_token": ">>ara<<"}


def weights(spec: Untyped, chance: Untyped, words: int) -> None:
    """Put random weights of the right shapes into a specification of a Transformer."""

    def fill(layer: Untyped, shapes: dict[str, tuple[int, ...]]) -> None:
        for name, shape in shapes.items():
            setattr(layer, name, chance.standard_normal(shape).astype("float32"))

    def attention(layer: Untyped, sizes: list[tuple[int, int]]) -> None:
        fill(layer.layer_norm, {"gamma": (DIMENSION,), "beta": (DIMENSION,)})
        for linear, (rows, columns) in zip(layer.linear, sizes, strict=True):
            fill(linear, {"weight": (rows, columns), "bias": (rows,)})

    once, twice, thrice = ((times * DIMENSION, DIMENSION) for times in (1, 2, 3))
    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        fill(embeddings, {"weight": (words, DIMENSION)})
        fill(side.position_encodings, {"encodings": (512, DIMENSION)})
        fill(side.layer_norm, {"gamma": (DIMENSION,), "beta": (DIMENSION,)})
        for layer in side.layer:
            attention(layer.self_attention, [thrice, once])
            if hasattr(layer, "attention"):
                attention(layer.attention, [once, twice, once])
                # What the encoder read has to speak louder than what the decoder wrote, as in a trained model.
                layer.attention.linear[-1].weight *= 3
            fill(layer.ffn.layer_norm, {"gamma": (DIMENSION,), "beta": (DIMENSION,)})
            fill(layer.ffn.linear_0, {"weight": (32, DIMENSION), "bias": (32,)})
            fill(layer.ffn.linear_1, {"weight": (DIMENSION, 32), "bias": (DIMENSION,)})
    fill(spec.decoder.projection, {"weight": (words, DIMENSION), "bias": (words,)})


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a model that translates nothing into anything."""
    folder = tmp_path_factory.mktemp("model")
    trained = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 20), model_writer=trained, vocab_size=60, model_type="char", minloglevel=2
    )
    cutter = sentencepiece.SentencePieceProcessor(model_proto=trained.getvalue())
    vocabulary = [cutter.id_to_piece(number) for number in range(cutter.get_piece_size())]
    vocabulary += [word for word in ("<unk>", "<s>", "</s>", ">>ara<<") if word not in vocabulary]
    spec = ctranslate2.specs.TransformerSpec.from_config(LAYERS, HEADS, pre_norm=True)
    weights(spec, numpy.random.default_rng(1), len(vocabulary))
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize()
    spec.save(str(folder))
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(trained.getvalue())
    return folder


@pytest.fixture
def settings(model: Path) -> Callable[..., EngineSettings]:
    return lambda **others: EngineSettings.model_validate(
        {"kind": "ctranslate2", "model": str(model), "attempts": 1} | others
    )


def test_lines_are_translated_as_many_as_there_are(settings: Callable[..., EngineSettings]) -> None:
    with build("local", settings()) as engine:
        texts = engine.translate([*SENTENCES[:2], f"{SENTENCES[0]} {SENTENCES[1]}"])
    assert len(texts) == 3
    assert all(isinstance(text, str) and text for text in texts)


def test_a_line_is_its_sentences_one_after_the_other(settings: Callable[..., EngineSettings]) -> None:
    with build("local", settings()) as engine:
        one, other, both = engine.translate([*SENTENCES[:2], f"{SENTENCES[0]} {SENTENCES[1]}"])
    assert both == f"{one} {other}"


def test_tokens_of_marks_are_not_shown_to_the_model(settings: Callable[..., EngineSettings]) -> None:
    with build("local", settings()) as engine:
        marked, plain = engine.translate(["The ⟦1⟧storm⟦2⟧ killed three people.", SENTENCES[0]])
    assert marked == plain


def test_the_target_token_goes_before_every_sentence(settings: Callable[..., EngineSettings]) -> None:
    with build("local", settings()) as engine, build("local", settings(**ARABIC)) as other:
        assert engine.translate(SENTENCES[:1]) != other.translate(SENTENCES[:1])


def test_a_sentence_longer_than_the_model_takes_is_told(settings: Callable[..., EngineSettings]) -> None:
    with build("local", settings(attempts=4)) as engine:
        tally = Tally("local")
        with pytest.raises(EngineRefused, match="more than 500 tokens"):
            engine.translate(["storm " * 200], tally)
    assert tally.cost.requests == 1


def test_what_fits_is_counted_in_characters_and_in_tokens_of_the_longest_sentence(
    settings: Callable[..., EngineSettings],
) -> None:
    with build("local", settings()) as engine:
        assert engine.fits([f"{SENTENCES[0]} " * 40])  # a long paragraph of short sentences
        assert not engine.fits(["storm " * 200])
        assert not engine.fits([SENTENCES[0] * 100] * 2)


def test_what_takes_longer_than_the_timeout_is_refused_and_not_tried_again(
    settings: Callable[..., EngineSettings],
) -> None:
    with build("local", settings(attempts=4, timeout=1e-9)) as engine:
        assert engine.translate([SENTENCES[0]] * SENTENCES_AT_A_TIME)
        tally = Tally("local")
        with pytest.raises(EngineRefused, match="translated 32 of 33 sentences"):
            engine.translate([SENTENCES[0]] * (SENTENCES_AT_A_TIME + 1), tally)
    assert tally.cost.requests == 1


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000"])
def test_no_space_upsets_it(settings: Callable[..., EngineSettings], space: str) -> None:
    with build("local", settings()) as engine:
        [text] = engine.translate([f"“J.{space}Storm{space}killed. Police arrested three.”"])
    assert text


@pytest.mark.parametrize("missing", ["model.bin", "source.spm", "config.json", "source_vocabulary.json"])
def test_a_folder_that_lacks_a_file_is_no_model(
    model: Path, tmp_path: Path, settings: Callable[..., EngineSettings], missing: str
) -> None:
    assert any(file.name == "model.bin" for file in model.iterdir())
    for file in model.iterdir():
        if not file.name.startswith(missing) and not (missing.startswith("source_voc") and "vocabulary" in file.name):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(ConfigurationError, match=r"engines\.local"):
        build("local", settings(model=str(tmp_path)))


def test_a_folder_has_to_be_named(settings: Callable[..., EngineSettings]) -> None:
    with pytest.raises(ConfigurationError, match="which is not set"):
        build("local", settings(model=None))
