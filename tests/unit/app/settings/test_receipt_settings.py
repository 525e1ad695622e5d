"""The settings of receipts: what cannot be used is refused with one sentence, which repeats no key."""

import pytest
from pydantic import ValidationError

from app.settings import Settings
from app.settings.variables import error_messages
from tests.support.receipts import ISSUER, KEY_SET, RECEIPT_SETTINGS, RFC_PEM

PRIVATE_SET = KEY_SET.replace('"kty"', '"d": "geheim", "kty"')


def test_receipts_need_nothing() -> None:
    receipt = Settings().receipt
    assert (receipt.signing_key, dict(receipt.old_public_keys)) == (None, {})


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("KEY", "geheim", "it is no private key for Ed25519 in PEM (PKCS 8) without a password; `openssl genpkey"),
        ("OLD_KEYS", "geheim", "it is no JWK set; `registro receipt keys` prints one"),
        ("OLD_KEYS", RFC_PEM, "it is no JWK set; `registro receipt keys` prints one"),
        ("OLD_KEYS", PRIVATE_SET, "it has a private key in it; `registro receipt keys` prints one"),
        ("ISSUER", "a\nb", "use 1 to 255 printable characters"),
        ("ISSUER", " ", "use 1 to 255 printable characters"),
        ("ISSUER", "a" * 256, "use 1 to 255 printable characters"),
    ],
)
def test_what_cannot_be_used_is_named_and_no_key_is_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    for variable, given in {**RECEIPT_SETTINGS, f"REGISTRO_RECEIPT__{name}": value}.items():
        monkeypatch.setenv(variable, given)
    with pytest.raises(ValidationError) as caught:
        Settings()
    sentence = error_messages(caught.value)
    assert sentence.startswith(f"registro: REGISTRO_RECEIPT__{name}: {says}")
    assert len(sentence.splitlines()) == 1
    assert "geheim" not in sentence
    assert RFC_PEM.splitlines()[1] not in sentence


def test_a_key_needs_an_issuer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRO_RECEIPT__KEY", RFC_PEM)
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert error_messages(caught.value) == (
        "registro: REGISTRO_RECEIPT__KEY needs REGISTRO_RECEIPT__ISSUER: the address or name of the installation, "
        "which stands in every receipt."
    )
    monkeypatch.setenv("REGISTRO_RECEIPT__ISSUER", ISSUER)
    settings = Settings()
    assert settings.receipt.issuer == ISSUER
    assert RFC_PEM.splitlines()[1] not in repr(settings)
