"""Compensation is real: billing, another system, fails in every way it can, and what was done is undone, once."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from commands.processes import Child, Processes
from saga.faults import FaultPoint
from tests.support.billing import Billing, participant
from tests.support.installation import QUICK, Installation, Servers
from tests.support.metrics import scraped, value
from tests.support.outcome_checks import call_witness, path, seats, sound_history
from tests.support.poll import wait_for_async
from tests.support.processes import (
    GROUPS,
    NO_SWEEP,
    PROMISE,
    SILENCE,
    Event,
    Follower,
    beats,
    cancel,
    enroll,
    frozen,
    retry,
    stands_still,
    stopped,
    stuck_sagas,
)

SEATS = [f"take seat {code}" for code in GROUPS]
SCHEMAS = Path(__file__).parents[2] / "docs" / "participants"
SOON = 15.0
"""Seconds, on a machine that is busy with something else."""


@dataclass(slots=True)
class Site:
    """One installation for all tests: an API and two workers that know both participants, and an API that does not.

    Attributes:
        said: what those that know them have printed, a line each.
    """

    installation: Installation
    billed: Processes
    plain: Processes
    billing: Billing
    notified: Billing
    said: list[str]
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(1)))

    @property
    def workers(self) -> list[Child]:
        return [child for child in self.billed.children if child.name.startswith("worker")]

    async def hand_in(self, student: str | None = None) -> Follower:
        """Hand in an enrollment of a new student and follow it through the other API."""
        saga_id = await enroll(self.billed.base_url, student or next(self.students))
        return Follower(self.plain.base_url, saga_id)

    async def cancel(self, follower: Follower) -> None:
        """Have the student cancel."""
        await cancel(self.plain.base_url, follower.saga_id)

    async def called(self, follower: Follower) -> None:
        """Return once billing has heard of the saga."""

        async def known() -> bool:
            return await self.billing.knows(follower.saga_id)

        await wait_for_async(known, SOON, "billing is called")


@pytest.fixture(scope="module")
async def site(servers: Servers) -> AsyncIterator[Site]:
    said: list[str] = []
    async with (
        servers.installation(QUICK) as installation,
        participant() as billing,
        participant("NOTIFICATIONS") as notified,
    ):
        await call_witness(installation)
        both = {**billing.environment, **notified.environment}
        [billed] = await installation.start(workers=2, environment=both, say=lambda _, line: said.append(line))
        [plain] = await installation.start(workers=0)
        for child in billed.children[1:]:
            await beats(installation, child)
        yield Site(installation, billed, plain, billing, notified, said)


async def undone(site: Site, follower: Follower, status: str, *, charged: bool = True) -> Event:
    """The task at its end: `status`, its seats back, and billing's money too."""
    task = await follower.ended(SOON)
    assert (task["status"], task["saga"]["status"]) == (status, "COMPENSATED")
    assert {group["status"] for group in task["groups"]} == {"RELEASED"}
    await sound_history(site.installation, follower.saga_id)
    assert await seats(site.installation, follower.saga_id) == {"DROPPED": len(GROUPS)}
    account = await site.billing.account(follower.saga_id)
    assert (account["charges"], account["refunds"]) == (int(charged), int(charged))
    return task


async def test_what_it_charges_is_kept_when_all_goes_well(site: Site) -> None:
    await site.billing.switch()
    follower = await site.hand_in()
    task = await follower.ended(SOON)
    assert task["status"] == "SUCCEEDED"
    assert await site.billing.account(follower.saga_id) == {
        "charges": 1, "refunds": 0, "declined": False, "undone": False, "undos": 0, "calls": ["do ok"],
    }  # fmt: skip
    steps = ["validate", *SEATS]
    assert await path(site.installation, follower.saga_id) == [
        *((step, "DONE") for step in steps),
        ("charge", "STARTED"),
        ("charge", "DONE"),
        ("confirm", "DONE"),
    ]
    assert await sound_history(site.installation, follower.saga_id) == 5


async def test_it_declines_and_the_seats_come_back_newest_first(site: Site) -> None:
    await site.billing.switch(do=["decline"])
    follower = await site.hand_in()
    task = await undone(site, follower, "REJECTED", charged=False)
    assert [problem["code"] for problem in task["problems"]] == ["PARTICIPANT_DECLINED"]
    assert (await path(site.installation, follower.saga_id))[3:] == [
        ("charge", "STARTED"),
        ("charge", "REFUSED"),
        *((step, "COMPENSATED") for step in reversed(SEATS)),
    ]
    account = await site.billing.account(follower.saga_id)
    assert account["calls"] == ["do declined"], "never asked again, and nothing to be undone there"


