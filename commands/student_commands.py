"""The options of the commands about one person's data."""

from pathlib import Path
from typing import Annotated

import typer

from commands.options import DATA, examples, tidied_settings
from enrollment.text import normalized, unwritable

student_commands = typer.Typer()


def _printable_code(text: str) -> str:
    """A code. Raises BadParameter for what none can be, such as an argument in another encoding than UTF-8."""
    if unwritable(code := normalized(text)):
        raise typer.BadParameter("a code consists of printable characters")
    return code


Code = Annotated[str, typer.Argument(parser=_printable_code, metavar="CODE", help="The student's code.")]


@student_commands.command(
    "student-data", rich_help_panel=DATA, epilog=examples("registro student-data EST001 --out EST001.json")
)
def student_data(
    code: Code,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A new file to write; without it, standard output.")
    ] = None,
) -> None:
    """Write everything that the database has about one student as JSON.

    The student's row, enrollments, tasks with their journals, and the audit log, with all columns. What was pruned is
    in the archive alone: docs/retention.md.
    """
    from commands.student_data import run

    raise typer.Exit(run(tidied_settings(), code, out))


@student_commands.command(
    "erase-student",
    rich_help_panel=DATA,
    epilog=examples("registro erase-student EST001 --reason 'asked for it' --archive archive.jsonl.gz"),
)
def erase_student(
    code: Code,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, for the audit log.")],
    archive: Annotated[
        list[Path] | None,
        typer.Option(exists=True, dir_okay=False, metavar="FILE", help="An archive of pruned tasks; several times."),
    ] = None,
) -> None:
    """Replace a student's code and names by a pseudonym, in the database and in archives.

    What happened and how much of it stays. Refused while the student has unfinished tasks. docs/retention.md says what
    is replaced.
    """
    from commands.erase_student import run

    raise typer.Exit(run(tidied_settings(), code, reason, archive or []))
