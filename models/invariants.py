"""The checks of `enrollment.invariants`, each time in one snapshot, so that a commit under way is never half seen.

What is few, or counted fast enough, is checked all at once. What has to be looked at saga by saga is found by the audit
log, which names every saga that ended, and besides in a round through all sagas, some of them each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import orjson

from enrollment.invariants import Invariant, InvariantFinding
from models.database import Database, Row, Transaction
from models.sql import SQL

_LATE = timedelta(seconds=30)
"""Entries of the audit log get their numbers before they are committed. What is older than this is surely there: no
statement takes longer, and no transaction is silent for as long."""

_PAGE = 10_000
"""Sagas looked at by one statement: half a second."""

_TOLD = 5
"""Most examples of one finding."""

_GROUPS = SQL["invariants.groups"]
_HELD = SQL["invariants.held"]
_OVERDUE = SQL["invariants.overdue"]
_UNFINISHED = SQL["invariants.unfinished"]
_SAGAS = SQL["invariants.sagas"]
_STATE = SQL["invariants.read_state"]
_ENDED = SQL["invariants.next_audited"]
_ROUND = SQL["invariants.next_sagas"]
_KEEP = SQL["invariants.keep_state"]


@dataclass(frozen=True, slots=True)
class Inspection:
    """The findings, one for each invariant, and whether sagas have ended that there was no time for yet."""

    findings: Sequence[InvariantFinding]
    behind: bool = False


@dataclass(frozen=True, slots=True)
class _Slice:
    """The sagas to look at, and what is to be remembered of it."""

    sagas: list[UUID]
    audit_id: int
    accepted: int
    round_began: datetime | None
    complete_since: datetime | None
    behind: bool


class InvariantChecks:
    """Checks what must always hold."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def inspect(
        self, *, lease: timedelta, overdue: timedelta, fresh: timedelta = timedelta(), most: int = 10_000
    ) -> Inspection:
        """Check a live system. One process at a time does; where somebody has within `fresh`, that is the answer.

        Args:
            lease: how old the heartbeat of a living worker may be.
            overdue: since when a task that nobody carries must have been accepted to count as not final.
            most: sagas looked at one by one: those that have ended since, up to three quarters, and some of the others.
        """
        async with self._database.transaction() as tx:
            await tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            # Takes no snapshot: what the one before us has written is seen once we have the lock.
            await tx.execute("LOCK TABLE inspections IN EXCLUSIVE MODE")
            [state] = await tx.query(_STATE)
            if state["checked_at"] is not None and state["now"] - state["checked_at"] < fresh:
                return Inspection(_kept(state))
            part = await _next_slice(state, most, tx)
            found = [
                *await tx.query(_GROUPS),
                *await tx.query(_HELD),
                *await tx.query(_OVERDUE, lease, overdue),
                *await tx.query(_SAGAS, part.sagas),
            ]
            findings = _findings(found, state["now"], part.complete_since)
            suspects = {saga_id for row in found for saga_id in row["sagas"] or ()}
            # Text first: Tortoise's driver takes JSON as such.
            kept = msgspec.json.encode(findings).decode()
            await tx.query(
                _KEEP,
                part.audit_id,
                part.accepted,
                part.round_began,
                part.complete_since,
                sorted(suspects),
                state["now"],
                kept,
            )
        return Inspection(findings, part.behind)

    async def inspect_whole(self) -> Inspection:
        """Check everything, however long it takes, while no worker runs: every task must be final, and a stuck one is
        not."""
        async with self._database.transaction() as tx:
            await tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            [state] = await tx.query("SELECT now() AS now")
            found = [row for sql in (_GROUPS, _HELD, _UNFINISHED) for row in await tx.query(sql)]
            reached: int | None = 0
            while reached is not None:  # page by page, because of what one statement may take
                [page] = await tx.query(_ROUND, reached, _PAGE)
                found += await tx.query(_SAGAS, page["sagas"])
                reached = page["last"]
        return Inspection(_findings(found, state["now"], state["now"]))


async def _next_slice(state: Row, most: int, tx: Transaction) -> _Slice:
    newest = most * 3 // 4
    [ended] = await tx.query(_ENDED, state["audit_id"], newest, _LATE)
    others = most - ended["entries"]
    [round_] = await tx.query(_ROUND, state["accepted"], others)
    began = state["round_began"] or state["now"]
    over = round_["sagas_read"] < others
    return _Slice(
        sagas=sorted({*ended["sagas"], *round_["sagas"], *state["suspects"]}),
        audit_id=ended["settled"] or state["audit_id"],
        accepted=0 if over else round_["last"],
        round_began=None if over else began,
        complete_since=began if over else state["complete_since"],
        behind=ended["entries"] == newest and ended["settled"] is not None,
    )


def _findings(found: Sequence[Row], now: datetime, complete_since: datetime | None) -> list[InvariantFinding]:
    return [
        InvariantFinding(
            invariant,
            violations=sum(row["violations"] for row in found if row["name"] == invariant),
            examples=tuple(example for row in found if row["name"] == invariant for example in row["examples"])[:_TOLD],
            checked_at=now,
            complete_since=complete_since if invariant.by_saga else now,
        )
        for invariant in Invariant
    ]


def _kept(state: Row) -> list[InvariantFinding]:
    return [msgspec.convert(found, InvariantFinding) for found in orjson.loads(state["findings"])]
