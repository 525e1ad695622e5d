"""The checks of `enrollment.invariants`, each time in one snapshot, so that no commit is seen in part.

Small and fast-counted tables are checked completely. Sagas are checked in slices: those that the audit log names as
ended since the last check, and the next ones of a round through all sagas.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from tortoise.expressions import RawSQL

from enrollment.invariants import InvariantFinding, InvariantName
from models.database import Database, Row, Transaction
from models.inspections import InspectionRow
from models.sql import SQL

_SETTLED_AFTER = timedelta(seconds=30)
"""Entries of the audit log get their numbers before they are committed. All entries older than this are committed: no
statement takes longer, and no transaction is idle for as long."""

_WAIT_SECONDS = 20
"""How long a check waits for one that another process makes. A check takes half a second among a million sagas, and
longer where little is cached or the machine is busy."""

_PAGE = 10_000
"""Sagas checked by one statement, which takes half a second."""

_MAX_EXAMPLES = 5
"""Examples that are shown of one finding."""

_STATE = ("audit_id", "accepted", "round_began", "complete_since", "suspects", "checked_at", "findings", "now")
"""What is read of `InspectionRow`, and the time by the database's clock."""

_GROUPS = SQL["invariants.groups"]
_WAITLISTS = SQL["invariants.waitlists"]
_HELD = SQL["invariants.held"]
_OVERDUE = SQL["invariants.overdue"]
_UNFINISHED = SQL["invariants.unfinished"]
_SAGAS = SQL["invariants.sagas"]
_ENDED = SQL["invariants.next_audited"]
_ROUND = SQL["invariants.next_sagas"]


@dataclass(frozen=True, slots=True)
class Inspection:
    """The findings, one for each invariant, and whether sagas have ended that were not checked yet."""

    findings: Sequence[InvariantFinding]
    behind: bool = False


@dataclass(frozen=True, slots=True)
class _Slice:
    """The sagas to check, and the state to store afterwards."""

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
        """Check a system at work; a check that another process made within `fresh` is returned.

        One process at a time checks. The others wait with a connection, so a process should ask once at a time.

        Args:
            lease: how old the heartbeat of a living worker may be.
            overdue: the age from which a task that no worker runs counts as not final.
            most: sagas checked one by one: up to three quarters are those that have ended since.
        """
        async with self._database.transaction() as tx:
            await _wait_for_others(tx)
            [state] = await tx.run(
                lambda client: InspectionRow.annotate(now=RawSQL("now()")).using_db(client).values(*_STATE)
            )
            if state["checked_at"] is not None and state["now"] - state["checked_at"] < fresh:
                return Inspection(state["findings"])
            part = await _next_slice(state, most, tx)
            found = [
                *await tx.query(_GROUPS),
                *await tx.query(_WAITLISTS),
                *await tx.query(_HELD),
                *await tx.query(_OVERDUE, lease, overdue),
                *await tx.query(_SAGAS, part.sagas),
            ]
            findings = _findings(found, state["now"], part.complete_since)
            reached = {
                "audit_id": part.audit_id,
                "accepted": part.accepted,
                "round_began": part.round_began,
                "complete_since": part.complete_since,
                "suspects": sorted({saga_id for row in found for saga_id in row["sagas"] or ()}),
                "checked_at": state["now"],
                "findings": msgspec.json.encode(findings).decode(),
            }
            await tx.run(lambda client: InspectionRow.filter().using_db(client).update(**reached))
        return Inspection(findings, part.behind)

    async def inspect_whole(self) -> Inspection:
        """Check everything, however long it takes, while no worker runs: every task must be final, and a stuck one is
        not."""
        async with self._database.transaction() as tx:
            await tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            [state] = await tx.query("SELECT now() AS now")
            found = [row for sql in (_GROUPS, _WAITLISTS, _HELD, _UNFINISHED) for row in await tx.query(sql)]
            reached: int | None = 0
            while reached is not None:  # page by page, because the time of a statement is limited
                [page] = await tx.query(_ROUND, reached, _PAGE)
                found += await tx.query(_SAGAS, page["sagas"])
                reached = page["last"]
        return Inspection(_findings(found, state["now"], state["now"]))


async def _wait_for_others(tx: Transaction) -> None:
    await tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    await tx.execute(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'")
    # LOCK takes no snapshot: once we have the lock, we see what the process before us has written.
    await tx.execute("LOCK TABLE inspections IN EXCLUSIVE MODE")


async def _next_slice(state: Row, most: int, tx: Transaction) -> _Slice:
    newest = most * 3 // 4
    [ended] = await tx.query(_ENDED, state["audit_id"], newest, _SETTLED_AFTER)
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
    findings = []
    for invariant in InvariantName:
        rows = [row for row in found if row["name"] == invariant]
        findings.append(
            InvariantFinding(
                invariant,
                violations=sum(row["violations"] for row in rows),
                examples=tuple(example for row in rows for example in row["examples"])[:_MAX_EXAMPLES],
                checked_at=now,
                complete_since=complete_since if invariant.by_saga else now,
            )
        )
    return findings
