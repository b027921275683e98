"""All verbs together: help, documentation, and what a mistake in calling them costs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom import CommandLine, Newsroom
from typer.main import get_command

from pipeline.cli.app import app

ROOT = Path(__file__).parents[2]
REPUBLISH = Path(sys.executable).with_name("republish")
DOCUMENTS = "\n".join(path.read_text("utf-8") for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))


def verbs() -> list[str]:
    """Return every verb, those of two words too."""
    found = []
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found += [f"{name} {second}" for second in inner] if inner else [name]
    return found


def options(verb: str) -> set[str]:
    """Return the options that `verb` takes."""
    command = get_command(app)
    for word in verb.split():
        command = command.commands[word]  # type: ignore[attr-defined]
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_says_what_it_does(cli: CommandLine, verb: str) -> None:
    finished = cli(*verb.split(), "--help")

    assert finished.code == 0
    assert f"republish {verb}" in finished.out
    assert len(finished.out.splitlines()) > 5


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("republish sta", {"status"}),
        ("republish memory ", {"import", "export"}),
        ("republish list --sta", {"--state"}),
        ("republish nothing", set()),
    ],
)
def test_a_shell_completes_verbs_and_options(typed: str, offered: set[str]) -> None:
    said = {
        "_REPUBLISH_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split(" ")) - 1),
    }

    finished = subprocess.run([REPUBLISH], env={**os.environ, **said}, capture_output=True, text=True, check=False)

    assert set(finished.stdout.split()) == offered


def test_completion_can_be_installed_and_shown(cli: CommandLine) -> None:
    said = cli("--help").out

    assert "--install-completion" in said
    assert "--show-completion" in said
    assert "republish --install-completion" in DOCUMENTS


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_is_in_the_readme_or_the_documentation(verb: str) -> None:
    assert f"`{verb}`" in DOCUMENTS or f"republish {verb}" in DOCUMENTS


@pytest.mark.parametrize("verb", verbs())
def test_every_option_of_a_verb_says_what_it_is_for(verb: str) -> None:
    command = get_command(app)
    for word in verb.split():
        command = command.commands[word]  # type: ignore[attr-defined]
    assert [p.name for p in command.params if p.param_type_name == "option" and not getattr(p, "help", "")] == []


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_takes_a_configuration(verb: str) -> None:
    assert "--config" in options(verb)


@pytest.mark.parametrize("verb", ["refuse", "withdraw", "memory import", "memory export", "config validate"])
def test_a_verb_that_prints_data_prints_it_as_json_too(verb: str) -> None:
    assert "--json" in options(verb)


@pytest.mark.parametrize("verb", verbs())
def test_a_missing_configuration_exits_2_whatever_the_verb(newsroom: Newsroom, cli: CommandLine, verb: str) -> None:
    newsroom.config.unlink()
    arguments = {
        "approve": ["x", "--by", "A"],
        "edit": ["x", "b1", "--text", "نص"],
        "refuse": ["x"],
        "withdraw": ["x", "--reason", "y"],
        "show": ["x"],
        "fetch": ["http://127.0.0.1/"],
        "export": ["--format", "html"],
        "backup": ["x.sqlite"],
        "prune": ["--older-than", "90d"],
        "source look": ["http://127.0.0.1/"],
        "source add": ["http://127.0.0.1/"],
        "glossary add": ["term", "لفظ"],
        "memory import": ["x.tmx"],
        "memory export": ["x.tmx"],
        "sample": ["--config", "config/pipeline.toml"],
        **{verb: ["--config", "config/pipeline.toml"] for verb in ("extract", "check", "schema")},
    }
    (newsroom.folder / "in.json").write_text("{}", "utf-8")

    finished = cli(*verb.split(), *arguments.get(verb, []))

    if verb in {"translate", "attribute"}:  # these read what is piped in first
        assert finished.code == 2
    else:
        assert (finished.code, finished.out) == (2, "")
        assert "config/pipeline.toml: there is no such configuration file" in finished.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["bogus"],
        ["run", "--bogus"],
        ["run", "--limit", "-1"],
        ["run", "--deadline", "soon"],
        ["retry", "--from", "bogus"],
        ["list", "--state", "bogus"],
        ["approve", "x"],
        ["export"],
    ],
    ids=" ".join,
)
def test_a_command_called_wrongly_exits_2(cli: CommandLine, arguments: list[str]) -> None:
    finished = cli(*arguments)

    assert (finished.code, finished.out) == (2, "")
    assert "Usage: republish" in finished.err


def test_no_verb_at_all_prints_the_help(cli: CommandLine) -> None:
    assert "Exit codes: 0 all due work done" in cli().out + cli().err


def test_a_reader_that_has_gone_is_no_error(newsroom: Newsroom) -> None:
    process = newsroom.start("schema")
    assert process.stdout is not None
    process.stdout.close()

    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    assert process.wait(30) in {0, 1}
    process.stderr.close()


def test_an_output_that_cannot_be_written_exits_5_and_says_so(newsroom: Newsroom) -> None:
    with Path("/dev/full").open("w") as full:
        finished = subprocess.run(
            [sys.executable, "-m", "pipeline", "schema"],
            check=False, cwd=newsroom.folder, stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    assert finished.returncode == 5
    assert finished.stderr.startswith("republish: the output cannot be written: No space left on device. Next: ")
    assert finished.stderr.count("\n") == 1


def test_an_interrupt_while_the_command_line_is_loaded_is_quiet(newsroom: Newsroom) -> None:
    code = (
        "import sys; sys.modules['typer'] = None\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'pipeline.cli.app': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from pipeline.cli import main\n"
        "main()\n"
    )

    finished = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=newsroom.folder, capture_output=True, text=True
    )

    assert (finished.returncode, finished.stdout, finished.stderr) == (130, "", "")
