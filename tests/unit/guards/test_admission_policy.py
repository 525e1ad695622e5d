"""Admission: how many tasks may begin after a reading, and when refused clients should ask again."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from guards.admission_policy import (
    MAX_READING_AGE_SECONDS,
    BacklogReading,
    admitted,
    estimated_drain_seconds,
    finish_rate,
    needs_reading,
    overshoot,
    recent_readings,
    spread_retry_seconds,
)

counts = st.integers(0, 100_000)
BATCH = 128
"""The service's."""


@given(limit=st.integers(1, 200), unfinished=st.integers(0, 300), asked=st.lists(st.booleans()), data=st.data())
def test_room_is_what_is_left_and_half_of_it_all_is_the_registrars(
    limit: int, unfinished: int, asked: list[bool], data: st.DataObject
) -> None:
    by_registrars = data.draw(st.integers(0, unfinished))
    begins = admitted(limit, unfinished, by_registrars, asked)
    begun = sum(begins)
    of_registrars = sum(by for by, may in zip(asked, begins, strict=True) if may)
    half = (limit + 1) // 2
    assert begun == 0 or unfinished + begun <= limit
    assert of_registrars == 0 or by_registrars + of_registrars <= half
    for by_registrar, may in zip(asked, begins, strict=True):
        assert may or unfinished + begun >= limit or (by_registrar and by_registrars + of_registrars >= half)


@dataclass
class Process:
    """One that admits as `services.admission` does."""

    limit: int
    reading: BacklogReading | None = None
    begun: int = 0

    def admit(self, now: float, unfinished: int, asked: int) -> int:
        if needs_reading(self.reading, now, self.begun + asked, self.limit):
            self.reading, self.begun = BacklogReading(now, min(unfinished, self.limit + 1), 0, 0), 0
        assert self.reading
        begins = sum(admitted(self.limit, self.reading.unfinished + self.begun, 0, [False] * asked))
        self.begun += begins
        return begins


@dataclass
class World:
    """Several processes, and what all of them have begun."""

    processes: list[Process]
    unfinished: int = 0
    most: int = field(default=0)

    def step(self, now: float, who: int, asked: int, ended: int) -> None:
        self.unfinished -= min(ended, self.unfinished)
        self.unfinished += self.processes[who % len(self.processes)].admit(now, self.unfinished, asked)
        self.most = max(self.most, self.unfinished)


steps = st.lists(
    st.tuples(st.floats(0, 0.3), st.integers(0, 3), st.integers(1, BATCH), st.integers(0, 200)), max_size=200
)


@given(limit=st.integers(1, 6000), apart=st.integers(1, 4), steps=steps)
def test_each_process_beyond_the_first_exceeds_the_limit_by_no_more_than_it_cannot_see(
    limit: int, apart: int, steps: list[tuple[float, int, int, int]]
) -> None:
    world, now = World([Process(limit) for _ in range(apart)]), 0.0
    for pause, who, asked, ended in steps:
        now += pause
        world.step(now, who, asked, ended)
    assert world.most <= limit + (apart - 1) * overshoot(limit)


def test_what_is_refused_is_let_in_once_a_reading_is_no_longer_fresh() -> None:
    world = World([Process(10)])
    world.step(0.0, 0, 64, 0)
    world.step(0.1, 0, 64, 0)
    assert world.unfinished == 10
    world.step(MAX_READING_AGE_SECONDS / 2, 0, 64, ended=4)
    assert world.unfinished == 6
    world.step(MAX_READING_AGE_SECONDS, 0, 64, ended=0)
    assert world.unfinished == 10


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(0, 5000)), min_size=1, max_size=100))
def test_the_pace_is_that_of_the_last_seconds_and_little_is_remembered(moves: list[tuple[float, int]]) -> None:
    now, ended = 100.0, 7000
    history: list[BacklogReading] = []
    earlier: list[BacklogReading] = []
    for pause, more in moves:
        now, ended = now + pause, ended + more
        latest = BacklogReading(now, 0, 0, ended)
        earlier = list(recent_readings(earlier, latest))
        history.append(latest)
        assert len(earlier) <= 12
    rate = finish_rate(earlier, history[-1])
    if rate is not None:
        recent = [reading for reading in history if now - reading.at <= 10]
        assert rate == (ended - earlier[0].ended) / (now - earlier[0].at)
        assert earlier[0] in recent
        assert now - earlier[0].at >= 1


def test_there_is_no_pace_before_a_second_has_passed_nor_after_a_long_silence() -> None:
    first = BacklogReading(0, 0, 0, 0)
    assert finish_rate([], first) is None
    assert finish_rate([first], BacklogReading(0.9, 0, 0, 500)) is None
    assert finish_rate([first], BacklogReading(2, 0, 0, 500)) == 250
    late = BacklogReading(600, 0, 0, 9000)
    assert finish_rate(recent_readings([first], late), late) is None


@given(unfinished=counts, rate=st.none() | st.floats(0, 1e6), chance=st.floats(0, 1))
def test_a_wait_is_between_one_second_and_a_minute(unfinished: int, rate: float | None, chance: float) -> None:
    seconds = estimated_drain_seconds(unfinished, rate)
    assert 1 <= spread_retry_seconds(seconds, chance) <= 60
    assert (
        spread_retry_seconds(seconds, 0)
        <= spread_retry_seconds(seconds, chance)
        <= spread_retry_seconds(seconds, 1)
        == round(seconds, 1)
    )


@given(st.integers(2000, 40_000))
def test_a_wait_follows_the_backlog_and_the_pace(unfinished: int) -> None:
    assert estimated_drain_seconds(unfinished, 1000) == unfinished / 1000
    assert estimated_drain_seconds(unfinished, 2000) <= estimated_drain_seconds(unfinished, 1000)
    assert estimated_drain_seconds(unfinished, 0) == 60
