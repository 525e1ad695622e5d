"""Every rule is broken once: what refuses it is a problem of its own type, with an English and a Spanish sentence.

The table is complete: a new problem stands in it, or among those that no request of its own brings about.
"""

import ast
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, get_args
from uuid import uuid4

import pytest

from commands.graphql_client import GraphQLClient
from commands.processes import Child
from enrollment import problems
from enrollment.problems import AnyProblem, Problem
from resolvers.node import NodeKind
from schema.ids import encode, uuid_of
from tests.support.batches import ROWS, accepted_batch, row
from tests.support.graphql import accepted, accepted_drop, enrolled, finished
from tests.support.installation import QUICK, Installation, Servers
from tests.support.processes import beats, frozen
from tests.support.tokens import signed_in

TESTS = Path(__file__).parents[1]
TERM = "2024-2"
MONDAY = [{"weekday": "MONDAY", "startsAt": "09:00", "endsAt": "10:00"}]
LATEST_PROMOTION = "SELECT id FROM sagas WHERE kind = 'PROMOTE' ORDER BY accepted DESC LIMIT 1"
LATEST_DROP = """
SELECT s.id FROM sagas s JOIN students st ON st.id = s.student_id WHERE s.kind = 'DROP' AND st.code = $1
ORDER BY s.accepted DESC LIMIT 1"""
TASK = "query ($id: ID!) { task(id: $id) { problems { __typename code message } } }"

Said = list[dict[str, Any]]
"""What a problem says in English, and in Spanish."""


@dataclass(slots=True)
class Site:
    """An installation in which rules are broken, with one worker."""

    api: GraphQLClient
    installation: Installation
    worker: Child
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new(self, what: str) -> str:
        """A code of which no one knows."""
        return f"{what}-{next(self._numbers)}"

    async def ask(self, name: str, **asked: object) -> dict[str, Any]:
        """What a mutation is answered with."""
        answer = await self.api.execute(*_mutation(name, asked))
        assert "errors" not in answer, answer
        found: dict[str, Any] = answer["data"][name]
        return found

    async def done(self, name: str, **asked: object) -> None:
        """Have a mutation carried out against which nothing speaks."""
        answer = await self.ask(name, **asked)
        assert "code" not in answer, answer

    async def student(self, **more: object) -> str:
        code = self.new("STUDENT")
        await self.done("saveStudent", code=code, **more)
        return code

    async def course(self, **rules: object) -> str:
        code = self.new("COURSE")
        await self.done("saveCourse", code=code, title="A course", credits=4, rules=rules)
        return code

    async def group(self, course: str | None = None, *, term: str = TERM, **more: Any) -> str:
        """A group with room, of a course of its own unless one is given."""
        code, course = self.new("GROUP"), course or await self.course()
        asked = {"termCode": term, "code": code, "courseCode": course, "capacity": 5, "meetings": [], **more}
        await self.done("saveGroup", **asked)
        return code

    async def term(self, **rules: object) -> str:
        code, now = self.new("TERM"), datetime.now(UTC)
        opens, closes = (now - timedelta(days=1)).isoformat(), (now + timedelta(days=1)).isoformat()
        await self.done("saveTerm", code=code, opensAt=opens, closesAt=closes, rules=rules)
        return code

    async def took(self, student: str, course: str) -> None:
        """The student has passed the course in an earlier term."""
        await self.installation.sql(
            """INSERT INTO student_history (student_id, course_code, term_code, status)
               SELECT id, $2, '2023-1', 'PASSED' FROM students WHERE code = $1""",
            *(student, course),
        )

    async def told(self, document: str, variables: Mapping[str, object]) -> Said:
        """The one problem in the answer, in both languages."""
        said: Said = []
        for language in ("en", "es"):
            answer = await self.api.execute(document, variables, {"Accept-Language": language})
            assert "errors" not in answer, answer
            [problem] = _problems_in(answer)
            said.append(problem)
        return said

    async def refused(self, name: str, **asked: object) -> Said:
        """What is said against a mutation, however often it is sent."""
        return await self.told(*_mutation(name, asked))

    async def refused_task(self, task: Mapping[str, Any]) -> Said:
        """What is said of a task that is refused."""
        assert (await finished(self.api, task["id"]))["status"] == "REJECTED"
        return await self.told(TASK, {"id": task["id"]})

    async def refused_basket(self, student: str, *groups: str, **more: Any) -> Said:
        """What is said of an enrollment that is refused."""
        return await self.refused_task(await accepted(self.api, student, *groups, key=uuid4().hex, **more))


