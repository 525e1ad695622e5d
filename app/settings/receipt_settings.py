"""The settings of receipts; `app.settings` reads them."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from app.settings.setting_group import SettingGroup

if TYPE_CHECKING:
    from kit.signed_texts import PublicKeys, SigningKey

_MAKE_KEY = "`openssl genpkey -algorithm ed25519` prints one"
_PRINT_KEYS = "`registro receipt keys` prints one, before the key is replaced"
_MAX_ISSUER_CHARACTERS = 255


class ReceiptSettings(SettingGroup, title="Receipts"):
    """Signed receipts of final tasks ([receipts.md](receipts.md)). Without a key there are none."""

    key: SecretStr | None = Field(
        default=None, description="Signs receipts: a private key for Ed25519, in PEM (PKCS 8) without a password."
    )
    issuer: str | None = Field(
        default=None,
        description="Whose receipts they are (`iss`), such as https://registro.uni.edu; needed with a key, and not to "
        "be changed later.",
    )
    old_keys: SecretStr | None = Field(
        default=None, description="Public keys of earlier receipts: the JWK set that `registro receipt keys` printed."
    )

    @field_validator("key")
    @classmethod
    def _check_key(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            _signing_key(value)
        except ValueError as error:
            raise ValueError(f"{error}; {_MAKE_KEY}") from None
        return value

    @field_validator("issuer")
    @classmethod
    def _check_issuer(cls, value: str | None) -> str | None:
        if value is not None and not (value.isprintable() and 0 < len(value.strip()) <= _MAX_ISSUER_CHARACTERS):
            raise ValueError(f"use 1 to {_MAX_ISSUER_CHARACTERS} printable characters")
        return value

    @field_validator("old_keys")
    @classmethod
    def _check_old_keys(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            _public_keys(value)
        except ValueError as error:
            raise ValueError(f"{error}; {_PRINT_KEYS}") from None
        return value

    @model_validator(mode="after")
    def _check_issuer_of_key(self) -> Self:
        if self.key is not None and self.issuer is None:
            raise ValueError(
                "REGISTRO_RECEIPT__KEY needs REGISTRO_RECEIPT__ISSUER: the address or name of the installation, which "
                "stands in every receipt"
            )
        return self

    @property
    def signing_key(self) -> "SigningKey | None":
        """Signs receipts; None: there are none."""
        return _signing_key(self.key)

    @property
    def old_public_keys(self) -> "PublicKeys":
        """They have signed earlier receipts."""
        return _public_keys(self.old_keys)


# Loading cryptography takes as long as loading all settings, and most commands have no use for it.


def _signing_key(pem: SecretStr | None) -> "SigningKey | None":
    """Raises ValueError."""
    if pem is None:
        return None
    from kit.signed_texts import SigningKey

    return SigningKey.from_pem(pem.get_secret_value())


def _public_keys(jwks: SecretStr | None) -> "PublicKeys":
    """Raises ValueError."""
    if jwks is None:
        return MappingProxyType({})
    from kit.signed_texts import read_key_set

    return read_key_set(jwks.get_secret_value())
