"""The meetings that the rows of groups.csv give to groups, which may depend on those that the groups have."""

from collections.abc import Sequence
from dataclasses import replace

from enrollment.limits import MAX_MEETINGS
from enrollment.meeting_patterns import Unclear, meetings_of
from importing.csv_files import RowProblem
from importing.group_files import GROUPS, GroupEntry
from models.catalogue_writer import CatalogueWriter


async def with_meetings(
    writer: CatalogueWriter, entries: Sequence[GroupEntry]
) -> tuple[list[GroupEntry], list[RowProblem]]:
    """The groups with the meetings that the file gives them, and those of which it cannot be said which these are.

    Groups whose meetings depend on those they have are locked.
    """
    if not entries or entries[0].patterns[0].silent:
        return list(entries), []
    partial = [entry.key for entry in entries if not all(pattern.complete for pattern in entry.patterns)]
    existing = await writer.lock_meetings(partial)
    known, unclear = list[GroupEntry](), list[RowProblem]()
    for entry in entries:
        try:
            meetings = meetings_of(entry.patterns, existing.get(entry.key, ()))
        except Unclear as error:
            unclear.append(RowProblem(GROUPS, entry.lines[0], error.column, None, str(error)))
            continue
        if len(meetings) > MAX_MEETINGS:
            message = f"has {len(meetings)} meetings; at most {MAX_MEETINGS} are allowed"
            unclear.append(RowProblem(GROUPS, entry.lines[0], "group_code", entry.code, message))
        known.append(replace(entry, meetings=meetings))
    return known, unclear
