"""The command line itself: its help, its examples, and how it writes to a terminal."""

import re
import shlex
import sys
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from app.settings import Settings
from commands import options
from commands.cli import app
from telemetry import logs

EXAMPLE = re.compile(r"^- `(.+)`$", re.MULTILINE)


def leaves(command: Any, *words: str) -> Iterator[tuple[str, Any]]:
    """Every command that does something, by the words that call it."""
    for name, one in command.commands.items():
        if hasattr(one, "commands"):
            yield from leaves(one, *words, name)
        else:
            yield " ".join([*words, name]), one


COMMANDS = dict(leaves(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_in_a_sentence_what_it_does_and_shows_examples_that_parse(name: str) -> None:
    command = COMMANDS[name]
    first = command.help.split("\n\n")[0]
    assert first[0].isupper()
    assert first.endswith(".")
    examples = EXAMPLE.findall(command.epilog)
    assert examples
    for example in examples:
        words = [word for word in shlex.split(example) if not re.match(r"[A-Z_]+=", word)]
        assert words[: 1 + len(name.split())] == ["registro", *name.split()]
        context = command.context_class(command, info_name=name)
        command.make_parser(context).parse_args(words[1 + len(name.split()) :])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_says_what_it_is_for_and_is_named_alike(name: str) -> None:
    for parameter in COMMANDS[name].params:
        assert parameter.help, parameter.name
        assert parameter.help.endswith("."), parameter.name
        if parameter.param_type_name == "argument":
            assert parameter.metavar.isupper(), parameter.name


def test_the_release_is_printed() -> None:
    said = CliRunner().invoke(app, ["--version"])
    assert (said.exit_code, said.output) == (0, f"registro {version('registro')}\n")


@pytest.mark.parametrize(("terminal", "form"), [(True, "console"), (False, "json")])
def test_log_lines_are_for_people_on_a_terminal_and_for_programs_elsewhere(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, form: str
) -> None:
    forms: list[str] = []
    monkeypatch.setenv("LOG_FORMAT", "")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    monkeypatch.setattr(logs, "configure", lambda _, form, **__: forms.append(form))
    settings: Settings = options.command_settings()
    assert (forms, settings.log_form) == ([form], form)


@pytest.mark.parametrize("words", [["student-data", "NU\udcd1EZ"], ["erase-student", "NU\udcd1EZ", "--reason", "x"]])
def test_a_code_in_another_encoding_is_refused_as_an_argument(words: list[str]) -> None:
    refused = CliRunner().invoke(app, words)
    assert refused.exit_code == 2
    assert "printable characters" in refused.output
