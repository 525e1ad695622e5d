"""Registro enrolls a student in several course groups together: in all of them, or in none.

Settings are environment variables, or lines of a file `.env`; `registro settings` prints them. Without DATABASE_URL or
REDIS_URL, `dev`, `import`, `rehearse`, `doctor` and `replay` start servers of their own; `demo` and `chaos` always do.
"""

import asyncio
import gc
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from app.settings import Settings, error_messages
from kit.errors import DatabaseUnavailable
from telemetry import logs

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=__doc__,
)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]
Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, metavar="DIR")]

_RUN, _DATA, _OPERATE, _DEVELOP = "Run", "Data", "Operate", "Develop"
"""The headings under which `registro --help` lists the commands."""


@app.command(rich_help_panel=_RUN)
def dev(
    billing: Annotated[
        bool, typer.Option("--billing", help="Charge for enrollments with a demo billing system.")
    ] = False,
) -> None:
    """Run everything in one terminal: servers, demo data, API, worker. Ctrl-C stops it."""
    from commands import dev as supervisor

    raise typer.Exit(supervisor.run(_settings(), billing=billing))


@app.command(rich_help_panel=_RUN)
def api() -> None:
    """Run an API process."""
    from app.api import run_api

    settings = _settings()
    logs.log_crashes()
    with _database_errors_as_messages():
        run_api(settings)


@app.command(rich_help_panel=_RUN)
def worker() -> None:
    """Run a worker process, which executes accepted tasks."""
    from app.worker import run_worker

    settings = _settings()
    logs.log_crashes()
    with _database_errors_as_messages():
        run_worker(settings)


@app.command(rich_help_panel=_RUN)
def billing(
    decline: Annotated[
        list[str] | None, typer.Option(help="Decline charges of this student; may be repeated. Default: EST013.")
    ] = None,
    charge_seconds: Annotated[float, typer.Option(min=0, help="How long a charge takes, in seconds.")] = 2.0,
) -> None:
    """Run a demo billing system; `registro dev --billing` runs one, too."""
    from commands.demo_term.billing import DECLINED_STUDENTS, run_billing

    settings = _settings()
    logs.log_crashes()
    run_billing(settings, decline or DECLINED_STUDENTS, charge_seconds)


@app.command(rich_help_panel=_DATA)
def migrate() -> None:
    """Apply migrations to the database."""
    from models.database import migrate as run_migrations

    _run(run_migrations(_settings().require_database()))


@app.command(rich_help_panel=_DATA)
def seed() -> None:
    """Load the demo term, unless it is there already."""
    _run(_seed(_settings()))


@app.command(rich_help_panel=_DATA)
def prepare() -> None:
    """Run `migrate`, then `seed`."""
    from models.database import migrate as run_migrations

    settings = _settings()
    _run(run_migrations(settings.require_database()))
    _run(_seed(settings))


@app.command(rich_help_panel=_RUN)
def demo(as_json: Json = False) -> None:
    """Enroll a student in two groups in a temporary installation, and show every event."""
    from commands.demo import run

    raise typer.Exit(run(_settings(), as_json=as_json))


