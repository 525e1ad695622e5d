"""What students of a registration day did and saw, as it happens. Times are by their own clock."""

import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

_RECENT_SECONDS = 5.0
"""What rates and latencies that are shown live are taken from."""


@dataclass(slots=True)
class Click:
    """An enrollment that a student asked for.

    Attributes:
        at: seconds since the opening.
        tasks: the ids in all answers, however often it was sent.
        answered, certain: seconds from the click to the first answer, and until the student knew how it ended.
        ending: the status of the task at its end, or the code of the problem that was answered; empty if unknown.
        versions: of the task, as they were seen.
        gave_up: whether the student closed the connections before knowing; `returned`: to send the same again later.
    """

    student: str
    groups: tuple[str, ...]
    key: str
    at: float
    tasks: list[str] = field(default_factory=list)
    answered: float | None = None
    certain: float | None = None
    ending: str = ""
    full: tuple[str, ...] = ()
    versions: list[int] = field(default_factory=list)
    gave_up: bool = False
    returned: bool = False


@dataclass(slots=True)
class Day:
    """A registration day as it goes.

    Attributes:
        students: how many take part; `present` of them are connected, `gone` have left when they were done.
        accepted, enrolled, refused: clicks whose student has been told so; `refusals` by the reason.
        limits: how often a limit of the server was met, by its code.
        retries: how often something was sent again because a connection was lost, by the reason.
        seats: capacity and seats taken of each group, as the server shows them live.
        counts: what students did, by what it is.
        errors: answers that are none, by their message.
    """

    students: int
    began: float = field(default_factory=time.perf_counter)
    clicks: list[Click] = field(default_factory=list)
    present: int = 0
    gone: int = 0
    limits: Counter[str] = field(default_factory=Counter)
    retries: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    seats: dict[str, tuple[int, int]] = field(default_factory=dict)
    accepted: int = 0
    enrolled: int = 0
    refused: int = 0
    _answers: deque[float] = field(default_factory=deque)
    _ends: deque[tuple[float, float]] = field(default_factory=deque)

    @property
    def now(self) -> float:
        """Seconds since the opening."""
        return time.perf_counter() - self.began

    def answer(self, click: Click, task: str) -> None:
        """Note that a task was named in an answer."""
        if not click.tasks:
            click.answered = self.now - click.at
            self.accepted += 1
            self._answers.append(self.now)
        click.tasks.append(task)

    def end(self, click: Click, ending: str, reasons: Sequence[str]) -> None:
        """Note that the student knows how it ended, and what spoke against it."""
        click.ending, click.certain = ending, self.now - click.at
        self._ends.append((self.now, click.certain))
        if ending == "SUCCEEDED":
            self.enrolled += 1
        else:
            self.refused += 1
            self.refusals.update(reasons)

    def recent(self) -> tuple[float, float, list[float]]:
        """Accepted and finished a second of late, and the seconds from click to certainty, sorted."""
        since = self.now - _RECENT_SECONDS
        while self._answers and self._answers[0] < since:
            self._answers.popleft()
        while self._ends and self._ends[0][0] < since:
            self._ends.popleft()
        span = max(min(self.now, _RECENT_SECONDS), 0.1)
        return len(self._answers) / span, len(self._ends) / span, sorted(seconds for _, seconds in self._ends)
