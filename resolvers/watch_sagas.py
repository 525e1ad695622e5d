"""Subscription sagas: every saga that moves, for operators."""

from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

from enrollment.paging import PageRequest
from enrollment.searches import UNFINISHED, SagaSearch
from enrollment.task import TaskState
from resolvers.context import Context, Role
from resolvers.errors import MOST
from resolvers.permissions import allow
from resolvers.sagas import cleaned
from resolvers.task_events import Change

REMEMBERED = 10_000
"""Sagas of which one subscriber's last version is remembered; of older ones a version may be sent twice."""


async def watch_sagas(context: Context, search: SagaSearch) -> AsyncGenerator[Change, None]:
    """Those live sagas that the search lets through, newest first; then each that moves, as it is published.

    A saga that no longer fits the search is sent once more, so that nobody is left with what is not true any more.
    Whenever something may have been missed, what moved meanwhile is read from the database. Never ends by itself.
    """
    allow(context, Role.OPERATOR)
    wanted = cleaned(search)
    seen = _Seen(wanted)
    async with context.ports.task_feed.watch_all() as watch:
        async for state in _live(context, wanted):
            if change := seen.change(state, snapshot=True):
                yield change
        async for told in watch:
            for state in [told] if told is not None else await _shown_before(context, seen):
                if change := seen.change(state, snapshot=False):
                    yield change
            if told is None:
                async for state in _live(context, wanted):
                    if change := seen.change(state, snapshot=False):
                        yield change


class _Seen:
    """What one subscriber has seen: the latest version of each saga, and whether it fitted the search."""

    def __init__(self, search: SagaSearch) -> None:
        self._search = search
        self._versions: OrderedDict[UUID, tuple[int, bool]] = OrderedDict()

    @property
    def live(self) -> Sequence[UUID]:
        """Those that may have moved on since they were shown."""
        return [saga_id for saga_id, (_, fits) in self._versions.items() if fits]

    def change(self, state: TaskState, *, snapshot: bool) -> Change | None:
        """The event that the state makes, if the subscriber is to have it."""
        version, fitted = self._versions.get(state.id, (0, False))
        fits = self._search.matches(state)
        if state.version <= version or not (fits or fitted):
            return None
        self._versions[state.id] = (state.version, fits and not state.final)
        self._versions.move_to_end(state.id)
        if len(self._versions) > REMEMBERED:
            self._versions.popitem(last=False)
        ended = state.finished_at if state.final else None
        return Change(state, snapshot=snapshot, since=version, at=ended or datetime.now(UTC))


async def _live(context: Context, search: SagaSearch) -> AsyncIterator[TaskState]:
    statuses = [status for status in UNFINISHED if search.statuses is None or status in search.statuses]
    after: str | None = None
    while statuses:
        page = await context.ports.sagas.sagas(replace(search, statuses=statuses), PageRequest(MOST, after))
        for state in page.items:
            yield state
        if not page.has_next:
            return
        after = page.cursors[-1]


async def _shown_before(context: Context, seen: _Seen) -> list[TaskState]:
    """The sagas that were shown and not ended, as they are now."""
    states: list[TaskState] = []
    shown = iter(seen.live)
    while some := list(islice(shown, MOST)):
        states += (await context.ports.tasks.tasks(some)).values()
    return states
