"""What terms say about rules."""

from datetime import UTC, datetime, timedelta

from enrollment.rule_settings import Refunds, TermRules
from models.rule_columns import decode_rules

MOMENT = datetime(2031, 3, 1, 4, tzinfo=UTC)
TICK = timedelta(milliseconds=1)


def test_refunds_are_due_before_their_end_and_not_from_it_on() -> None:
    until = Refunds(until=MOMENT)
    assert until.are_due(MOMENT - TICK)
    assert not until.are_due(MOMENT)
    assert not until.are_due(MOMENT + TICK)
    assert Refunds().are_due(MOMENT)


def test_a_term_that_says_nothing_gives_nothing_back() -> None:
    assert decode_rules("{}", TermRules).refunds is None
    assert decode_rules('{"refunds": {}}', TermRules).refunds == Refunds()
