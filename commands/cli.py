"""Registro enrolls a student in several course groups together: in all of them, or in none.

Settings are environment variables, or lines of a file `.env`; `registro settings` prints them. Without DATABASE_URL and
REDIS_URL, a command uses the servers that `registro dev` runs, or starts them for as long as it takes. Those that try
something out (`demo`, `rehearse`, `load`, `chaos`) leave nothing behind.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from commands.batch_commands import batches
from commands.document_commands import documents
from commands.options import (
    DATA,
    DEVELOP,
    OPERATE,
    RUN,
    Json,
    command_settings,
    examples,
    print_version,
    tidied_settings,
)
from commands.receipt_commands import receipts
from commands.retention_commands import retention
from commands.student_commands import student_commands
from commands.token_commands import tokens
from commands.trials import trials
from embedded.executables import EmbeddedServerError
from kit.errors import DatabaseUnavailable
from telemetry import logs

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=__doc__,
)
Folder = Annotated[
    Path, typer.Argument(exists=True, file_okay=False, metavar="DIR", help="The folder with the term's files.")
]

app.add_typer(batches)
app.add_typer(trials)
app.add_typer(retention)
app.add_typer(student_commands)
app.add_typer(tokens)
app.add_typer(documents, name="documents", rich_help_panel=OPERATE)
app.add_typer(receipts, name="receipt", rich_help_panel=OPERATE)


@app.callback()
def registro(
    _: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the release and exit.")
    ] = False,
) -> None:
    pass


@app.command(rich_help_panel=RUN, epilog=examples("registro dev", "REGISTRO_WORKERS=3 registro dev --billing"))
def dev(
    billing: Annotated[
        bool, typer.Option("--billing", help="Charge for enrollments with a demo billing system.")
    ] = False,
) -> None:
    """Run everything in one terminal: servers, demo data, API, worker. Ctrl-C stops it."""
    from commands import dev as supervisor

    raise typer.Exit(supervisor.run(tidied_settings(), billing=billing))


@app.command(rich_help_panel=RUN, epilog=examples("registro api", "PORT=8004 registro api"))
def api() -> None:
    """Run an API process: with the servers in the settings, else beside `registro dev`."""
    from app.api import run_api
    from commands.server_access import joined

    settings = joined(command_settings())
    logs.log_crashes()
    run_api(settings)


@app.command(rich_help_panel=RUN, epilog=examples("registro worker"))
def worker() -> None:
    """Run a worker process, which executes tasks: with the servers in the settings, else beside `registro dev`."""
    from app.worker import run_worker
    from commands.server_access import joined

    settings = joined(command_settings())
    logs.log_crashes()
    run_worker(settings)


@app.command(rich_help_panel=RUN, epilog=examples("registro billing --decline EST013 --charge-seconds 5"))
def billing(
    decline: Annotated[
        list[str] | None, typer.Option(help="Decline charges of this student; may be repeated. Default: EST013.")
    ] = None,
    charge_seconds: Annotated[float, typer.Option(min=0, help="How long a charge takes, in seconds.")] = 2.0,
) -> None:
    """Run a demo billing system; `registro dev --billing` runs one, too."""
    from commands.demo_term.billing import DECLINED_STUDENTS, run_billing

    settings = command_settings()
    logs.log_crashes()
    run_billing(settings, decline or DECLINED_STUDENTS, charge_seconds)


@app.command(rich_help_panel=DATA, epilog=examples("registro migrate"))
def migrate() -> None:
    """Apply migrations to the database. May run several times at the same time."""
    from commands.preparation import run

    run(tidied_settings(), migrating=True)


@app.command(rich_help_panel=DATA, epilog=examples("registro seed"))
def seed() -> None:
    """Load the demo term, unless it is there already."""
    from commands.preparation import run

    run(tidied_settings(), seeding=True)


@app.command(rich_help_panel=DATA, epilog=examples("registro prepare"))
def prepare() -> None:
    """Run `migrate`, then `seed`."""
    from commands.preparation import run

    run(tidied_settings(), migrating=True, seeding=True)


@app.command(rich_help_panel=RUN, epilog=examples("registro demo", "registro demo --json"))
def demo(as_json: Json = False) -> None:
    """Enroll a student in two groups in a temporary installation, and show every event."""
    from commands.demo import run

    raise typer.Exit(run(command_settings(), as_json=as_json))


@app.command(
    "import",
    rich_help_panel=DATA,
    epilog=examples("registro import data/2025-1", "registro import data/2025-1 --skip-bad-rows --json"),
)
def import_folder(
    folder: Folder,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="Import a file without its bad rows instead of refusing it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Import courses.csv, groups.csv, students.csv and optionally terms.csv, windows.csv, holds.csv and history.csv.

    Importing the same files again changes nothing. A file with a bad row is refused; groups.csv is not imported if
    terms.csv or courses.csv is refused. Without terms.csv, a new term in groups.csv is open from yesterday for a year,
    unless it may be a typing error. docs/import.md has the columns.
    """
    from commands.import_folder import run

    raise typer.Exit(run(tidied_settings(), folder, skip_bad_rows=skip_bad_rows, as_json=as_json))


