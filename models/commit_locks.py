"""What a group commit locks and reads for its sagas, and which of them it cannot serve because of others' locks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec

from enrollment.catalogue import EnrollmentStatus, Group, Student
from enrollment.commit_effects import changes_enrollments, groups_touched
from enrollment.commit_values import FencedSaga, LockedState
from enrollment.offers import GroupKey
from enrollment.rule_settings import NO_COURSE_RULES, NO_GROUP_RULES, CourseRules, GroupRules, TermRules
from enrollment.rules import OfferedGroup
from enrollment.waitlist import WaitlistCounts
from models.database import Row, Transaction
from models.overrides import OverridesByStudent, usable_overrides
from models.rule_facts import lock_besides, with_facts
from models.sql import SQL, columns
from saga.claimed_saga import CommitRequest

WAIT_MILLISECONDS = 500
"""How long a transaction waits for a lock. Other commits keep theirs for a tenth of it."""

_LOCK = SQL["commit.lock"]
_LOCK_SKIPPING = SQL["commit.lock_skipping"]


class _Saga(msgspec.Struct, frozen=True):
    id: UUID
    cancelled: bool


class _Offer(msgspec.Struct, frozen=True):
    """A group that is needed. `locked`: whether by this commit."""

    group: Group
    course_code: str
    credits: int
    locked: bool
    group_rules: GroupRules | None = None
    course_rules: CourseRules | None = None
    waitlist: WaitlistCounts | None = None


class _Held(msgspec.Struct, frozen=True):
    """A group in which a student is enrolled, or waits for a seat."""

    group: Group
    course_code: str
    credits: int
    student_id: int
    status: EnrollmentStatus
    group_rules: GroupRules | None = None
    course_rules: CourseRules | None = None


class _Term(msgspec.Struct, frozen=True):
    """A term that has rules."""

    id: int
    rules: TermRules


_sagas = msgspec.json.Decoder(list[_Saga])
_students = msgspec.json.Decoder(list[Student])
_offers = msgspec.json.Decoder(list[_Offer])
_terms = msgspec.json.Decoder(list[_Term])
_held = msgspec.json.Decoder(list[_Held])


@dataclass(frozen=True, slots=True)
class Locked:
    """What was locked for a commit.

    Attributes:
        sagas: those that are to be committed.
        state: what the rules need to know about them.
        passed_over: the sagas that need a row that another transaction has locked.
        locked_groups: the groups that are locked by another.
    """

    sagas: Sequence[FencedSaga]
    state: LockedState
    passed_over: frozenset[UUID]
    locked_groups: frozenset[GroupKey]


async def lock_all(requests: Sequence[CommitRequest], tx: Transaction, *, wait: bool) -> Locked:
    """Lock sagas and students by their ids, groups by their codes, enrollments by their ids; leave strangers out.

    A saga whose token is not ours any more, or whose version has changed under our own token, is neither among the
    sagas to commit nor passed over.

    Args:
        wait: whether to wait for what others have locked, for half a second, and then raise DatabaseUnavailable;
            otherwise it is passed over.
    """
    in_order = sorted(requests, key=lambda request: request.saga.id)
    needed = [(request.saga.id, *key) for request in in_order for key in groups_touched(request)]
    values = [*columns(map(_saga_row, in_order)), *(columns(needed) or [[], [], []])]
    [row] = await tx.query(_LOCK if wait else _LOCK_SKIPPING, WAIT_MILLISECONDS, *values)
    students = {student.id: student for student in _students.decode(row["students_locked"] or "[]")}
    overridden = [student.id for student in students.values() if student.overridden]
    overrides = await usable_overrides(overridden, tx) if overridden else {}
    locked = _locked(row, {request.saga.id: request for request in requests}, students, overrides)
    state, busy = await lock_besides(tx, locked.sagas, locked.state)
    sagas = [saga for saga in locked.sagas if saga.request.saga.id not in busy]
    return replace(locked, sagas=sagas, state=await with_facts(tx, sagas, state), passed_over=locked.passed_over | busy)


def _saga_row(request: CommitRequest) -> tuple[object, ...]:
    saga = request.saga
    forward, changing = bool(request.intent.forward), changes_enrollments(request)
    return saga.id, saga.token, saga.version, saga.details.student_id, forward, changing


def _locked(
    row: Row, requests: dict[UUID, CommitRequest], students: dict[int, Student], overrides: OverridesByStudent
) -> Locked:
    ours = [(requests[saga.id], saga.cancelled) for saga in _sagas.decode(row["sagas"] or "[]")]
    offers = _offers.decode(row["groups"] or "[]")
    busy_groups = frozenset((offer.group.term_id, offer.group.code) for offer in offers if not offer.locked)
    free_students = students.keys() - set(row["busy_students"] or ())
    sagas, passed_over = [], set(row["busy"] or ())
    for request, cancelled in ours:
        if request.saga.details.student_id in free_students and busy_groups.isdisjoint(groups_touched(request)):
            sagas.append(FencedSaga(request, request.saga.details, cancelled))
        else:
            passed_over.add(request.saga.id)
    return Locked(sagas, _state(row, students, offers, overrides), frozenset(passed_over), busy_groups)


def _state(
    row: Row, students: dict[int, Student], offers: Sequence[_Offer], overrides: OverridesByStudent
) -> LockedState:
    held: dict[tuple[int, int], list[OfferedGroup]] = defaultdict(list)
    confirmed: dict[tuple[int, int], set[str]] = defaultdict(set)
    places: dict[tuple[int, int], list[OfferedGroup]] = defaultdict(list)
    for found in _held.decode(row["held"] or "[]"):
        key = found.student_id, found.group.term_id
        if found.status is EnrollmentStatus.WAITLISTED:
            places[key].append(_offered(found))
            continue
        held[key].append(_offered(found))
        if found.status is EnrollmentStatus.CONFIRMED:
            confirmed[key].add(found.group.code)
    return LockedState(
        students=students,
        offers={(offer.group.term_id, offer.group.code): _offered(offer) for offer in offers},
        held=held,
        confirmed={key: frozenset(codes) for key, codes in confirmed.items()},
        began=row["began"],
        now=row["moment"],
        term_rules={term.id: term.rules for term in _terms.decode(row["term_rules"] or "[]")},
        waiting={key: frozenset(offer.group.code for offer in offers) for key, offers in places.items()},
        places=places,
        overrides=overrides,
    )


def _offered(found: _Offer | _Held) -> OfferedGroup:
    return OfferedGroup(
        found.group,
        found.course_code,
        found.credits,
        found.group_rules or NO_GROUP_RULES,
        found.course_rules or NO_COURSE_RULES,
        found.waitlist if isinstance(found, _Offer) else None,
    )
