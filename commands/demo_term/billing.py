"""`registro billing`: a demo billing system, which follows docs/participants.md and takes no money.

Its answers are kept in a file, so that it gives the same ones after a restart. `GET /ledger` lists them.
"""

import asyncio
import contextlib
import math
import time
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.http.responses import json_response
from app.settings import Settings
from workers import signing
from workers.participant_messages import ParticipantAnswer, ParticipantRequest

_log = structlog.get_logger("commands.demo_term.billing")

DECLINED_STUDENTS = ("EST013",)
"""Students whose charges are declined."""
_CHARGE_SECONDS = 2.0
"""How long a charge takes, so that its progress can be watched."""
LEDGER_FILE = "billing.jsonl"
"""In the state folder."""
_REFUNDED = "refunded"
_REFUND = "refund"
"""The step of a drop after which money is given back."""


class _LedgerEntry(msgspec.Struct, frozen=True):
    """A line of the ledger."""

    key: str
    status: Literal["done", "declined"]
    reason: str


class Ledger:
    """The answers by idempotency key, stored in the file `path` as lines of JSON.

    Args:
        declines: codes of the students whose charges are declined.
    """

    def __init__(self, path: Path, declines: Collection[str] = DECLINED_STUDENTS) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        self._path = path
        self._declines = frozenset(declines)
        self._answers = {entry.key: ParticipantAnswer(entry.status, entry.reason) for entry in _entries(path)}

    @property
    def answers(self) -> dict[str, ParticipantAnswer]:
        """The answers by idempotency key, in the order in which they were given first."""
        return dict(self._answers)

    def respond(self, message: ParticipantRequest) -> ParticipantAnswer:
        """The answer to a request: the stored one, or a new one, which is stored."""
        key = message.idempotency_key
        if message.verb == "do" and self._step(message, "undo") in self._answers:
            return ParticipantAnswer("declined", "it was called off before")
        if key not in self._answers:
            answer = self._respond_to_new(message)
            entry = _LedgerEntry(key, answer.status, answer.reason or "")
            # A line of its own, even if a kill has left an incomplete line before it.
            with self._path.open("ab") as file:
                file.write(b"\n" + msgspec.json.encode(entry) + b"\n")
            self._answers[key] = answer
        return self._answers[key]

    def _respond_to_new(self, message: ParticipantRequest) -> ParticipantAnswer:
        if message.verb == "undo":
            charge = self._answers.get(self._step(message, "do"))
            charged = charge is not None and charge.status == "done"
            return ParticipantAnswer("done", _REFUNDED if charged else "there was nothing to refund")
        if message.step == _REFUND:
            return ParticipantAnswer("done", _REFUNDED)
        if message.student_code in self._declines:
            return ParticipantAnswer("declined", f"{message.student_code} has no credit")
        return ParticipantAnswer("done", f"receipt {len(self._answers) + 1}")

    @staticmethod
    def _step(message: ParticipantRequest, verb: str) -> str:
        return f"{message.saga}:{message.step}:{verb}"


def _entries(path: Path) -> Iterator[_LedgerEntry]:
    for line in path.read_bytes().split(b"\n"):
        with contextlib.suppress(msgspec.MsgspecError):  # an empty line, or one that a kill has left incomplete
            yield msgspec.json.decode(line, type=_LedgerEntry)


@dataclass(slots=True)
class ChargeCount:
    """How often a saga was charged and refunded."""

    charges: int = 0
    refunds: int = 0


def charges_by_saga(path: Path) -> dict[UUID, ChargeCount]:
    """The charges and their refunds in the ledger, by saga; those of drops are left out."""
    found: defaultdict[UUID, ChargeCount] = defaultdict(ChargeCount)
    for entry in _entries(path):
        saga, step, verb = entry.key.split(":")
        if step == _REFUND:
            continue
        account = found[UUID(saga)]
        account.charges += verb == "do" and entry.status == "done"
        account.refunds += verb == "undo" and entry.reason == _REFUNDED
    return dict(found)


def build_billing(ledger: Ledger, secret: bytes, charge_seconds: float = _CHARGE_SECONDS) -> Starlette:
    """The application. `charge_seconds`: how long a charge takes; a copy of one under way is told to come later."""
    under_way: set[str] = set()

    async def ask(request: Request) -> Response:
        body = await request.body()
        if not signing.verified(secret, body, request.headers.get(signing.HEADER, ""), time.time()):
            return json_response({"error": "the signature is missing, wrong or too old"}, 401)
        try:
            message = msgspec.json.decode(body, type=ParticipantRequest)
        except msgspec.MsgspecError as error:
            return json_response({"error": str(error)}, 400)
        if request.headers.get("idempotency-key") != message.idempotency_key:
            return json_response({"error": "the idempotency key is not that of this request"}, 400)
        if message.verb == "do":
            if message.idempotency_key in under_way:
                later = json_response({"error": "this charge is under way"}, 409)
                later.headers["Retry-After"] = str(math.ceil(charge_seconds))
                return later
            under_way.add(message.idempotency_key)
            try:
                await asyncio.sleep(charge_seconds)
            finally:
                under_way.discard(message.idempotency_key)
        answer = ledger.respond(message)
        _log.info(
            "participant request answered",
            correlation_id=request.headers.get("x-correlation-id"),
            saga_id=str(message.saga),
            operation=f"{message.step} {message.verb}",
            status=answer.status,
            reason=answer.reason,
        )
        return json_response(msgspec.to_builtins(answer))

    async def show(_: Request) -> Response:
        return json_response(msgspec.to_builtins(ledger.answers))

    return Starlette(routes=[Route("/ledger", show), Route("/{_:path}", ask, methods=["POST"])])


def run_billing(settings: Settings, declines: Collection[str], charge_seconds: float) -> None:
    """Serve at REGISTRO_PARTICIPANTS__BILLING_URL until told to stop. Raises SystemExit if it is not set.

    Args:
        declines: codes of the students whose charges are declined.
        charge_seconds: how long a charge takes.
    """
    address = urlsplit(settings.participants.billing_url or "")
    if not address.hostname:
        raise SystemExit(
            "registro: set REGISTRO_PARTICIPANTS__BILLING_URL, for example http://127.0.0.1:8013/, and "
            "REGISTRO_PARTICIPANTS__SECRET; or run `registro dev --billing`, which needs neither."
        )
    app = build_billing(
        Ledger(settings.state_dir / LEDGER_FILE, declines), settings.participants.signing_secret, charge_seconds
    )
    uvicorn.run(
        app,
        host=address.hostname,
        port=address.port or 80,
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
    )
