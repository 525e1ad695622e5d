"""`registro token`, and starting without a key."""

import re
import stat
from pathlib import Path

import jwt
import pytest

from app.http.auth.dev_tokens import load_or_create_secret
from commands.processes import free_port
from resolvers.caller import Role
from tests.support.forked import completed
from tests.support.installation import Installation
from tests.support.tokens import SECRET


async def registro(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """Return code, standard output, standard error."""
    return await completed(*arguments, **{"REGISTRO_JWT_SECRET": "", "REGISTRO_JWKS_URL": "", **environment})


@pytest.mark.parametrize("role", [role.value.lower() for role in Role])
async def test_a_token_and_nothing_else_is_printed(role: str) -> None:
    student = ("--student", "EST007") if role == "student" else ()
    code, out, err = await registro("token", "--role", role, *student, "--hours", "2", REGISTRO_JWT_SECRET=SECRET)
    assert (code, err) == (0, "")
    assert out.count("\n") == 1
    said = jwt.decode(out.strip(), SECRET, ["HS256"], options={"require": ["sub", "exp", "iat"]})
    assert said["roles"] == [role]
    assert said.get("student") == ("EST007" if student else None)
    assert said["exp"] - said["iat"] == pytest.approx(7200, abs=1)


async def test_a_students_code_is_read_as_the_api_reads_it() -> None:
    code, out, _ = await registro(
        "token", "--role", "student", "--student", "\u200bEST\u2011007 ", REGISTRO_JWT_SECRET=SECRET
    )
    assert code == 0
    said = jwt.decode(out.strip(), SECRET, ["HS256"])
    assert (said["student"], said["sub"]) == ("EST-007", "student-EST-007")


@pytest.mark.parametrize("student", ["", "\u200b", "E" * 101, "EST\n007"])
async def test_no_token_is_made_for_a_code_that_no_student_can_have(student: str) -> None:
    code, out, err = await registro("token", "--role", "student", "--student", student, REGISTRO_JWT_SECRET=SECRET)
    assert (code, out) == (1, "")
    assert re.match(r"registro: The token.* must .*1 to \d+ printable characters\.\n", err)


def test_the_key_of_registro_dev_is_kept_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    assert load_or_create_secret(tmp_path) == load_or_create_secret(tmp_path)
    assert load_or_create_secret(tmp_path) != load_or_create_secret(tmp_path / "other")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir() if path.is_file()}
    assert modes == {"jwt-secret": 0o600}


async def test_it_is_signed_with_the_key_of_registro_dev_and_for_whom_the_api_takes(tmp_path: Path) -> None:
    secret = load_or_create_secret(tmp_path)
    settings = {"REGISTRO_STATE_DIR": str(tmp_path), "REGISTRO_JWT_AUDIENCE": "registro", "REGISTRO_JWT_ISSUER": "me"}
    code, out, _ = await registro("token", "--role", "admin", **settings)
    assert code == 0
    assert jwt.decode(out.strip(), secret, ["HS256"], audience="registro", issuer="me")["roles"] == ["admin"]


@pytest.mark.parametrize(
    ("arguments", "environment", "why"),
    [
        (("--role", "admin"), {}, "set REGISTRO_JWT_SECRET"),
        (
            ("--role", "admin"),
            {"REGISTRO_JWKS_URL": "https://id.example/jwks"},
            "only your identity provider can make tokens",
        ),
        (("--role", "student"), {"REGISTRO_JWT_SECRET": SECRET}, "--student CODE"),
        (("--role", "admin", "--student", "EST001"), {"REGISTRO_JWT_SECRET": SECRET}, "--student CODE"),
        (("--role", "root"), {"REGISTRO_JWT_SECRET": SECRET}, "root"),
        (("--role", "admin"), {"REGISTRO_JWT_SECRET": "too short"}, "32 bytes or more"),
    ],
)
async def test_what_is_missing_for_a_token_is_said(
    arguments: tuple[str, ...], environment: dict[str, str], why: str, tmp_path: Path
) -> None:
    code, out, err = await registro("token", *arguments, **{"REGISTRO_STATE_DIR": str(tmp_path), **environment})
    assert code
    assert out == ""
    assert why in err
    assert "too short" not in err


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({}, "set REGISTRO_JWT_SECRET to 32 bytes or more"),
        ({"REGISTRO_DEV": "1"}, "set REGISTRO_JWT_SECRET to 32 bytes or more"),
        ({"REGISTRO_JWT_SECRET": "x" * 31}, "REGISTRO_JWT_SECRET must have 32 bytes or more"),
        ({"REGISTRO_JWT_SECRET": SECRET, "REGISTRO_JWKS_URL": "https://id.example/jwks"}, "not both"),
        ({"REGISTRO_JWKS_URL": "id.example"}, "REGISTRO_JWKS_URL"),
        (
            {"REGISTRO_JWT_SECRET": SECRET, "REGISTRO_TRIES": "5"},
            "write REGISTRO_STEP__MAX_ATTEMPTS=5 instead.",
        ),
    ],
)
async def test_an_api_without_a_key_does_not_start_and_says_what_to_set(
    installation: Installation, environment: dict[str, str], why: str
) -> None:
    place = {"DATABASE_URL": installation.database_url, "REDIS_URL": installation.redis_url}
    code, _, err = await registro("api", **place, **environment)
    assert code
    assert why in err
    assert "Traceback" not in err
    assert "x" * 31 not in err


async def test_registro_dev_makes_a_key_on_loopback_only(tmp_path: Path) -> None:
    state = tmp_path / "state"
    place = {"HOST": "0.0.0.0", "PORT": str(free_port()), "REGISTRO_STATE_DIR": str(state)}
    code, _, err = await registro("dev", **place)
    assert (code, "on loopback only, not on 0.0.0.0" in err) == (1, True)
    assert not state.exists()
