"""The command that enrolls many students; `commands/cli.py` adds it to the command line."""

from pathlib import Path
from typing import Annotated

import typer

from commands.options import DATA, Json, command_settings, examples

batches = typer.Typer()


@batches.command(
    rich_help_panel=DATA,
    epilog=examples(
        "registro enroll seniors.csv --term 2025-1", "registro enroll seniors.jsonl --url https://registro.example.edu"
    ),
)
def enroll(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="CSV, or JSON lines.")],
    term: Annotated[str | None, typer.Option(metavar="CODE", help="The term of rows that name none.")] = None,
    url: Annotated[str | None, typer.Option(help="The server. Default: the one that runs on this machine.")] = None,
    token: Annotated[
        str | None, typer.Option(help="A registrar's token. Default: one signed with REGISTRO_JWT_SECRET.")
    ] = None,
    results: Annotated[
        Path | None, typer.Option(dir_okay=False, help="The file of results. Default: FILE with the end .results.csv.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why, for the audit log.")] = "registro enroll",
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="Send a file without its bad rows instead of nothing.")
    ] = False,
    wait_seconds: Annotated[
        float, typer.Option(min=1, help="How long the server may be unavailable, or a batch stand still.")
    ] = 300,
    as_json: Json = False,
) -> None:
    """Enroll the students of a file, and write what became of each row into a file of results.

    Run again after an interruption, it goes on where it stopped and sends nothing twice: rows that have their end in
    the file of results are left out. Fails if a row failed for a technical reason. docs/batches.md has the columns.
    """
    from commands.enroll.command import EnrollPlan, run

    plan = EnrollPlan(file, results, url, token, term, reason, skip_bad_rows, wait_seconds)
    raise typer.Exit(run(command_settings(), plan, as_json=as_json))