@app.command("import", rich_help_panel=_DATA)
def import_folder(
    folder: Folder,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="Import a file without its bad rows instead of refusing it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Import courses.csv, groups.csv, students.csv and optionally terms.csv from a folder.

    Importing the same files again changes nothing. A file with a bad row is refused; groups.csv is not imported if
    terms.csv or courses.csv is refused. Without terms.csv, new terms in groups.csv are open from yesterday for a year.
    """
    from commands.importing.command import run

    raise typer.Exit(run(_settings(), folder, skip_bad_rows=skip_bad_rows, as_json=as_json))


@app.command(rich_help_panel=_DATA)
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
    as_json: Json = False,
) -> None:
    """Import a folder into a temporary database, submit all baskets of its baskets.jsonl, and report the outcome."""
    from commands.rehearsal import command as rehearsal

    script = rehearsal.RehearsalPlan(folder, workers, in_order, rehearsal.RuleSet(rules), expect)
    raise typer.Exit(rehearsal.run(_settings(), script, as_json=as_json))


@app.command(rich_help_panel=_OPERATE)
def doctor(
    whole: Annotated[
        bool,
        typer.Option("--whole", help="Check the whole database, which may take long. All tasks must be final."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Check servers, migrations, workers and invariants. Fails if a check fails."""
    from commands.doctor import run

    raise typer.Exit(run(_settings(), whole=whole, as_json=as_json))


@app.command(rich_help_panel=_OPERATE)
def healthy() -> None:
    """Fail unless a worker on this host is alive: the health check of its container."""
    from commands.healthy import run

    settings = _settings()
    with _database_errors_as_messages():
        code = run(settings)
    raise typer.Exit(code)


@app.command(rich_help_panel=_OPERATE)
def replay(
    saga: Annotated[str, typer.Argument(help="The id of a saga or task, as in the API, or the UUID in the logs.")],
    as_json: Json = False,
) -> None:
    """Show what happened to a saga in order of time: acceptance, steps, undos, interventions, end."""
    from commands.replay import run

    raise typer.Exit(run(_settings(), saga, as_json=as_json))


@app.command(rich_help_panel=_OPERATE)
def chaos(
    minutes: Annotated[float, typer.Option(min=0.2, max=1440, help="How long faults are injected.")] = 2,
    seed: Annotated[int, typer.Option(help="The same seed gives the same schedule of faults.")] = 1,
    workers: Annotated[int, typer.Option(min=2, max=16, help="Worker processes.")] = 3,
    as_json: Json = False,
) -> None:
    """Inject faults into a temporary installation while students enroll, then check that nothing is lost or wrong."""
    from commands.chaos import command

    raise typer.Exit(command.run(_settings(), minutes=minutes, seed=seed, workers=workers, as_json=as_json))


@app.command(rich_help_panel=_DEVELOP)
def token(
    role: Annotated[Literal["student", "registrar", "operator", "admin"], typer.Option(help="The role of its bearer.")],
    student: Annotated[str | None, typer.Option(metavar="CODE", help="The student, for the role student.")] = None,
    hours: Annotated[float, typer.Option(min=0.001, max=24 * 365, help="How long it is valid.")] = 12,
) -> None:
    """Print a token to call the API with."""
    from app.http.auth.dev_tokens import make_token, signing_secret
    from resolvers.caller import Role

    if (role == "student") != (student is not None):
        raise SystemExit("registro: --role student needs --student CODE, and no other role may have it.")
    settings = _settings()
    secret = signing_secret(settings)
    if secret is None:
        raise SystemExit(
            "registro: there is no secret to sign a token with: set REGISTRO_JWT_SECRET to that of the API, or start "
            "`registro dev`, which makes one. With REGISTRO_JWKS_URL only your identity provider can make tokens."
        )
    print(make_token(settings, secret, Role(role.upper()), student, hours=hours))


@app.command(rich_help_panel=_DEVELOP)
def schema() -> None:
    """Print the GraphQL schema."""
    from schema.printed import sdl

    print(sdl())


@app.command("settings", rich_help_panel=_DEVELOP)
def print_settings() -> None:
    """Print all settings with their meaning, as Markdown."""
    from commands.settings_reference import reference

    print(reference(), end="")


async def _seed(settings: Settings) -> None:
    from app.container import Container
    from commands.demo_term.seeding import seed_demo
    from enrollment.plans import STANDARD

    logs.configure("WARNING", settings.log_form)  # without a line for each of hundreds of seats
    # Billing is not asked for the seats of a demonstration.
    async with Container.connected(settings, STANDARD) as container:
        await seed_demo(container)


def _settings() -> Settings:
    try:
        settings = Settings()
    except (ValidationError, SettingsError) as error:
        raise SystemExit(error_messages(error)) from None
    logs.configure(settings.log_level, settings.log_form, colours=settings.colours(terminal=sys.stdout.isatty()))
    return settings


def _run(coroutine: Coroutine[Any, Any, None]) -> None:
    with _database_errors_as_messages():
        asyncio.run(coroutine)


@contextmanager
def _database_errors_as_messages() -> Iterator[None]:
    """Print a message instead of a traceback if the database cannot be reached."""
    try:
        yield
    except DatabaseUnavailable as error:
        raise SystemExit(f"registro: the database cannot be reached: {error}. See DATABASE_URL.") from None


def main() -> None:
    """Run the command line."""
    gc.set_threshold(100_000)  # loading code leaves nothing to collect; looking for it is a tenth of a process's start
    app()
