"""A page of a list is the same whether it is read for one parent or for many."""

import msgspec

from app.container import Container
from enrollment.catalogue import EnrollmentStatus
from enrollment.paging import GroupSearch, PageRequest
from models.catalogue import Catalogue
from models.task_states import TaskStates
from tests.support.engine import TERM, accept, executed, living, submission

GROUPS = ["G-ELC102-E", "G-ELC106-E"]
STUDENTS = ["EST001", "EST002", "EST003"]


async def test_lists_of_many_parents_are_those_of_each(container: Container) -> None:
    for student in STUDENTS[:2]:
        ids = await accept(container, *(submission(student, [group]) for group in GROUPS))
        async with living(container, 1) as workers:
            await executed(container, workers, ids)
    catalogue, tasks = Catalogue(container.database), TaskStates(container.database)
    students = [student.id for student in (await catalogue.students_by_code(STUDENTS)).values()]
    terms = await catalogue.terms()
    nowhere = msgspec.structs.replace(terms[0], id=max(term.id for term in terms) + 1000)
    unknown = max(students) + 1000
    taken = [group.id for group in (await catalogue.groups_by_code([(TERM, code) for code in GROUPS])).values()]

    for page in (PageRequest(1), PageRequest(100)):
        groups = await catalogue.groups_of_terms([*terms, nowhere], GroupSearch(), page)
        assert groups == {
            **(await catalogue.groups_of_terms([nowhere], GroupSearch(), page)),
            **{term: (await catalogue.groups_of_terms([term], GroupSearch(), page))[term] for term in terms},
        }
        assert (groups[nowhere].items, groups[nowhere].has_next) == ([], False)
        for statuses in (None, [EnrollmentStatus.CONFIRMED]):
            enrollments = await catalogue.enrollments_of_students([*students, unknown], None, statuses, page)
            for key in (*students, unknown):
                alone = await catalogue.enrollments_of_students([key], None, statuses, page)
                assert alone == {key: enrollments[key]}
        rosters = await catalogue.rosters_of_groups([*taken, unknown], None, page)
        for key in (*taken, unknown):
            assert await catalogue.rosters_of_groups([key], None, page) == {key: rosters[key]}
        found = await tasks.of_students([*students, unknown], page)
        for key in (*students, unknown):
            assert await tasks.of_students([key], page) == {key: found[key]}

    found = await tasks.of_students([*students, unknown], PageRequest(100))
    assert sorted(len(found[key].items) for key in (*students, unknown)) == [0, 0, 2, 2]
    for shown in found.values():
        assert list(shown.items) == sorted(shown.items, key=lambda task: task.submitted_at, reverse=True)
