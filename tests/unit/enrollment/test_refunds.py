"""Whether a drop is followed by a refund."""

from datetime import UTC, datetime, timedelta

import pytest

from enrollment.plans import MakePlan, administrative_drop_with_refund, drop, drop_with_refund
from enrollment.refunds import waived
from enrollment.rule_settings import Refunds, TermRules
from enrollment.task import Command
from saga.retry import Retry

MOMENT = datetime(2031, 3, 1, 4, tzinfo=UTC)
TICK = timedelta(milliseconds=1)
COMMAND = Command("EST001", "2024-2", ("G-A", "G-B"))


@pytest.mark.parametrize(
    ("rules", "at", "paid"),
    [
        (TermRules(), MOMENT, False),
        (TermRules(refunds=Refunds()), MOMENT, True),
        (TermRules(refunds=Refunds(until=MOMENT)), MOMENT - TICK, True),
        (TermRules(refunds=Refunds(until=MOMENT)), MOMENT, False),
    ],
)
def test_the_refund_is_waived_with_a_reason_unless_the_term_gives_money_back_then(
    rules: TermRules, at: datetime, paid: bool
) -> None:
    found = waived(drop_with_refund(COMMAND, Retry()), rules, at, seats=2)
    assert list(found) == ([] if paid else [4])
    assert all("nothing back" in reason for reason in found.values())


def test_a_drop_that_is_not_charged_for_owes_nothing() -> None:
    assert waived(drop(COMMAND, Retry()), TermRules(), MOMENT, seats=2) == {}


@pytest.mark.parametrize("rules", [TermRules(), TermRules(refunds=Refunds(until=MOMENT)), TermRules(refunds=Refunds())])
def test_what_the_institution_takes_is_paid_back_whatever_the_term_says(rules: TermRules) -> None:
    assert waived(administrative_drop_with_refund(COMMAND, Retry()), rules, MOMENT, seats=1) == {}


@pytest.mark.parametrize("plan", [drop_with_refund, administrative_drop_with_refund])
def test_who_only_waited_for_a_seat_has_paid_nothing(plan: MakePlan) -> None:
    assert waived(plan(COMMAND, Retry()), TermRules(refunds=Refunds()), MOMENT, seats=0) == {4: "no seat was given up"}
