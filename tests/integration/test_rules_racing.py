"""Rules that another task of the same student, or a registrar, could break at the same time: raced many times."""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest

from app.container import Container, WorkerParts
from enrollment.catalogue import CatalogueGroup, Group, Meeting, Weekday
from enrollment.catalogue_edits import GroupDraft, SavedGroup, TermDraft
from enrollment.problems import (
    AlreadyEnrolled,
    CapacityBelowTaken,
    CreditLimitExceeded,
    GroupFull,
    GroupNotFound,
    InvalidInput,
    NotEnrolled,
    Problem,
    SameCourseTwice,
    TermNotFound,
    TermNotOpen,
    TimeConflict,
)
from enrollment.rule_settings import TermRules
from enrollment.submission import Accepted
from enrollment.task import GroupStatus, TaskKind, TaskState, TaskStatus
from enrollment.term_windows import EnrollmentWindow, TermWindows
from models.catalogue_edits import CatalogueEdits
from models.database import Database, Row
from tests.support.engine import TERM, accept, executed, living, submission, submit
from tests.support.installation import Installation
from tests.support.poll import wait_for_async

STUDENTS = [f"EST{number:03}" for number in range(1, 101)]  # none of them holds a seat at first
ENROLL, DROP = TaskKind.ENROLL, TaskKind.DROP
SUCCEEDED, REJECTED = TaskStatus.SUCCEEDED, TaskStatus.REJECTED
GROUP = "G-ELC102-E"

BROKEN = """
WITH live AS (SELECT e.*, c.credits FROM enrollments e JOIN courses c ON c.id = e.course_id WHERE e.status <> 'DROPPED')
SELECT
  (SELECT count(*) FROM (SELECT FROM live GROUP BY student_id, group_id HAVING count(*) > 1) x) AS held_twice,
  (SELECT count(*) FROM (SELECT FROM live GROUP BY student_id, term_id, course_id HAVING count(*) > 1) x)
    AS course_twice,
  (SELECT count(*) FROM (SELECT FROM live JOIN students s ON s.id = student_id
     GROUP BY student_id, term_id, max_credits HAVING sum(credits) > max_credits) x) AS over_credits,
  (SELECT count(*) FROM live a JOIN live b USING (student_id, term_id)
     JOIN groups g ON g.id = a.group_id JOIN groups h ON h.id = b.group_id,
     jsonb_array_elements(g.meetings) m, jsonb_array_elements(h.meetings) n
     WHERE a.group_id < b.group_id AND m->>'weekday' = n->>'weekday'
       AND m->>'starts_at' < n->>'ends_at' AND n->>'starts_at' < m->>'ends_at') AS clashes"""
"""What the rules forbid, in SQL that shares nothing with them."""


@pytest.fixture
async def workers(container: Container) -> AsyncIterator[list[WorkerParts]]:
    """Two workers that live."""
    async with living(container) as parts:
        yield parts


async def intact(installation: Installation) -> None:
    """Assert that no rule is broken and that nothing is that must always hold."""
    [broken] = await installation.sql(BROKEN)
    assert not any(broken.values()), broken
    assert await installation.violations() == {}


def statuses(tasks: Sequence[TaskState]) -> Counter[TaskStatus]:
    return Counter(task.status for task in tasks)


async def seats(installation: Installation, code: str) -> int:
    [row] = await installation.sql("SELECT seats_taken FROM groups WHERE code = $1", code)
    taken: int = row["seats_taken"]
    return taken


# Whatever the race is about, everything else about the groups is out of its way.
NO_MEETINGS = "UPDATE groups SET capacity = 200, meetings = '[]'"
NINE = msgspec.json.encode([Meeting(Weekday.MONDAY, "09:00", "10:00")]).decode()
AT_NINE = f"UPDATE groups SET meetings = '{NINE}' WHERE code LIKE '%-A'"
TEN_CREDITS = "UPDATE students SET max_credits = 10 WHERE code <= 'EST100'"


