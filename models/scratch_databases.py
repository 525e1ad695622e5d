"""Databases for one purpose each, which end with their owner.

An owner holds an advisory lock while its database exists. What a killed owner has left behind has no lock, and is
removed by the next command.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import structlog

from models.server_admin import direct_connection

_log = structlog.get_logger("models.scratch_databases")

_PREFIX = "registro_scratch_"
_NAME = re.compile(rf"{_PREFIX}[a-z]+_([0-9a-f]{{7}})[0-9a-f]{{5}}")
"""Only databases with such a name are ever removed. The first digits are the second number of the lock."""
_LOCK = 7_214_003
"""First number of the advisory locks; see models/database.py."""
_TAKE = f"SELECT pg_advisory_lock({_LOCK}, {{}})"
_NAMES = f"""
SELECT datname FROM pg_database WHERE starts_with(datname, '{_PREFIX}') AND pg_has_role(datdba, 'USAGE')"""
_LOCKED = f"""
SELECT objid::int8 AS number FROM pg_locks WHERE locktype = 'advisory' AND classid = {_LOCK} AND objsubid = 2"""


@asynccontextmanager
async def scratch_database(url: str, purpose: str, *, template: str | None = None) -> AsyncIterator[str]:
    """The name of a new database on the server at `url`, which is removed at the end of the block.

    Args:
        purpose: a word of small letters, which becomes part of the name.
        template: the database to copy; None: an empty one.

    Errors are asyncpg's.
    """
    name = f"{_PREFIX}{purpose}_{uuid4().hex[:12]}"
    async with direct_connection(url) as owner:
        await owner.execute(_TAKE.format(_lock_number(name)))  # first: an unlocked database is not ours for long
        await owner.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        try:
            yield name
        finally:
            async with direct_connection(url) as connection:  # the owner's may be broken by now
                await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def remove_abandoned(url: str) -> list[str]:
    """Remove the scratch databases at `url` whose owners are gone, and return their names.

    One that is in use all the same is left alone: its owner may have lost only the connection that held the lock.
    Errors of the connection are asyncpg's.
    """
    removed = []
    async with direct_connection(url) as connection:
        names = [row["datname"] for row in await connection.fetch(_NAMES)]
        locked = {row["number"] for row in await connection.fetch(_LOCKED)}
        for name in names:
            if (number := _lock_number(name)) is None or number in locked:
                continue
            try:
                await connection.execute(f'DROP DATABASE "{name}"')
            except asyncpg.PostgresError as error:
                _log.info("scratch database is not removed", database=name, error=str(error))
            else:
                removed.append(name)
    return removed


def _lock_number(name: str) -> int | None:
    """The second number of a scratch database's lock; None for a name that is not one's."""
    match = _NAME.fullmatch(name)
    return int(match[1], 16) if match else None
