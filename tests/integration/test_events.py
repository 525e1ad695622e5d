"""From a commit to a subscriber over a real Redis that is killed, frozen and cut off: no final state is ever missed."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs
from structlog.typing import EventDict

from enrollment.task import TaskState
from events.catch_up import CatchUpPoller
from events.feed import TaskFeed
from events.hub import Hub
from events.listener import Listener
from events.publisher import Publisher
from guards.breaker.policy import Policy
from guards.breaker.registry import BreakerRegistry, GuardedService
from kit.background import Loops
from kit.redis_errors import failure_of
from tests.support.poll import in_time, turns, until, wait_for_async, within
from tests.support.redis_server import RedisServer
from tests.support.states import make_state

NEVER = 3600.0  # a poller that only works when asked: states arrive by messages, or by the catch-up on subscribing
FINAL = 5  # the version at which the tasks here end


class Truth:
    """The database as far as events go: the newest state of every task; `unavailable` makes it unreachable."""

    def __init__(self) -> None:
        self.states: dict[UUID, TaskState] = {}
        self.unavailable = False
        self.loads = 0

    async def load(self, known: Mapping[UUID, int]) -> Sequence[TaskState]:
        self.loads += 1
        await turns(10)  # others get on while the database reads
        if self.unavailable:
            raise ConnectionRefusedError("the database is unavailable")
        newest = [self.states[task_id] for task_id in known if task_id in self.states]
        return [state for state in newest if state.version > known[state.id]]


class CountingPublisher(Publisher):
    """Counts the publications for which it asked Redis."""

    attempts = 0

    async def _send(self, states: Sequence[TaskState]) -> None:
        self.attempts += 1
        await super()._send(states)


def guarded_publisher(redis: Redis, channel: str, recovery: float = 1) -> CountingPublisher:
    """With a circuit breaker as the container has it, of this process alone."""
    services = {"queue": GuardedService(Policy(recovery_seconds=recovery), failure_of)}
    breakers = BreakerRegistry(redis, channel, services, "here")
    return CountingPublisher(redis, channel, breakers.of("queue"))


class Site:
    """A worker that publishes and an API process that listens, on a channel of their own."""

    def __init__(self, server: RedisServer, every: float) -> None:
        self.server = server
        self.connections = 0  # that the listener has made
        self.truth = Truth()
        self.channel = f"test:{uuid4()}"
        self.hub = Hub()
        self.poller = CatchUpPoller(self.truth.load, self.hub, every)
        listener = Listener(self.connect, self.channel, self.hub, self.poller.catch_up)
        self.feed = TaskFeed(self.hub, listener, self.poller)
        self.redis = server.client()
        self.publisher = guarded_publisher(self.redis, self.channel)

    def connect(self) -> Redis:
        self.connections += 1
        return self.server.client()

    async def commit(self, task_id: UUID, version: int, *, published: bool = True) -> None:
        state = make_state(task_id, version, final=version == FINAL)
        self.truth.states[task_id] = state
        if published:
            await self.publisher.publish([state])

    async def listening(self) -> None:
        """Return once exactly one connection is subscribed."""

        async def subscribed() -> bool:
            ((_, connections),) = await self.redis.pubsub_numsub(self.channel)
            return bool(connections == 1)

        await wait_for_async(subscribed, 5, "the listener listens")

    async def follow(self, task_id: UUID, has_read: asyncio.Event | None = None) -> list[int]:
        """What a subscription does: subscribe, read a snapshot (until `has_read`), drop what is not newer."""
        async with within(60), self.feed.watch(task_id) as watch:
            snapshot = self.truth.states.get(task_id)
            if has_read:
                await has_read.wait()
            seen = [snapshot.version] if snapshot else []
            states = aiter(watch)
            while not seen or seen[-1] < FINAL:
                state = await anext(states)
                if not seen or state.version > seen[-1]:
                    seen.append(state.version)
        return seen

    async def followed(self, tasks: Sequence[UUID]) -> list[asyncio.Task[list[int]]]:
        """Readers of all `tasks`, each of which watches already."""
        readers = [asyncio.create_task(self.follow(task_id)) for task_id in tasks]
        await until(lambda: len(self.hub.watched_versions()) == len(tasks), 5, "all readers watch")
        return readers


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RedisServer]:
    async with RedisServer.running(tmp_path_factory.mktemp("redis")) as redis:
        yield redis


@asynccontextmanager
async def site(server: RedisServer, every: float = NEVER) -> AsyncIterator[Site]:
    it = Site(server, every)
    async with it.redis, it.feed.running(Loops()):
        await it.listening()
        yield it


def logged(logs: Sequence[EventDict], of: str) -> list[tuple[str, str]]:
    """(level, text) of each entry whose text holds `of`."""
    return [(entry["log_level"], entry["event"]) for entry in logs if of in entry["event"]]


def rising_to_the_end(seen: Sequence[int]) -> bool:
    return list(seen) == sorted(set(seen)) and seen[-1] == FINAL


async def test_what_is_published_arrives_whole(server: RedisServer) -> None:
    async with site(server) as it:
        state = make_state(uuid4(), 1)
        async with it.feed.watch(state.id) as watch:
            await it.publisher.publish([make_state(uuid4(), 1), state])
            assert await in_time(anext(aiter(watch)), 5) == state
        assert it.hub.watched_versions() == {}


# On a busy machine some messages are not published in the time they have, so the poller has to find those as well.
@pytest.mark.parametrize(("dropped", "every"), [(0.0, 5.0), (0.3, 0.2)], ids=["all published", "3 in 10 messages lost"])
async def test_readers_who_join_at_any_moment_all_see_the_end(
    server: RedisServer, dropped: float, every: float
) -> None:
    """A task's versions, its reader's joining and the end of the reader's snapshot come in every order there is, while
    many other tasks are at any other point."""
    rng, room = Random(7), asyncio.Semaphore(50)

    async def go_through(it: Site, task_id: UUID, join: int, read: int, reader: Reader) -> None:
        """Commit the versions in turn; the reader joins before version `join`, its snapshot is read before `read`."""
        async with room:
            for version in range(1, FINAL + 2):
                if version == join:
                    reader.start(it, task_id)
                    await turns(2)
                if version == read:
                    reader.has_read.set()
                if version <= FINAL:
                    await it.commit(task_id, version, published=rng.random() >= dropped)

    async with site(server, every) as it:
        orders = [(join, read) for join in range(1, FINAL + 2) for read in range(join, FINAL + 2)]
        readers = [Reader() for _ in range(20 * len(orders))]
        await asyncio.gather(
            *(go_through(it, uuid4(), *order, reader) for order, reader in zip(20 * orders, readers, strict=True))
        )
        seen = await asyncio.gather(*(reader.seen() for reader in readers))
        assert all(rising_to_the_end(each) for each in seen)
        assert it.hub.watched_versions() == {}


class Reader:
    """A reader that joins when it is started, and whose snapshot is read when `has_read` is set."""

    def __init__(self) -> None:
        self.has_read = asyncio.Event()
        self._following: asyncio.Task[list[int]] | None = None

    def start(self, it: Site, task_id: UUID) -> None:
        self._following = asyncio.create_task(it.follow(task_id, self.has_read))

    async def seen(self) -> list[int]:
        """The versions that it saw, once it has ended."""
        assert self._following
        return await self._following


async def test_lost_messages_are_caught_up_with_by_one_query_for_all(server: RedisServer) -> None:
    async with site(server, 0.1) as it:
        tasks = [uuid4() for _ in range(50)]
        readers = await it.followed(tasks)
        loads = it.truth.loads
        for task_id in tasks:
            await it.commit(task_id, FINAL, published=False)
        assert await asyncio.gather(*readers) == [[FINAL]] * 50
        assert it.truth.loads - loads <= 2


async def test_a_listener_cut_off_again_and_again_misses_no_end(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Fifty publications at a time take as long as the machine takes; none may fail for another reason.
    monkeypatch.setattr("events.publisher._TIMEOUT_SECONDS", 60)
    async with site(server) as it:
        tasks = [uuid4() for _ in range(100)]
        readers = await it.followed(tasks)
        with capture_logs() as logs:
            for version in range(1, FINAL + 1):
                await asyncio.gather(*(it.commit(task_id, version) for task_id in tasks[:50]))
                await it.redis.client_kill_filter(_type="pubsub")
                await asyncio.gather(*(it.commit(task_id, version) for task_id in tasks[50:]))
                await it.listening()
            seen = await asyncio.gather(*readers)
        assert all(rising_to_the_end(each) for each in seen)
        assert ("warning", "Redis is unavailable: events are not received") in logged(logs, "received")
        assert logged(logs, "not published") == []


async def test_a_killed_redis_loses_no_end_and_costs_commits_nothing(server: RedisServer) -> None:
    async with site(server) as it:
        tasks = [uuid4() for _ in range(100)]
        readers = await it.followed(tasks)
        await it.commit(tasks[0], 1)
        with capture_logs() as logs:
            server.kill()
            for version in range(2, FINAL + 1):
                for task_id in tasks:
                    await it.commit(task_id, version)
            assert it.publisher.attempts < 20, "of 400 commits: the others did not wait for Redis"
            await server.start()
            seen = await asyncio.gather(*readers)
            await published_again(it)
        assert all(rising_to_the_end(each) for each in seen)
        assert [level for level, _ in logged(logs, "received")] == ["warning", "info"]
        assert [level for level, _ in logged(logs, "published")] == ["warning", "info"]


async def published_again(it: Site) -> None:
    """Return once a publication has arrived that nothing else could have brought."""
    state = make_state(uuid4(), 1)

    async def arrived() -> bool:
        await it.publisher.publish([state])
        return it.hub.watched_versions()[state.id] == 1

    async with it.feed.watch(state.id):
        await wait_for_async(arrived, 5, "a publication arrives")


async def test_a_frozen_redis_is_noticed_while_subscriptions_go_on(server: RedisServer) -> None:
    async with site(server, 0.2) as it:
        tasks = [uuid4() for _ in range(20)]
        readers = await it.followed(tasks)
        with capture_logs() as logs:
            server.freeze()
            try:
                attempts = it.publisher.attempts
                for task_id in tasks:
                    await it.commit(task_id, FINAL)
                assert await asyncio.gather(*readers) == [[FINAL]] * 20
                assert it.publisher.attempts - attempts < 6, "three commits waited for Redis, then hardly any"
                [entry] = await until(
                    lambda: [entry for entry in logs if "not received" in entry["event"]], 10, "the silence is noticed"
                )
                assert "Redis did not answer for 5 s" in entry["error"]
                await until(lambda: it.connections > 1, 10, "a new connection is tried in vain")
            finally:
                server.thaw()
            await it.listening()
            await published_again(it)
        assert [level for level, _ in logged(logs, "received")] == ["warning", "info"]
        assert [level for level, _ in logged(logs, "published")] == ["warning", "info"]


async def test_publishing_to_a_frozen_redis_keeps_three_commits_waiting_and_no_other(server: RedisServer) -> None:
    redis = server.client()
    async with redis:
        publisher = guarded_publisher(redis, "test:frozen", recovery=60)
        state = make_state(uuid4(), 1)
        await publisher.publish([state])
        server.freeze()
        try:
            with capture_logs() as logs:
                attempts = publisher.attempts
                for _ in range(100):
                    await publisher.publish([state])
                assert publisher.attempts - attempts == 3
            assert logged(logs, "published") == [("warning", "Redis is unavailable: events are not published")]
        finally:
            server.thaw()


async def test_publishing_nothing_sends_nothing(tmp_path: Path) -> None:
    async with RedisServer(tmp_path).client() as redis:
        with capture_logs() as logs:
            await Publisher(redis, "test").publish([])
        assert logs == []


async def test_a_cancelled_commit_stays_cancelled(server: RedisServer) -> None:
    async with server.client() as redis:
        publisher = Publisher(redis, "test:cancelled")
        server.freeze()
        try:
            commit = asyncio.create_task(publisher.publish([make_state(uuid4(), 1)]))
            await turns()
            commit.cancel()
            with pytest.raises(asyncio.CancelledError):
                await commit
        finally:
            server.thaw()
        await publisher.publish([make_state(uuid4(), 1)])


async def test_an_unavailable_database_is_logged_once_and_outlived(server: RedisServer) -> None:
    async with site(server, 0.02) as it:
        task_id = uuid4()
        with capture_logs() as logs:
            it.truth.unavailable = True
            (reader,) = await it.followed([task_id])
            await it.commit(task_id, FINAL, published=False)
            await until(lambda: it.truth.loads > 5, 5, "the poller goes on asking")
            it.truth.unavailable = False
            assert await reader == [FINAL]
        assert [level for level, _ in logged(logs, "read")] == ["warning", "info"]


async def test_callers_that_catch_up_during_a_round_share_the_next() -> None:
    hub, truth = Hub(), Truth()
    poller = CatchUpPoller(truth.load, hub)
    await poller.catch_up()
    assert truth.loads == 0, "nothing is watched"
    async with hub.watch(uuid4()):
        first = asyncio.create_task(poller.catch_up())
        await turns()
        await asyncio.gather(first, *(poller.catch_up() for _ in range(10)))
    assert truth.loads == 2


async def test_a_cancelled_round_is_no_answer_for_the_others() -> None:
    hub, truth, task_id = Hub(), Truth(), uuid4()
    poller = CatchUpPoller(truth.load, hub)
    async with hub.watch(task_id):
        first, second, third = (asyncio.create_task(poller.catch_up()) for _ in range(3))
        await asyncio.wait([first])
        assert truth.loads == 2, "the second has begun"
        truth.states[task_id] = make_state(task_id, FINAL)
        second.cancel()
        await third
        assert second.cancelled()
        assert hub.watched_versions() == {task_id: FINAL}


async def test_nothing_is_left_when_it_ends_even_with_redis_frozen(server: RedisServer) -> None:
    before = asyncio.all_tasks()
    async with site(server):
        pass
    assert asyncio.all_tasks() == before
    it = Site(server, NEVER)
    async with it.redis:
        with capture_logs() as logs:
            async with within(30), it.feed.running(Loops()):
                await it.listening()
                server.freeze()
        try:
            assert logged(logs, "received") == [], "it did not wait until the silence was noticed"
            assert asyncio.all_tasks() == before
        finally:
            server.thaw()

        async def alone() -> bool:
            return len(await it.redis.client_list()) == 1

        await wait_for_async(alone, 5, "no connection is left open")


async def test_an_error_inside_running_comes_out_as_it_is(server: RedisServer) -> None:
    with pytest.raises(LookupError):
        async with site(server):
            raise LookupError