@pytest.mark.parametrize(
    ("given", "groups", "winners", "problem"),
    [
        ([], [GROUP] * 8, 1, AlreadyEnrolled),
        ([], [f"G-ELC102-{letter}" for letter in "ABCDE"], 1, SameCourseTwice),
        ([AT_NINE], ["G-ELC101-A", "G-ELC102-A", "G-MAT207-A", "G-INF101-A", "G-FIS102-A"], 1, TimeConflict),
        ([TEN_CREDITS], ["G-ELC101-A", "G-ELC102-A", "G-MAT207-A", "G-FIS102-A"], 2, CreditLimitExceeded),
    ],
    ids=["already enrolled", "course", "times", "credits"],
)
async def test_many_tasks_of_one_student_never_break_a_rule_together(
    container: Container,
    workers: list[WorkerParts],
    installation: Installation,
    given: list[str],
    groups: list[str],
    winners: int,
    problem: type[Problem],
) -> None:
    for statement in (NO_MEETINGS, *given):
        await installation.sql(statement)
    for round_ in range(3):  # in each, eight students race beside each other
        students = STUDENTS[8 * round_ : 8 * round_ + 8]
        asked = [(student, group) for student in students for group in groups]
        Random(round_).shuffle(asked)
        accepted = await asyncio.gather(*(accept(container, submission(who, [group])) for who, group in asked))
        tasks = await executed(container, workers, [task_id for [task_id] in accepted])

        for student in students:
            own = [task for task in tasks if task.student_code == student]
            assert statuses(own) == {SUCCEEDED: winners, REJECTED: len(groups) - winners}
            assert {type(p) for task in own for p in task.problems} == {problem}
        await intact(installation)


