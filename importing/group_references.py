"""What the rows of groups.csv refer to, and what is wrong with that."""

from collections.abc import Mapping, Sequence

from importing.catalogued import Catalogued
from importing.csv_files import RowProblem
from importing.group_files import GROUPS, GroupEntry
from models.catalogue_writer import LockedGroup


def reference_problems(
    entries: Sequence[GroupEntry],
    terms: Catalogued,
    courses: Catalogued,
    locked: Mapping[tuple[str, ...], LockedGroup],
) -> list[RowProblem]:
    """Problems of groups that refer to missing terms or courses, or that conflict with existing enrollments."""
    bad: list[RowProblem] = []

    def reject(entry: GroupEntry, column: str, value: object, message: str) -> None:
        bad.append(RowProblem(GROUPS, entry.lines[0], column, str(value), message))

    for entry in entries:
        if problem := terms.problem_with(entry.term_code):
            reject(entry, "term_code", entry.term_code, problem)
        if problem := courses.problem_with(entry.course_code):
            reject(entry, "course_code", entry.course_code, problem)
        group = locked.get(entry.key)
        if group is None:
            continue
        taken, least = group.seats_taken, group.least_capacity
        if entry.capacity < least:
            message = f"{least} seats of the group are taken; write {least} or more"
            reject(entry, "capacity", entry.capacity, message)
        if group.moves:
            message = f"{taken} students are enrolled in it as a group of {group.course_code}; do not change its course"
            reject(entry, "course_code", entry.course_code, message)
        if group.other_component:
            message = f"{taken} students are enrolled in it; do not change its component"
            reject(entry, "component", entry.rules["component"], message)
    return bad
