"""Reads everything that is stored about one student, whatever tables there are."""

from typing import Any

import msgspec

from models.database import Database, Transaction
from models.sql import SQL

_TABLES = SQL["student_rows.tables"]
_STUDENT = SQL["student_rows.student"]
_STEPS = SQL["student_rows.steps"]
_GROUPS = SQL["student_rows.groups"]
_TERMS = SQL["student_rows.terms"]

StudentData = dict[str, Any]
"""By the names of tables their rows, with all columns; `student` is the student's own row."""


async def read_student_data(database: Database, code: str) -> StudentData | None:
    """All of it as of one moment; None if there is no such student.

    A table belongs to it if it has a column `student_id` or `student_code`, so that none can be forgotten.
    """
    async with database.transaction() as tx:
        await tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        found = await tx.query(_STUDENT, code)
        if not found:
            return None
        [student] = found
        data: StudentData = {"student": msgspec.json.decode(student["row"])}
        for table in await tx.query(_TABLES):
            column, value = ("student_id", student["id"]) if table["by_id"] else ("student_code", code)
            data[table["name"]] = await _rows(tx, _of_table(table["name"], column), value)
        data["saga_steps"] = await _rows(tx, _STEPS, student["id"])
        data["groups"] = await _rows(tx, _GROUPS, student["id"])
        data["terms"] = await _rows(tx, _TERMS, student["id"])
        return data


async def _rows(tx: Transaction, sql: str, value: object) -> Any:
    [row] = await tx.query(sql, value)
    return msgspec.json.decode(row["rows"])


def _of_table(table: str, column: str) -> str:
    """The rows of a table that the database has named, in the order of their contents."""
    rows = "coalesce(jsonb_agg(to_jsonb(x) ORDER BY to_jsonb(x)), '[]')::text AS rows"
    return f'SELECT {rows} FROM "{table}" x WHERE x.{column} = $1'
