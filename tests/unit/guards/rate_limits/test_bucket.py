"""Token buckets of several processes, which settle with a shared one what they have drawn on credit."""

from dataclasses import dataclass, field
from itertools import cycle, islice

from hypothesis import given
from hypothesis import strategies as st

from guards.rate_limits.bucket import (
    MIN_BURST,
    Bucket,
    Limit,
    drawn,
    full,
    level_at,
    refilled_seconds,
    says_nothing,
    settled,
    wait_seconds,
)

LIMIT = Limit(per_second=2, burst=20)
limits = st.builds(Limit, st.floats(0.5, 500), st.floats(1, 2000))
EVERY_SECONDS, SETTLING_SECONDS = 1.0, 0.25
"""Between two settlements, and after which one has succeeded or is given up."""
CLOSE = 1e-6


@dataclass
class Shared:
    """The bucket in Redis."""

    limit: Limit
    level: float = 0
    at: float = 0

    def __post_init__(self) -> None:
        self.level = self.limit.burst

    def draw(self, tokens: float, now: float) -> float:
        self.level = min(self.limit.burst, self.level + (now - self.at) * self.limit.per_second) - tokens
        self.at = now
        return self.level


@dataclass
class Process:
    """One process: its bucket, and what it has settled without having the answer yet."""

    limit: Limit
    bucket: Bucket = field(init=False)
    sent: tuple[float, float] | None = None
    sent_at: float = 0
    admitted: float = 0

    def __post_init__(self) -> None:
        self.bucket = full(self.limit, 0)

    def draw(self, count: float, now: float) -> bool:
        after = drawn(self.bucket, self.limit, count, now)
        if after is None:
            return False
        self.bucket = after
        self.admitted += min(count, self.limit.largest_draw)
        return True

    def send(self, shared: Shared, now: float) -> None:
        if self.sent is None:
            self.sent, self.sent_at = (self.bucket.owed, shared.draw(self.bucket.owed, now)), now

    def read_answer(self, now: float, *, lost: bool = False) -> None:
        if self.sent is not None:
            paid, level = self.sent
            self.bucket = settled(self.bucket, self.limit, paid, None if lost else level, now)
            self.sent = None


steps = st.lists(
    st.tuples(
        st.sampled_from(["draw", "draw", "draw", "send", "answer", "pass"]), st.integers(0, 2), st.integers(1, 10)
    ),
    max_size=200,
)


@given(limit=limits, steps=steps)
def test_processes_admit_at_most_a_chunk_each_beyond_the_rate(limit: Limit, steps: list[tuple[str, int, int]]) -> None:
    shared, processes, now = Shared(limit), [Process(limit) for _ in range(3)], 0.0
    for what, number, count in steps:
        match what:
            case "draw":
                while processes[number].draw(count, now):
                    pass
            case "send":
                processes[number].send(shared, now)
            case "answer":
                processes[number].read_answer(now)
            case _:
                now += count / 10
        admitted = sum(process.admitted for process in processes)
        assert admitted <= limit.burst + limit.per_second * now + len(processes) * limit.chunk + CLOSE
        assert all(process.bucket.owed <= limit.chunk for process in processes)


@given(limit=limits, choices=st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=20))
def test_who_keeps_to_the_rate_is_never_refused(limit: Limit, choices: list[tuple[int, bool]]) -> None:
    """Whichever process is asked, and whether settling succeeds or fails, which takes as long as it may."""
    shared, processes = Shared(limit), [Process(limit) for _ in range(3)]
    now, settled_at = 0.0, 0.0
    for number, lost in islice(cycle(choices), 500):
        now += 1 / limit.per_second
        for process in processes:
            if process.sent_at <= now - SETTLING_SECONDS:
                process.read_answer(now, lost=lost)
        while settled_at <= now - EVERY_SECONDS:
            settled_at += EVERY_SECONDS
            for process in processes:
                process.send(shared, settled_at)
        asked = processes[number]
        assert asked.draw(1, now)
        if asked.bucket.owed >= limit.chunk / 2:
            asked.send(shared, now)


@given(limit=limits, steps=st.lists(st.tuples(st.floats(0, 5), st.integers(1, 100)), max_size=100))
def test_alone_a_process_admits_the_full_rate_and_no_more(limit: Limit, steps: list[tuple[float, int]]) -> None:
    process, now = Process(limit), 0.0
    for seconds, count in steps:
        now += seconds
        wait = wait_seconds(process.bucket, limit, count, now)
        if not process.draw(count, now):
            assert wait > 0
            now += wait + CLOSE
            assert process.draw(count, now), "after the wait that was told"
        process.bucket = settled(process.bucket, limit, process.bucket.owed, None, now)
        assert process.admitted <= limit.burst + limit.per_second * now + CLOSE


@given(limit=limits)
def test_a_request_that_draws_three_times_as_much_as_there_is_finds_room_for_that(limit: Limit) -> None:
    bucket = full(limit, 0)
    for _ in range(3):
        after = drawn(bucket, limit, 1e9, 0)
        assert after is not None
        bucket = after
    assert bucket.owed <= limit.chunk


def test_every_bucket_holds_the_mutations_of_one_document() -> None:
    limit = Limit(per_second=0.1, burst=1)
    assert (limit.burst, limit.chunk) == (MIN_BURST, MIN_BURST)


def test_a_shared_bucket_that_was_lost_gives_no_caller_more() -> None:
    spent = Bucket(level=1, at=0, owed=4)
    assert settled(spent, LIMIT, 4, LIMIT.burst - 4, 0).level == 1
    assert settled(spent, LIMIT, 4, 0.5, 0).level == 0.5
    drawn_since = Bucket(level=1, at=0, owed=6)
    assert settled(drawn_since, LIMIT, 4, 2.5, 0) == Bucket(level=0.5, at=0, owed=2)


def test_a_bucket_says_nothing_once_it_is_full_and_settled() -> None:
    after = drawn(full(LIMIT, 0), LIMIT, 2, 0)
    assert after is not None
    assert refilled_seconds(after, LIMIT, 0) == 1
    assert not says_nothing(after, LIMIT, 1), "it owes two tokens"
    paid = settled(after, LIMIT, 2, 18, 0)
    assert not says_nothing(paid, LIMIT, 0.9)
    assert says_nothing(paid, LIMIT, 1)
    assert level_at(paid, LIMIT, 100) == LIMIT.burst
