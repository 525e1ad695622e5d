"""Keys for receipts, in tests."""

import json

from app.dev_receipt_key import make_key
from kit.signed_texts import SigningKey, key_set

ISSUER = "https://registro.test"
RFC_PEM = """\
-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----
"""
"""The key of RFC 8037, appendix A."""
RFC_KEY = SigningKey.from_pem(RFC_PEM)
KEY_SET = json.dumps(key_set([RFC_KEY.public]))
"""What verifies what it has signed."""
RECEIPT_SETTINGS = {"REGISTRO_RECEIPT__KEY": RFC_PEM, "REGISTRO_RECEIPT__ISSUER": ISSUER}
"""Of an API that gives receipts."""


def rotated_settings() -> dict[str, str]:
    """The same with a new key, and the other among the old ones."""
    return {**RECEIPT_SETTINGS, "REGISTRO_RECEIPT__KEY": make_key(), "REGISTRO_RECEIPT__OLD_KEYS": KEY_SET}
