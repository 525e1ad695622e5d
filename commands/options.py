"""What the commands of the command line share: options, headings, examples, and the settings."""

import asyncio
import sys
from importlib.metadata import version
from typing import Annotated

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from app.settings import Settings
from app.settings.variables import error_messages
from commands.terminal import stdout_to_stderr
from telemetry import logs

RUN, DATA, OPERATE, DEVELOP = "Run", "Data", "Operate", "Develop"
"""The headings under which `registro --help` lists the commands."""

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]


def examples(*lines: str) -> str:
    """The end of a command's help: lines as they are typed."""
    return "\n".join(["Examples:\n", *(f"- `{line}`" for line in lines)])


def print_version(wanted: bool) -> None:
    """Print the release and end the command, if that is wanted."""
    if wanted:
        sys.stdout.write(f"registro {version('registro')}\n")
        raise typer.Exit


def command_settings() -> Settings:
    """The settings, with logging set up by them. Raises SystemExit with a line for each that is wrong."""
    try:
        settings = Settings()
    except (ValidationError, SettingsError) as error:
        raise SystemExit(error_messages(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SystemExit(f"registro: .env cannot be read: {reason}.") from None
    terminal = sys.stdout.isatty()
    if terminal and settings.log_format is None:
        settings = settings.model_copy(update={"log_format": "console"})
    logs.configure(settings.log_level, settings.log_form, colours=settings.colours(terminal=terminal))
    return settings


def tidied_settings() -> Settings:
    """The settings, once what killed commands have left behind on their servers is removed.

    What is removed is logged to standard error: standard output is for the command's result.
    """
    settings = command_settings()
    if settings.database_url:
        from commands.rehearsal.scratch import remove_abandoned_installations

        with stdout_to_stderr():
            asyncio.run(remove_abandoned_installations(settings))
    return settings
