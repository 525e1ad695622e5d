"""`registro receipt`: verifies receipts with saved public keys, and prints those of the settings."""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.dev_receipt_key import with_kept_key
from app.settings import Settings
from commands.terminal import fail, print_json, print_text
from enrollment.receipt import RECEIPT_TYPE, Receipt
from kit.signed_texts import ALGORITHM, Flaw, NotVerified, read_key_set, verified
from services.receipts import Receipts

_MAX_BYTES = 1 << 20
_STDIN = Path("-")


class _Unreadable(Exception):
    """A file that cannot be used; the message says why."""


def print_keys(settings: Settings) -> None:
    """Print the JWK set of the settings. Raises SystemExit with a sentence if there is no key."""
    given = with_kept_key(settings).receipt
    if given.key is None and given.old_keys is None:
        raise SystemExit(
            "registro: there is no key that signs receipts: set REGISTRO_RECEIPT__KEY_FILE, or start `registro dev`, "
            "which makes one."
        )
    print_json(Receipts("", given.signing_key, given.old_public_keys).keys)


def verify(source: Path, keys: Path, *, as_json: bool) -> int:
    """Print what a receipt says. Returns 1 unless one of the keys has signed it."""
    try:
        known = read_key_set(_content(keys))
    except (_Unreadable, ValueError) as error:
        return fail(f"the keys cannot be read from {keys}: {error}.", as_json=as_json)
    try:
        payload, key = verified(_content(source).strip(), known, RECEIPT_TYPE)
        receipt = msgspec.json.decode(payload, type=Receipt)
    except _Unreadable as error:
        return fail(f"the receipt cannot be read from {source}: {error}.", as_json=as_json)
    except NotVerified as error:
        return fail(_sentence(error, keys), as_json=as_json)
    except msgspec.DecodeError:
        return fail("this is signed, but what it says is not in the form of a receipt.", as_json=as_json)
    if as_json:
        print_json({"valid": True, "kid": key.kid, "receipt": msgspec.Raw(payload)})
    else:
        print_text("".join(f"{name:9} {text}\n" for name, text in _lines(receipt, key.kid)))
    return 0


def _content(path: Path) -> str:
    """What is in a file, or comes by standard input. Raises _Unreadable."""
    try:
        if path == _STDIN:
            content = sys.stdin.buffer.read(_MAX_BYTES + 1)
        else:
            with path.open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            raise _Unreadable("it is larger than 1 MiB")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise _Unreadable(error.strerror or str(error)) from None
    except UnicodeDecodeError:
        raise _Unreadable("it is not text") from None


def _sentence(error: NotVerified, keys: Path) -> str:
    claimed = repr(error.claimed)[:80]  # not verified: shown without control characters
    match error.flaw:
        case Flaw.EMPTY:
            return "there is no receipt: what was given is empty."
        case Flaw.MALFORMED:
            return (
                "this is no receipt, or it is not whole: a receipt is one line of three parts with dots between them."
            )
        case Flaw.ALGORITHM:
            return f"this is no receipt: its algorithm is {claimed}, and receipts are signed by {ALGORITHM} alone."
        case Flaw.TYPE:
            return f"this is no receipt: its type is {claimed}, and that of receipts is {RECEIPT_TYPE!r}."
        case Flaw.UNKNOWN_KEY:
            return (
                f"the key {claimed}, which it says to be signed with, is not in {keys}: get the keys of the "
                "installation again, or it has not signed this."
            )
        case Flaw.ALTERED:
            return "the receipt was altered: the signature does not belong to what it says."


def _lines(receipt: Receipt, kid: str) -> Iterator[tuple[str, str]]:
    yield "genuine", f"signed with the key {kid}"
    yield "issuer", receipt.iss
    yield "student", receipt.sub
    yield "task", f"{receipt.task}: {receipt.kind} in {receipt.term}"
    yield "outcome", _with_problems(receipt.status, receipt.problems)
    for group in receipt.groups:
        yield "group", f"{group.code}: {_with_problems(group.status, group.problems)}"
    yield "accepted", f"{receipt.submitted_at:%Y-%m-%d %H:%M:%S.%f} UTC"
    yield "final", f"{receipt.finished_at:%Y-%m-%d %H:%M:%S.%f} UTC, version {receipt.version}"
    yield "request", receipt.correlation_id


def _with_problems(status: str, problems: tuple[str, ...]) -> str:
    return f"{status} ({', '.join(problems)})" if problems else status