@app.command("export", rich_help_panel=DATA, epilog=examples("registro export backup/catalogue"))
def export_folder(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; new, or empty.")],
    as_json: Json = False,
) -> None:
    """Write the catalogue and the rosters into a folder.

    `registro import` reads the files back as the same catalogue. roster.csv says who is enrolled in which group,
    since when and by which task; it is not imported.
    """
    from commands.export_folder import run

    raise typer.Exit(run(tidied_settings(), folder, as_json=as_json))


@app.command(
    rich_help_panel=DATA,
    epilog=examples(
        "registro rehearse data/2025-1", "registro rehearse data/2025-1 --in-order --report rehearsal.html"
    ),
)
def rehearse(
    folder: Folder,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Worker processes.")] = 2,
    in_order: Annotated[
        bool, typer.Option("--in-order", help="Submit one basket at a time, in the order of the file.")
    ] = False,
    rules: Annotated[
        Literal["capacity", "all"],
        typer.Option(help="Check capacity only, or all rules of enrollment."),
    ] = "capacity",
    expect: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Fail unless the outcome equals that in this file.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write a report as HTML to this file, and as JSON beside it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Import a folder into a temporary database, submit all baskets of its baskets.jsonl, and report the outcome."""
    from commands.rehearsal import command as rehearsal

    script = rehearsal.RehearsalPlan(folder, workers, in_order, rehearsal.RuleSet(rules), expect, report)
    raise typer.Exit(rehearsal.run(tidied_settings(), script, as_json=as_json))


@app.command(rich_help_panel=OPERATE, epilog=examples("registro doctor", "registro doctor --whole --json"))
def doctor(
    whole: Annotated[
        bool,
        typer.Option("--whole", help="Check the whole database, which may take long. All tasks must be final."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Check servers, migrations, workers and invariants. Fails if a check fails."""
    from commands.doctor import run

    raise typer.Exit(run(command_settings(), whole=whole, as_json=as_json))


@app.command(rich_help_panel=OPERATE, epilog=examples("registro healthy", "registro healthy --api"))
def healthy(
    api: Annotated[bool, typer.Option("--api", help="The API at PORT instead: whether it answers.")] = False,
) -> None:
    """Fail unless a worker on this host is alive: the health check of its container."""
    from commands import healthy as check

    settings = command_settings()
    raise typer.Exit(check.run_api(settings) if api else check.run(settings))


@app.command(rich_help_panel=OPERATE, epilog=examples("registro replay 01a21082-246c-793e-a9a8-a5372b789407"))
def replay(
    saga: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a saga or task, as in the API, or the UUID in the logs.")
    ],
    as_json: Json = False,
) -> None:
    """Show what happened to a saga in order of time: acceptance, steps, undos, interventions, end."""
    from commands.replay import run

    raise typer.Exit(run(tidied_settings(), saga, as_json=as_json))


@app.command(rich_help_panel=OPERATE, epilog=examples("registro chaos", "registro chaos --minutes 10 --seed 7"))
def chaos(
    minutes: Annotated[float, typer.Option(min=0.2, max=1440, help="How long faults are injected.")] = 2,
    seed: Annotated[int, typer.Option(help="The same seed gives the same schedule of faults.")] = 1,
    workers: Annotated[int, typer.Option(min=2, max=16, help="Worker processes.")] = 3,
    as_json: Json = False,
) -> None:
    """Inject faults into a temporary installation while students enroll, then check that nothing is lost or wrong."""
    from commands.chaos import command

    raise typer.Exit(command.run(command_settings(), minutes=minutes, seed=seed, workers=workers, as_json=as_json))


@app.command(rich_help_panel=DEVELOP, epilog=examples("registro schema"))
def schema() -> None:
    """Print the GraphQL schema."""
    from schema.printed import sdl

    print(sdl())


@app.command("settings", rich_help_panel=DEVELOP, epilog=examples("registro settings"))
def print_settings() -> None:
    """Print all settings with their meaning, as Markdown."""
    from commands.settings_reference import reference

    print(reference(), end="")


@contextmanager
def _server_errors_as_messages() -> Iterator[None]:
    """Print a message instead of a traceback if the database cannot be reached, or no server can be started."""
    try:
        yield
    except DatabaseUnavailable as error:
        from commands.terminal import database_problem

        raise SystemExit(f"registro: {database_problem(error)}") from None
    except EmbeddedServerError as error:
        raise SystemExit(f"registro: {error}") from None


def main() -> None:
    """Run the command line."""
    gc.set_threshold(100_000)  # loading code leaves nothing to collect; looking for it is a tenth of a process's start
    with _server_errors_as_messages():
        app()
