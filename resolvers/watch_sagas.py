"""Subscription sagas: every saga that changes, for operators."""

from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import replace
from itertools import islice
from uuid import UUID

from enrollment.paging import PageRequest
from enrollment.searches import UNFINISHED, SagaSearch
from enrollment.task import TaskState
from resolvers.arguments import PAGE_LIMIT
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow
from resolvers.sagas import normalized_search
from resolvers.task_events import TaskVersion

MAX_REMEMBERED = 10_000
"""Sagas of which one subscriber's last version is remembered; of older ones a version may be sent twice."""


async def watch_sagas(context: Context, search: SagaSearch) -> AsyncGenerator[TaskVersion, None]:
    """Those unfinished sagas that the search matches, newest first; then each that changes, as it is published.

    A saga that no longer matches is sent once more, so that no subscriber goes on showing it as it was. Whenever a
    message may have been lost, the sagas are read from the database again. Never ends by itself.
    """
    allow(context, Role.OPERATOR)
    wanted = normalized_search(search)
    seen = _Seen(wanted)
    async with context.services.task_feed.watch_all() as watch:
        async for state in _unfinished(context, wanted):
            if version := seen.update(state, snapshot=True):
                yield version
        async for published in watch:
            for state in [published] if published is not None else await _shown_unfinished(context, seen):
                if version := seen.update(state, snapshot=False):
                    yield version
            if published is None:
                async for state in _unfinished(context, wanted):
                    if version := seen.update(state, snapshot=False):
                        yield version


class _Seen:
    """What one subscriber has seen: the latest version of each saga, and whether it matched and was unfinished."""

    def __init__(self, search: SagaSearch) -> None:
        self._search = search
        self._versions: OrderedDict[UUID, tuple[int, bool]] = OrderedDict()

    @property
    def unfinished(self) -> Sequence[UUID]:
        """The sagas that may have moved on since they were shown."""
        return [saga_id for saga_id, (_, shown) in self._versions.items() if shown]

    def update(self, state: TaskState, *, snapshot: bool) -> TaskVersion | None:
        """The event that the state makes; None where the subscriber has it or does not look for it."""
        version, shown = self._versions.get(state.id, (0, False))
        matches = self._search.matches(state)
        if state.version <= version or not (matches or shown):
            return None
        self._versions[state.id] = (state.version, matches and not state.final)
        self._versions.move_to_end(state.id)
        if len(self._versions) > MAX_REMEMBERED:
            self._versions.popitem(last=False)
        return TaskVersion.of_now(state, snapshot=snapshot, since=version)


async def _unfinished(context: Context, search: SagaSearch) -> AsyncIterator[TaskState]:
    statuses = [status for status in UNFINISHED if search.statuses is None or status in search.statuses]
    after: str | None = None
    while statuses:
        page = await context.services.sagas.sagas(replace(search, statuses=statuses), PageRequest(PAGE_LIMIT, after))
        for state in page.items:
            yield state
        if not page.has_next:
            return
        after = page.cursors[-1]


async def _shown_unfinished(context: Context, seen: _Seen) -> list[TaskState]:
    """The sagas that were unfinished when they were last shown, as they are now."""
    states: list[TaskState] = []
    shown = iter(seen.unfinished)
    while some := list(islice(shown, PAGE_LIMIT)):
        states += (await context.services.tasks.tasks(some)).values()
    return states
