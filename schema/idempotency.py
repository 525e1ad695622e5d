"""The cache of idempotency keys, and its entries."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from enrollment.paging import Page
from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch
from guards.idempotency.counts import CacheStats
from resolvers.errors import BadArgument
from resolvers.node import NodeKind
from schema.connections import Connection, connection
from schema.enums import IdempotencyBackend
from schema.ids import encode, uuid_of
from schema.info import Info
from schema.node import Node


@strawberry.type(description="How the cache of idempotency keys fares. What it finds is a hint: the database decides.")
class IdempotencyCacheStats:
    """Of `guards.idempotency.counts.CacheStats`."""

    backend: IdempotencyBackend = strawberry.field(description="Where the counts come from.")
    hits: int = strawberry.field(description="Look-ups that found a key, since Redis was last emptied.")
    misses: int = strawberry.field(description="Look-ups that found none: new requests, mostly.")
    total_requests: int = strawberry.field(description="Hits and misses together.")
    hit_rate: float = strawberry.field(description="Hits among all look-ups, 0 to 1; 0 before the first.")
    size: int = strawberry.field(
        description="Keys that stand, counted by index in the database: not released, not expired. 100000 means that "
        "many or more."
    )
    ttl_seconds: int = strawberry.field(description="How long a key replays its task, from acceptance.")

    @classmethod
    def of(cls, stats: CacheStats) -> Self:
        """The counts as clients see them."""
        hits, misses = stats.counted.hits, stats.counted.misses
        return cls(
            backend=IdempotencyBackend[stats.counted.backend.name],
            hits=hits,
            misses=misses,
            total_requests=hits + misses,
            hit_rate=hits / max(hits + misses, 1),
            size=stats.size,
            ttl_seconds=stats.ttl_seconds,
        )


@strawberry.type(description="An idempotency key, and the task it stands for.")
class IdempotencyEntry(Node):
    """Of `enrollment.searches.IdempotencyKeyEntry`."""

    task_id: strawberry.Private[UUID]
    key: str = strawberry.field(description="The key.")
    derived: bool = strawberry.field(description="Whether it was made from the request because the client sent none.")
    scope: str = strawberry.field(description="The caller whose key it is.")
    created_at: datetime = strawberry.field(description="When its request was accepted.")
    expires_at: datetime = strawberry.field(
        description="Until when it replays its task; while the task is under way, longer."
    )
    released_at: datetime | None = strawberry.field(description="Since when it is free before its time, if it is.")

    @classmethod
    def of(cls, entry: IdempotencyKeyEntry) -> Self:
        """The entry as clients see it."""
        return cls(
            id=encode(NodeKind.IDEMPOTENCY_ENTRY, entry.id),
            task_id=entry.id,
            key=entry.key,
            derived=entry.derived,
            scope=entry.scope,
            created_at=entry.created_at,
            expires_at=entry.expires_at,
            released_at=entry.released_at,
        )

    @strawberry.field(description="The task it stands for, or stood for.")
    async def task(self, info: Info) -> "Task | None":
        """By loader."""
        found = await info.context.loaders.task.load(self.task_id)
        return None if found is None else Task.of(found)


@strawberry.input(description="Which entries; everything given has to hold.")
class IdempotencyFilter:
    """Of `enrollment.searches.IdempotencySearch`."""

    key: str | None = strawberry.field(default=None, description="Only this key, of whichever scope.")
    student_code: str | None = strawberry.field(default=None, description="Only keys of tasks of this student.")
    task_id: strawberry.ID | None = strawberry.field(default=None, description="Only the key of this task.")
    live: bool | None = strawberry.field(
        default=None, description="True: only keys that stand for their tasks still. False: only those that do not."
    )

    def search(self) -> IdempotencySearch:
        """The filter as the store understands it. Raises BadArgument."""
        task_id = None if self.task_id is None else uuid_of(self.task_id, NodeKind.TASK)
        if self.task_id is not None and task_id is None:
            raise BadArgument("filter", "has a taskId that is no task's id.")
        return IdempotencySearch(key=self.key, student_code=self.student_code, task_id=task_id, live=self.live)


@strawberry.type(name="IdempotencyEntryConnection", description="A page of idempotency keys.")
class IdempotencyEntryConnection(Connection[IdempotencyEntry]):
    """Under the name that its clients know."""

    @classmethod
    def of(cls, page: Page[IdempotencyKeyEntry], after: str | None) -> Self:
        """The page as clients see it."""
        made = connection(page, after, IdempotencyEntry.of)
        return cls(edges=made.edges, nodes=made.nodes, page_info=made.page_info)


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.task import Task  # noqa: E402