async def test_it_answers_too_late_and_is_undone_exactly_once(site: Site) -> None:
    await site.billing.switch(do=["late"], seconds=60)
    follower = await site.hand_in()
    task = await undone(site, follower, "FAILED")
    assert [problem["code"] for problem in task["problems"]] == ["TECHNICAL_FAILURE"]
    account = await site.billing.account(follower.saga_id)
    assert account["calls"] == ["do ok", "do again", "do again", "undo ok"]
    assert (await path(site.installation, follower.saga_id))[3:] == [
        *[("charge", "STARTED")] * 5,  # three attempts begin, two of them are published as failed
        ("charge", "FAILED"),
        ("charge", "COMPENSATING"),
        ("charge", "COMPENSATED"),
        *((step, "COMPENSATED") for step in reversed(SEATS)),
    ]
    await site.billing.switch()


async def test_what_it_would_do_after_its_undo_it_refuses(site: Site) -> None:
    await site.billing.switch(do=["slow"], seconds=60)
    follower = await site.hand_in()
    await undone(site, follower, "FAILED", charged=False)
    await site.billing.switch()  # slow calls go on

    async def refused() -> bool:
        account = await site.billing.account(follower.saga_id)
        return bool(account["calls"] == ["undo ok", *["do refused"] * 3])

    await wait_for_async(refused, SOON, "the late calls are refused")
    assert (await site.billing.account(follower.saga_id))["charges"] == 0


@pytest.mark.parametrize(("word", "charged"), [("error", False), ("reset", False), ("lost", True)])
async def test_a_charge_that_never_works_gives_the_seats_back(site: Site, word: str, *, charged: bool) -> None:
    await site.billing.switch(do=[word])
    follower = await site.hand_in()
    task = await undone(site, follower, "FAILED", charged=charged)
    assert {step["name"]: step["attempts"] for step in task["saga"]["steps"]}["charge"] == 3
    account = await site.billing.account(follower.saga_id)
    assert account["undos"] == 1


@pytest.mark.parametrize("word", ["error", "reset", "lost"])
async def test_what_goes_wrong_twice_is_tried_a_third_time(site: Site, word: str) -> None:
    await site.billing.switch(do=[word, word, "ok"])
    follower = await site.hand_in()
    task = await follower.ended(SOON)
    assert task["status"] == "SUCCEEDED"
    assert {step["name"]: step["attempts"] for step in task["saga"]["steps"]}["charge"] == 3
    account = await site.billing.account(follower.saga_id)
    assert (account["charges"], account["undos"]) == (1, 0)
    await sound_history(site.installation, follower.saga_id)


@pytest.mark.parametrize("word", ["under way", "limited", "closed"])
async def test_later_is_no_refusal_and_uses_up_no_attempt(site: Site, word: str) -> None:
    await site.billing.switch(do=[*[word] * 4, "ok"])
    follower = await site.hand_in()
    task = await follower.ended(2 * SOON)
    assert task["status"] == "SUCCEEDED"
    assert {step["name"]: step["attempts"] for step in task["saga"]["steps"]}["charge"] == 1
    account = await site.billing.account(follower.saga_id)
    assert account["calls"] == [f"do {word}"] * 4 + ["do ok"], "it was asked when it said, and not before"
    await sound_history(site.installation, follower.saga_id)


async def test_an_undo_that_is_answered_later_is_asked_for_until_it_is_done(site: Site) -> None:
    await site.billing.switch(do=["lost"], undo=["under way", "limited", "closed", "under way", "ok"])
    follower = await site.hand_in()
    await undone(site, follower, "FAILED")


