"""Reads what rules need to know beside the rows that a commit locks, where one of these names such a rule."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from enrollment.commit_facts import groups_dropped_besides, groups_kept_from, history_needed, members_needed
from enrollment.commit_values import FencedSaga, LockedState
from enrollment.history import HistoryEntry
from enrollment.offers import GroupKey
from enrollment.reserved_seats import Members
from models.catalogue_rows import offer_of
from models.database import Queries, Transaction
from models.sql import SQL, columns
from models.student_history import history_of

_HISTORY = SQL["rule_facts.history"]
_MEMBERS = SQL["rule_facts.members"]
_RELEASED = SQL["rule_facts.released"]
_LOCK_GROUPS = SQL["rule_facts.lock_groups"]


async def with_facts(queries: Queries, sagas: Sequence[FencedSaga], state: LockedState) -> LockedState:
    """The same with what the rules need to know further; without a query if they need nothing."""
    told, kept, may_be_released = history_needed(sagas, state), members_needed(sagas, state), groups_kept_from(state)
    if told:
        state = replace(state, history=await _history(queries, told))
    if kept:
        state = replace(state, members=await _members(queries, kept))
    if may_be_released:
        rows = await queries.query(_RELEASED, may_be_released, state.now)
        state = replace(state, released=frozenset((row["term_id"], row["code"]) for row in rows))
    return state


async def lock_besides(
    tx: Transaction, sagas: Sequence[FencedSaga], state: LockedState
) -> tuple[LockedState, frozenset[UUID]]:
    """Lock the groups that are dropped besides.

    Returns the state with them, and the ids of the sagas that cannot have theirs now.
    """
    besides = groups_dropped_besides(sagas, state)
    missing = sorted({key for keys in besides.values() for key in keys if key not in state.offers})
    if not missing:
        return state, frozenset()
    locked = [offer_of(row) for row in await tx.query(_LOCK_GROUPS, *columns(missing))]
    offers = {**state.offers, **{(offer.group.term_id, offer.group.code): offer for offer in locked}}
    busy = frozenset(saga_id for saga_id, keys in besides.items() if not offers.keys() >= set(keys))
    return replace(state, offers=offers), busy


async def _history(
    queries: Queries, needed: Collection[tuple[int, int, str]]
) -> Mapping[tuple[int, int], Sequence[HistoryEntry]]:
    found: dict[tuple[int, int], list[HistoryEntry]] = defaultdict(list)
    for row in await queries.query(_HISTORY, *columns(needed)):
        found[row["student_id"], row["term_id"]].append(history_of(row))
    return found


async def _members(queries: Queries, groups: Collection[GroupKey]) -> Mapping[GroupKey, Members]:
    found: dict[GroupKey, Counter[frozenset[str]]] = {key: Counter() for key in groups}
    for row in await queries.query(_MEMBERS, *columns(sorted(groups))):
        found[row["term_id"], row["code"]][frozenset(row["cohorts"])] += row["students"]
    return found
