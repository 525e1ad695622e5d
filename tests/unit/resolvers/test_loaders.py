"""What the fields of one operation ask for together is read together, and the same only once."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from enrollment.catalogue import CatalogueGroup, Course, Enrollment, Student, Term
from enrollment.paging import GroupSearch, Page, PageRequest
from enrollment.task import TaskState
from resolvers.node import NodeKind
from schema.build import SCHEMA
from schema.ids import encode
from tests.support.memory import MemoryServices, MemoryTasks
from tests.support.poll import turns
from tests.support.states import make_state

NOW = datetime(2024, 8, 1, tzinfo=UTC)


class Reads:
    """A catalogue that has whatever is asked for, and notes what was read."""

    def __init__(self) -> None:
        self.reads: list[tuple[Any, ...]] = []

    async def terms_by_id(self, ids: Sequence[int]) -> Mapping[int, Term]:
        self.reads.append(("terms", *ids))
        return {key: Term(key, f"T{key}", None, NOW, NOW, is_open=True) for key in ids}

    async def students(self, ids: Sequence[int]) -> Mapping[int, Student]:
        self.reads.append(("students", *ids))
        return {key: Student(key, f"S{key}", None, True, 30, ()) for key in ids}

    async def groups_of_terms(
        self, terms: Sequence[Term], search: GroupSearch, page: PageRequest
    ) -> Mapping[Term, Page[CatalogueGroup]]:
        self.reads.append(("groups", page.first, search.codes, *(term.id for term in terms)))
        course = Course(1, "C", "Course", 5)
        return {
            term: Page(
                [CatalogueGroup(term.id * 10 + n, f"G{n}", term.id, 1, 30, 0, (), term, course) for n in range(2)],
                ["a", "b"],
                has_next=False,
            )
            for term in terms
        }

    async def enrollments_of_students(
        self,
        ids: Sequence[int],
        term_code: str | None,
        statuses: Sequence[str] | None,
        page: PageRequest,
        at: datetime | None,
    ) -> Mapping[int, Page[Enrollment]]:
        assert at is None
        self.reads.append(("enrollments", page.first, term_code, statuses, *ids))
        return {key: Page([], [], has_next=False) for key in ids}


class ReadTasks(MemoryTasks):
    """Notes whose tasks were read, and which."""

    def __init__(self, reads: list[tuple[Any, ...]], *states: TaskState) -> None:
        super().__init__(*states)
        self.reads = reads

    async def tasks(self, ids: Sequence[Any]) -> Mapping[Any, TaskState]:
        self.reads.append(("tasks", *ids))
        return await super().tasks(ids)

    async def tasks_of_students(self, ids: Sequence[int], page: PageRequest) -> Mapping[int, Page[TaskState]]:
        self.reads.append(("tasks of", page.first, *ids))
        return {key: Page([], [], has_next=False) for key in ids}


async def reads_of(query: str, ids: Sequence[str], *states: TaskState) -> tuple[Any, list[tuple[Any, ...]]]:
    catalogue = Reads()
    services = MemoryServices(catalogue=catalogue, tasks=ReadTasks(catalogue.reads, *states))
    result = await SCHEMA.execute(query, {"ids": list(ids)}, services.context())
    assert result.errors is None
    return result.data, catalogue.reads


TERMS = [encode(NodeKind.TERM, key) for key in (1, 2, 3)]
STUDENTS = [encode(NodeKind.STUDENT, key) for key in (1, 2, 3)]


async def test_a_list_of_all_parents_is_one_read_for_each_way_to_ask_for_it() -> None:
    query = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Term {
      groups(first: 2) { nodes { code term { code groups(first: 2) { nodes { id } } } } }
      others: groups(first: 3, filter: {codes: ["A", "B"]}) { nodes { id } }
    } } }"""
    data, reads = await reads_of(query, TERMS)
    assert sorted(map(str, reads)) == sorted(
        map(str, [("terms", 1, 2, 3), ("groups", 2, None, 1, 2, 3), ("groups", 3, ("A", "B"), 1, 2, 3)])
    )
    assert [term["groups"]["nodes"][0]["term"]["code"] for term in data["nodes"]] == ["T1", "T2", "T3"]


async def test_the_lists_of_students_are_read_for_all_of_them_together() -> None:
    query = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Student {
      enrollments(first: 4, status: [CONFIRMED]) { nodes { id } } tasks(first: 5) { nodes { id } }
    } } }"""
    _, reads = await reads_of(query, STUDENTS)
    assert [read[0] for read in reads] == ["students", "enrollments", "tasks of"]
    assert [read[-3:] for read in reads] == [(1, 2, 3)] * 3


async def test_repeated_ids_are_read_once_and_answered_as_often_as_asked() -> None:
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Term { code groups(first: 1) { nodes { id } } } } }"
    data, reads = await reads_of(query, [TERMS[0]] * 50)
    assert [term["code"] for term in data["nodes"]] == ["T1"] * 50
    assert reads == [("terms", 1), ("groups", 1, None, 1)]


async def test_repeated_ids_of_tasks_are_read_once() -> None:
    state = make_state(UUID(int=1), 1)
    data, reads = await reads_of(
        "query($ids: [ID!]!) { tasks(ids: $ids) { id } }", [encode(NodeKind.TASK, state.id)] * 3, state
    )
    assert len(data["tasks"]) == 3
    assert reads == [("tasks", state.id)]


class HeldReads(Reads):
    """A catalogue that answers once it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = asyncio.Event()

    async def students(self, ids: Sequence[int]) -> Mapping[int, Student]:
        await self.may_answer.wait()
        return await super().students(ids)


async def test_a_field_that_is_cancelled_takes_nothing_from_another_that_waits_for_the_same_key() -> None:
    catalogue = HeldReads()
    loader = MemoryServices(catalogue=catalogue).context().loaders.student
    fields = [asyncio.ensure_future(loader.load(1)) for _ in range(3)]
    await turns(3)
    fields[0].cancel()
    await turns(3)
    catalogue.may_answer.set()
    found = await asyncio.gather(*fields, return_exceptions=True)
    assert isinstance(found[0], asyncio.CancelledError)
    assert found[1] == found[2] == Student(1, "S1", None, True, 30, ())
    assert catalogue.reads == [("students", 1)]
