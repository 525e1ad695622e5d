"""Checks baskets as enrolling would, and writes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import msgspec

from enrollment.basket_advice import BasketAdvice, advise
from enrollment.basket_check import BasketCheck, BasketFacts, as_commit, check_basket
from enrollment.overrides import Override
from enrollment.plans import Plans
from enrollment.rule_settings import TermRules
from enrollment.rules import OfferedGroup
from enrollment.task import Command, TaskKind
from enrollment.waitlist import SeatHold
from models.acceptance import named_rows
from models.catalogue_rows import offer_of, student_of
from models.database import Database, Row
from models.rule_columns import decode_rules
from models.rule_facts import with_facts
from models.sql import SQL
from saga.plan import Plan

_overrides = msgspec.json.Decoder(tuple[Override, ...])

_READ = SQL["basket_checks.read"]
_READ_WITH_SIBLINGS = SQL["basket_checks.read_with_siblings"]


class _Place(msgspec.Struct, frozen=True):
    """A place in the waitlist of a group. `saga_id`: of the promotion, if a seat is held."""

    code: str
    saga_id: UUID | None
    offered_until: datetime | None


_places = msgspec.json.Decoder(list[_Place])


class BasketChecks:
    """Checks baskets. `plans`: those that new tasks begin with."""

    def __init__(self, database: Database, plans: Plans) -> None:
        self._database = database
        self._plans = plans

    async def check(self, command: Command) -> BasketCheck:
        """What speaks against enrolling now. No row is locked: a moment later it may be different."""
        facts = await self._completed(command, _facts(await self._read(_READ, command)))
        return check_basket(command, self._plan(command), facts)

    async def advise(self, command: Command) -> BasketAdvice:
        """What would pass now instead."""
        row = await self._read(_READ_WITH_SIBLINGS, command)
        facts, siblings = _facts(row), _offers(row["siblings"])
        facts = await self._completed(command, facts, siblings)
        return advise(command, self._plan, facts, siblings)

    async def _completed(
        self, command: Command, facts: BasketFacts, siblings: Sequence[OfferedGroup] = ()
    ) -> BasketFacts:
        """With what the rules of these groups need to know further; by a further statement only if there is any."""
        if facts.student is None or facts.term_id is None:
            return facts
        every = replace(facts, offers=(*facts.offers, *siblings))
        asked = Command(command.student_code, command.term_code, tuple(offer.group.code for offer in every.offers))
        sagas, state = as_commit(asked, self._plan(asked), every, facts.student, facts.term_id)
        state = await with_facts(self._database, sagas, state)
        history = state.history.get((facts.student.id, facts.term_id), ())
        return replace(facts, history=history, members=state.members, released=state.released)

    async def _read(self, sql: str, command: Command) -> Row:
        [row] = await self._database.query(sql, command.student_code, command.term_code, list(command.group_codes))
        return row

    def _plan(self, command: Command) -> Plan:
        return self._plans.of(*self._plans.current[TaskKind.ENROLL], command)


def _facts(row: Row) -> BasketFacts:
    places = _places.decode(row["waiting"] or "[]")
    return BasketFacts(
        named=named_rows(row),
        student=None if row["student"] is None else student_of(msgspec.json.decode(row["student"])),
        term_id=row["term_id"],
        offers=_offers(row["offers"]),
        held=_offers(row["held"]),
        term_rules=decode_rules(row["term_rules"], TermRules),
        places=_offers(row["waiting"]),
        holds={place.code: SeatHold(place.saga_id, place.offered_until) for place in places if place.saga_id},
        overrides=_overrides.decode(row["overrides"] or "[]"),
    )


def _offers(text: str | None) -> list[OfferedGroup]:
    return [offer_of(each) for each in msgspec.json.decode(text or "[]")]
