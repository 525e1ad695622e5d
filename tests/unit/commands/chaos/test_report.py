"""The check of charges in the report of a soak."""

from uuid import UUID

import pytest

from commands.chaos.report import wrong_charges
from commands.demo_term.billing import ChargeCount
from models.load_outcomes import SagaOutcome
from saga.journal import SagaStatus

SAGA = UUID("01a2108b-246c-793e-a9a8-a5372b78940e")
ENROLLMENT, SWAP, PROMOTION, DROP = "enroll with billing", "swap with billing", "promote with billing", "drop"


@pytest.mark.parametrize(
    ("plan", "status", "charges", "refunds", "right"),
    [
        (ENROLLMENT, "COMPLETED", 1, 0, True),
        (ENROLLMENT, "COMPLETED", 0, 0, False),
        (ENROLLMENT, "COMPLETED", 2, 0, False),
        (ENROLLMENT, "COMPLETED", 1, 1, False),
        (ENROLLMENT, "COMPLETED", 2, 1, False),
        (ENROLLMENT, "COMPENSATED", 0, 0, True),
        (ENROLLMENT, "COMPENSATED", 1, 1, True),
        (ENROLLMENT, "COMPENSATED", 1, 0, False),
        (ENROLLMENT, "COMPENSATED", 1, 2, False),
        (ENROLLMENT, "COMPENSATED", 2, 2, False),
        (ENROLLMENT, "REJECTED", 1, 0, False),
        ("enroll", "COMPLETED", 0, 0, True),
        (SWAP, "COMPLETED", 1, 0, True),
        (SWAP, "COMPLETED", 0, 0, False),
        (SWAP, "COMPENSATED", 1, 0, False),
        (PROMOTION, "COMPLETED", 1, 0, True),
        (PROMOTION, "COMPLETED", 0, 0, False),
        (PROMOTION, "COMPENSATED", 1, 1, True),
        (DROP, "COMPLETED", 0, 0, True),
        (DROP, "COMPLETED", 1, 0, False),
    ],
)
def test_success_is_charged_once_and_all_else_is_refunded(
    plan: str, status: str, charges: int, refunds: int, *, right: bool
) -> None:
    billed = {SAGA: ChargeCount(charges, refunds)} if charges or refunds else {}
    outcome = SagaOutcome(plan, SagaStatus(status), seated=True)
    assert (wrong_charges({SAGA: outcome}, billed) == []) is right


@pytest.mark.parametrize(("charges", "refunds", "right"), [(0, 0, True), (1, 0, False), (1, 1, True)])
def test_places_in_waitlists_alone_cost_nothing(charges: int, refunds: int, *, right: bool) -> None:
    outcome = SagaOutcome(ENROLLMENT, SagaStatus.COMPLETED, seated=False)
    assert (wrong_charges({SAGA: outcome}, {SAGA: ChargeCount(charges, refunds)}) == []) is right


def test_a_charge_for_a_task_that_does_not_exist_is_wrong() -> None:
    [found] = wrong_charges({}, {SAGA: ChargeCount(charges=1)})
    assert found == f"{SAGA}: unknown, charged 1 times, refunded 0 times"
