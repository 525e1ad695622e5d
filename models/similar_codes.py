"""Finds codes that are easily taken for one another; see migration 0013."""

from collections.abc import Mapping, Sequence

from models.database import Queries
from models.sql import SQL, columns

_STUDENTS = SQL["similar_codes.students"]
_TERMS = SQL["similar_codes.terms"]
_COURSES = SQL["similar_codes.courses"]
_GROUPS = SQL["similar_codes.groups"]

Key = tuple[str, ...]
"""A code; of a group, the codes of its term and of itself."""


class SimilarCodes:
    """Of each key asked about, the codes of the same kind that differ in case, leading zeros or look-alikes only.

    Keys of which there are none are absent. They need not exist themselves.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def of_students(self, keys: Sequence[Key]) -> Mapping[Key, Sequence[str]]:
        """Of students."""
        return await self._find(_STUDENTS, keys)

    async def of_terms(self, keys: Sequence[Key]) -> Mapping[Key, Sequence[str]]:
        """Of terms."""
        return await self._find(_TERMS, keys)

    async def of_courses(self, keys: Sequence[Key]) -> Mapping[Key, Sequence[str]]:
        """Of courses."""
        return await self._find(_COURSES, keys)

    async def of_groups(self, keys: Sequence[Key]) -> Mapping[Key, Sequence[str]]:
        """Of groups of the same term."""
        return await self._find(_GROUPS, keys)

    async def _find(self, sql: str, keys: Sequence[Key]) -> Mapping[Key, Sequence[str]]:
        rows = await self._queries.query(sql, *columns(keys)) if keys else []
        found = {
            (*([row["term_code"]] if "term_code" in row else []), code): [one for one in row["found"] if one != code]
            for row in rows
            for code in row["asked"]
        }
        return {key: codes for key, codes in found.items() if codes}
