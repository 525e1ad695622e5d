"""The options of `registro prune`."""

from pathlib import Path
from typing import Annotated

import typer

from commands.options import OPERATE, Json, examples, tidied_settings
from enrollment.pruned import KNOWN_DAYS

retention = typer.Typer()


def _days(text: str) -> int:
    """`400d` in days. Raises BadParameter."""
    number = text.removesuffix("d")
    if number == text or not (number.isascii() and number.isdecimal()) or len(number) > len("36500"):
        raise typer.BadParameter(f"{text!r} is no number of days, such as 400d")
    if int(number) < KNOWN_DAYS:
        raise typer.BadParameter(f"a task can be asked for until {KNOWN_DAYS} days after its end, at least")
    return int(number)


@retention.command(
    rich_help_panel=OPERATE,
    epilog=examples(
        "registro prune --older-than 400d --dry-run", "registro prune --older-than 400d --archive tasks.jsonl.gz"
    ),
)
def prune(
    older_than: Annotated[
        int, typer.Option(parser=_days, metavar="DAYS", help="How long ago its term was closed: 400d; 30d at least.")
    ],
    archive: Annotated[
        Path | None, typer.Option(dir_okay=False, metavar="FILE", help="Add what is deleted to this file, compressed.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Delete nothing: count what would be deleted.")] = False,
    as_json: Json = False,
) -> None:
    """Delete finished tasks of terms that were closed long ago, with their journals and audit entries.

    What an enrollment that stands refers to is kept. docs/retention.md has the rules and the archive's form.
    """
    from commands.prune import run

    raise typer.Exit(run(tidied_settings(), older_than, archive, dry_run=dry_run, as_json=as_json))
