"""Waitlists in the database: places, their order, seats that are held, and promotions in each student's own turn."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import msgspec
import pytest

from app.container import Container, WorkerParts
from enrollment.catalogue import CatalogueGroup
from enrollment.catalogue_edits import GroupDraft, SavedGroup, TermDraft
from enrollment.plans import STANDARD
from enrollment.problems import (
    AlreadyWaitlisted,
    CapacityBelowTaken,
    GroupFull,
    NotEnrolled,
    NotWaitlisted,
    SeatsReserved,
    StudentInactive,
)
from enrollment.task import Command, GroupStatus, TaskKind, TaskState, TaskStatus
from importing.importer import Importer
from models.basket_checks import BasketChecks
from models.catalogue import Catalogue
from models.catalogue_edits import CatalogueEdits
from models.sql import SQL, columns
from models.task_states import TaskStates
from models.waitlists import Waitlists
from tests.support.engine import TERM, accept, all_executed, done, executed, living, submission
from tests.support.installation import Installation
from workers.sweeper import Sweeper

FULL, OTHER = "G-ELC102-E", "G-MAT207-A"
STUDENTS = [f"EST{number:03}" for number in range(1, 101)]
CONFIRMED, WAITLISTED, DROPPED = GroupStatus.CONFIRMED, GroupStatus.WAITLISTED, GroupStatus.DROPPED
SUCCEEDED, REJECTED = TaskStatus.SUCCEEDED, TaskStatus.REJECTED
DROP = TaskKind.DROP


@pytest.fixture
async def workers(container: Container, installation: Installation) -> AsyncIterator[list[WorkerParts]]:
    """Two workers that live, and a group of two seats; nothing meets at the same time."""
    await installation.sql("UPDATE groups SET capacity = 2, meetings = '[]' WHERE code = $1", FULL)
    await installation.sql("UPDATE groups SET capacity = 200, meetings = '[]' WHERE code <> $1", FULL)
    async with living(container) as parts:
        yield parts


async def wait_in_line(container: Container, workers: Sequence[WorkerParts], students: Sequence[str]) -> None:
    """Have the first of these take the group's two seats, and the others wait for one."""
    for student in students:
        task = await done(container, workers, student, FULL, waitlist=True)
        assert task.status is SUCCEEDED


async def line(installation: Installation) -> list[tuple[str, int]]:
    """Who waits, with their positions."""
    rows = await installation.sql(
        """SELECT st.code, row_number() OVER (ORDER BY e.waitlist_number) AS position FROM enrollments e
           JOIN students st ON st.id = e.student_id JOIN groups g ON g.id = e.group_id
           WHERE e.status = 'WAITLISTED' AND g.code = $1 ORDER BY e.waitlist_number""",
        FULL,
    )
    return [(row["code"], row["position"]) for row in rows]


async def enrolled(installation: Installation) -> set[str]:
    rows = await installation.sql(
        """SELECT st.code FROM enrollments e JOIN students st ON st.id = e.student_id JOIN groups g ON g.id = e.group_id
           WHERE e.status = 'CONFIRMED' AND g.code = $1""",
        FULL,
    )
    return {row["code"] for row in rows}


async def counts(installation: Installation) -> tuple[int, int, int, int]:
    """Seats taken, held and offered, and how many wait."""
    [row] = await installation.sql(
        "SELECT seats_taken, seats_held, seats_offered, waiting FROM groups WHERE code = $1", FULL
    )
    return row["seats_taken"], row["seats_held"], row["seats_offered"], row["waiting"]


async def promotions(container: Container, installation: Installation) -> list[TaskState]:
    """In the order of acceptance."""
    rows = await installation.sql("SELECT id FROM sagas WHERE kind = 'PROMOTE' ORDER BY accepted")
    found = await TaskStates(container.database).by_ids([row["id"] for row in rows])
    return [found[row["id"]] for row in rows]


