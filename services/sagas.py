"""Reads sagas for operators and lets stuck ones go on."""

from uuid import UUID

import structlog

from enrollment.paging import Page, PageRequest
from enrollment.problems import SagaNotFound, SagaNotStuck
from enrollment.searches import SagaSearch
from enrollment.task import TaskState
from events.hints import StatePublisher, Wakeups
from models.saga_control import SagaControl
from models.saga_search import SagaFinder

_log = structlog.get_logger("services.sagas")


class SagaAdmin:
    """Reads and steers sagas for operators. Even a saga whose input cannot be read has a state here."""

    def __init__(self, finder: SagaFinder, control: SagaControl, wakeups: Wakeups, publisher: StatePublisher) -> None:
        self._finder = finder
        self._control = control
        self._wakeups = wakeups
        self._publisher = publisher

    async def sagas(self, search: SagaSearch, page: PageRequest) -> Page[TaskState]:
        """Newest first. Raises BadCursor."""
        return await self._finder.search(search, page)

    async def saga(self, saga_id: UUID) -> TaskState | None:
        """By id."""
        return await self._finder.find(saga_id)

    async def retry(
        self, saga_id: UUID, *, actor: str, reason: str, correlation_id: str
    ) -> TaskState | SagaNotFound | SagaNotStuck:
        """Returns once it is committed, published and a worker is woken; without Redis the sweep finds it."""
        claims = await self._control.retry_stuck(saga_id, actor=actor, reason=reason, correlation_id=correlation_id)
        state = await self._finder.find(saga_id)
        if state is None:
            return SagaNotFound(path=("input", "id"))
        if claims is None:
            return SagaNotStuck(saga_id=str(saga_id), path=("input", "id"))
        _log.info("retried", saga_id=str(saga_id))
        await self._publisher.publish([state])
        await self._wakeups.wake([(saga_id, claims)])
        return state
