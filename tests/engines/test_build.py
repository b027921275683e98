"""Building engines: those that are ours, and those that other packages bring by an entry point."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from pipeline.engines import KINDS, build
from pipeline.settings.engines import BUILT_IN_ENGINES, EngineSettings

DOCUMENTATION = Path(__file__).parents[2] / "docs/engines.md"


def test_the_configuration_knows_the_kinds_that_there_are() -> None:
    assert set(BUILT_IN_ENGINES) == set(KINDS)


@pytest.mark.parametrize("kind", sorted({*BUILT_IN_ENGINES} - {"ctranslate2"}))  # which needs a model's folder
def test_every_kind_of_ours_can_be_built_and_goes_by_its_name_in_the_configuration(kind: str) -> None:
    settings = EngineSettings(kind=kind, base_url="http://127.0.0.1:9/v1/m", api_key=SecretStr("key"))
    with build("mine", settings) as engine:
        assert engine.name == "mine"
        assert engine.fits(["One line."])


def test_a_kind_that_nobody_brings_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(ValidationError, match="there are chat, ctranslate2, deepl, google, libretranslate"):
        EngineSettings(kind="googel")


def test_the_engine_of_the_documentation_is_loaded_through_its_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = DOCUMENTATION.read_text("utf-8")
    code, entry = (re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)[-1] for language in ("python", "toml"))
    (tmp_path / "newsroom_engines.py").write_text(code, "utf-8")
    package = tmp_path / "newsroom_engines-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: newsroom-engines\nVersion: 1.0\n", "utf-8")
    [name, target] = re.search(r'^(\w+) = "(.+)"$', entry, re.MULTILINE).groups()  # type: ignore[union-attr]  # else it fails
    (package / "entry_points.txt").write_text(f"[republish.engines]\n{name} = {target}\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    with build("loud", EngineSettings(kind="shouting")) as engine:
        assert engine.translate(["One", "two"]) == ["ONE", "TWO"]
        assert not engine.fits(["x"] * 21)
