"""What the settings demand of keys, and of the addresses that keys come from."""

from contextlib import suppress
from urllib.parse import urlsplit

from kit.loopback import is_loopback

MIN_SECRET_BYTES = 32
"""HS256 asks for a key as long as its hash (RFC 7518, section 3.2)."""
MIN_DIFFERENT_BYTES = 16
"""A random secret has more; a repeated letter or word has fewer, and can be guessed however long it is."""
MAKE_KEY_COMMAND = "`python3 -c 'import secrets; print(secrets.token_urlsafe(48))'`"


def check_secret(variable: str, secret: str) -> None:
    """Raises ValueError, with a command that makes a good one, if the secret in this variable can be guessed."""
    sent = secret.encode()
    if len(sent) < MIN_SECRET_BYTES:
        raise ValueError(f"{variable} must have {MIN_SECRET_BYTES} bytes or more; {MAKE_KEY_COMMAND} prints one")
    if max(len(set(sent)), len(set(_of_hex_digits(secret)))) < MIN_DIFFERENT_BYTES:
        raise ValueError(
            f"{variable} must have {MIN_DIFFERENT_BYTES} different bytes or more, as a random one has; "
            f"{MAKE_KEY_COMMAND} prints one"
        )


def _of_hex_digits(secret: str) -> bytes:
    """The bytes that hexadecimal digits stand for: 32 random ones may be written without one of the 16 digits."""
    with suppress(ValueError):
        return bytes.fromhex(secret)
    return b""


def trusted_url(value: str | None) -> str | None:
    """The value, unless it is an address of another machine without TLS, which anyone on the way can answer for.

    Raises ValueError then.
    """
    parts = urlsplit(value or "")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError("use https://; http:// is for this machine only, such as http://127.0.0.1:8080")
    return value
