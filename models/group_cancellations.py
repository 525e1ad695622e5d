"""Cancels groups, and accepts the drops of all who have a seat in one, in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from enrollment.catalogue_edits import CancelledGroup, IfExists
from enrollment.plans import Plans
from enrollment.problems import GroupNotFound, TermNotFound
from enrollment.task import Command, GroupTask
from kit.uuid7 import uuid7
from models.catalogue import Catalogue
from models.catalogue_writer import CatalogueWriter, Editor
from models.database import Database, Transaction
from models.similar_codes import SimilarCodes
from models.sql import SQL, columns
from models.task_states import StoredOutcome
from saga.faults import FaultPoint, Faults

_LOCK_HOLDERS = SQL["group_cancellations.lock_holders"]
_ACCEPT_DROPS = SQL["group_cancellations.accept_drops"]


@dataclass(frozen=True, slots=True)
class Cancelling:
    """What became of a cancellation. `drops`: the tasks that it has made, each to drop a student's seat."""

    outcome: CancelledGroup
    drops: Sequence[UUID] = ()


class GroupCancellations:
    """Cancels groups for registrars.

    Args:
        plans: which plan the drops begin with.
        faults: the fault points of this process.
    """

    def __init__(self, database: Database, plans: Plans, faults: Faults) -> None:
        self._database = database
        self._plan = plans.administrative_drop
        self._faults = faults

    async def cancel(self, term_code: str, code: str, *, actor: str, reason: str, correlation_id: str) -> Cancelling:
        """Cancel the group, once: one that is cancelled stays as it is, and no further tasks are made."""
        async with self._database.transaction() as tx:
            editor = Editor(actor, correlation_id, reason)
            drops = await cancel_group(tx, editor, term_code, code, reason, self._plan) or ()
            group = (await Catalogue(tx).groups_by_code([(term_code, code)])).get((term_code, code))
            self._faults.inject(FaultPoint.BEFORE_ACCEPT_COMMIT)
        self._faults.inject(FaultPoint.AFTER_ACCEPT_COMMIT)
        return Cancelling(group, drops) if group else Cancelling(await self._missing(term_code, code))

    async def _missing(self, term_code: str, code: str) -> TermNotFound | GroupNotFound:
        if await Catalogue(self._database).terms_by_code([term_code]):
            return GroupNotFound(group_code=code, term_code=term_code, path=("input", "groupCode"))
        similar = await SimilarCodes(self._database).of_terms([(term_code,)])
        found = min(similar.get((term_code,), ()), default=None)
        return TermNotFound(term_code=term_code, similar_code=found, path=("input", "termCode"))


async def cancel_group(
    tx: Transaction, editor: Editor, term_code: str, code: str, reason: str, plan: tuple[str, int]
) -> Sequence[UUID] | None:
    """Cancel a group. The tasks that drop the seats of its students; None if it is not there, or cancelled already.

    `plan`: the name and version that these tasks begin with.
    """
    if not await CatalogueWriter(tx, IfExists.MERGE, editor).cancel_group(term_code, code, reason):
        return None
    outcome = msgspec.json.encode(StoredOutcome((GroupTask(code),))).decode()
    drops = {uuid7(): holder for holder in await tx.query(_LOCK_HOLDERS, term_code, code)}
    rows = (
        (
            drop_id,
            holder["student_id"],
            holder["term_id"],
            msgspec.json.encode(Command(holder["student_code"], term_code, (code,), reason=reason)).decode(),
            outcome,
        )
        for drop_id, holder in drops.items()
    )
    if values := columns(rows):
        correlation_id = editor.correlation_id or str(uuid7())
        await tx.query(_ACCEPT_DROPS, *values, *plan, editor.actor, correlation_id)
    return list(drops)