async def save_capacity(container: Container, capacity: int, **rules: str) -> SavedGroup:
    draft = GroupDraft(TERM, FULL, "ELC102", capacity, None, rules=rules)
    return await CatalogueEdits(container.database).save_group(draft, actor="registrar", correlation_id="c-raise")


class TestJoining:
    async def test_a_basket_waits_for_the_full_group_and_gets_the_others(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:2])
        task = await done(container, workers, "EST003", FULL, OTHER, waitlist=True)
        assert task.status is SUCCEEDED
        assert {group.group_code: group.status for group in task.groups} == {FULL: WAITLISTED, OTHER: CONFIRMED}
        assert await counts(installation) == (2, 0, 0, 1)
        assert await installation.violations() == {}

    async def test_without_asking_for_it_no_one_waits(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:2])
        task = await done(container, workers, "EST003", FULL, OTHER)
        assert task.problems == (GroupFull(group_code=FULL, capacity=2),)
        assert await line(installation) == []

    async def test_positions_are_in_the_order_of_acceptance_and_close_up(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:2])
        ids = await accept(container, *(submission(who, [FULL], waitlist=True) for who in reversed(STUDENTS[2:12])))
        await executed(container, workers, ids)
        waiting = list(reversed(STUDENTS[2:12]))
        assert await line(installation) == [(who, n) for n, who in enumerate(waiting, 1)]
        for who in (waiting.pop(0), waiting.pop(4)):
            task = await done(container, workers, who, FULL, kind=DROP)
            assert [group.status for group in task.groups] == [DROPPED]
        assert await line(installation) == [(who, n) for n, who in enumerate(waiting, 1)]
        assert await counts(installation) == (2, 0, 0, 8)
        assert await installation.violations() == {}

    async def test_who_waits_already_is_told_so_and_who_does_not_cannot_leave(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:3])
        again = await done(container, workers, "EST003", FULL, waitlist=True)
        assert again.problems == (AlreadyWaitlisted(group_code=FULL),)
        stranger = await done(container, workers, "EST004", FULL, kind=DROP)
        assert stranger.problems == (NotEnrolled(group_code=FULL),)
        assert await line(installation) == [("EST003", 1)]

    async def test_a_commit_knows_that_a_group_has_had_a_waitlist_when_no_one_waits_any_more(
        self, container: Container, workers: list[WorkerParts]
    ) -> None:
        """A seat that is given back may have been taken instead of a place, which its student gets again."""
        await wait_in_line(container, workers, STUDENTS[:3])
        await done(container, workers, "EST003", FULL, kind=DROP)
        keys = [(TERM, FULL)]
        async with container.database.transaction() as tx:
            [row] = await tx.query(SQL["catalogue_edits.find_groups"], *columns(keys))
        assert row["waited_for"]

    async def test_who_waits_has_none_of_the_seats_that_are_reserved_for_their_cohort(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:3])
        await installation.sql("UPDATE students SET cohorts = '{first-year}' WHERE code = 'EST003'")
        await installation.sql(
            """UPDATE groups SET capacity = 3, rules = '{"reserved": "1 first-year"}' WHERE code = $1""", FULL
        )
        other = await done(container, workers, "EST004", FULL)
        assert other.problems == (SeatsReserved(group_code=FULL, cohorts=("first-year",), released_at=None),)


