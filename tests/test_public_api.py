"""`import pipeline` gives the public API, and costs nothing until it is used."""

import ast
import subprocess
import sys
from pathlib import Path

import pipeline


def test_every_public_name_can_be_had() -> None:
    for name in pipeline.__all__:
        assert getattr(pipeline, name) is not None


def test_a_name_that_is_not_public_cannot_be_had() -> None:
    assert not hasattr(pipeline, "no_such_name")


def test_all_is_exactly_what_is_promised_to_type_checkers_and_loaded_at_run_time() -> None:
    tree = ast.parse(Path(pipeline.__file__).read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    promised = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert set(pipeline.__all__) == promised == set(pipeline._HOME_OF)


def test_importing_the_package_loads_none_of_its_rooms() -> None:
    code = "import sys, pipeline; print([m for m in sys.modules if m.startswith(('pipeline.', 'lxml', 'pydantic'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
