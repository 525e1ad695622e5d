"""Registro with one more plan: `python -m tests.crash.worker_entry worker|api`, where BILLING_URL says who charges.

What it knows beside the product's plans is an enrollment with a step at another system between two stretches; new
tasks begin with it.
"""

import os
import sys
from dataclasses import replace

import httpx

from app import logs
from app.container import Container
from app.settings import Settings
from enrollment.plans import STANDARD, Plans, enroll_steps
from enrollment.problems import ParticipantDeclined
from enrollment.task import Command, TaskKind
from saga.errors import Declined, Unavailable
from saga.plan import CallContext, Plan, Step
from saga.retry import Retry

PLAN = ("enroll with billing", 1)
SERVICE = "billing"
TIMEOUT = 0.4
"""Seconds that one attempt may take; BILLING_TIMEOUT says otherwise."""


async def charge(call: CallContext) -> str | None:
    """Take the money; the receipt."""
    return await _post("/charge", call)


async def refund(call: CallContext) -> str | None:
    """Give it back."""
    return await _post("/refund", call)


async def _post(path: str, call: CallContext) -> str:
    headers = {"Idempotency-Key": call.idempotency_key, "X-Correlation-ID": call.correlation_id}
    try:
        # The step's own timeout is what counts.
        async with httpx.AsyncClient(base_url=os.environ["BILLING_URL"], timeout=None, verify=False) as client:  # noqa: S113, S501
            answer = await client.post(path, headers=headers)
    except httpx.TransportError as error:
        raise Unavailable(f"{SERVICE}: {error!r}") from error
    if answer.status_code == httpx.codes.CONFLICT:
        reason = answer.json()["text"]
        raise Declined(f"{SERVICE}: {reason}", ParticipantDeclined(service=SERVICE, reason=reason))
    if answer.is_server_error:
        raise Unavailable(f"{SERVICE}: {answer.status_code}")
    answer.raise_for_status()
    return f"{SERVICE}: {answer.json()['text']}"


def plans(settings: Settings) -> Plans:
    """The product's plans and one more, with which new tasks begin."""
    timeout = float(os.environ.get("BILLING_TIMEOUT", TIMEOUT))
    step = Step("charge", charge, undo=refund, retry=replace(settings.retry, timeout=timeout))

    def enroll_with_billing(command: Command, retry: Retry) -> Plan:
        return Plan(*PLAN, enroll_steps(command, retry, before_confirm=(step,)))

    current = {**STANDARD.current, TaskKind.ENROLL: PLAN}
    return Plans(current=current, known={**STANDARD.known, PLAN: enroll_with_billing})


def main(part: str) -> None:
    """Run `api` or `worker` until told to stop."""
    settings = Settings()
    logs.configure(settings.log_level)
    container = Container(settings, plans(settings))
    if part == "api":
        from app.api import run_api

        run_api(container)
    else:
        from app.worker import run_worker  # starts faster without the other

        run_worker(container)


if __name__ == "__main__":
    main(sys.argv[1])