async def test_without_its_address_a_saga_waits_and_says_why(site: Site) -> None:
    await site.billing.switch()
    with frozen(*site.workers):
        follower = await site.hand_in()
        ignorant = await site.plain.start_worker(NO_SWEEP, name="ignorant")

        async def waits() -> bool:
            [row] = await site.installation.sql(
                "SELECT owner, waits_for, wait_reason FROM sagas WHERE id = $1", follower.saga_id
            )
            why = "billing has no address: set REGISTRO_PARTICIPANTS__BILLING_URL"
            return row == {"owner": None, "waits_for": "billing", "wait_reason": why}

        await wait_for_async(waits, SOON, "it waits")
        assert not await site.billing.knows(follower.saga_id)
        await stopped(ignorant, site.plain)
    assert (await follower.ended(PROMISE))["status"] == "SUCCEEDED", "one that has the address goes on"
    assert (await site.billing.account(follower.saga_id))["calls"] == ["do ok"]
    await sound_history(site.installation, follower.saga_id)


async def test_what_began_without_billing_ends_without_it(site: Site) -> None:
    await site.billing.switch()
    saga_id = await enroll(site.plain.base_url, next(site.students))
    assert (await Follower(site.plain.base_url, saga_id).ended(SOON))["status"] == "SUCCEEDED"
    assert not await site.billing.knows(saga_id)
    assert await sound_history(site.installation, saga_id) == 2


@pytest.mark.parametrize(("word", "status"), [("ok", "SUCCEEDED"), ("decline", "REJECTED")])
async def test_notifications_hear_how_it_ended(site: Site, word: str, status: str) -> None:
    await site.billing.switch(do=[word])
    await site.notified.switch()
    follower = await site.hand_in()
    assert (await follower.ended(SOON))["status"] == status

    async def sent() -> list[dict[str, Any]]:
        requests, _ = await site.notified.heard()
        return [request["body"] for request in requests if request["body"]["saga"] == str(follower.saga_id)]

    [body] = await wait_for_async(sent, SOON, "it is notified")
    assert body["ending"]["status"] == status


@pytest.mark.parametrize("word", ["slow", "late", "error", "reset", "lost", "decline"])
async def test_notifications_hold_up_no_task_and_change_none(site: Site, word: str) -> None:
    await site.billing.switch()
    await site.notified.switch(do=[word], seconds=60)
    follower = await site.hand_in()
    assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
    assert await sound_history(site.installation, follower.saga_id) == 5
    await site.notified.switch()


async def test_a_commit_that_fails_after_the_charge_gives_the_money_back(site: Site) -> None:
    student = next(site.students)
    await site.installation.sql(
        f"""CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.status = 'CONFIRMED' AND NEW.student_id = (SELECT id FROM students WHERE code = '{student}')
              THEN RAISE 'no' USING ERRCODE = '22000'; END IF;
              RETURN NEW; END $$"""
    )
    await site.installation.sql(
        "CREATE TRIGGER refuse BEFORE UPDATE ON enrollments FOR EACH ROW EXECUTE FUNCTION refuse()"
    )
    await site.billing.switch()
    follower = await site.hand_in(student)
    await undone(site, follower, "FAILED")
    written = await path(site.installation, follower.saga_id)
    assert written[written.index(("confirm", "FAILED")) :] == [
        ("confirm", "FAILED"),
        ("charge", "COMPENSATING"),
        ("charge", "COMPENSATED"),
        *((step, "COMPENSATED") for step in reversed(SEATS)),
    ]


@pytest.mark.parametrize("word", ["error", "reset", "lost"])
async def test_a_remote_undo_that_fails_twice_is_tried_a_third_time(site: Site, word: str) -> None:
    await site.billing.switch(do=["lost"], undo=[word, word, "ok"])
    follower = await site.hand_in()
    await undone(site, follower, "FAILED")
    [row] = await site.installation.sql(
        "SELECT undo_attempts FROM saga_steps WHERE saga_id = $1 AND name = 'charge'", follower.saga_id
    )
    assert row["undo_attempts"] == 3
    assert (await site.billing.account(follower.saga_id))["undos"] == 1


