"""What a process waits for before it works."""

from collections.abc import Iterator

import pytest

from app import startup
from kit.errors import DatabaseRefused, DatabaseUnavailable


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "_PAUSE_SECONDS", 0)


async def test_a_worker_whose_first_heartbeat_fails_waits_for_the_database() -> None:
    errors: Iterator[Exception | None] = iter([DatabaseUnavailable("cut"), DatabaseUnavailable("locked"), None])
    beats = 0

    async def beat() -> None:
        nonlocal beats
        beats += 1
        if error := next(errors):
            raise error

    await startup.wait_for_first_heartbeat(beat, lambda: True)
    assert beats == 3


async def test_a_database_that_refuses_for_good_is_not_waited_for() -> None:
    async def beat() -> None:
        raise DatabaseRefused("no such role")

    with pytest.raises(DatabaseRefused):
        await startup.wait_for_first_heartbeat(beat, lambda: True)


async def test_a_worker_that_is_told_to_stop_waits_no_longer() -> None:
    wanted = iter([True, True, False])

    async def beat() -> None:
        raise DatabaseUnavailable("cut")

    await startup.wait_for_first_heartbeat(beat, lambda: next(wanted))
    assert list(wanted) == []