class TestPromotion:
    async def test_a_dropped_seat_is_held_for_the_head_and_taken_in_its_turn(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:4])
        await done(container, workers, "EST001", FULL, kind=DROP)
        assert await counts(installation) == (1, 1, 0, 2), "held in the same commit"
        newcomer = await done(container, workers, "EST005", FULL)
        assert newcomer.problems == (GroupFull(group_code=FULL, capacity=2),), "a held seat is not for others"
        [promotion] = await promotions(container, installation)
        assert (promotion.student_code, promotion.status) == ("EST003", TaskStatus.QUEUED)
        await all_executed(container, workers)
        [promotion] = await promotions(container, installation)
        assert promotion.status is SUCCEEDED
        assert [group.status for group in promotion.groups] == [CONFIRMED]
        assert await enrolled(installation) == {"EST002", "EST003"}
        assert await line(installation) == [("EST004", 1)]
        assert await installation.violations() == {}

    async def test_a_seat_that_is_freed_and_its_promotion_are_one_commit_and_so_are_the_promotion_and_its_seat(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:3])
        drop = await done(container, workers, "EST001", FULL, kind=DROP)
        freed = await installation.sql(
            """SELECT xmin::text FROM sagas WHERE id = $1 OR kind = 'PROMOTE'
               UNION ALL SELECT xmin::text FROM enrollments WHERE status = 'DROPPED'
               UNION ALL SELECT xmin::text FROM seat_holds UNION ALL SELECT xmin::text FROM groups WHERE code = $2
               UNION ALL SELECT xmin::text FROM audit_log WHERE saga_id = $1""",
            *(drop.id, FULL),
        )
        assert (len(freed), len({row["xmin"] for row in freed})) == (6, 1), "written by one transaction"
        await all_executed(container, workers)
        [promotion] = await promotions(container, installation)
        taken = await installation.sql(
            """SELECT xmin::text FROM sagas WHERE id = $1
               UNION ALL SELECT xmin::text FROM enrollments WHERE saga_id = $1 OR promoted_by = $1
               UNION ALL SELECT xmin::text FROM groups WHERE code = $2
               UNION ALL SELECT xmin::text FROM audit_log WHERE saga_id = $1""",
            *(promotion.id, FULL),
        )
        assert (len(taken), len({row["xmin"] for row in taken})) == (5, 1), (
            "the place ends and the seat begins in one transaction"
        )
        assert await counts(installation) == (2, 0, 0, 0)
        assert await installation.violations() == {}

    async def test_an_ineligible_head_is_passed_over_keeps_its_place_and_is_asked_again(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:5])
        await installation.sql("UPDATE students SET active = false WHERE code = 'EST003'")
        await done(container, workers, "EST001", FULL, kind=DROP)
        await all_executed(container, workers)
        assert await enrolled(installation) == {"EST002", "EST004"}
        assert await line(installation) == [("EST003", 1), ("EST005", 2)]
        passed, _ = await promotions(container, installation)
        assert passed.problems == (StudentInactive(student_code="EST003"),)
        notes = await installation.sql("SELECT outcome FROM audit_log WHERE action = 'PROMOTE' ORDER BY id")
        assert [note["outcome"] for note in notes] == ["NOT_TAKEN", "CONFIRMED"]

        await installation.sql("UPDATE students SET active = true WHERE code = 'EST003'")
        await done(container, workers, "EST002", FULL, kind=DROP)
        await all_executed(container, workers)
        assert await enrolled(installation) == {"EST003", "EST004"}
        assert await installation.violations() == {}

    async def test_a_seat_for_which_all_were_passed_over_is_for_everyone(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:4])
        await installation.sql("UPDATE students SET active = false WHERE code IN ('EST003', 'EST004')")
        await done(container, workers, "EST001", FULL, kind=DROP)
        await all_executed(container, workers)
        assert await counts(installation) == (1, 0, 0, 2)
        assert (await done(container, workers, "EST005", FULL)).status is SUCCEEDED
        assert await line(installation) == [("EST003", 1), ("EST004", 2)]
        assert await installation.violations() == {}

    async def test_a_raised_capacity_promotes_as_a_drop_does(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:6])
        saved = await save_capacity(container, 4)
        assert isinstance(saved, CatalogueGroup)
        assert (saved.seats_held, saved.seats_available, saved.waitlist_length) == (2, 0, 4)
        await all_executed(container, workers)
        assert await enrolled(installation) == {"EST001", "EST002", "EST003", "EST004"}
        assert {it.correlation_id for it in await promotions(container, installation)} == {"c-raise"}
        assert await installation.violations() == {}

    async def test_who_was_passed_over_for_a_reserved_seat_gets_it_when_it_is_reserved_no_longer(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:3])
        await save_capacity(container, 2, reserved="1 first-year")
        await done(container, workers, "EST001", FULL, kind=DROP)
        await all_executed(container, workers)
        assert await line(installation) == [("EST003", 1)], "passed over"
        await save_capacity(container, 2, reserved="")
        await all_executed(container, workers)
        assert await enrolled(installation) == {"EST002", "EST003"}
        assert await installation.violations() == {}

    @pytest.mark.parametrize("by_newcomer", [False, True], ids=["by the sweep", "by a commit before the sweep"])
    async def test_who_was_passed_over_for_a_reserved_seat_is_asked_again_when_it_is_released(
        self, container: Container, workers: list[WorkerParts], installation: Installation, *, by_newcomer: bool
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:3])
        await save_capacity(container, 2, reserved=f"1 first-year until {datetime(2098, 1, 1, tzinfo=UTC).isoformat()}")
        await done(container, workers, "EST001", FULL, kind=DROP)
        await all_executed(container, workers)
        [passed] = await promotions(container, installation)
        assert passed.problems == (
            SeatsReserved(group_code=FULL, cohorts=("first-year",), released_at=datetime(2098, 1, 1, tzinfo=UTC)),
        )
        await workers[0].sweeper.sweep()
        assert await counts(installation) == (1, 0, 0, 1), "not yet"

        await installation.sql(
            """UPDATE groups SET releases_at = now(), rules = '{"reserved": "1 first-year until 2024-01-01T00:00Z"}'
               WHERE code = $1""",
            FULL,
        )
        if by_newcomer:
            newcomer = await done(container, workers, "EST004", FULL)
            assert newcomer.problems == (GroupFull(group_code=FULL, capacity=2),), "the seat is first for who waits"
        else:
            await workers[0].sweeper.sweep()
        await all_executed(container, workers)
        assert await enrolled(installation) == {"EST002", "EST003"}
        assert await installation.sql("SELECT FROM groups WHERE releases_at IS NOT NULL") == []
        assert await installation.violations() == {}

    async def test_offered_seats_leave_those_that_are_kept_for_a_cohort(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:5])
        await installation.sql("""UPDATE terms SET rules = '{"offer_seconds": 3600}'""")
        await save_capacity(container, 4, reserved="1 first-year")
        await all_executed(container, workers)
        assert await counts(installation) == (2, 0, 1, 3)
        await installation.sql("UPDATE students SET cohorts = '{first-year}' WHERE code = 'EST009'")
        assert (await done(container, workers, "EST008", FULL)).problems == (
            SeatsReserved(group_code=FULL, cohorts=("first-year",)),
        )
        assert (await done(container, workers, "EST009", FULL)).status is SUCCEEDED
        assert (await done(container, workers, "EST003", FULL)).status is SUCCEEDED, "accepts the offer"
        assert await installation.violations() == {}

    async def test_a_capacity_does_not_fall_below_what_is_promised(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:3])
        await done(container, workers, "EST001", FULL, kind=DROP)
        assert await counts(installation) == (1, 1, 0, 1)
        refused = CapacityBelowTaken(group_code=FULL, taken=2, path=("input", "capacity"))
        assert await save_capacity(container, 1) == refused
        assert await installation.violations() == {}

    async def test_who_leaves_while_a_seat_is_held_leaves_it_to_the_next(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:4])
        [leave] = await accept(container, submission("EST003", [FULL], kind=DROP))
        await done(container, workers, "EST001", FULL, kind=DROP)
        await executed(container, workers, [leave])
        await all_executed(container, workers)
        first, second = await promotions(container, installation)
        assert first.problems == (NotWaitlisted(group_code=FULL),)
        assert (second.student_code, second.status) == ("EST004", SUCCEEDED)
        assert await counts(installation) == (2, 0, 0, 0)
        assert await installation.violations() == {}

    async def test_who_enrolls_while_a_seat_is_held_takes_that_one(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:3])
        [enroll] = await accept(container, submission("EST003", [FULL, OTHER]))
        [drop] = await accept(container, submission("EST001", [FULL], kind=DROP))
        await executed(container, workers, [drop])
        [task] = await executed(container, workers, [enroll])
        assert task.status is SUCCEEDED
        await all_executed(container, workers)
        [promotion] = await promotions(container, installation)
        assert promotion.problems == (NotWaitlisted(group_code=FULL),)
        assert await counts(installation) == (2, 0, 0, 0)
        assert await installation.violations() == {}

    async def test_a_cancelled_promotion_leaves_the_seat_to_the_next(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:4])
        await done(container, workers, "EST001", FULL, kind=DROP)
        await installation.sql("UPDATE sagas SET cancel_requested_at = now() WHERE kind = 'PROMOTE'")
        await all_executed(container, workers)
        assert await enrolled(installation) == {"EST002", "EST004"}
        assert await line(installation) == [("EST003", 1)]
        assert await installation.violations() == {}


