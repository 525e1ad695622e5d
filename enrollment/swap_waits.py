"""Swaps into full groups wait for other swaps: for how long, and which of those that wait fit together."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from enrollment.allocate import SeatRequest, allocate
from enrollment.task import Command, TaskState


def seconds_to_wait(task: TaskState, now: datetime, longest: timedelta) -> float:
    """For how long a swap may wait still, counted from the moment a worker first began it; 0 or less: no longer.

    One that began after `now` waits no longer: the clock was set back, by an unknown time.
    """
    began = task.started_at or now
    return (longest - (now - began)).total_seconds() if began <= now else 0.0


def fitting_swaps(commands: Mapping[UUID, Command], free: Mapping[str, int]) -> list[UUID]:
    """Which swaps would get their seats if they were committed together.

    Args:
        commands: of one term, by their sagas, in order of acceptance.
        free: free seats by group code.
    """
    requests = [SeatRequest(takes=command.group_codes, swaps=command.drop_codes) for command in commands.values()]
    return [saga for saga, full in zip(commands, allocate(requests, free), strict=True) if not full]
