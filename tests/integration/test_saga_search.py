"""What operators read and steer, against a real database: pages while rows arrive, and retries that race."""

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import product
from random import Random
from uuid import UUID

import asyncpg
import pytest

from app.container import Container
from enrollment.paging import BadCursor, PageRequest
from enrollment.problems import SagaNotFound, SagaNotStuck
from enrollment.searches import SagaSearch
from enrollment.task import TaskKind, TaskState
from kit.uuid7 import uuid7
from models.saga_control import SagaControl
from models.saga_search import SagaFinder
from saga.journal import SagaStatus
from services.sagas import SagaAdmin
from tests.support.engine import accept, living, submission, task
from tests.support.installation import Installation
from tests.support.paging import all_pages

GROUP, OTHER = "G-ELC102-E", "G-ELC106-E"
END = """
UPDATE sagas SET status = x.status, stuck_reason = x.reason,
    finished_at = CASE WHEN x.status IN ('COMPLETED', 'REJECTED', 'COMPENSATED', 'FAILED') THEN now() END
FROM unnest($1::uuid[], $2::text[], $3::text[]) x (id, status, reason) WHERE sagas.id = x.id"""


ALL = SagaSearch()


async def everything(container: Container, search: SagaSearch = ALL, first: int = 100) -> list[TaskState]:
    """All pages."""
    return await all_pages(partial(SagaFinder(container.database).search, search), first)


async def mixed(container: Container, installation: Installation, count: int) -> None:
    """Sagas of two kinds in every status, accepted in several statements."""
    rng = Random(7)
    ids: list[UUID] = []
    await installation.sql("UPDATE terms SET opens_at = now() - interval '1 day' WHERE code = '2025-1'")
    for number in range(count):
        kind = rng.choice(list(TaskKind))
        term = rng.choice(["2024-2", "2024-2", "2025-1"])
        ids += await accept(container, submission(f"EST{number % 5 + 1:03}", [GROUP], kind=kind, term=term))
    await ended(installation, ids, [rng.choice(list(SagaStatus)) for _ in ids])


async def ended(installation: Installation, ids: Sequence[UUID], statuses: Sequence[SagaStatus]) -> None:
    reasons = ["a reason" if status is SagaStatus.STUCK else None for status in statuses]
    await installation.sql(END, list(ids), list(statuses), reasons)