class TestOffers:
    @pytest.fixture(autouse=True)
    async def two_wait(self, container: Container, workers: list[WorkerParts], installation: Installation) -> None:
        await installation.sql("""UPDATE terms SET rules = '{"offer_seconds": 3600}' WHERE code = $1""", TERM)
        await wait_in_line(container, workers, STUDENTS[:4])
        await done(container, workers, "EST001", FULL, kind=DROP)
        await all_executed(container, workers)

    async def test_a_free_seat_is_offered_until_a_deadline(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        assert await counts(installation) == (1, 0, 1, 2)
        [promotion] = await promotions(container, installation)
        assert (promotion.status, [group.status for group in promotion.groups]) == (SUCCEEDED, [WAITLISTED])
        [offer] = await installation.sql("SELECT offered_until - now() AS left FROM seat_holds")
        assert timedelta(minutes=59) < offer["left"] <= timedelta(hours=1)
        assert (await done(container, workers, "EST005", FULL)).status is REJECTED
        assert await installation.violations() == {}

    async def test_it_ends_with_the_term_because_no_one_can_accept_it_then(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await installation.sql("UPDATE terms SET closes_at = now() + interval '1 minute' WHERE code = $1", TERM)
        await done(container, workers, "EST003", FULL, kind=DROP)
        await all_executed(container, workers)
        assert await line(installation) == [("EST004", 1)]
        [offer] = await installation.sql(
            "SELECT h.offered_until = t.closes_at AS with_term FROM seat_holds h, terms t WHERE t.code = $1", TERM
        )
        assert offer["with_term"]

    async def test_it_is_accepted_by_enrolling(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        assert (await done(container, workers, "EST004", FULL)).status is REJECTED, "the offer is another student's"
        assert (await done(container, workers, "EST003", FULL)).status is SUCCEEDED
        assert await counts(installation) == (2, 0, 0, 1)
        assert await installation.violations() == {}

    async def test_it_is_declined_by_dropping_and_goes_to_the_next(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        assert (await done(container, workers, "EST003", FULL, kind=DROP)).status is SUCCEEDED
        await all_executed(container, workers)
        assert await line(installation) == [("EST004", 1)]
        assert await counts(installation) == (1, 0, 1, 1)
        assert await installation.violations() == {}

    async def test_it_expires_and_goes_to_the_next(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await installation.sql("UPDATE seat_holds SET offered_until = now()")
        assert (await done(container, workers, "EST003", FULL)).status is REJECTED, "too late"
        await asyncio.gather(*(worker.sweeper.sweep() for worker in workers))
        await workers[0].sweeper.sweep()  # a second time, which finds it in the queue
        await all_executed(container, workers)
        _, ended, following = await promotions(container, installation)
        assert [group.status for group in ended.groups] == [DROPPED]
        assert (following.student_code, [group.status for group in following.groups]) == ("EST004", [WAITLISTED])
        assert await line(installation) == [("EST004", 1)]
        assert await counts(installation) == (1, 0, 1, 1)
        assert await installation.violations() == {}

    async def test_workers_are_woken_once_the_task_that_ends_it_can_be_found(
        self, container: Container, installation: Installation
    ) -> None:
        await installation.sql("UPDATE seat_holds SET offered_until = now()")
        found: list[UUID] = []

        class Wakeups:
            async def wake(self, due: Iterable[tuple[UUID, int]]) -> int:
                ids = [saga_id for saga_id, _ in due]
                found.extend(
                    row["id"] for row in await installation.sql("SELECT id FROM sagas WHERE id = ANY($1)", ids)
                )
                return len(ids)

        await Sweeper(
            container.database, Waitlists(STANDARD), Wakeups(), older_than=timedelta(hours=1), lease=timedelta(hours=1)
        ).sweep()
        assert found == [it.id for it in (await promotions(container, installation))[1:]] != []

    async def test_one_that_was_accepted_in_time_does_not_expire(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        [enroll] = await accept(container, submission("EST003", [FULL]))
        await executed(container, workers, [enroll])
        await installation.sql("UPDATE seat_holds SET offered_until = now()")
        await workers[0].sweeper.sweep()
        await all_executed(container, workers)
        assert await enrolled(installation) == {"EST002", "EST003"}
        assert await installation.violations() == {}

    async def test_one_that_was_accepted_in_time_is_carried_out_after_its_deadline(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        """By workers that were stopped, for example."""
        ids = await accept(container, submission("EST003", [FULL]))
        await installation.sql("UPDATE seat_holds SET offered_until = now()")
        await workers[0].sweeper.sweep()
        [enroll] = await executed(container, workers, ids)
        assert (enroll.status, enroll.problems) == (SUCCEEDED, ())
        await all_executed(container, workers)
        assert await enrolled(installation) == {"EST002", "EST003"}
        assert await line(installation) == [("EST004", 1)]
        assert await installation.violations() == {}


async def test_an_offer_is_accepted_though_the_group_that_goes_with_it_is_still_waited_for(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await installation.sql("""UPDATE terms SET rules = '{"offer_seconds": 3600}' WHERE code = $1""", TERM)
    for code, linked in ((FULL, OTHER), (OTHER, FULL)):
        said = msgspec.json.encode({"linked": linked}).decode()
        await installation.sql("UPDATE groups SET rules = $2::jsonb, capacity = 0 WHERE code = $1", code, said)
    assert (await done(container, workers, "EST003", FULL, OTHER, waitlist=True)).status is SUCCEEDED
    await save_capacity(container, 1, linked=OTHER)
    await all_executed(container, workers)
    assert await counts(installation) == (0, 0, 1, 1)
    checked = await BasketChecks(container.database, STANDARD).check(Command("EST003", TERM, (FULL,)))
    assert checked.problems == ()
    accepted = await done(container, workers, "EST003", FULL)
    assert (accepted.status, accepted.problems) == (SUCCEEDED, ())
    assert await installation.violations() == {}


class TestTermOpenedAgain:
    """A seat that became free while the term was closed is held as soon as the term is open again."""

    @pytest.fixture(autouse=True)
    async def _freed_while_closed(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await wait_in_line(container, workers, STUDENTS[:3])
        await installation.sql("UPDATE terms SET closes_at = now() WHERE code = $1", TERM)
        asked = submission("EST001", [FULL], kind=DROP)
        command = msgspec.structs.replace(asked.command, reason="has left the university")
        ids = await accept(container, replace(asked, command=command, by_registrar=True))
        [dropped] = await executed(container, workers, ids)
        assert dropped.status is SUCCEEDED
        assert await counts(installation) == (1, 0, 0, 1)

    async def test_by_a_registrar(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        woken: list[UUID] = []
        edits = CatalogueEdits(container.database, wake=lambda accepted: woken.extend(each for each, _ in accepted))
        draft = TermDraft(TERM, None, datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC))
        await edits.save_term(draft, actor="registrar", correlation_id="c-reopened")
        assert await counts(installation) == (1, 1, 0, 1)
        await all_executed(container, workers)
        [promoted] = await promotions(container, installation)
        assert (promoted.id, promoted.correlation_id) == (woken[0], "c-reopened")
        assert await enrolled(installation) == {"EST002", "EST003"}
        assert await installation.violations() == {}

    async def test_by_an_import(self, container: Container, installation: Installation, tmp_path: Path) -> None:
        files = {
            "terms.csv": f"term_code,opens_at,closes_at\n{TERM},2020-01-01T00:00Z,2099-01-01T00:00Z\n",
            "courses.csv": "code,title,credits\n",
            "students.csv": "code\n",
            "groups.csv": "term_code,code,course_code,capacity\n",
        }
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        await Importer(container.database, tmp_path).run()
        assert await counts(installation) == (1, 1, 0, 1)
        assert await installation.violations() == {}


class TestRacing:
    @pytest.mark.parametrize("seed", range(3))
    async def test_no_seat_is_lost_and_none_is_given_twice(
        self, container: Container, workers: list[WorkerParts], installation: Installation, seed: int
    ) -> None:
        """Fifty students, few seats; drops, joins, leaves and higher capacities in any order, by two workers."""
        rng = Random(seed)
        await wait_in_line(container, workers, STUDENTS[:4])
        capacity = 2
        for _ in range(12):
            moves = [
                submission(who, [FULL], kind=rng.choice([DROP, TaskKind.ENROLL]), waitlist=True)
                for who in rng.sample(STUDENTS[:50], 16)
            ]
            capacity += rng.choice([0, 0, 1])
            await asyncio.gather(*(accept(container, move) for move in moves))
            await asyncio.gather(all_executed(container, workers), save_capacity(container, capacity))
            assert await installation.violations() == {}
        await all_executed(container, workers)  # what the last capacity made room for
        taken, held, offered, waiting = await counts(installation)
        assert (held, offered) == (0, 0)
        assert taken == capacity or waiting == 0, "no seat is left over while anyone waits"
        assert await installation.violations() == {}


async def test_the_places_of_a_thousand_who_wait_for_one_group_are_numbered_once(
    container: Container, installation: Installation
) -> None:
    """Counting for each of them those before it reads half a million rows."""
    await installation.sql("INSERT INTO students (code, holds) SELECT 'W' || n, '[]' FROM generate_series(1, 1000) n")
    await installation.sql(
        """INSERT INTO enrollments (id, student_id, group_id, term_id, course_id, saga_id, status, since, created_at,
                                    waitlist_number)
           SELECT gen_random_uuid(), st.id, g.id, g.term_id, g.course_id, s.id, 'WAITLISTED', now(), now(), st.id
           FROM students st, groups g, (SELECT id FROM sagas LIMIT 1) s WHERE st.code LIKE 'W%' AND g.code = $1""",
        FULL,
    )
    keys = [(f"W{n}", TERM) for n in range(1, 1001)]
    places = await Catalogue(container.database).places(keys)
    assert [place.position for key in keys for place in places[key]] == [*range(1, 1001)]
    [row] = await installation.sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {SQL['catalogue.places']}", *columns(keys))
    [explained] = json.loads(row["QUERY PLAN"])
    assert _rows_read(explained["Plan"]) < 100 * len(keys)


def _rows_read(plan: Mapping[str, Any]) -> float:
    """By this part of a plan and those below it."""
    below = sum(map(_rows_read, plan.get("Plans", ())))
    return float(plan["Actual Rows"] * plan["Actual Loops"]) + below