def _mutation(name: str, asked: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    type_ = f"{name[0].upper()}{name[1:]}Input!"
    document = (
        f"mutation ($input: {type_}) {{ {name}(input: $input) {{ __typename ... on Problem {{ code message }} }} }}"
    )
    return document, {"input": asked}


def _problems_in(answer: object) -> Iterator[dict[str, Any]]:
    if isinstance(answer, dict):
        if {"code", "message"} <= answer.keys():
            yield answer
        for part in answer.values():
            yield from _problems_in(part)
    elif isinstance(answer, list):
        for part in answer:
            yield from _problems_in(part)


def basket(student: str, *groups: str, term: str = TERM, **more: object) -> dict[str, Any]:
    return {"studentCode": student, "termCode": term, "groupCodes": list(groups), **more}


async def invalid_input(site: Site) -> Said:
    return await site.refused("enroll", **basket(await site.student()))


async def unknown_student(site: Site) -> Said:
    return await site.refused("enroll", **basket("NO-ONE", "G"))


async def unknown_term(site: Site) -> Said:
    return await site.refused("enroll", **basket(await site.student(), "G", term="1999-1"))


async def term_not_open(site: Site) -> Said:
    return await site.refused("enroll", **basket(await site.student(), "G", term="2024-1"))


async def unknown_group(site: Site) -> Said:
    return await site.refused_basket(await site.student(), "NO-GROUP")


async def full_group(site: Site) -> Said:
    return await site.refused_basket(await site.student(), await site.group(capacity=0))


async def cancelled_group(site: Site) -> Said:
    group = await site.group()
    await site.done("cancelGroup", termCode=TERM, groupCode=group, reason="no teacher")
    return await site.refused_basket(await site.student(), group)


async def enrolled_already(site: Site) -> Said:
    student, group = await site.student(), await site.group()
    await enrolled(site.api, student, group)
    return await site.refused_basket(student, group)


async def waitlisted_already(site: Site) -> Said:
    student, group = await site.student(), await site.group(capacity=0)
    await enrolled(site.api, student, group, waitlist=True)
    return await site.refused_basket(student, group, waitlist=True)


async def no_longer_waitlisted(site: Site) -> Said:
    """The student leaves the waitlist, and a seat is held for them before that is carried out."""
    student, course = await site.student(), await site.course()
    group = await site.group(course, capacity=0)
    await enrolled(site.api, student, group, waitlist=True)
    with frozen(site.worker):
        await accepted_drop(site.api, student, group)
        await site.done("saveGroup", termCode=TERM, code=group, courseCode=course, capacity=1)
    [promotion] = await site.installation.sql(LATEST_PROMOTION)
    return await site.refused_task({"id": encode(NodeKind.TASK, promotion["id"])})


async def two_of_one_course(site: Site) -> Said:
    course = await site.course()
    return await site.refused_basket(await site.student(), await site.group(course), await site.group(course))


async def not_enrolled(site: Site) -> Said:
    return await site.refused_task(await accepted_drop(site.api, await site.student(), await site.group()))


async def time_conflict(site: Site) -> Said:
    groups = [await site.group(meetings=MONDAY) for _ in range(2)]
    return await site.refused_basket(await site.student(), *groups)


async def too_many_credits(site: Site) -> Said:
    return await site.refused_basket(await site.student(maxCredits=3), await site.group())


async def prerequisite_missing(site: Site) -> Said:
    return await site.refused_basket(await site.student(), await site.group(await site.course(prerequisites="NONE")))


async def corequisite_missing(site: Site) -> Said:
    return await site.refused_basket(await site.student(), await site.group(await site.course(corequisites="NONE")))


async def linked_group_missing(site: Site) -> Said:
    return await site.refused_basket(await site.student(), await site.group(rules={"linked": "NONE"}))


async def needed_by_held_group(site: Site) -> Said:
    student, lecture = await site.student(), await site.group()
    await enrolled(site.api, student, lecture, await site.group(rules={"linked": lecture}))
    return await site.refused_task(await accepted_drop(site.api, student, lecture))


async def passed_already(site: Site) -> Said:
    student, course, term = await site.student(), await site.course(), await site.term(passedAgain=False)
    await site.took(student, course)
    return await site.refused_basket(student, await site.group(course, term=term), term=term)


async def too_many_attempts(site: Site) -> Said:
    student, course = await site.student(), await site.course(maxAttempts=1)
    await site.took(student, course)
    return await site.refused_basket(student, await site.group(course))


async def too_few_credits(site: Site) -> Said:
    student, term = await site.student(), await site.term(minCredits=4)
    group = await site.group(term=term)
    await enrolled(site.api, student, group, term=term)
    return await site.refused_task(await accepted_drop(site.api, student, group, term=term))


async def reserved_seats(site: Site) -> Said:
    rules = {"reservedSeats": [{"cohort": "first-year", "seats": 1}]}
    return await site.refused_basket(await site.student(), await site.group(capacity=1, rules=rules))


async def inactive_student(site: Site) -> Said:
    return await site.refused_basket(await site.student(active=False), await site.group())


async def hold(site: Site) -> Said:
    student = await site.student()
    await site.done("placeHold", studentCode=student, code="FIN", reason="Deuda")
    return await site.refused_basket(student, await site.group())


async def unknown_hold(site: Site) -> Said:
    return await site.refused("clearHold", studentCode=await site.student(), code="NONE", reason="paid")


async def unknown_override(site: Site) -> Said:
    return await site.refused("revokeOverride", id="none", reason="a mistake")


async def capacity_below_taken(site: Site) -> Said:
    course = await site.course()
    group = await site.group(course)
    await enrolled(site.api, await site.student(), group)
    return await site.refused("saveGroup", termCode=TERM, code=group, courseCode=course, capacity=0)


async def unknown_task(site: Site) -> Said:
    return await site.refused("cancelTask", id="none")


async def final_task(site: Site) -> Said:
    task = await enrolled(site.api, await site.student(), await site.group())
    return await site.refused("cancelTask", id=task["id"])


async def task_of_the_institution(site: Site) -> Said:
    student, group = await site.student(), await site.group()
    await enrolled(site.api, student, group)
    with frozen(site.worker):
        await site.done("cancelGroup", termCode=TERM, groupCode=group, reason="no teacher")
        [drop] = await site.installation.sql(LATEST_DROP, student)
        return await site.refused("cancelTask", id=encode(NodeKind.TASK, drop["id"]))


async def unknown_saga(site: Site) -> Said:
    return await site.refused("retrySaga", id="none", reason="mended")


async def saga_that_is_not_stuck(site: Site) -> Said:
    task = await enrolled(site.api, await site.student(), await site.group())
    return await site.refused("retrySaga", id=task["saga"]["id"], reason="mended")


async def unknown_service(site: Site) -> Said:
    return await site.refused("resetCircuitBreaker", service="dns", reason="mended")


async def unknown_key(site: Site) -> Said:
    return await site.refused("invalidateIdempotencyKey", entryId="none", reason="again")


async def key_in_flight(site: Site) -> Said:
    student, group = await site.student(), await site.group()
    with frozen(site.worker):
        saga_id = uuid_of((await accepted(site.api, student, group))["id"], NodeKind.TASK)
        assert saga_id
        entry = encode(NodeKind.IDEMPOTENCY_ENTRY, saga_id)
        return await site.refused("invalidateIdempotencyKey", entryId=entry, reason="again")


async def key_of_another_request(site: Site) -> Said:
    student, key = await site.student(), uuid4().hex
    await enrolled(site.api, student, await site.group(), key=key)
    return await site.refused("enroll", **basket(student, await site.group(), idempotencyKey=key))


async def key_of_another_batch(site: Site) -> Said:
    rows, key = [row(await site.student(), await site.group()) for _ in range(2)], uuid4().hex
    await accepted_batch(site.api, rows, key=key)
    return await site.refused("enrollBatch", rows=rows[:1], reason="seniors first", idempotencyKey=key)


async def row_twice(site: Site) -> Said:
    batch = await accepted_batch(site.api, [row(await site.student(), await site.group())] * 2)
    return await site.told(ROWS, {"id": batch["id"], "after": None})


async def too_many_tasks(site: Site) -> Said:
    student, group = await site.student(), await site.group()
    most = site.installation.settings().admission.max_unfinished_tasks_of_student
    with frozen(site.worker):
        for _ in range(most):
            await accepted(site.api, student, group, key=uuid4().hex)
        return await site.refused("enroll", **basket(student, group, idempotencyKey=uuid4().hex))


BROKEN: dict[type[Problem], Callable[[Site], Awaitable[Said]]] = {
    problems.InvalidInput: invalid_input,
    problems.StudentNotFound: unknown_student,
    problems.TermNotFound: unknown_term,
    problems.TermNotOpen: term_not_open,
    problems.GroupNotFound: unknown_group,
    problems.GroupFull: full_group,
    problems.GroupCancelled: cancelled_group,
    problems.AlreadyEnrolled: enrolled_already,
    problems.AlreadyWaitlisted: waitlisted_already,
    problems.NotWaitlisted: no_longer_waitlisted,
    problems.SameCourseTwice: two_of_one_course,
    problems.NotEnrolled: not_enrolled,
    problems.TimeConflict: time_conflict,
    problems.CreditLimitExceeded: too_many_credits,
    problems.PrerequisiteMissing: prerequisite_missing,
    problems.CorequisiteMissing: corequisite_missing,
    problems.LinkedGroupMissing: linked_group_missing,
    problems.NeededByHeldGroup: needed_by_held_group,
    problems.AlreadyPassed: passed_already,
    problems.RepeatLimitReached: too_many_attempts,
    problems.BelowMinimumCredits: too_few_credits,
    problems.SeatsReserved: reserved_seats,
    problems.StudentInactive: inactive_student,
    problems.HoldActive: hold,
    problems.HoldNotFound: unknown_hold,
    problems.OverrideNotFound: unknown_override,
    problems.CapacityBelowTaken: capacity_below_taken,
    problems.TaskNotFound: unknown_task,
    problems.AlreadyFinal: final_task,
    problems.NotCancellable: task_of_the_institution,
    problems.SagaNotFound: unknown_saga,
    problems.SagaNotStuck: saga_that_is_not_stuck,
    problems.UnknownService: unknown_service,
    problems.EntryNotFound: unknown_key,
    problems.EntryInFlight: key_in_flight,
    problems.IdempotencyConflict: key_of_another_request,
    problems.BatchKeyConflict: key_of_another_batch,
    problems.DuplicateRow: row_twice,
    problems.TooManyUnfinishedTasks: too_many_tasks,
}
"""How a request brings each of them about."""

BY_CIRCUMSTANCES: dict[type[Problem], tuple[str, str]] = {
    problems.ParticipantDeclined: (
        "crash/test_compensation.py",
        "test_it_declines_and_the_seats_come_back_newest_first",
    ),
    problems.ServiceUnavailable: (
        "crash/test_database_outages.py",
        "test_a_database_outage_is_reported_immediately_and_recovered_from",
    ),
    problems.Overloaded: ("api/test_overload.py", "test_beyond_the_limit_new_tasks_are_refused_and_leave_nothing"),
    problems.RateLimited: ("api/test_rate_limits.py", "test_a_mutation_is_refused_with_a_problem_and_calls_nothing"),
    problems.TechnicalFailure: ("integration/test_saga_executor.py", "test_one_unwritable_saga_fails_alone"),
}
"""Those that the state of servers and other systems brings about, and the test that does. They break no rule."""


@pytest.fixture(scope="module")
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(QUICK) as installation:
        [processes] = await installation.start()
        worker = processes.children[-1]
        await beats(installation, worker)
        async with signed_in(processes.base_url) as api:
            yield Site(api, installation, worker)


def test_every_problem_there_is_is_brought_about_by_a_test() -> None:
    assert not BROKEN.keys() & BY_CIRCUMSTANCES.keys()
    assert BROKEN.keys() | BY_CIRCUMSTANCES.keys() == set(get_args(AnyProblem))
    for file, name in BY_CIRCUMSTANCES.values():
        tree = ast.walk(ast.parse((TESTS / file).read_text(encoding="utf-8")))
        assert name in {node.name for node in tree if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("problem", BROKEN, ids=lambda problem: problem.__name__)
async def test_a_broken_rule_is_said_by_its_own_type_and_a_sentence_in_each_language(
    site: Site, problem: type[Problem]
) -> None:
    english, spanish = await BROKEN[problem](site)
    for said in (english, spanish):
        assert said["code"] == problem.__struct_config__.tag
        assert said["message"].endswith(".")
    assert english["message"] != spanish["message"]
