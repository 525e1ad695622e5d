"""Receipts of tasks: who signs them, and with which keys they are verified later."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from enrollment.receipt import RECEIPT_TYPE, Receipt, receipt_of
from kit.signed_texts import SigningKey, read_key_set, verified
from services.receipts import Receipts
from tests.support.receipts import ISSUER, RFC_KEY
from tests.support.states import make_state

STATE = make_state(UUID(int=7), 3, final=True)
GOLDEN = (
    "eyJhbGciOiJFZERTQSIsImtpZCI6ImtQcktfcW14VldhWVZBOXd3QkY2SXVvM3ZWeno3VHhIQ1R3WEJ5Z3JTNGsiLCJ0eXAiOiJy"
    "ZWdpc3Ryby1yZWNlaXB0K2p3dCJ9.eyJpc3MiOiJodHRwczovL3JlZ2lzdHJvLnRlc3QiLCJzdWIiOiJFU1QwMDEiLCJpYXQiOjE"
    "3MTk4MjA4MDMsInRhc2siOiIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDciLCJraW5kIjoiRU5ST0xMIiwic3R"
    "hdHVzIjoiU1VDQ0VFREVEIiwidGVybSI6IjIwMjQtMiIsImdyb3VwcyI6W3siY29kZSI6IkctRUxDMTAyLUUiLCJzdGF0dXMiOiJ"
    "DT05GSVJNRUQiLCJwcm9ibGVtcyI6W119LHsiY29kZSI6IklORi8xMDEtw5EiLCJzdGF0dXMiOiJDT05GSVJNRUQiLCJwcm9ibGV"
    "tcyI6W119XSwicHJvYmxlbXMiOltdLCJzdWJtaXR0ZWRBdCI6IjIwMjQtMDctMDFUMDg6MDA6MDBaIiwiZmluaXNoZWRBdCI6IjI"
    "wMjQtMDctMDFUMDg6MDA6MDNaIiwidmVyc2lvbiI6MywiY29ycmVsYXRpb25JZCI6ImMtMSJ9.NejHxLyAFXJ7lryTspBV6rhsgZ"
    "sDOTlYyeEJ8gK-0Uor2SKuk9_JNAs1pBcRd3r5wOIjzJJva2T0rVQ6F3iqDQ"
)
"""Kept as it was first made: receipts that students have must be made in the same way for ever."""


def test_a_receipt_is_always_the_same() -> None:
    assert Receipts(ISSUER, RFC_KEY).of(STATE) == GOLDEN


def test_the_page_shows_how_another_library_verifies_one() -> None:
    page = (Path(__file__).parents[3] / "docs" / "receipts.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    keys = json.dumps(Receipts(ISSUER, RFC_KEY).keys)
    given: dict[str, Any] = {"jwt": jwt, "receipt": GOLDEN, "Path": lambda _: SimpleNamespace(read_text=lambda: keys)}
    exec(code, given)  # noqa: S102 - what a reader pastes
    assert given["claims"]["sub"] == "EST001"


def test_there_is_none_before_the_end_nor_without_a_key() -> None:
    assert Receipts(ISSUER, RFC_KEY).of(make_state(UUID(int=7), 2)) is None
    assert Receipts(ISSUER).of(STATE) is None
    assert Receipts().keys == {"keys": []}


def test_an_old_receipt_is_verified_after_the_key_was_replaced() -> None:
    new = SigningKey(Ed25519PrivateKey.generate())
    before = Receipts(ISSUER, RFC_KEY)
    saved = msgspec.json.encode(before.keys).decode()
    after = Receipts(ISSUER, new, read_key_set(saved))
    keys = read_key_set(msgspec.json.encode(after.keys).decode())
    assert list(keys) == [new.public.kid, RFC_KEY.public.kid], "the current one is the first"
    for receipts, key in ((before, RFC_KEY), (after, new)):
        payload, signed_by = verified(receipts.of(STATE) or "", keys, RECEIPT_TYPE)
        assert signed_by == key.public
        assert msgspec.json.decode(payload, type=Receipt) == receipt_of(STATE, ISSUER)
    still = Receipts(ISSUER, RFC_KEY, read_key_set(saved)).keys
    assert still == before.keys, "a key that is also among the old ones is one key"
