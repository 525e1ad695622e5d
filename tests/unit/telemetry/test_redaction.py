"""What no log line may hold, and what it may."""

import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.caller import Role
from telemetry.redaction import HIDDEN, redact_text, safe
from tests.support.tokens import token

URL = "postgresql://registro:hunter2@db.internal:5432/registro"
TOKEN = token()
KEPT = [
    "saga finished",
    "enroll by EST001 in 2024-2",
    "http://127.0.0.1:8003/graphql?a=b",
    "redis://localhost:6379/0",
    "the basics of bearers: none",
    "01a21210-da21-7969-922e-b5855f267e45:1",
    "VGFzazowMWEyMTIxMC1kYTIxLTc5NjktOTIyZS1iNTg1NWYyNjdlNDU=",
    'File "/app/service.py", line 3, in submit\n    @property',
]


def redacted(**keys: Any) -> dict[str, Any]:
    return {key: safe(key, value) for key, value in keys.items()}


@pytest.mark.parametrize("text", KEPT)
def test_what_is_harmless_stays(text: str) -> None:
    assert redact_text(text) == text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"sent Bearer {TOKEN} twice", TOKEN),
        ("authorization: bearer abc.def-ghi", "abc.def"),
        ("Basic dXNlcjpwYXNzd29yZA==", "dXNl"),
        (f"token={token(Role.STUDENT, 'EST001')}&x=1", "eyJ"),
        (f"cannot connect to {URL}", "hunter2"),
        ("redis://:p@ss@cache/0", "ss"),
        ("ana.maría+1@example.edu.bo was refused", "example"),
        ("mail root@localhost", "localhost"),
        ("violates check\nDETAIL:  Failing row contains (7, EST001, {G-ELC102-E}).\nHINT: x", "G-ELC102-E"),
        ("invalid input for query argument $2: ['G-ELC102-E'] (expected str, got list)", "G-ELC102-E"),
        ('invalid input syntax for type uuid: "G-ELC102-E"', "G-ELC102-E"),
    ],
)
def test_what_looks_secret_goes_and_the_rest_stays(text: str, secret: str) -> None:
    assert secret in text
    hidden = redact_text(text)
    assert secret not in hidden
    assert HIDDEN in hidden
    assert hidden.split()[0] == text.split()[0] or text.startswith(("ana", "token", "redis", "Basic"))


@pytest.mark.parametrize("key", ["authorization", "access_token", "jwt_secret", "PASSWORD", "e_mail", "cookie"])
def test_what_is_secret_by_its_name_goes_whatever_it_is(key: str) -> None:
    for value in ("x", 7.5j, ["x"], {"x": 1}):
        assert redacted(**{key: value}) == {key: HIDDEN}


@pytest.mark.parametrize("key", ["group_codes", "groups", "variables", "input", "payload", "body", "command", "query"])
def test_what_a_student_asked_for_is_redacted(key: str) -> None:
    assert redacted(**{key: ["G-ELC102-E"]}) == {key: HIDDEN}


def test_it_looks_into_what_lies_deeper_and_at_what_is_no_text() -> None:
    found = redacted(
        sent=({"headers": {"Authorization": "x", "Accept": "y"}}, ValueError(URL)),
        at=Path("/a"),
        id=UUID(int=1),
        count=3,
        none=None,
    )
    assert found["sent"][0] == {"headers": {"Authorization": HIDDEN, "Accept": "y"}}
    assert "hunter2" not in found["sent"][1]
    assert (found["at"], found["id"], found["count"], found["none"]) == ("/a", str(UUID(int=1)), 3, None)


@given(st.text(), st.text())
def test_a_token_and_an_address_go_wherever_they_stand(before: str, after: str) -> None:
    made = token()
    hidden = redact_text(f"{before} {made} {after} ana@example.edu {before}")
    assert made not in hidden
    assert "ana@example" not in hidden


@pytest.mark.parametrize("piece", ["x", "eyJ", "://a:", "a@", "bearer ", "invalid input for ", "DETAIL: ", "a.b-"])
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    text = " " + piece * (200_000 // len(piece))
    began = time.process_time()
    redact_text(text)
    assert time.process_time() - began < 1
