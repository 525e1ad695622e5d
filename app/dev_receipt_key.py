"""The key that `registro dev` signs receipts with if none is configured."""

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import SecretStr

from app.settings import Settings
from app.settings.receipt_settings import ReceiptSettings
from app.state_files import load_or_create, read

_FILE_NAME = "receipt-key.pem"
DEV_ISSUER = "registro dev"


def with_made_key(settings: Settings) -> Settings:
    """The settings, with the key in the state folder unless they have one. It is made if it does not exist."""
    path = settings.state_dir / _FILE_NAME
    return _with_key(settings, lambda: load_or_create(path, make_key))


def with_kept_key(settings: Settings) -> Settings:
    """The settings, with the key in the state folder unless they have one, or there is none."""
    return _with_key(settings, lambda: read(settings.state_dir / _FILE_NAME))


def make_key() -> str:
    """A new private key, in PEM (PKCS 8)."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _with_key(settings: Settings, find: Callable[[], str | None]) -> Settings:
    given = settings.receipt
    if given.key is not None or (pem := find()) is None:
        return settings
    receipt = ReceiptSettings(key=SecretStr(pem), issuer=given.issuer or DEV_ISSUER, old_keys=given.old_keys)
    return settings.model_copy(update={"receipt": receipt})
