"""Seats as they change: read for those who watch, sent to each at most four times a second."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from uuid import uuid4

import pytest
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.testing import capture_logs

from enrollment.catalogue import SeatCount
from events.envelope import encode
from events.hub import Hub
from events.seats import SeatFeed, SeatSubscriber
from events.watched import MIN_INTERVAL_SECONDS
from kit.background import Loops
from resolvers.caller import Caller
from resolvers.errors import BadArgument, NotFound, NotSignedIn
from resolvers.watch_seats import watch_seats
from tests.support.memory import MemoryServices
from tests.support.poll import in_time, rounds, until, within
from tests.support.states import make_state

NEVER = 3600.0


class Term:
    """The seats of one term, T, of groups A and B, and how often they were read."""

    def __init__(self) -> None:
        self.taken = Counter({"A": 1, "B": 2})
        self.reads = 0
        self.unavailable = False

    async def load(self, codes: Sequence[str]) -> Mapping[str, Mapping[str, SeatCount]]:
        self.reads += 1
        if self.unavailable:
            raise OSError("unavailable")
        return {"T": {code: SeatCount(code, 10, taken) for code, taken in self.taken.items()}} if "T" in codes else {}


@pytest.fixture
def term() -> Term:
    return Term()


@pytest.fixture
def hub() -> Hub:
    return Hub()


def publish(hub: Hub) -> None:
    hub.dispatch(encode(make_state(uuid4(), 1)))


async def heard(watch: SeatSubscriber) -> dict[str, int]:
    counts = await in_time(anext(watch), 5)
    return {count.group_code: count.taken for count in counts}


async def test_what_is_there_comes_first_then_what_changed(term: Term, hub: Hub) -> None:
    feed = SeatFeed(term.load, hub, Loops(), NEVER)
    async with feed.watch("T", None) as whole, feed.watch("T", {"B", "Z"}) as one:
        assert await heard(whole) == {"A": 1, "B": 2}
        assert await heard(one) == {"B": 2}
        term.taken["A"] = 5
        publish(hub)
        assert await heard(whole) == {"A": 5}
        term.taken["B"] = 6
        publish(hub)
        assert (await heard(whole), await heard(one)) == ({"B": 6}, {"B": 6})


async def test_seats_are_sent_at_most_four_times_a_second_and_the_last_count_is_sent(term: Term, hub: Hub) -> None:
    feed = SeatFeed(term.load, hub, Loops(), NEVER)
    times: list[float] = []
    async with within(30), feed.watch("T", ["A"]) as watch:

        async def change() -> None:
            async for _ in rounds(1, every=0.01):
                term.taken["A"] += 1
                publish(hub)
            term.taken["A"] = 0
            publish(hub)

        changing = asyncio.create_task(change())
        counts: Sequence[SeatCount] = []
        while not counts or counts[0].taken:
            counts = await anext(watch)
            times.append(watch._not_before)  # MIN_INTERVAL_SECONDS after it was sent
        await changing
    assert len(times) >= 3
    exact = 1e-6  # seconds; the event loop's clock is not more exact
    assert min(after - before for before, after in pairwise(times)) > MIN_INTERVAL_SECONDS - exact


async def test_without_watchers_nothing_is_read_or_kept(term: Term, hub: Hub) -> None:
    feed = SeatFeed(term.load, hub, Loops(), 0)
    async with feed.watch("T", None) as watch:
        await heard(watch)
    assert (feed._loop, feed._terms, feed._subscribers) == (None, {}, {})


async def test_one_reading_serves_all_who_watch(term: Term, hub: Hub) -> None:
    feed = SeatFeed(term.load, hub, Loops(), NEVER)
    async with feed.watch("T", None) as first, feed.watch("T", None), feed.watch("T", None):
        await heard(first)
        reads = term.reads
        term.taken["A"] = 3
        publish(hub)
        assert await heard(first) == {"A": 3}
        assert term.reads == reads + 1


async def test_missed_changes_are_found_and_errors_are_outlived(term: Term, hub: Hub) -> None:
    feed = SeatFeed(term.load, hub, Loops(), 0.01)
    async with feed.watch("T", None) as watch:
        await heard(watch)
        term.unavailable = True
        reads = term.reads
        await until(lambda: term.reads > reads + 1, 5, "it is tried again")
        term.unavailable, term.taken["B"] = False, 9
        assert await heard(watch) == {"B": 9}


async def test_a_watch_of_no_known_group_begins_with_none(term: Term, hub: Hub) -> None:
    async with SeatFeed(term.load, hub, Loops(), NEVER).watch("T", ["Z"]) as watch:
        assert await heard(watch) == {}


async def test_who_may_watch_what(term: Term, hub: Hub) -> None:
    feed = SeatFeed(term.load, hub, Loops(), NEVER)
    context = MemoryServices(seat_feed=feed).context()
    seats = watch_seats(context, " T", [" A"])
    assert [count.group_code for count in await anext(seats)] == ["A"]
    await seats.aclose()
    for code in ("U", "a\0b"):
        with pytest.raises(NotFound):
            await anext(watch_seats(context, code, None))
    with pytest.raises(BadArgument):
        await anext(watch_seats(context, "T", ["A"] * 101))
    with pytest.raises(NotSignedIn):
        await anext(watch_seats(MemoryServices(seat_feed=feed).context(Caller("nobody", frozenset())), "T", None))
    assert feed._subscribers == {}


async def test_what_serves_all_subscribers_speaks_for_none_of_them(term: Term, hub: Hub) -> None:
    feed = SeatFeed(term.load, hub, Loops(), interval_seconds=0.0)
    with capture_logs(processors=[merge_contextvars]) as logs:
        with bound_contextvars(correlation_id="c-1"):
            watching = feed.watch("T", None)
            await watching.__aenter__()
        term.unavailable = True
        await until(lambda: bool(logs), 5, "a line about the seats")
        await watching.__aexit__(None, None, None)
    assert "correlation_id" not in logs[0]
