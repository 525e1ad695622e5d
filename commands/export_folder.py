"""`registro export`: writes the catalogue and the rosters into a folder, and prints what it wrote."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.container import Container
from app.settings import Settings
from commands.server_access import ensure_tables, open_database
from commands.terminal import database_problem, fail, print_json, print_text, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from importing.csv_files import RowProblem
from importing.export_files import export_files, unreadable_rows
from kit.errors import DatabaseUnavailable
from models.catalogue_export import WholeCatalogue, read_catalogue


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written. `rows`: by file; `unreadable`: what an import would refuse."""

    rows: Mapping[str, int]
    unreadable: list[RowProblem]


class FolderInUse(Exception):
    """The folder has files already. The message says which."""


def run(settings: Settings, folder: Path, *, as_json: bool) -> int:
    """Write the files and print the report. Returns 0 if an import can read all of it back, else 1."""
    try:
        _check_unused(folder)
        with stdout_to_stderr(), open_database(settings) as usable:
            catalogue = asyncio.run(_read(usable))
        report = _write(catalogue, folder)
    except (FolderInUse, EmbeddedServerError, OSError) as error:
        return fail(str(error), as_json=as_json)
    except DatabaseUnavailable as error:
        return fail(database_problem(error), as_json=as_json)
    if as_json:
        print_json(msgspec.to_builtins(report))
    else:
        print_text("".join(f"{file:12}  {rows} entries\n" for file, rows in report.rows.items()))
        for bad in report.unreadable:
            fail(f"an import would refuse {bad}", as_json=False)
    return 1 if report.unreadable else 0


async def _read(settings: Settings) -> WholeCatalogue:
    await ensure_tables(settings)
    async with Container.connected(settings) as container:
        return await read_catalogue(container.database)


def _check_unused(folder: Path) -> None:
    """Raises FolderInUse: an older export must not be mixed with this one."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUse(f"{folder} is not an empty folder; name one that is empty, or new.")


def _write(catalogue: WholeCatalogue, folder: Path) -> ExportReport:
    folder.mkdir(parents=True, exist_ok=True)
    exported = export_files(catalogue)
    for name, data in exported.items():
        (folder / name).write_bytes(data)
    catalogued = (
        catalogue.terms,
        catalogue.windows,
        catalogue.courses,
        catalogue.students,
        catalogue.holds,
        catalogue.history,
        catalogue.groups,
    )
    in_order_of_files = (*catalogued, catalogue.roster)
    rows = dict(zip(exported, map(len, in_order_of_files), strict=True))
    return ExportReport(rows, unreadable_rows(exported))
