"""A participant, another system: a small real process that takes part in sagas, and fails on demand.

`python -m tests.support.participant PORT SECRET`. It keeps the contract of docs/participants.md, as billing or as
notifications; a request that is not signed with the secret is answered 401.

`POST /switches` {"do": [...], "undo": [...]} sets how the next calls fail, one word each; the last word stays. Words:
`ok`; `decline` (remembered); `slow` (nothing for a while, then as usual); `late` (done immediately, answered after a
while); `under way` (409), `limited` (429), `closed` (503), all with `Retry-After: 1` and nothing done; `error`
(500, nothing done); `reset` (the connection breaks, nothing done); `lost` (done, then the connection
breaks). A while is `seconds` of the same object. `GET /ledger` says what became of every pair of do and undo;
`GET /requests` what was received, and `GET /answers` what was answered, as it was.
"""

import contextlib
import http.server
import json
import socket
import struct
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

from workers import signing

LATER = {"under way": 409, "limited": 429, "closed": 503}
WORDS = ("ok", "decline", "slow", "late", "error", "reset", "lost", *LATER)


@dataclass(slots=True)
class Account:
    """What is remembered of one `<saga>:<step>`.

    Attributes:
        charges: how often money was taken; refunds: how often it was given back, by an undo or by a step `refund`.
        declined: whether a charge was declined, which stays so.
        undone: whether an undo came, which stays so.
        undos: how often an undo had an effect, if only that of being remembered.
        calls: every call in the order in which it was decided: `do ok`, `do declined`, `do refused`, `undo ok`, …
    """

    charges: int = 0
    refunds: int = 0
    declined: bool = False
    undone: bool = False
    undos: int = 0
    calls: list[str] = field(default_factory=list)


class Billing:
    """The books, and how the next calls fail."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._switches: dict[str, list[str]] = {}
        self._seconds = 1.0
        self._lock = threading.Lock()
        self._over = threading.Event()  # set and replaced with the switches, so that slow calls go on

    def switch(self, do: list[str], undo: list[str], seconds: float) -> None:
        """How the next calls fail."""
        if unknown := {*do, *undo} - {*WORDS}:
            raise ValueError(f"unknown: {unknown}")
        with self._lock:
            self._switches, self._seconds = {"do": do, "undo": undo}, seconds
            self._over.set()
            self._over = threading.Event()

    def word(self, verb: str) -> str:
        """How this call fails."""
        with self._lock:
            words = self._switches.get(verb) or ["ok"]
            return words.pop(0) if len(words) > 1 else words[0]

    def linger(self) -> None:
        """Take a while; no longer than until the switches are set anew."""
        self._over.wait(self._seconds)

    def decide(self, subject: str, verb: str, word: str) -> tuple[int, dict[str, str]]:
        """Carry out the call; return status and body of the answer."""
        with self._lock:
            account = self._accounts.setdefault(subject, Account())
            if word in {"error", "reset", *LATER}:
                account.calls.append(f"{verb} {word}")
                return LATER.get(word, 500), {"error": "out of order"}
            if verb == "undo":
                status, reason = _undo(account)
            elif subject.endswith(":refund"):
                status, reason = _refund(account, declines=word == "decline")
            else:
                status, reason = _do(account, declines=word == "decline")
            account.calls.append(f"{verb} {reason}")
            return 200, {"status": status, "reason": reason}

    def ledger(self) -> dict[str, Any]:
        """All accounts by `<saga>:<step>`."""
        with self._lock:
            return {subject: asdict(account) for subject, account in self._accounts.items()}


def _do(account: Account, *, declines: bool) -> tuple[str, str]:
    if account.undone:
        return "declined", "refused"
    if account.charges:
        return "done", "again"
    if declines or account.declined:
        account.declined = True
        return "declined", "declined"
    account.charges += 1
    return "done", "ok"


def _refund(account: Account, *, declines: bool) -> tuple[str, str]:
    """What a participant may not decline is declined here if the test says so, and not remembered."""
    if declines:
        return "declined", "declined"
    if account.refunds:
        return "done", "again"
    account.refunds += 1
    return "done", "ok"


def _undo(account: Account) -> tuple[str, str]:
    if account.undone:
        return "done", "again"
    account.undone = True
    account.undos += 1
    account.refunds += account.charges
    return "done", "ok"


class Handler(http.server.BaseHTTPRequestHandler):
    """`POST /` and `/switches`, `GET /ledger`, `/requests` and `/answers`."""

    billing: ClassVar[Billing] = Billing()
    secret: ClassVar[bytes] = b""
    requests: ClassVar[list[object]] = []
    answers: ClassVar[list[object]] = []

    def do_GET(self) -> None:
        reports = {"/ledger": self.billing.ledger, "/requests": self.requests.copy, "/answers": self.answers.copy}
        self._answer(200, reports[self.path]())

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.loads(raw or b"{}")
        if self.path == "/switches":
            self.billing.switch(body.get("do", []), body.get("undo", []), body.get("seconds", 1.0))
            self._answer(200, {})
            return
        if not signing.verified(self.secret, raw, self.headers.get(signing.HEADER, ""), time.time()):
            self._answer(401, {"error": "not signed"})
            return
        subject, verb = f"{body['saga']}:{body['step']}", body["verb"]
        if self.headers["Idempotency-Key"] != f"{subject}:{verb}":
            self._answer(400, {"error": "not the key of this request"})
            return
        self.requests.append({"headers": dict(self.headers), "body": body})
        self._call(subject, verb, self.billing.word(verb))

    def _call(self, subject: str, verb: str, word: str) -> None:
        if word == "slow":
            self.billing.linger()
        status, body = self.billing.decide(subject, verb, word)
        if word == "late":
            self.billing.linger()
        if word in {"reset", "lost"}:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()  # with a reset, as SO_LINGER has it
            return
        if status == http.HTTPStatus.OK:
            self.answers.append(body)
        self._answer(status, body)

    def _answer(self, status: int, body: object) -> None:
        payload = json.dumps(body).encode()
        with contextlib.suppress(OSError):  # the caller may be dead by now
            self.send_response(status)
            self.send_header("Content-Length", str(len(payload)))
            if status in LATER.values():
                self.send_header("Retry-After", "1")
            self.end_headers()
            self.wfile.write(payload)

    def log_message(self, *args: Any) -> None:
        """Nothing."""


class Server(http.server.ThreadingHTTPServer):
    """One thread for each call; a connection that breaks is not reported."""

    def handle_error(self, *_: Any) -> None:
        pass


def main() -> None:
    """Serve until killed."""
    Handler.secret = sys.argv[2].encode()
    Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()


if __name__ == "__main__":
    main()