async def test_a_basket_breaks_no_rule_that_its_neighbour_breaks_too(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    """All or none, in races as well: of two baskets that share a course, one is enrolled whole and the other not."""
    await installation.sql(NO_MEETINGS)
    baskets = [["G-ELC102-A", "G-MAT207-A"], ["G-ELC102-B", "G-FIS102-A"]]
    for student in STUDENTS[:10]:
        accepted = await asyncio.gather(*(accept(container, submission(student, basket)) for basket in baskets * 2))
        tasks = await executed(container, workers, [task_id for [task_id] in accepted])
        assert statuses(tasks) == {SUCCEEDED: 1, REJECTED: 3}
        held = await installation.sql(
            """SELECT g.code FROM enrollments e JOIN students s ON s.id = e.student_id
               JOIN groups g ON g.id = e.group_id WHERE s.code = $1 AND e.status = 'CONFIRMED' ORDER BY g.code""",
            student,
        )
        assert [row["code"] for row in held] in [sorted(basket) for basket in baskets]
    await intact(installation)


async def test_of_forty_one_students_added_in_bulk_to_forty_seats_one_is_refused(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await installation.sql("UPDATE groups SET capacity = 40 WHERE code = $1", GROUP)
    ids = await accept(container, *(submission(student, [GROUP]) for student in STUDENTS[:41]))
    tasks = await executed(container, workers, ids)

    assert [task.student_code for task in tasks] == STUDENTS[:41], "a result for each, in their order"
    assert statuses(tasks) == {SUCCEEDED: 40, REJECTED: 1}
    [refused] = [task for task in tasks if task.status is REJECTED]
    assert refused.problems == (GroupFull(group_code=GROUP, capacity=40),)
    assert await seats(installation, GROUP) == 40
    await intact(installation)


async def test_one_worker_refuses_the_last_in_the_order_of_acceptance(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await installation.sql("UPDATE groups SET capacity = 40 WHERE code = $1", GROUP)
    ids = await accept(container, *(submission(student, [GROUP]) for student in STUDENTS[:41]))
    tasks = await executed(container, workers[:1], list(reversed(ids)))
    assert [task.status for task in reversed(tasks)] == [SUCCEEDED] * 40 + [REJECTED]
    await intact(installation)


async def test_a_student_who_dropped_may_enroll_again(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    before = await seats(installation, GROUP)
    for kind, taken in ((ENROLL, 1), (DROP, 0), (ENROLL, 1)):
        [task] = await executed(container, workers, await accept(container, submission("EST001", [GROUP], kind=kind)))
        assert task.status is SUCCEEDED
        assert task.groups[0].status is (GroupStatus.DROPPED if kind is DROP else GroupStatus.CONFIRMED)
        assert await seats(installation, GROUP) == before + taken

    rows = await installation.sql(
        """SELECT e.status FROM enrollments e JOIN students s ON s.id = e.student_id
           WHERE s.code = 'EST001' ORDER BY e.created_at"""
    )
    assert [row["status"] for row in rows] == ["DROPPED", "CONFIRMED"], "one active row, two of history"
    await intact(installation)


async def test_twenty_concurrent_first_enrollments_of_one_student_run_one_after_the_other(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    """Exactly what the rules allow, in the order of acceptance: one group a course, and no more than 30 credits."""
    await installation.sql(NO_MEETINGS)
    courses = ["ELC101", "ELC102", "ELC106", "MAT207", "INF101", "INF220", "FIS102", "QMC100", "LIN100", "ADM310"]
    credits_of = {row["code"]: row["credits"] for row in await installation.sql("SELECT code, credits FROM courses")}
    for student in STUDENTS[:3]:
        asked = [(course, f"G-{course}-{letter}") for course in courses for letter in "AB"]
        Random(student).shuffle(asked)
        answers = await asyncio.gather(*(accept(container, submission(student, [group])) for _, group in asked))
        ids = [task_id for [task_id] in answers]
        tasks = {task.id: task.status for task in await executed(container, workers, ids)}

        order = {row["id"]: row["accepted"] for row in await installation.sql("SELECT id, accepted FROM sagas")}
        held: set[str] = set()
        for task_id, (course, _) in sorted(zip(ids, asked, strict=True), key=lambda pair: order[pair[0]]):
            fits = course not in held and sum(credits_of[it] for it in (*held, course)) <= 30
            held |= {course} if fits else set()
            assert tasks[task_id] is (SUCCEEDED if fits else REJECTED)
        assert len(held) > 5
    await intact(installation)


class TestDropping:
    async def test_part_of_a_basket_may_be_dropped(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        before = [await seats(installation, code) for code in (GROUP, "G-ELC106-E")]
        enroll = submission("EST001", [GROUP, "G-ELC106-E"])
        [enrolled] = await executed(container, workers, await accept(container, enroll))
        [dropped] = await executed(
            container, workers, await accept(container, submission("EST001", [GROUP], kind=DROP))
        )
        assert (enrolled.status, dropped.status) == (SUCCEEDED, SUCCEEDED)
        assert [await seats(installation, code) for code in (GROUP, "G-ELC106-E")] == [before[0], before[1] + 1]
        audit = await installation.sql("SELECT action, outcome FROM audit_log WHERE saga_id = $1", dropped.id)
        assert audit == [{"action": "DROP", "outcome": "DROPPED"}]
        await intact(installation)

    async def test_what_is_not_held_cannot_be_dropped_and_keeps_the_rest(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await executed(container, workers, await accept(container, submission("EST001", [GROUP])))
        before = await seats(installation, GROUP)
        drop = submission("EST001", [GROUP, "G-ELC106-E", "G-NONE"], kind=DROP)
        [refused] = await executed(container, workers, await accept(container, drop))
        assert (refused.status, refused.problems) == (
            REJECTED,
            (NotEnrolled(group_code="G-ELC106-E"), GroupNotFound(group_code="G-NONE", term_code=TERM)),
        )
        assert await seats(installation, GROUP) == before
        await intact(installation)

    async def test_a_drop_races_with_itself_and_gives_one_seat_back(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        students = STUDENTS[:10]
        await executed(
            container, workers, await accept(container, *(submission(student, [GROUP]) for student in students))
        )
        before = await seats(installation, GROUP)
        drops = [submission(student, [GROUP], kind=DROP) for student in students for _ in range(6)]
        accepted = await asyncio.gather(*(accept(container, drop) for drop in drops))
        tasks = await executed(container, workers, [task_id for [task_id] in accepted])
        for student in students:
            own = [task for task in tasks if task.student_code == student]
            assert statuses(own) == {SUCCEEDED: 1, REJECTED: 5}
            assert {p for task in own for p in task.problems} == {NotEnrolled(group_code=GROUP)}
        assert await seats(installation, GROUP) == before - len(students)
        await intact(installation)

    async def test_drops_and_enrollments_of_one_student_take_turns_in_the_order_of_acceptance(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        rng = Random(11)
        asked = [(student, kind) for student in STUDENTS[:10] for kind in (ENROLL, DROP) for _ in range(4)]
        rng.shuffle(asked)
        accepted = await asyncio.gather(
            *(accept(container, submission(student, [GROUP], kind=kind)) for student, kind in asked)
        )
        tasks = {task.id: task for task in await executed(container, workers, [task_id for [task_id] in accepted])}
        held: set[str] = set()
        for row in await installation.sql("SELECT id FROM sagas WHERE scope = 'test' ORDER BY accepted"):
            task = tasks[row["id"]]
            fits = (task.student_code in held) is (task.kind is DROP)
            assert task.status is (SUCCEEDED if fits else REJECTED)
            held ^= {task.student_code} if fits else set()
        await intact(installation)

    async def test_a_seat_that_is_dropped_goes_to_one_of_those_who_race_for_it(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await installation.sql("UPDATE groups SET capacity = 1 WHERE code = 'G-INF220-A'")
        owner, *others = STUDENTS[:21]
        [first] = await executed(container, workers, await accept(container, submission(owner, ["G-INF220-A"])))
        assert first.status is SUCCEEDED
        for _ in range(5):
            race = [submission(owner, ["G-INF220-A"], kind=DROP)]
            race += [submission(student, ["G-INF220-A"]) for student in others]
            accepted = await asyncio.gather(*(accept(container, it) for it in race))
            drop, *tasks = await executed(container, workers, [task_id for [task_id] in accepted])
            assert drop.status is SUCCEEDED
            winners = [task.student_code for task in tasks if task.status is SUCCEEDED]
            assert len(winners) <= 1, "none, if all others were judged before the drop"
            await intact(installation)
            if not winners:
                await executed(container, workers, await accept(container, submission(others[0], ["G-INF220-A"])))
            new = winners[0] if winners else others[0]
            owner, others = new, [owner, *(student for student in others if student != new)]


MILLISECOND = timedelta(milliseconds=1)
AROUND = [timedelta(hours=-1), -MILLISECOND, timedelta(0), MILLISECOND, timedelta(hours=1)]


def _a_window(rng: Random, now: datetime) -> EnrollmentWindow:
    opens_at, closes_at, drops_close_at = (now + rng.choice(AROUND) for _ in range(3))
    drops = rng.choice([None, drops_close_at])
    return EnrollmentWindow(opens_at, closes_at, rng.choice([None, "A", "B"]), drops, rng.choice([None, closes_at]))


class TestTheWindow:
    """Only the database's clock says whether a term is open; opening inclusive, closing exclusive."""

    @pytest.mark.parametrize(
        ("opens", "closes", "is_open"),
        [
            ("1 second", "1 hour", False),
            ("1 microsecond", "1 hour", False),
            ("0", "1 hour", True),
            ("-1 hour", "1 microsecond", True),
            ("-1 hour", "0", False),
        ],
        ids=["one second before", "just before", "opens", "just before it closes", "closes"],
    )
    async def test_a_window_is_judged_to_the_microsecond(
        self, container: Container, opens: str, closes: str, is_open: bool
    ) -> None:
        async with container.database.transaction() as tx:  # in which now() stands still
            [window] = await tx.query(
                f"""UPDATE terms SET opens_at = now() + interval '{opens}', closes_at = now() + interval '{closes}'
                    WHERE code = '{TERM}' RETURNING opens_at, closes_at, now()"""
            )
            asked = [submission("EST001", [GROUP], kind=kind) for kind in (ENROLL, DROP)]
            answers = await container.acceptance().accept(tx, asked)
        for answer in answers:
            if is_open:
                assert isinstance(answer, Accepted)
                assert answer.task.submitted_at == window["now"]
            else:
                assert answer == TermNotOpen(term_code=TERM, path=("input", "termCode"), **window)

    @pytest.mark.parametrize("kind", [ENROLL, DROP])
    async def test_the_database_and_python_agree_about_windows_a_millisecond_either_side(
        self, container: Container, kind: TaskKind
    ) -> None:
        """One statement says whether it accepts, and the explanation of what it refused says why it does not: if they
        disagreed, a refusal would have no reason."""
        rng, said = Random(f"windows {kind}"), Counter[bool]()
        for _ in range(60):
            async with container.database.transaction() as tx:  # in which now() stands still
                [row] = await tx.query("SELECT now()")
                rules = TermRules(windows=tuple(_a_window(rng, row["now"]) for _ in range(rng.randint(0, 3))))
                cohorts = rng.sample(["A", "B"], rng.randint(0, 2))
                opens_at, closes_at = (row["now"] + rng.choice(AROUND) for _ in range(2))
                await tx.query("DELETE FROM sagas WHERE status = 'PENDING'")
                await tx.query("UPDATE students SET cohorts = $1 WHERE code = 'EST001'", cohorts)
                await tx.query(
                    "UPDATE terms SET opens_at = $2, closes_at = $3, rules = $4::jsonb WHERE code = $1",
                    *(TERM, opens_at, max(closes_at, opens_at + MILLISECOND), msgspec.json.encode(rules).decode()),
                )
                [answer] = await container.acceptance().accept(tx, [submission("EST001", [GROUP], kind=kind)])
                windows = TermWindows(opens_at, max(closes_at, opens_at + MILLISECOND), rules.windows)
                window = windows.nearest(kind, cohorts, row["now"])
                if isinstance(answer, TermNotOpen):
                    assert (answer.opens_at, answer.closes_at) == (window.opens_at, window.closes_for(kind))
                else:
                    assert isinstance(answer, Accepted)
                assert isinstance(answer, Accepted) == window.is_open(kind, row["now"])
                said[isinstance(answer, Accepted)] += 1
        assert min(said[True], said[False]) > 5

    async def test_a_window_opens_and_closes_by_itself(self, container: Container, installation: Installation) -> None:
        [window] = await installation.sql(
            f"""UPDATE terms SET opens_at = clock_timestamp() + interval '0.4 s',
                closes_at = clock_timestamp() + interval '0.8 s' WHERE code = '{TERM}' RETURNING opens_at, closes_at"""
        )
        accepted: list[datetime] = []
        refused: list[datetime] = []

        async def it_has_closed() -> bool:
            [answer] = await submit(container, [submission("EST001", [GROUP])])
            if isinstance(answer, Accepted):
                accepted.append(answer.task.submitted_at)
                return False
            assert isinstance(answer, TermNotOpen)
            refused.append(answer.now)
            return bool(answer.now >= window["closes_at"])

        await wait_for_async(it_has_closed, 10, "the term closes")
        assert window["opens_at"] <= min(accepted)
        assert max(accepted) < window["closes_at"]
        assert any(moment < window["opens_at"] for moment in refused)
        assert not any(window["opens_at"] <= moment < window["closes_at"] for moment in refused)

    async def test_the_time_zone_of_a_process_makes_no_difference(self, installation: Installation) -> None:
        """Windows so near that any other reading of the clock or of the window would see something else."""
        await installation.sql(
            """UPDATE terms t SET opens_at = now() + x.opens::interval, closes_at = now() + x.closes::interval
               FROM (VALUES ('2024-1', '-2 hours', '-10 min'), ('2024-2', '-10 min', '10 min'),
                            ('2025-1', '10 min', '2 hours')) x (code, opens, closes) WHERE t.code = x.code"""
        )
        zones = ("America/La_Paz", "America/New_York", "Pacific/Kiritimati")
        seen = await asyncio.gather(*(_seen_in(zone, installation) for zone in zones))

        rows = await installation.sql("SELECT code, opens_at, closes_at FROM terms")
        window = {row["code"]: row for row in rows}
        for over, open_, to_come in seen:
            assert (over["code"], open_["code"], to_come["code"]) == ("TERM_NOT_OPEN", "ACCEPTED", "TERM_NOT_OPEN")
            assert to_come["message"] == (
                f"Enrollment in term 2025-1 opens at {window['2025-1']['opens_at']:%Y-%m-%d %H:%M} UTC."
            )
            assert datetime.fromisoformat(over["closes_at"]) == window["2024-1"]["closes_at"]
            submitted = datetime.fromisoformat(open_["submitted_at"])
            assert window["2024-2"]["opens_at"] <= submitted < window["2024-2"]["closes_at"]
            assert submitted.utcoffset() == timedelta(0)


async def _seen_in(zone: str, installation: Installation) -> list[dict[str, str]]:
    """What a process that lives in `zone` sees of a term that is over, one that is open and one to come."""
    command = [sys.executable, "-m", "tests.support.hand_in", "EST001", GROUP, "2024-1", "2024-2", "2025-1"]
    place = {"DATABASE_URL": installation.database_url, "TZ": zone, "PGTZ": zone}
    process = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **place}, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    seen: list[dict[str, str]] = msgspec.json.decode(output)
    return seen


@pytest.mark.usefixtures("container")
class TestSavingATerm:
    @pytest.mark.parametrize(
        ("zone", "local", "utc"),
        [
            ("America/La_Paz", datetime(2024, 8, 1, 8, 0), "2024-08-01 12:00:00"),  # noqa: DTZ001 - on a clock there
            ("America/New_York", datetime(2024, 11, 3, 1, 30), "2024-11-03 05:30:00"),  # noqa: DTZ001 - on a clock there
            ("America/New_York", datetime(2024, 11, 3, 1, 30, fold=1), "2024-11-03 06:30:00"),  # noqa: DTZ001 - on a clock there
        ],
        ids=["La Paz", "the hour that comes twice", "the hour that comes twice, again"],
    )
    async def test_a_window_is_an_instant_in_whatever_offset_it_was_written(
        self, container: Container, installation: Installation, zone: str, local: datetime, utc: str
    ) -> None:
        opens_at = local.replace(tzinfo=ZoneInfo(zone))
        draft = TermDraft("2031-1", None, opens_at, opens_at + timedelta(days=1))
        term = await CatalogueEdits(container.database).save_term(draft, actor="registrar", correlation_id="c-1")
        assert term.opens_at == datetime.fromisoformat(utc).replace(tzinfo=UTC)
        [note] = await installation.sql(
            "SELECT reason FROM audit_log WHERE action = 'SAVE_TERM' AND actor = 'registrar'"
        )
        assert note["reason"].startswith(f"{utc} to ")
        assert note["reason"].endswith(" UTC")

    async def test_a_term_saved_many_times_concurrently_is_one_term(
        self, container: Container, installation: Installation
    ) -> None:
        now = datetime.now(UTC)
        drafts = [TermDraft("2031-1", f"{n}", now, now + timedelta(days=n)) for n in range(1, 21)]
        saved = await asyncio.gather(
            *(
                CatalogueEdits(container.database).save_term(draft, actor="registrar", correlation_id="c-1")
                for draft in drafts
            )
        )
        assert [term.name for term in saved] == [draft.name for draft in drafts]
        assert len({term.id for term in saved}) == 1
        notes = await installation.sql(
            """SELECT before->>'name' AS before, after->>'name' AS after FROM audit_log
               WHERE action = 'SAVE_TERM' AND actor = 'registrar' ORDER BY id"""
        )
        assert sorted(note["after"] for note in notes) == sorted(draft.name or "" for draft in drafts)
        assert [note["before"] for note in notes] == [None, *(note["after"] for note in notes[:-1])], (
            "one after another"
        )

    async def test_closing_a_term_races_with_enrollments_and_none_is_accepted_after_it(
        self, container: Container
    ) -> None:
        now = datetime.now(UTC)
        shut = TermDraft(TERM, None, now - timedelta(days=2), now - timedelta(days=1))
        answers, saved = await asyncio.gather(
            asyncio.gather(*(submit(container, [submission(who, [GROUP])]) for who in STUDENTS[:40])),
            CatalogueEdits(container.database).save_term(shut, actor="registrar", correlation_id="c-1"),
        )
        assert not saved.is_open
        assert {type(answer) for [answer] in answers} <= {Accepted, TermNotOpen}
        [late] = await submit(container, [submission("EST001", [GROUP])])
        assert isinstance(late, TermNotOpen)


async def save(
    container: Container, code: str = GROUP, *, course: str = "ELC102", capacity: int = 40, term: str = TERM
) -> SavedGroup:
    draft = GroupDraft(term, code, course, capacity, None)
    return await CatalogueEdits(container.database).save_group(draft, actor="registrar", correlation_id="c-1")


class TestSavingAGroup:
    @pytest.fixture(autouse=True)
    async def three_are_enrolled(self, container: Container, workers: list[WorkerParts]) -> None:
        ids = await accept(container, *(submission(student, [GROUP]) for student in STUDENTS[:3]))
        assert statuses(await executed(container, workers, ids)) == {SUCCEEDED: 3}

    async def test_its_capacity_cannot_be_less_than_is_taken(
        self, container: Container, installation: Installation
    ) -> None:
        for capacity in (2, 0):
            refused = CapacityBelowTaken(group_code=GROUP, taken=3, path=("input", "capacity"))
            assert await save(container, capacity=capacity) == refused
        saved = await save(container, capacity=3)
        assert isinstance(saved, Group)
        assert (saved.capacity, saved.seats_taken) == (3, 3)
        notes = await installation.sql(
            "SELECT reason FROM audit_log WHERE action = 'SAVE_GROUP' AND actor = 'registrar'"
        )
        assert [note["reason"] for note in notes] == ["capacity 3"], "what was refused was not saved"

    async def test_its_course_cannot_change_under_those_who_are_enrolled(
        self, container: Container, installation: Installation
    ) -> None:
        refused = await save(container, course="MAT207")
        assert isinstance(refused, InvalidInput)
        assert refused.path == ("input", "courseCode")
        assert "3 students" in refused.errors[0].message
        empty = await save(container, "G-ELC102-D", course="MAT207")
        assert isinstance(empty, Group)
        await intact(installation)

    async def test_unknown_terms_and_courses_are_named(self, container: Container) -> None:
        assert await save(container, term="1999-1") == TermNotFound(term_code="1999-1", path=("input", "termCode"))
        refused = await save(container, course="NONE")
        assert isinstance(refused, InvalidInput)
        assert refused.path == ("input", "courseCode")

    async def test_what_is_over_when_it_is_looked_up_is_no_refusal(
        self, container: Container, workers: list[WorkerParts]
    ) -> None:
        """A seat is given back between the attempt to save and the question why it failed."""

        class WithADropBetween(Database):
            async def query(self, sql: str, *values: object) -> list[Row]:
                await executed(container, workers, await accept(container, submission("EST001", [GROUP], kind=DROP)))
                return await super().query(sql, *values)

        draft = GroupDraft(TERM, GROUP, "ELC102", 2, None)
        saved = await CatalogueEdits(WithADropBetween(container.database._client)).save_group(
            draft, actor="x", correlation_id="c-1"
        )
        assert isinstance(saved, Group)
        assert (saved.capacity, saved.seats_taken) == (2, 2)

    @pytest.mark.parametrize("course", ["ELC102", "INF101", "LIN100"])
    async def test_its_capacity_falls_while_fifty_enroll_and_it_is_never_over(
        self, container: Container, workers: list[WorkerParts], installation: Installation, course: str
    ) -> None:
        code = f"G-{course}-A"
        await installation.sql("UPDATE groups SET capacity = 40 WHERE code = $1", code)
        answers = await asyncio.gather(*(accept(container, submission(it, [code])) for it in STUDENTS[3:53]))
        enrolled = asyncio.create_task(_one_by_one(container, workers, [task_id for [task_id] in answers]))
        saves: list[tuple[int, SavedGroup]] = []
        try:
            ended = False
            while not ended:
                ended = enrolled.done()  # afterwards once more: then what is taken no longer rises
                taken = await seats(installation, code)
                # Below what is taken, just that, and room for more; never so low that nothing is taken in the end.
                falling = (taken - 1, taken, 40) if taken >= 5 else (5, 40)
                saves += [(it, await save(container, code, course=course, capacity=it)) for it in falling]
        finally:  # else what fails here would leave a race behind, on connections that are being closed
            tasks = await enrolled

        assert set(statuses(tasks)) <= {SUCCEEDED, REJECTED}
        assert {type(p) for task in tasks for p in task.problems} <= {GroupFull}
        for capacity, saved in saves:
            if isinstance(saved, Group):
                assert saved.seats_taken <= saved.capacity == capacity
            else:
                assert isinstance(saved, CapacityBelowTaken)
                assert saved.taken > capacity
        assert {type(saved) for _, saved in saves} == {CatalogueGroup, CapacityBelowTaken}
        await intact(installation)

    async def test_its_course_changes_while_students_enroll_and_rows_agree(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        for n, code in enumerate(("G-INF101-A", "G-INF101-B", "G-INF101-C", "G-LIN100-A", "G-LIN100-B")):
            answers = await asyncio.gather(
                *(accept(container, submission(student, [code])) for student in STUDENTS[10 * n : 10 * n + 10])
            )
            courses = ["QMC100", "ADM310"] * 5
            _, *saved = await asyncio.gather(
                executed(container, workers, [task_id for [task_id] in answers]),
                *(save(container, code, course=course) for course in courses),
            )
            assert {type(it) for it in saved} <= {CatalogueGroup, InvalidInput}
        [apart] = await installation.sql(
            """SELECT count(*) FROM enrollments e JOIN groups g ON g.id = e.group_id
               WHERE e.course_id <> g.course_id AND e.status <> 'DROPPED'"""
        )
        assert apart["count"] == 0
        await intact(installation)


async def _one_by_one(container: Container, workers: Sequence[WorkerParts], ids: Sequence[UUID]) -> list[TaskState]:
    """In small batches, so that much can happen between two commits."""
    tasks = []
    for start in range(0, len(ids), 4):
        tasks += await executed(container, workers, ids[start : start + 4])
    return tasks
