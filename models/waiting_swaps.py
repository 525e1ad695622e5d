"""Swaps into full groups that wait for each other: what one worker has put down, another may carry on."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from enrollment.commit_values import SagaDetails
from enrollment.swap_waits import fitting_swaps
from enrollment.task import SWAP_PARTNER, Command
from kit.errors import DatabaseUnavailable
from models import task_states
from models.claims import Claims
from models.database import SWAP_LOCK, Database, Transaction
from models.sql import SQL
from saga.claimed_saga import ClaimedSaga, Waiting

_WAIT_MILLISECONDS = 500
"""How long a worker waits for another one that is putting swaps down; that takes some milliseconds."""
_MOST = 500
"""Swaps of a term that are looked through, those first that were accepted first."""

_TAKE_TURN = SQL["waiting_swaps.take_turn"]
_LOCK = SQL["waiting_swaps.lock"]
_WAITING = SQL["waiting_swaps.waiting"]
_FREE_SEATS = SQL["waiting_swaps.free_seats"]
_END_WAIT = SQL["waiting_swaps.end_wait"]


class WaitingSwaps:
    """Puts swaps down, and finds those that fit together.

    Args:
        claims: those of the worker that carries on what was found.
    """

    def __init__(self, database: Database, claims: Claims) -> None:
        self._database = database
        self._claims = claims

    async def put_down(self, waiting: Sequence[Waiting]) -> list[ClaimedSaga]:
        """Put these down, and claim those of all swaps waiting in their terms that fit together now.

        One worker at a time does this: of the members of a cycle, the one that is put down last finds the others. If
        they cannot be looked through, the swaps are put down all the same.
        """
        try:
            async with self._database.transaction() as tx:
                return await self._put_down_and_claim(waiting, tx)
        except DatabaseUnavailable as error:
            if error.affects_whole_batch:
                raise
        await self._claims.put_down(waiting)
        return []

    async def _put_down_and_claim(self, waiting: Sequence[Waiting], tx: Transaction) -> list[ClaimedSaga]:
        await tx.execute(f"SET LOCAL lock_timeout = '{_WAIT_MILLISECONDS}ms'")
        await tx.query(_TAKE_TURN, SWAP_LOCK)
        await tx.query(_LOCK, [each.saga.id for each in waiting])
        await self._claims.put_down(waiting, tx)
        found: list[UUID] = []
        for term_id in sorted({_details(each.saga).term_id for each in waiting}):
            rows = await tx.query(_WAITING, term_id, SWAP_PARTNER, _MOST)
            commands = {row["id"]: task_states.command_of(row) for row in rows}
            found += fitting_swaps(commands, await _free_seats(term_id, commands, tx))
        if not found:
            return []
        await tx.query(_END_WAIT, found)
        return await self._claims.claim_within(tx, found)


async def _free_seats(term_id: int, commands: Mapping[UUID, Command], tx: Transaction) -> dict[str, int]:
    codes = sorted({code for command in commands.values() for code in command.group_codes})
    return {row["code"]: row["free"] for row in await tx.query(_FREE_SEATS, term_id, codes)}


def _details(saga: ClaimedSaga) -> SagaDetails:
    details: SagaDetails = saga.details
    return details
