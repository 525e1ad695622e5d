"""The commands that try a server out; `commands/cli.py` adds them to the command line."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from commands.options import OPERATE, Json, command_settings, examples, tidied_settings

trials = typer.Typer()
StudentCodes = Annotated[
    Path | None,
    typer.Option(
        exists=True, dir_okay=False, help="File with a student's code a line, for --url. Default: EST001 to EST149."
    ),
]

Workers = Annotated[int, typer.Option(min=1, max=64, help="Worker processes of an installation of its own.")]
Url = Annotated[
    str | None, typer.Option(help="The server. Default: an installation of its own, which is deleted afterwards.")
]
AdminToken = Annotated[
    str | None, typer.Option(help="An administrator's token, for --url. Default: REGISTRO_JWT_SECRET signs them.")
]
Term = Annotated[str, typer.Option(metavar="CODE", help="In which term, for --url.")]
Keep = Annotated[bool, typer.Option("--keep", help="Leave what it has enrolled, with --url.")]
Report = Annotated[Path, typer.Option(dir_okay=False, help="The HTML file; the JSON file is written beside it.")]


@trials.command(
    rich_help_panel=OPERATE,
    epilog=examples("registro smoke", "registro smoke health --url https://registro.example.edu"),
)
def smoke(
    check: Annotated[
        Literal["all", "health", "enroll", "idempotency", "performance", "cleanup"],
        typer.Argument(
            metavar="CHECK",
            help="What to try; `cleanup` takes back what an interrupted run has left.",
        ),
    ] = "all",
    url: Annotated[str | None, typer.Option(help="The server. Default: the one that runs on this machine.")] = None,
    token: Annotated[
        str | None, typer.Option(help="The caller's token. Default: one signed with REGISTRO_JWT_SECRET.")
    ] = None,
    student: Annotated[str, typer.Option(metavar="CODE", help="Who is enrolled and dropped again.")] = "EST149",
    term: Annotated[
        str | None, typer.Option(metavar="CODE", help="In which term. Default: the newest that is open.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Leave the seats that it takes.")] = False,
    as_json: Json = False,
) -> None:
    """Try a running server out, and take back what that made. Fails if something does not work."""
    from commands.smoke.checks import SmokeCheck
    from commands.smoke.command import SmokePlan, run

    chosen = {"all": tuple(SmokeCheck), "cleanup": ()}
    checks = chosen[check] if check in chosen else (SmokeCheck(check),)
    raise typer.Exit(run(command_settings(), SmokePlan(checks, url, token, student, term, keep), as_json=as_json))


@trials.command(
    rich_help_panel=OPERATE, epilog=examples("registro load", "registro load --users 50 --loops 50 --report load.html")
)
def load(
    url: Url = None,
    jmeter: Annotated[bool, typer.Option("--jmeter", help="Let JMeter send the requests.")] = False,
    users: Annotated[int, typer.Option(min=1, max=500, help="Users at the same time.")] = 10,
    ramp_seconds: Annotated[int, typer.Option(min=0, max=3600, help="Time within which they begin.")] = 5,
    loops: Annotated[int, typer.Option(min=1, max=10_000, help="Students whom each user enrolls.")] = 10,
    workers: Workers = 2,
    token: AdminToken = None,
    term: Term = "2024-2",
    codes: StudentCodes = None,
    keep: Keep = False,
    max_mean_ms: Annotated[float, typer.Option(min=0, help="Fail from this mean time to answer on.")] = 200,
    max_p95_ms: Annotated[float, typer.Option(min=0, help="Fail if fewer than 95 % are answered sooner.")] = 500,
    min_per_second: Annotated[
        float, typer.Option(min=0, help="Fail below this many requests a second, judged from 50 loops on.")
    ] = 100,
    report: Report = Path("registro-load.html"),
    as_json: Json = False,
) -> None:
    """Send many requests at the same time, and report how they fared. Fails if a threshold is missed."""
    from commands.load.command import LoadOptions, run
    from commands.load.load_plan import LoadPlan
    from trials.thresholds import Limits

    options = LoadOptions(
        LoadPlan(users, ramp_seconds, loops),
        Limits(max_mean_ms, max_p95_ms, min_per_second),
        jmeter,
        workers,
        url,
        token,
        term,
        codes_in(codes),
        keep,
        report,
    )
    raise typer.Exit(run(tidied_settings(), options, as_json=as_json))


@trials.command(
    rich_help_panel=OPERATE,
    epilog=examples("registro rush", "registro rush data/2025-1 --students 1000 --seed 7 --report rush.html"),
)
def rush(
    folder: Annotated[
        Path | None,
        typer.Argument(
            exists=True,
            file_okay=False,
            metavar="DIR",
            help="A term to import, with its baskets.jsonl. Default: the demo's term.",
        ),
    ] = None,
    students: Annotated[
        int, typer.Option(min=1, max=50_000, help="Students who enroll, if the term has as many.")
    ] = 5000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same students, who do the same.")] = 1,
    within_seconds: Annotated[float, typer.Option(min=0, max=86_400, help="Time within which they arrive.")] = 120,
    max_seconds: Annotated[
        float, typer.Option(min=1, max=86_400, help="Time after which the others are given up.")
    ] = 900,
    connected: Annotated[int, typer.Option(min=1, max=5000, help="Most students connected at the same time.")] = 200,
    workers: Workers = 2,
    url: Url = None,
    token: AdminToken = None,
    term: Term = "2024-2",
    codes: StudentCodes = None,
    keep: Keep = False,
    report: Report = Path("registro-rush.html"),
    as_json: Json = False,
) -> None:
    """Play a registration day: students look, click, click twice, give up. Fails if something is not as promised."""
    from commands.rush.command import RushOptions, run

    options = RushOptions(
        students=students,
        seed=seed,
        within=within_seconds,
        longest=max_seconds,
        connected=connected,
        folder=folder,
        workers=workers,
        url=url,
        token=token,
        term=term,
        codes=codes_in(codes),
        keep=keep,
        report=report,
    )
    raise typer.Exit(run(tidied_settings(), options, as_json=as_json))


def codes_in(file: Path | None) -> list[str]:
    """The students' codes in a file of any common encoding, one a line. Raises BadParameter if there is none.

    Without a file: those of the demo term who have no seats from the start.
    """
    from importing.encodings import decode

    if file is None:
        return [f"EST{number:03}" for number in range(1, 150)]
    codes = [code for line in decode(file.read_bytes()).text.splitlines() if (code := line.strip())]
    if not codes:
        raise typer.BadParameter(f"{file} has no code in it.", param_hint="--codes")
    return codes