async def test_every_combination_of_filters_finds_what_it_lets_through(
    container: Container, installation: Installation
) -> None:
    await mixed(container, installation, 60)
    whole = await everything(container, first=7)
    assert len(whole) == (await installation.sql("SELECT count(*) AS n FROM sagas"))[0]["n"]
    assert [state.submitted_at for state in whole] == sorted((s.submitted_at for s in whole), reverse=True)
    some = whole[len(whole) // 3]
    searches = [
        SagaSearch(statuses, kinds, student, term, correlation, since)
        for statuses, kinds, student, term, correlation, since in product(
            (None, [SagaStatus.STUCK], [SagaStatus.FAILED, SagaStatus.PENDING], []),
            (None, [TaskKind.DROP]),
            (None, "EST002", "EST999"),
            (None, "2024-2", "1999-1"),
            (None, some.correlation_id),
            (None, some.submitted_at),
        )
    ]
    for search in searches:
        expected = [state for state in whole if search.matches(state)]
        assert await everything(container, search, first=4) == expected, search


async def test_pages_stay_in_place_while_sagas_arrive_and_end(container: Container, installation: Installation) -> None:
    await mixed(container, installation, 40)
    before = await everything(container)
    live = [state.id for state in before if not state.final]
    seen: list[UUID] = []
    after = None
    while True:
        page = await SagaFinder(container.database).search(SagaSearch(), PageRequest(3, after))
        seen += [state.id for state in page.items]
        if not page.has_next:
            break
        after = page.cursors[-1]
        await accept(container, submission(f"EST{100 + len(seen)}", [OTHER]))
        if live:
            await ended(installation, [live.pop()], [SagaStatus.COMPLETED])
    assert seen == [state.id for state in before]


@pytest.mark.parametrize("cursor", ["nonsense", "WyJhIl0=", "WyJub3QiLCAiYSBtb21lbnQiXQ=="])
async def test_a_cursor_that_was_not_handed_out_is_refused(container: Container, cursor: str) -> None:
    with pytest.raises(BadCursor):
        await SagaFinder(container.database).search(SagaSearch(), PageRequest(3, cursor))


def saga_admin(container: Container, publisher: "_Silent") -> SagaAdmin:
    """The service, which publishes by `publisher` alone."""
    database = container.database
    return SagaAdmin(SagaFinder(database), SagaControl(database), _Silent(), publisher)


async def become_stuck(container: Container, installation: Installation, saga_id: UUID) -> None:
    """As after claims that led nowhere."""
    await installation.sql(
        "UPDATE sagas SET status = 'STUCK', stalled = 10, stuck_reason = 'claimed 10 times' WHERE id = $1", saga_id
    )
    assert (await task(container, saga_id)).stuck_reason == "claimed 10 times"


async def test_fifty_times_racing_retries_claims_and_cancellations_retry_once(
    container: Container, installation: Installation
) -> None:
    """In either order, the saga is retried once, its versions rise by one, and it ends."""
    port = saga_admin(container, _Silent())
    async with living(container) as workers:
        for round_ in range(50):
            [saga_id] = await accept(container, submission(f"EST{round_ + 1:03}", [GROUP]))
            await become_stuck(container, installation, saga_id)
            retries = [port.retry(saga_id, actor=f"ops{n}", reason="again", correlation_id=f"c-{n}") for n in range(4)]
            others = [worker.executor.execute(saga_id) for worker in workers]
            cancel = (
                [SagaControl(container.database).request_cancel(saga_id, actor="student", correlation_id="c-cancel")]
                if round_ % 2
                else []
            )
            answers = await asyncio.gather(*retries, *others, *cancel)

            assert sorted(isinstance(answer, SagaNotStuck) for answer in answers[:4]) == [False, True, True, True]
            notes = await installation.sql(
                "SELECT actor, version, reason FROM audit_log WHERE saga_id = $1 AND action = 'RETRY_SAGA'", saga_id
            )
            winner = next(n for n, answer in enumerate(answers[:4]) if isinstance(answer, TaskState))
            assert notes == [{"actor": f"ops{winner}", "version": 2, "reason": "again"}]
            while not (await task(container, saga_id)).final:
                await workers[0].executor.execute(saga_id)
            done = await task(container, saga_id)
            assert (done.version, done.stuck_reason) == (3, None)
    assert await installation.violations() == {}


@pytest.mark.parametrize(
    ("record", "cancelled", "status"),
    [
        (None, False, "PENDING"),
        (None, True, "PENDING"),
        (("DONE", 0, None), False, "RUNNING"),
        (("DONE", 0, None), True, "COMPENSATING"),
        (("FAILED", 0, None), False, "COMPENSATING"),
        (("REFUSED", 0, None), False, "COMPENSATING"),
        (("COMPENSATING", 3, None), False, "COMPENSATING"),
        (("COMPENSATED", 1, None), False, "COMPENSATING"),
        (("STARTED", 0, '{"code": "TECHNICAL_FAILURE", "correlation_id": "c"}'), False, "COMPENSATING"),
    ],
)
async def test_a_retried_saga_goes_on_in_the_direction_it_had(
    container: Container,
    installation: Installation,
    record: tuple[str, int, str | None] | None,
    cancelled: bool,
    status: str,
) -> None:
    [saga_id] = await accept(container, submission("EST001", [GROUP]))
    if record is not None:
        await installation.sql(
            """INSERT INTO saga_steps (saga_id, position, name, status, attempts, undo_attempts, version, problem)
               VALUES ($1, 1, 'validate', $2, 1, $3, 1, $4)""",
            saga_id,
            *record,
        )
    if cancelled:
        await SagaControl(container.database).request_cancel(saga_id, actor="student")
    await become_stuck(container, installation, saga_id)
    await SagaControl(container.database).retry_stuck(saga_id, actor="ops", reason="again", correlation_id="c-1")
    [row] = await installation.sql("SELECT status, version, stalled FROM sagas WHERE id = $1", saga_id)
    assert row == {"status": status, "version": 2, "stalled": 0}
    steps = await installation.sql("SELECT undo_attempts, version FROM saga_steps WHERE saga_id = $1", saga_id)
    tried_anew = record is not None and record[0] == "COMPENSATING"
    assert [step["version"] for step in steps] == ([2 if tried_anew else 1] if record else [])
    if tried_anew:
        assert steps[0]["undo_attempts"] == 0


async def test_one_that_cannot_be_read_is_shown_retried_and_stuck_again(
    container: Container, installation: Installation
) -> None:
    [saga_id] = await accept(container, submission("EST001", [GROUP]))
    await installation.sql("""UPDATE sagas SET command = '{"nonsense": 1}' WHERE id = $1""", saga_id)
    publisher = _Silent()
    port = saga_admin(container, publisher)
    async with living(container, 1) as [worker]:
        for version in (2, 4):
            await worker.executor.execute(saga_id)
            [state] = await everything(container, SagaSearch(statuses=[SagaStatus.STUCK]))
            assert (state.id, state.version, state.student_code) == (saga_id, version, "EST001")
            assert "cannot be read" in (state.stuck_reason or "")
            again = await port.retry(saga_id, actor="ops", reason="mended", correlation_id="c-1")
            assert isinstance(again, TaskState)
            assert publisher.published[-1] == again
            assert (again.version, again.saga_status, again.stuck_reason) == (version + 1, SagaStatus.PENDING, None)
    notes = await installation.sql("SELECT outcome FROM audit_log WHERE saga_id = $1 ORDER BY id", saga_id)
    assert [note["outcome"] for note in notes] == ["STUCK", "RETRIED"] * 2


async def test_what_is_not_there_cannot_be_retried(container: Container) -> None:
    port = saga_admin(container, _Silent())
    answer = await port.retry(uuid7(), actor="ops", reason="why", correlation_id="c-1")
    assert answer == SagaNotFound(path=("input", "id"))


async def test_a_saga_enters_the_operators_indexes_only_by_its_last_commit(
    container: Container, installation: Installation
) -> None:
    """Of a live one no index holds what claims and commits write: those updates stay HOT."""
    [saga_id] = await accept(container, submission("EST001", [GROUP]))
    writes = [
        "owner = gen_random_uuid(), token = gen_random_uuid(), claims = claims + 1, started_at = now()",
        "status = 'RUNNING', version = version + 1",
        "status = 'COMPENSATING', version = version + 1, cancel_requested_at = now()",
        "status = 'STUCK', version = version + 1, stuck_reason = 'why', owner = NULL",
    ]
    connection = await asyncpg.connect(installation.database_url)
    try:
        async with connection.transaction():
            for write in writes:
                await connection.execute(f"UPDATE sagas SET {write} WHERE id = $1", saga_id)
            row = await connection.fetchrow(
                "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'sagas'"
            )
    finally:
        await connection.close()
    assert tuple(row) == (len(writes), len(writes))


class _Silent:
    """A publisher that keeps what it is given, and wake-ups that wake no worker: the tests execute sagas themselves."""

    def __init__(self) -> None:
        self.published: list[TaskState] = []

    async def publish(self, states: Sequence[TaskState]) -> None:
        self.published += states

    async def wake(self, due: Iterable[tuple[UUID, int]]) -> int:
        return len(list(due))
