"""Texts signed with Ed25519: JWS in compact form (RFC 7515, 8037), and their public keys as JWK sets (RFC 7517)."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

import jwt
import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from jwt.api_jws import PyJWS

ALGORITHM = "EdDSA"
"""The only one: what a text says about its algorithm never chooses how it is verified."""

_JWS = PyJWS(algorithms=[ALGORITHM])
_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
"""The last part is empty where nothing has signed it (`none`)."""


class Flaw(StrEnum):
    """Why a text is not accepted."""

    EMPTY = "EMPTY"
    MALFORMED = "MALFORMED"
    ALGORITHM = "ALGORITHM"
    TYPE = "TYPE"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    ALTERED = "ALTERED"


class NotVerified(Exception):
    """A text that is not accepted.

    Attributes:
        claimed: the algorithm, type or key that it says to have, if that is its flaw.
    """

    def __init__(self, flaw: Flaw, claimed: object = None) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw
        self.claimed = claimed


@dataclass(frozen=True)
class PublicKey:
    """A key that verifies. Its `kid` is its thumbprint (RFC 7638), so it says which key it is wherever it is kept."""

    key: Ed25519PublicKey

    @cached_property
    def jwk(self) -> Mapping[str, str]:
        """The key as JSON (RFC 8037)."""
        return {**self._required, "kid": self.kid, "use": "sig", "alg": ALGORITHM}

    @cached_property
    def kid(self) -> str:
        """SHA-256 of the required members, by name and without blanks, in base64url."""
        return _base64url(sha256(msgspec.json.encode(self._required, order="sorted")).digest())

    @property
    def _required(self) -> dict[str, str]:
        return {"crv": "Ed25519", "kty": "OKP", "x": _base64url(self.key.public_bytes_raw())}


PublicKeys = Mapping[str, PublicKey]
"""By `kid`."""


@dataclass(frozen=True)
class SigningKey:
    """A key that signs. The same text is signed with the same bytes whenever it is signed."""

    private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def from_pem(cls, pem: str) -> Self:
        """The key in a PEM text (PKCS 8). Raises ValueError if there is none, or one of another kind."""
        try:
            key = load_pem_private_key(pem.encode(), None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError(  # noqa: TRY004 - of the text
                "it is no private key for Ed25519 in PEM (PKCS 8) without a password"
            )
        return cls(key)

    @cached_property
    def public(self) -> PublicKey:
        """What verifies."""
        return PublicKey(self.private.public_key())

    def sign(self, payload: bytes, type_: str) -> str:
        """The signed text; `type_` is its `typ`, a media type without `application/`."""
        return _JWS.encode(payload, self.private, ALGORITHM, {"typ": type_, "kid": self.public.kid}, sort_headers=True)


def verified(text: str, keys: PublicKeys, type_: str) -> tuple[bytes, PublicKey]:
    """What a text of this type says, and the key that has signed it. Raises NotVerified."""
    if not text:
        raise NotVerified(Flaw.EMPTY)
    header = _header(text)
    if (algorithm := header.get("alg")) != ALGORITHM:
        raise NotVerified(Flaw.ALGORITHM, algorithm)
    if (claimed := header.get("typ")) != type_:
        raise NotVerified(Flaw.TYPE, claimed)
    kid: str = header.get("kid", "")
    if kid not in keys:
        raise NotVerified(Flaw.UNKNOWN_KEY, kid)
    try:
        payload: bytes = _JWS.decode(text, keys[kid].key, [ALGORITHM])
    except jwt.PyJWTError:
        raise NotVerified(Flaw.ALTERED) from None
    return payload, keys[kid]


def _header(text: str) -> dict[str, Any]:
    if not _FORM.fullmatch(text):
        raise NotVerified(Flaw.MALFORMED)
    try:
        return _JWS.get_unverified_header(text)
    except jwt.PyJWTError:
        raise NotVerified(Flaw.MALFORMED) from None


def key_set(keys: Iterable[PublicKey]) -> Mapping[str, object]:
    """The keys as a JWK set."""
    return {"keys": [key.jwk for key in keys]}


class _Jwk(msgspec.Struct):
    kty: str
    crv: str = ""
    x: str = ""
    d: object = None


class _JwkSet(msgspec.Struct):
    keys: list[_Jwk]


def read_key_set(text: str) -> PublicKeys:
    """The keys for Ed25519 of a JWK set; others are left out.

    Raises ValueError if it is no JWK set, has no such key, or has a private one: it must not be with public ones.
    """
    try:
        listed = msgspec.json.decode(text, type=_JwkSet).keys
    except msgspec.DecodeError:
        raise ValueError("it is no JWK set") from None
    if any(jwk.d is not None for jwk in listed):
        raise ValueError("it has a private key in it")
    fitting = [jwk for jwk in listed if (jwk.kty, jwk.crv) == ("OKP", "Ed25519")]
    try:
        keys = [PublicKey(Ed25519PublicKey.from_public_bytes(_decoded(jwk.x))) for jwk in fitting]
    except ValueError:
        raise ValueError("a key in it is not as long as one for Ed25519") from None
    if not keys:
        raise ValueError("it has no key for Ed25519 in it")
    return {key.kid: key for key in keys}


def _base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
