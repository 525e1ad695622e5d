"""The command line."""

import asyncio
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from app.settings import Settings, in_sentences
from telemetry import logs

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
Json = Annotated[bool, typer.Option("--json", help="Standard output is one JSON document.")]
Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, metavar="DIR")]


@app.command()
def dev(
    billing: Annotated[
        bool, typer.Option("--billing", help="Charge for enrollments, by the demonstration's billing.")
    ] = False,
) -> None:
    """Everything in one terminal: servers, demo data, API, worker. Ctrl-C ends it all."""
    from commands import dev as supervisor

    raise typer.Exit(supervisor.run(_settings(), billing=billing))


@app.command()
def api() -> None:
    """Serve the GraphQL API."""
    from app.api import run_api
    from app.container import Container

    settings = _settings()
    logs.tell_crashes()
    with _database_errors_as_messages():
        run_api(Container(settings))


@app.command()
def worker() -> None:
    """Carry out sagas."""
    from app.container import Container
    from app.worker import run_worker

    settings = _settings()
    logs.tell_crashes()
    with _database_errors_as_messages():
        run_worker(Container(settings))


@app.command()
def billing(
    decline: Annotated[
        list[str] | None, typer.Option(help="A student without credit; again for more. EST013, if none is given.")
    ] = None,
    charge_seconds: Annotated[float, typer.Option(min=0, help="Seconds that it thinks about a charge.")] = 2.0,
) -> None:
    """A billing system to try things out with; `registro dev --billing` runs it."""
    from commands.demo_term.billing import DECLINED_STUDENTS, run

    settings = _settings()
    logs.tell_crashes()
    run(settings, decline or DECLINED_STUDENTS, charge_seconds)


@app.command()
def migrate() -> None:
    """Bring the database's tables up to date."""
    from models.database import migrate as run_migrations

    _run(run_migrations(_settings().require_database()))


@app.command()
def seed() -> None:
    """Load the demo term, as far as it is missing."""
    _run(_seed(_settings()))


@app.command()
def prepare() -> None:
    """`migrate`, then `seed`."""
    from models.database import migrate as run_migrations

    settings = _settings()
    _run(run_migrations(settings.require_database()))
    _run(_seed(settings))


@app.command()
def demo(as_json: Json = False) -> None:
    """Enrol a student in two groups through the API, and show every event. Leaves nothing behind."""
    from commands.demo import run

    raise typer.Exit(run(_settings(), as_json=as_json))


@app.command()
def token(
    role: Annotated[Literal["student", "registrar", "operator", "admin"], typer.Option(help="What it is good for.")],
    student: Annotated[str | None, typer.Option(metavar="CODE", help="Whose it is, for a student.")] = None,
    hours: Annotated[float, typer.Option(min=0.001, max=24 * 365, help="How long it lasts.")] = 12,
) -> None:
    """Print a token for development, and nothing else."""
    from app.http.auth.dev_tokens import make_token, signing_secret
    from resolvers.context import Role

    if (role == "student") != (student is not None):
        raise SystemExit("registro: --student CODE goes with --role student, and with no other.")
    settings = _settings()
    secret = signing_secret(settings)
    if secret is None:
        raise SystemExit(
            "registro: there is no key to sign a token with: set REGISTRO_JWT_SECRET to the API's (with a JWKS the "
            "private key is elsewhere), or start `registro dev`, which makes a key of its own."
        )
    print(make_token(settings, secret, Role(role.upper()), student, hours=hours))


@app.command()
def schema() -> None:
    """Print the GraphQL schema."""
    from schema.printed import sdl

    print(sdl())


@app.command("settings")
def print_settings() -> None:
    """Print what can be set, as Markdown."""
    from commands.settings_reference import reference

    print(reference(), end="")


@app.command("import")
def import_folder(
    folder: Folder,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="Leave bad rows out instead of refusing their file.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Import courses.csv, groups.csv, students.csv and, if there is one, terms.csv. Twice changes nothing.

    A file with a bad row is not imported; groups.csv waits for terms.csv and courses.csv. Without terms.csv the terms
    that groups.csv names are open from yesterday for a year, unless they are known already.
    """
    from commands.importing.command import run

    raise typer.Exit(run(_settings(), folder, skip_bad_rows=skip_bad_rows, as_json=as_json))


@app.command()
def rehearse(
    folder: Folder,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Worker processes.")] = 2,
    in_order: Annotated[
        bool, typer.Option("--in-order", help="One basket at a time, in the order of the file.")
    ] = False,
    rules: Annotated[
        Literal["capacity", "all"],
        typer.Option(help="What baskets are judged by; most data knows no more than capacity."),
    ] = "capacity",
    expect: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Fail unless the outcome is this file's.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Import DIR into a scratch database, hand in every basket of baskets.jsonl, report. Leaves nothing behind."""
    from commands.rehearsal import command as rehearsal

    script = rehearsal.RehearsalPlan(folder, workers, in_order, rehearsal.RuleSet(rules), expect)
    raise typer.Exit(rehearsal.run(_settings(), script, as_json=as_json))


@app.command()
def doctor(
    whole: Annotated[
        bool, typer.Option("--whole", help="Look at everything, however long it takes; every task has to be final.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check servers, migrations, workers, and what must always hold. Fails if anything is amiss."""
    from commands.doctor import run

    raise typer.Exit(run(_settings(), whole=whole, as_json=as_json))


@app.command()
def replay(
    saga: Annotated[str, typer.Argument(help="A saga's or a task's id: as the API shows it, or the UUID in the logs.")],
    as_json: Json = False,
) -> None:
    """What happened to a saga, moment by moment: acceptance, claims, steps, undos, what people did, its end."""
    from commands.replay import run

    raise typer.Exit(run(_settings(), saga, as_json=as_json))


@app.command()
def chaos(
    minutes: Annotated[float, typer.Option(min=0.2, max=1440, help="How long faults go on.")] = 2,
    seed: Annotated[int, typer.Option(help="The same seed strikes the same way.")] = 1,
    workers: Annotated[int, typer.Option(min=2, max=16, help="Worker processes.")] = 3,
    as_json: Json = False,
) -> None:
    """Kill, cut and freeze whatever there is while students enroll, in a world of its own; then say what is amiss."""
    from commands.chaos import command

    raise typer.Exit(command.run(_settings(), minutes=minutes, seed=seed, workers=workers, as_json=as_json))


async def _seed(settings: Settings) -> None:
    from app.container import Container
    from commands.demo_term.seeding import seed_demo
    from enrollment.plans import STANDARD

    logs.configure("WARNING", settings.log_form)  # hundreds of seats taken are no news here
    container = Container(settings, STANDARD)  # nobody is charged for the seats of a demonstration
    async with container.database():
        await seed_demo(container)


def _settings() -> Settings:
    try:
        settings = Settings()
    except (ValidationError, SettingsError) as error:
        raise SystemExit(in_sentences(error)) from None
    logs.configure(settings.log_level, settings.log_form, colours=settings.colours(terminal=sys.stdout.isatty()))
    return settings


def _run(coroutine: Coroutine[Any, Any, None]) -> None:
    with _database_errors_as_messages():
        asyncio.run(coroutine)


@contextmanager
def _database_errors_as_messages() -> Iterator[None]:
    """A database that cannot be reached is a sentence, not a traceback."""
    from models.database import transient

    try:
        yield
    except Exception as error:
        if not transient(error):
            raise
        raise SystemExit(f"registro: the database cannot be reached: {error}. See DATABASE_URL.") from None


def main() -> None:
    """The console script."""
    app()