async def test_an_undo_that_never_works_is_stuck_until_an_operator_retries_it(site: Site) -> None:
    student = next(site.students)
    await site.billing.switch(do=["lost"], undo=["error"])
    follower = await site.hand_in(student)

    async def stuck() -> bool:
        rows = await site.installation.sql("SELECT status FROM sagas WHERE id = $1", follower.saga_id)
        return bool(rows[0]["status"] == "STUCK")

    await wait_for_async(stuck, SOON, "it is stuck")
    assert await seats(site.installation, follower.saga_id) == {"RESERVED": len(GROUPS)}, "nothing is said to be undone"
    [note] = await site.installation.sql("SELECT outcome, reason FROM audit_log WHERE saga_id = $1", follower.saga_id)
    assert note["outcome"] == "STUCK"
    assert "undo of 'charge' fails: billing: 500" in note["reason"]
    assert await site.installation.violations() == {}
    assert await stuck_sagas(site.plain.base_url) == [follower.saga_id]
    [alarm] = [line for line in map(json.loads, site.said) if line["message"] == "saga stuck"]
    assert (alarm["level"], alarm["saga_id"]) == ("error", str(follower.saga_id))

    async def alerts() -> bool:
        return value(await scraped(site.plain.base_url), "registro_sagas", status="STUCK") == 1

    await wait_for_async(alerts, SOON, "the metric that alerts rises")

    await site.billing.switch()
    again = Follower(site.plain.base_url, await enroll(site.plain.base_url, student))
    assert [problem["code"] for problem in (await again.ended(SOON))["problems"]] == ["ALREADY_ENROLLED"] * len(GROUPS)
    other = Follower(site.plain.base_url, await enroll(site.plain.base_url, student, ["G-LIN100-A"]), ["G-LIN100-A"])
    assert (await other.ended(SOON))["status"] == "SUCCEEDED", "it has given up its student's turn"

    answers = await asyncio.gather(
        *(retry(site.plain.base_url, follower.saga_id, "billing works again") for _ in range(5))
    )
    assert sorted(answers) == ["SagaNotStuck"] * 4 + ["SagaRetried"]
    await undone(site, follower, "FAILED")
    notes = await site.installation.sql(
        "SELECT reason FROM audit_log WHERE saga_id = $1 AND outcome = 'RETRIED'", follower.saga_id
    )
    assert [note["reason"] for note in notes] == ["billing works again"]
    assert await stuck_sagas(site.plain.base_url) == []


async def test_a_cancellation_while_it_charges_gives_everything_back(site: Site) -> None:
    await site.billing.switch(do=["late"], seconds=3600)
    follower = await site.hand_in()
    await site.called(follower)
    await site.cancel(follower)
    await site.billing.switch(undo=["error", "ok"])  # billing answers now
    await undone(site, follower, "CANCELLED")


async def test_what_is_cancelled_before_it_began_does_nothing(site: Site) -> None:
    await site.billing.switch()
    with frozen(*site.workers):
        follower = await site.hand_in()
        await follower.begun()
        await site.cancel(follower)
    task = await follower.ended(SOON)
    assert task["status"] == "CANCELLED"
    assert {group["status"] for group in task["groups"]} == {"NOT_TAKEN"}
    assert await seats(site.installation, follower.saga_id) == {}
    assert await sound_history(site.installation, follower.saga_id) == 2
    assert not await site.billing.knows(follower.saga_id)


async def test_a_worker_frozen_before_the_charge_and_thawed_after_the_refund_charges_nothing(site: Site) -> None:
    await site.billing.switch()
    with frozen(*site.workers):
        follower = await site.hand_in()
        await follower.begun()
        doomed = await site.billed.start_worker(
            {"REGISTRO_FAULT": f"{FaultPoint.BEFORE_CALL}:freeze", **NO_SWEEP}, name="doomed"
        )
        await stands_still(doomed)
        await site.cancel(follower)
    task = await follower.ended(SILENCE + PROMISE)
    assert (task["status"], task["saga"]["status"]) == ("CANCELLED", "COMPENSATED")
    before = await site.billing.account(follower.saga_id)
    assert (before["charges"], before["calls"]) == (0, ["undo ok"])

    doomed.send_signal(signal.SIGCONT)

    async def refused() -> bool:
        return "do refused" in (await site.billing.account(follower.saga_id))["calls"]

    await wait_for_async(refused, SOON, "the late charge is refused")
    await stopped(doomed, site.billed)
    await undone(site, follower, "CANCELLED", charged=False)
    assert (await site.billing.account(follower.saga_id))["calls"] == ["undo ok", "do refused"]


@pytest.mark.parametrize("service", ["billing", "notified"])
async def test_everything_said_on_the_way_kept_its_schema(site: Site, service: str) -> None:
    other: Billing = getattr(site, service)
    for sent, name in zip(await other.heard(), ("request", "answer"), strict=True):
        schema = Draft202012Validator(json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")))
        assert sent
        for one in sent:
            schema.validate(one["body"] if name == "request" else one)
