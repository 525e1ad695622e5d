"""`registro billing`: a billing system to try things out with. It charges nobody and keeps docs/participants.md.

What it answered is kept in a file, so that it keeps its word after a restart. `GET /ledger` shows it.
"""

import asyncio
import contextlib
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
from workers.participants import ParticipantAnswer, ParticipantRequest

_log = structlog.get_logger("commands.demo_term.billing")

DECLINED_STUDENTS = ("EST013",)
"""Students without credit."""
_CHARGE_SECONDS = 2.0
"""Seconds that it thinks about a charge, so that whoever tries it can watch."""
LEDGER_FILE = "billing.jsonl"
"""The file, in the state folder."""
_REFUNDED = "refunded"


class _Entry(msgspec.Struct, frozen=True):
    """A line of the file."""

    key: str
    status: Literal["done", "declined"]
    reason: str


class Ledger:
    """What was answered, by idempotency key; remembered in `path`, a line of JSON each.

    Args:
        declines: codes of the students without credit.
    """

    def __init__(self, path: Path, declines: Collection[str] = DECLINED_STUDENTS) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        self._path = path
        self._declines = frozenset(declines)
        self._answers = {entry.key: ParticipantAnswer(entry.status, entry.reason) for entry in _entries(path)}

    @property
    def answers(self) -> dict[str, ParticipantAnswer]:
        """By key, in the order in which they were first given."""
        return dict(self._answers)

    def answer(self, message: ParticipantRequest) -> ParticipantAnswer:
        """The answer to a request: the one that was given before, or a new one, remembered."""
        key = message.idempotency_key
        if message.verb == "do" and self._step(message, "undo") in self._answers:
            return ParticipantAnswer("declined", "it was called off before")
        if key not in self._answers:
            answer = self._decide(message)
            entry = _Entry(key, answer.status, answer.reason or "")
            # On a line of its own, even behind half a one.
            with self._path.open("ab") as file:
                file.write(b"\n" + msgspec.json.encode(entry) + b"\n")
            self._answers[key] = answer
        return self._answers[key]

    def _decide(self, message: ParticipantRequest) -> ParticipantAnswer:
        if message.verb == "undo":
            charge = self._answers.get(self._step(message, "do"))
            charged = charge is not None and charge.status == "done"
            return ParticipantAnswer("done", _REFUNDED if charged else "there was nothing to refund")
        if message.student_code in self._declines:
            return ParticipantAnswer("declined", f"{message.student_code} has no credit")
        return ParticipantAnswer("done", f"receipt {len(self._answers) + 1}")

    @staticmethod
    def _step(message: ParticipantRequest, verb: str) -> str:
        return f"{message.saga}:{message.step}:{verb}"


def _entries(path: Path) -> Iterator[_Entry]:
    for line in path.read_bytes().split(b"\n"):
        with contextlib.suppress(msgspec.MsgspecError):  # empty, or being written when the process was killed
            yield msgspec.json.decode(line, type=_Entry)


@dataclass(slots=True)
class ChargeCount:
    """How often money was taken for one saga, and how often it was given back."""

    charges: int = 0
    refunds: int = 0


def charges_by_saga(path: Path) -> dict[UUID, ChargeCount]:
    """What the file says was done, by saga: a line each time."""
    found: defaultdict[UUID, ChargeCount] = defaultdict(ChargeCount)
    for entry in _entries(path):
        saga, _, verb = entry.key.split(":")
        account = found[UUID(saga)]
        account.charges += verb == "do" and entry.status == "done"
        account.refunds += verb == "undo" and entry.reason == _REFUNDED
    return dict(found)


def build(ledger: Ledger, secret: bytes, charge_seconds: float = _CHARGE_SECONDS) -> Starlette:
    """The application. `moment`: seconds that it thinks about a charge."""

    async def ask(request: Request) -> Response:
        body = await request.body()
        if not signing.verified(secret, body, request.headers.get(signing.HEADER, ""), time.time()):
            return json_response({"error": "not signed, or too long ago"}, 401)
        try:
            message = msgspec.json.decode(body, type=ParticipantRequest)
        except msgspec.MsgspecError as error:
            return json_response({"error": str(error)}, 400)
        if request.headers.get("idempotency-key") != message.idempotency_key:
            return json_response({"error": "not the idempotency key of this request"}, 400)
        if message.verb == "do":
            await asyncio.sleep(charge_seconds)
        answer = ledger.answer(message)
        _log.info(
            "asked",
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


def run(settings: Settings, declines: Collection[str], charge_seconds: float) -> None:
    """Serve where the settings say billing is, until told to stop. Raises SystemExit with a sentence.

    Args:
        declines: codes of the students without credit. moment: seconds that it thinks about a charge.
    """
    address = urlsplit(settings.participants.billing_url or "")
    if not address.hostname:
        raise SystemExit(
            "registro: set REGISTRO_PARTICIPANTS__BILLING_URL, for example http://127.0.0.1:8013/, and "
            "REGISTRO_PARTICIPANTS__SECRET; or run `registro dev --billing`, which needs neither."
        )
    app = build(
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
