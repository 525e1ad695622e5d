"""How a participant knows that a request is ours and fresh; docs/participants.md says the same without Python.

The header is `t=<seconds since 1970>,v1=<hex>`, where hex is the HMAC-SHA256 of the same number, a full stop and the
body, under the shared secret.
"""

import hashlib
import hmac
import re

HEADER = "Registro-Signature"
REPLAY_WINDOW = 300
"""Seconds by which the time in a signature may differ from the receiver's clock; of a request that is older, somebody
may have kept a copy. Clocks are allowed to be minutes apart; a retry is signed anew, so that it needs no more."""

_FORM = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


def sign(secret: bytes, body: bytes, at: int) -> str:
    """The header's value for a request sent `at` (seconds since 1970, UTC)."""
    return f"t={at},v1={_digest(secret, body, at)}"


def verified(secret: bytes, body: bytes, header: str, now: float) -> bool:
    """Whether the header is ours for this body and not older (or newer) than the replay window."""
    found = _FORM.fullmatch(header)
    if not found or abs(now - int(found[1])) > REPLAY_WINDOW:
        return False
    return hmac.compare_digest(found[2], _digest(secret, body, int(found[1])))


def _digest(secret: bytes, body: bytes, at: int) -> str:
    return hmac.new(secret, b"%d.%b" % (at, body), hashlib.sha256).hexdigest()
