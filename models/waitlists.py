"""What a commit reads and writes of waitlists: only where a group that it locks has one, or a student asks for one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from uuid import UUID

from enrollment.commit_values import CommitResult, FencedSaga, LockedState
from enrollment.plans import END_OFFER, OFFER_SEAT, Plans
from enrollment.task import TaskKind
from enrollment.waitlist import NO_CHANGES, SeatHold
from kit.uuid7 import uuid7
from models.database import Transaction
from models.sql import SQL, columns

_HOLDS = SQL["waitlists.holds"]
_END_WITH_TERM = SQL["waitlists.end_with_term"]
_END_RELEASE = SQL["waitlists.end_release"]
_AWAIT_RELEASE = SQL["waitlists.await_release"]
_OPEN_RELEASED = SQL["waitlists.open_released"]
_LEAVE = SQL["waitlists.leave"]
_SERVE = SQL["waitlists.serve"]
_HOLD_SEATS = SQL["waitlists.hold_seats"]
_LOCK_UNSERVED = SQL["waitlists.lock_unserved"]
_END_OFFERS = SQL["waitlists.end_offers"]

Accepted = Sequence[tuple[UUID, int]]
"""Promotions that were accepted, for which a worker is to be woken; each with the number of its claims, 0."""


class Waitlists:
    """The part of a transaction that is about waitlists.

    Args:
        plans: which plan a new promotion begins with.
    """

    def __init__(self, plans: Plans) -> None:
        self._plans = (*plans.current[TaskKind.PROMOTE], *OFFER_SEAT)

    async def with_holds(self, state: LockedState, sagas: Sequence[FencedSaga], tx: Transaction) -> LockedState:
        """The state with the seats that are held for the students of these sagas."""
        offers = state.offers.values()
        groups = [offer.group.id for offer in offers if offer.waitlist is not None and offer.waitlist.promised]
        if not groups:
            return state
        rows = await tx.query(_HOLDS, groups, list({saga.details.student_id for saga in sagas}))
        return replace(
            state,
            holds={
                (row["student_id"], (row["term_id"], row["code"])): SeatHold(row["saga_id"], row["offered_until"])
                for row in rows
            },
        )

    async def leave(self, outcomes: Sequence[CommitResult], tx: Transaction) -> None:
        """Write what has to be over before seats are taken."""
        if rows := list(chain.from_iterable(map(_left_rows, outcomes))):
            await tx.query(_LEAVE, *columns(rows))

    async def serve(self, outcomes: Sequence[CommitResult], state: LockedState, tx: Transaction) -> Accepted:
        """Write everything else, and hold seats that are free for those who wait."""
        joins = list(chain.from_iterable(map(_joined_rows, outcomes)))
        offers = [(_id(it), it.waitlist.offered_until) for it in outcomes if it.waitlist.offers]
        served, released = _served(outcomes, state), {state.offers[key].group.id for key in state.released}
        changes = [it.waitlist for it in outcomes if it.waitlist is not NO_CHANGES]
        if not (joins or served or changes):
            return []
        rows = await tx.query(
            _SERVE,
            *(columns(joins) or [[]] * 6),
            *(columns(offers) or [[]] * 2),
            [_id(it) for it in outcomes if it.waitlist.passed],
            [_id(it) for it in outcomes if it.waitlist.restores],
            list(served),
            list((released | {group for change in changes for group in change.frees}) & served.keys()),
            list(served.values()),
            *self._plans,
        )
        if offers:
            await tx.query(_END_WITH_TERM, [saga_id for saga_id, _ in offers])
        if asked_again := released & served.keys():
            await tx.query(_END_RELEASE, list(asked_again))
        if awaited := [(group, it.released_at) for it in changes if it.released_at for group in it.passed]:
            await tx.query(_AWAIT_RELEASE, *columns(awaited))
        return [(row["id"], row["claims"]) for row in rows]

    async def open_released(self, limit: int, tx: Transaction) -> Accepted:
        """Hold the seats that are released by now for students from whom they were kept, in at most `limit` groups."""
        rows = await tx.query(_OPEN_RELEASED, limit)
        return (
            await self.hold_seats([(row["term_code"], row["code"]) for row in rows], str(uuid7()), tx) if rows else []
        )

    async def hold_seats(self, keys: Sequence[tuple[str, str]], correlation_id: str, tx: Transaction) -> Accepted:
        """Hold the seats that are free in groups, by the codes of term and group, which are locked."""
        rows = await tx.query(
            _HOLD_SEATS, [term for term, _ in keys], [code for _, code in keys], correlation_id, *self._plans
        )
        return [(row["id"], row["claims"]) for row in rows]

    async def hold_seats_in_terms(self, codes: Sequence[str], correlation_id: str, tx: Transaction) -> Accepted:
        """Hold the seats that are free in terms that may have been opened again: while one is closed, none is held."""
        rows = await tx.query(_LOCK_UNSERVED, list(codes))
        return (
            await self.hold_seats([(row["term_code"], row["code"]) for row in rows], correlation_id, tx) if rows else []
        )


async def end_offers(limit: int, tx: Transaction) -> Accepted:
    """Accept tasks that end offers which have expired, at most `limit`."""
    return [(row["id"], row["claims"]) for row in await tx.query(_END_OFFERS, limit, *END_OFFER)]


def _served(outcomes: Sequence[CommitResult], state: LockedState) -> Mapping[int, str]:
    """The groups that have, or get, students who wait: each with the correlation id of the last task about it."""
    waited_for = {offer.group.id for offer in state.offers.values() if offer.waitlist is not None}
    waited_for |= {group for outcome in outcomes for group in outcome.waitlist.joins}
    if not waited_for:
        return {}
    return {
        offer.group.id: outcome.task.correlation_id
        for outcome in outcomes
        for group in outcome.task.groups
        if (offer := state.offers.get((outcome.saga.details.term_id, group.group_code)))
        and offer.group.id in waited_for
    }


def _left_rows(outcome: CommitResult) -> Iterable[tuple[int, int, UUID | None]]:
    student = outcome.saga.details.student_id
    yield from ((student, group, None) for group in outcome.waitlist.leaves)
    yield from ((student, group, _id(outcome)) for group in outcome.waitlist.promoted)


def _joined_rows(outcome: CommitResult) -> Iterable[tuple[object, ...]]:
    details = outcome.saga.details
    for group in outcome.waitlist.joins:
        yield uuid7(), details.student_id, group, _id(outcome), details.accepted, outcome.now


def _id(outcome: CommitResult) -> UUID:
    return outcome.saga.request.saga.id
