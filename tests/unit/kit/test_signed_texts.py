"""Signed texts: what is verified is what was signed, byte for byte, by a key that is known, and in no other way."""

import json
from base64 import urlsafe_b64encode

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from kit.signed_texts import Flaw, NotVerified, PublicKeys, SigningKey, key_set, read_key_set, verified
from tests.support.receipts import RFC_KEY

TYPE = "a-test+jwt"
KEYS: PublicKeys = {RFC_KEY.public.kid: RFC_KEY.public}
SIGNED = RFC_KEY.sign(b'{"sub":"EST001"}', TYPE)
RFC_X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
RFC_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
RFC_JWS = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4"
    "iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)


def flaw_of(text: str, keys: PublicKeys = KEYS, type_: str = TYPE) -> Flaw:
    with pytest.raises(NotVerified) as caught:
        verified(text, keys, type_)
    return caught.value.flaw


def encoded(content: object) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def test_keys_are_those_of_rfc_8037() -> None:
    """Its appendix A: the public key, the thumbprint, and a signature."""
    assert RFC_KEY.public.jwk == {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": RFC_X,
        "kid": RFC_THUMBPRINT,
        "use": "sig",
        "alg": "EdDSA",
    }
    header, payload, _ = RFC_JWS.split(".")
    signature = urlsafe_b64encode(RFC_KEY.private.sign(f"{header}.{payload}".encode())).rstrip(b"=").decode()
    assert f"{header}.{payload}.{signature}" == RFC_JWS


def test_what_is_signed_is_what_any_library_verifies() -> None:
    key = jwt.PyJWK(dict(RFC_KEY.public.jwk))
    assert jwt.decode(SIGNED, key, ["EdDSA"]) == {"sub": "EST001"}
    assert jwt.get_unverified_header(SIGNED) == {"alg": "EdDSA", "kid": RFC_THUMBPRINT, "typ": TYPE}


@given(payload=st.binary(min_size=1, max_size=200))
def test_a_signed_text_is_always_the_same_and_says_what_was_signed(payload: bytes) -> None:
    signed = RFC_KEY.sign(payload, TYPE)
    assert signed == RFC_KEY.sign(payload, TYPE)
    assert verified(signed, KEYS, TYPE) == (payload, RFC_KEY.public)


@given(at=st.integers(0, len(SIGNED) - 1), byte=st.integers(0, 255))
def test_any_other_byte_anywhere_is_noticed(at: int, byte: int) -> None:
    altered = SIGNED[:at] + chr(byte) + SIGNED[at + 1 :]
    if altered == SIGNED:
        assert verified(altered, KEYS, TYPE)
    else:
        assert flaw_of(altered)


@given(at=st.integers(0, len(SIGNED)), more=st.text(min_size=1, max_size=3))
def test_what_is_put_in_or_left_out_is_noticed(at: int, more: str) -> None:
    assert flaw_of(SIGNED[:at] + more + SIGNED[at:])
    assert flaw_of(SIGNED[:at]) if at < len(SIGNED) else verified(SIGNED, KEYS, TYPE)


@pytest.mark.parametrize(
    "algorithm", ["none", "NONE", "HS256", "HS512", "RS256", "ES256", "EdDSA ", None, 5, ["EdDSA"]]
)
def test_no_other_algorithm_is_accepted(algorithm: object) -> None:
    header = encoded({"alg": algorithm, "kid": RFC_THUMBPRINT, "typ": TYPE})
    _, payload, signature = SIGNED.split(".")
    assert flaw_of(f"{header}.{payload}.{signature}") is Flaw.ALGORITHM
    assert flaw_of(f"{header}.{payload}.") is Flaw.ALGORITHM


def test_the_public_key_is_no_shared_secret() -> None:
    """The classic forgery: HS256 with the public key as its secret."""
    headers = {"kid": RFC_THUMBPRINT, "typ": TYPE}
    for secret in (RFC_X, RFC_KEY.public.key.public_bytes_raw()):
        assert flaw_of(jwt.encode({"sub": "EST002"}, secret, "HS256", headers)) is Flaw.ALGORITHM


@pytest.mark.parametrize(
    "text",
    ["x", "a.b", "a.b.c", "..", f"{SIGNED}.x", f"{SIGNED}=", f" {SIGNED}", "{}", "é.é.é", f"{encoded([])}.e30.AA"],
)
def test_what_is_no_signed_text_is_said_to_be_none(text: str) -> None:
    assert flaw_of(text) is Flaw.MALFORMED


def test_an_empty_text_another_type_and_an_unknown_key_are_told_apart() -> None:
    other = SigningKey(Ed25519PrivateKey.generate())
    assert flaw_of("") is Flaw.EMPTY
    assert flaw_of(SIGNED, type_="JWT") is Flaw.TYPE
    assert flaw_of(other.sign(b"{}", TYPE)) is Flaw.UNKNOWN_KEY
    assert flaw_of(SIGNED, {}) is Flaw.UNKNOWN_KEY
    claimed = {RFC_KEY.public.kid: other.public}
    assert flaw_of(SIGNED, claimed) is Flaw.ALTERED


def _pem(key: Ed448PrivateKey | Ed25519PrivateKey, password: bytes | None = None) -> str:
    encryption = NoEncryption() if password is None else BestAvailableEncryption(password)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption).decode()


@pytest.mark.parametrize(
    "pem",
    [
        "",
        "secret",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        _pem(Ed448PrivateKey.generate()),
        _pem(Ed25519PrivateKey.generate(), b"geheim"),
        RFC_KEY.public.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
        generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
    ],
    ids=["empty", "text", "nothing in it", "Ed448", "with a password", "public", "RSA"],
)
def test_a_key_of_another_kind_cannot_sign(pem: str) -> None:
    with pytest.raises(ValueError, match="no private key for Ed25519"):
        SigningKey.from_pem(pem)


def test_a_key_is_not_shown() -> None:
    assert "Ed25519PrivateKey" not in repr(RFC_KEY)


def test_a_set_is_read_as_it_was_written_without_keys_of_other_kinds() -> None:
    other = SigningKey(Ed25519PrivateKey.generate()).public
    written = json.loads(json.dumps(key_set([RFC_KEY.public, other])))
    written["keys"].insert(0, {"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": RFC_THUMBPRINT})
    assert read_key_set(json.dumps(written)) == {RFC_KEY.public.kid: RFC_KEY.public, other.kid: other}
    written["keys"][1]["kid"] = other.kid
    assert set(read_key_set(json.dumps(written))) == {RFC_KEY.public.kid, other.kid}, "a key has the id that it makes"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JWK set"),
        ("[]", "no JWK set"),
        ('{"keys": [{}]}', "no JWK set"),
        ('{"keys": []}', "no key for Ed25519"),
        ('{"keys": [{"kty": "RSA"}]}', "no key for Ed25519"),
        (f'{{"keys": [{{"kty": "OKP", "crv": "Ed25519", "x": "{RFC_X}", "d": "{RFC_X}"}}]}}', "a private key in it"),
        ('{"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}]}', "not as long"),
        ('{"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "A"}]}', "not as long"),
        ('{"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "é"}]}', "not as long"),
        ('{"keys": [{"kty": "OKP", "crv": "Ed25519"}]}', "not as long"),
    ],
)
def test_a_set_that_is_of_no_use_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_key_set(text)
