"""Who may enroll, drop and swap when: the windows of a term. Pure.

The statement that accepts says the same in SQL, because it goes by the database's clock (`window_open` in
models/sql/fragments.sql).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec


class EnrollmentWindow(msgspec.Struct, frozen=True, omit_defaults=True):
    """When the students of a cohort may enroll, drop and swap. UTC.

    Attributes:
        cohort: None: it is for all students for whose cohorts there is no window.
        opens_at: inclusive, for all of it; closes_at: exclusive, for enrolling.
        drops_close_at, swaps_close_at: exclusive; None: when enrolling closes.
    """

    opens_at: datetime
    closes_at: datetime
    cohort: str | None = None
    drops_close_at: datetime | None = None
    swaps_close_at: datetime | None = None

    def closes_for(self, kind: str) -> datetime:
        """When it closes for a kind of task."""
        return {"DROP": self.drops_close_at, "SWAP": self.swaps_close_at}.get(kind) or self.closes_at

    def is_open(self, kind: str, now: datetime) -> bool:
        """Whether it is open now for a kind of task."""
        return self.opens_at <= now < self.closes_for(kind)


@dataclass(frozen=True, slots=True)
class TermWindows:
    """The window of a term, in which everything happens, and the windows within it.

    Attributes:
        opens_at: inclusive; closes_at: exclusive. UTC.
    """

    opens_at: datetime
    closes_at: datetime
    within: Sequence[EnrollmentWindow] = ()

    def of(self, cohorts: Collection[str]) -> Sequence[EnrollmentWindow]:
        """Those that count for a student of these cohorts, as far as the term is open: those of their cohorts, else
        those for all, else the term's own."""
        own = [window for window in self.within if window.cohort in cohorts]
        for_all = [window for window in self.within if window.cohort is None]
        return [self._bounded(window) for window in own or for_all] or [self._own()]

    def nearest(self, kind: str, cohorts: Collection[str], now: datetime) -> EnrollmentWindow:
        """The window in which a student of these cohorts may do this now, else the next one, else the last."""
        windows = self.of(cohorts)
        to_come = [window for window in windows if now < window.opens_at < window.closes_for(kind)]
        is_open = [window for window in windows if window.is_open(kind, now)]
        if to_come and not is_open:
            return min(to_come, key=lambda window: window.opens_at)
        return max(is_open or windows, key=lambda window: window.closes_for(kind))

    def open_to_some(self, now: datetime) -> bool:
        """Whether enrolling is open now, for some students at least."""
        windows = [*map(self._bounded, self.within)]
        if all(window.cohort for window in windows):
            windows.append(self._own())
        return any(window.is_open("ENROLL", now) for window in windows)

    def next_change(self, now: datetime) -> datetime | None:
        """When enrolling opens or closes for some students, after now; None: never."""
        moments = [moment for window in (self._own(), *self.within) for moment in (window.opens_at, window.closes_at)]
        return min((moment for moment in moments if moment > now), default=None)

    def _own(self) -> EnrollmentWindow:
        return EnrollmentWindow(self.opens_at, self.closes_at)

    def _bounded(self, window: EnrollmentWindow) -> EnrollmentWindow:
        """One that the term leaves no time, because it was closed or moved since, is empty and at its own end."""
        ends = [min(window.closes_for(kind), self.closes_at) for kind in ("ENROLL", "DROP", "SWAP")]
        opens_at = min(max(window.opens_at, self.opens_at), max(ends))
        return EnrollmentWindow(opens_at, ends[0], window.cohort, ends[1], ends[2])
