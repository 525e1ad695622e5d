"""What is recorded of garbage collections."""

import gc
from collections.abc import Callable, Iterator

import pytest
from structlog.testing import capture_logs

from app.gc_tuning import EDGES_SECONDS, Collections, SteadyConnections


@pytest.fixture
def collections() -> Iterator[Collections]:
    before = list(gc.callbacks)
    watching = Collections()
    watching.watch()
    yield watching
    gc.callbacks[:] = before


def test_each_collection_is_counted_by_generation(collections: Collections) -> None:
    gc.collect(2)
    gc.collect(0)
    assert [sum(it.buckets) >= least for it, least in zip(collections.pauses, (1, 0, 1), strict=True)] == [True] * 3
    assert collections.pauses[2].seconds > 0
    assert all(len(it.buckets) == len(EDGES_SECONDS) + 1 for it in collections.pauses)


def test_a_long_pause_is_logged_once_and_not_by_the_collector(collections: Collections) -> None:
    with capture_logs() as lines:
        collections.record(2, 0.25)
        collections.record(0, 0.001)
        assert not lines
        collections.log_long_ones()
        collections.log_long_ones()
    assert [(line["generation"], line["ms"]) for line in lines if line["ms"] == 250.0] == [(2, 250.0)]
    assert not [line for line in lines if line["ms"] < 10]


@pytest.fixture
def frozen() -> Iterator[Callable[[], int]]:
    gc.unfreeze()
    yield gc.get_freeze_count
    gc.unfreeze()


def test_connections_that_have_come_are_set_aside(frozen: Callable[[], int]) -> None:
    steady = SteadyConnections()
    steady.look(199)
    assert frozen() == 0
    steady.look(200)
    assert frozen() > 0


def test_connections_that_come_and_go_are_set_aside_again(frozen: Callable[[], int]) -> None:
    steady = SteadyConnections()
    for count in (200, 50, 249):
        steady.look(count)
    before = frozen()
    new: list[list[int]] = [[] for _ in range(1000)]
    steady.look(250)
    assert frozen() >= before + len(new)


def test_everything_is_examined_after_many_times(frozen: Callable[[], int], collections: Collections) -> None:
    steady = SteadyConnections()
    for _ in range(19):
        steady.look(200)
        steady.look(0)
    full = sum(collections.pauses[2].buckets)
    steady.look(200)
    assert sum(collections.pauses[2].buckets) == full + 1
    assert frozen() > 0
