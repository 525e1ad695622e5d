"""Signatures by which a participant knows that a request is ours and recent; docs/participants.md has them as well.

The header is `t=<seconds since 1970>,v1=<hex>`, where hex is the HMAC-SHA256 of the same number, a full stop and the
body, with the shared secret as key.
"""

import hashlib
import hmac
import re

HEADER = "Registro-Signature"
REPLAY_WINDOW = 300
"""The largest difference in seconds between the time in a signature and the receiver's clock. An older request may be a
copy. Clocks may differ by minutes; a retry is signed anew, so it needs no more."""

_FORM = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


def sign(secret: bytes, body: bytes, at: int) -> str:
    """Return the value of the header for a request that is sent `at` (seconds since 1970, UTC)."""
    return f"t={at},v1={_digest(secret, body, at)}"


def verified(secret: bytes, body: bytes, header: str, now: float) -> bool:
    """Return whether the header signs this body, and its time is within the replay window of `now`."""
    found = _FORM.fullmatch(header)
    if not found or abs(now - int(found[1])) > REPLAY_WINDOW:
        return False
    return hmac.compare_digest(found[2], _digest(secret, body, int(found[1])))


def _digest(secret: bytes, body: bytes, at: int) -> str:
    return hmac.new(secret, b"%d.%b" % (at, body), hashlib.sha256).hexdigest()
