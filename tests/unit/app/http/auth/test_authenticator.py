"""Tokens: who is let in with which, and why not."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any, cast

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import RSAAlgorithm
from structlog.testing import capture_logs

from app.http.auth.authenticator import (
    MAX_TOKEN_CHARACTERS,
    Authenticator,
    VerifiedTokens,
    jwks_verifier,
    secret_verifier,
)
from app.http.auth.jwks import (
    KEYS_LIFETIME_SECONDS,
    MAX_CANDIDATES,
    MIN_READ_INTERVAL_SECONDS,
    JwksKeys,
    JwksUnavailable,
    signing_keys,
)
from app.http.auth.token_claims import LEEWAY_SECONDS, InvalidToken, TokenRules
from resolvers.caller import ANONYMOUS, Caller, Role
from services.refused_callers import Reason
from tests.support.tokens import SECRET, token

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
ED = ed25519.Ed25519PrivateKey.generate()
PUBLIC_PEM = RSA.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

FOREVER: dict[str, Any] = {"sub": "x", "roles": ["admin"], "exp": 9**10}


def made(key: Any = SECRET, algorithm: str = "HS256", headers: dict[str, Any] | None = None, **changes: object) -> str:
    """A token of a registrar that lasts an hour, with changes; a claim that is None is left out."""
    said: dict[str, object] = {"sub": "reg", "roles": ["registrar"], "exp": int(time.time()) + 3600, **changes}
    return jwt.encode({name: value for name, value in said.items() if value is not None}, key, algorithm, headers)


def part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


async def caller(sent: str, **settings: Any) -> Caller:
    return await Authenticator(secret_verifier(SECRET, TokenRules(**settings))).caller(f"Bearer {sent}")


@pytest.mark.parametrize(
    ("claims", "roles", "student"),
    [
        ({"roles": ["registrar"]}, {Role.REGISTRAR}, None),
        ({"roles": ["OPERATOR", "admin", "elsewhere", 3]}, {Role.OPERATOR, Role.ADMIN}, None),
        ({"roles": None, "role": "Admin"}, {Role.ADMIN}, None),
        ({"roles": ["student"], "student": " EST001\u200b"}, {Role.STUDENT}, "EST001"),
        ({"roles": ["registrar"], "student": "EST001"}, {Role.REGISTRAR}, None),
    ],
)
async def test_a_good_token_says_who_calls(claims: dict[str, Any], roles: set[Role], student: str | None) -> None:
    found = await caller(made(**claims))
    assert (found.subject, found.roles, found.student_code) == ("reg", frozenset(roles), student)
    assert found.expires_at == pytest.approx(time.time() + 3600 + LEEWAY_SECONDS, abs=5)


@pytest.mark.parametrize("sent", [None, "", "  "])
async def test_a_caller_without_a_token_has_no_role(sent: str | None) -> None:
    assert await Authenticator(secret_verifier(SECRET, TokenRules())).caller(sent) is ANONYMOUS
    assert not ANONYMOUS.roles


@pytest.mark.parametrize("sent", ["Bearer", "Bearer ", "Basic eDp5", "xyz", f"Token {token()}"])
async def test_what_is_no_bearer_token_is_refused(sent: str) -> None:
    with pytest.raises(InvalidToken, match="`Authorization` must be"):
        await Authenticator(secret_verifier(SECRET, TokenRules())).caller(sent)


async def test_the_scheme_is_read_in_any_case() -> None:
    assert (await Authenticator(secret_verifier(SECRET, TokenRules())).caller(f" bEaReR  {token()} ")).roles == {
        Role.ADMIN
    }


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (lambda: made(exp=int(time.time() - LEEWAY_SECONDS - 1)), "has expired"),
        (lambda: made(exp=None), "lacks a claim"),
        (lambda: made(sub=None), "lacks a claim"),
        (lambda: made(nbf=int(time.time()) + 60), "not valid yet"),
        (lambda: made(iat=int(time.time()) + 60), "not valid yet"),
        (lambda: made(exp="soon"), "malformed"),
        (lambda: made(exp=float("inf")), "malformed"),
        (lambda: made(key="another secret of thirty-two bytes", algorithm="HS256"), "not signed by us"),
        (lambda: made(key=SECRET * 2, algorithm="HS512"), "algorithm"),
        (lambda: made(key=RSA, algorithm="RS256"), "algorithm"),
        (lambda: made(key="", algorithm="none"), "algorithm"),
        (lambda: f"{part({'alg': 'none'})}.{part({'sub': 'x', 'roles': ['admin'], 'exp': 9**10})}.", "algorithm"),
        (lambda: f"{token()[:-4]}AAAA", "not signed by us"),
        (lambda: f"{token().rsplit('.', 1)[0]}.", "not signed by us"),
        (lambda: f"{part({'alg': 'HS256'})}.{part({'sub': 'x'})}.{token().rsplit('.', 1)[1]}", "not signed by us"),
        (lambda: "a.b.c", "malformed"),
        (lambda: "x", "malformed"),
        (lambda: "ñ.\ud800.c", "malformed"),
        (lambda: "x" * (MAX_TOKEN_CHARACTERS + 1), "longer than"),
        (lambda: f"{'x' * 10_000_000}", "longer than"),
        (lambda: made(sub=""), "`sub`"),
        (lambda: made(sub="a\nb"), "`sub`"),
        (lambda: made(sub="x" * 256), "`sub`"),
        (lambda: made(roles=[]), "`roles`"),
        (lambda: made(roles=["root"]), "`roles`"),
        (lambda: made(roles={"admin": True}), "`roles`"),
        (lambda: made(roles=["adm\u0131n", "\u017ftudent"]), "`roles`"),
        (lambda: made(roles=["student"]), "`student`"),
        (lambda: made(roles=["student"], student=""), "`student`"),
        (lambda: made(roles=["student"], student=7), "`student`"),
        (lambda: made(roles=["student"], student="EST\0001"), "`student`"),
    ],
)
async def test_a_bad_token_is_refused_and_not_repeated(bad: Callable[[], str], why: str) -> None:
    sent = bad()
    with pytest.raises(InvalidToken, match=why) as refusal:
        await caller(sent)
    assert len(sent) < 4 or sent not in str(refusal.value)
    assert refusal.value.__cause__ is None


async def test_issuer_and_audience_count_where_they_are_set() -> None:
    both = {"issuer": "https://id.example", "audience": "registro"}
    assert (await caller(made(iss=both["issuer"], aud=["other", "registro"]), **both)).subject == "reg"
    for changes, why in (
        ({"iss": both["issuer"], "aud": "other"}, "meant for"),
        ({"iss": both["issuer"]}, "lacks a claim"),
        ({"aud": "registro"}, "lacks a claim"),
        ({"iss": "https://evil.example", "aud": "registro"}, "issuer"),
    ):
        with pytest.raises(InvalidToken, match=why):
            await caller(made(**cast("dict[str, Any]", changes)), **both)
    assert (await caller(made(iss="any issuer", aud="anything"))).subject == "reg"


@pytest.mark.parametrize(
    "claims",
    [
        {"iat": -1, "exp": 3601},
        {"iat": 0, "exp": 3600 + 1},
        {"exp": 3600 + LEEWAY_SECONDS + 5},
        {"exp": 10**400},
        {"iat": -(10**400), "exp": 60},
        {"iat": 3, "nbf": 3, "exp": 10**400},
    ],
)
async def test_a_token_that_lives_too_long_is_refused_and_the_longest_life_is_named(claims: dict[str, Any]) -> None:
    now = int(time.time())
    sent = {name: now + seconds for name, seconds in claims.items()}
    with pytest.raises(InvalidToken, match="there may be 1 h at most") as refusal:
        await caller(made(**sent), max_life_seconds=3600)
    assert refusal.value.reason is Reason.LIFE


@pytest.mark.parametrize(
    "claims", [{"iat": 0, "exp": 3600}, {"iat": -3000, "exp": 600}, {"exp": 3600}, {"iat": 5, "nbf": 5, "exp": 3605}]
)
async def test_a_token_may_live_as_long_as_is_allowed_and_be_some_seconds_ahead(claims: dict[str, Any]) -> None:
    now = int(time.time())
    sent = {name: now + seconds for name, seconds in claims.items()}
    assert (await caller(made(**sent), max_life_seconds=3600)).subject == "reg"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (lambda: "x", Reason.MALFORMED),
        (lambda: made(key=SECRET[::-1]), Reason.SIGNATURE),
        (lambda: made(key=SECRET * 2, algorithm="HS512"), Reason.ALGORITHM),
        (lambda: made(iss="another", aud="registro"), Reason.ISSUER),
        (lambda: made(iss="id", aud="another"), Reason.AUDIENCE),
        (lambda: made(iss="id"), Reason.CLAIMS),
        (lambda: made(iss="id", aud="registro", roles=[]), Reason.CLAIMS),
        (lambda: made(iss="id", aud="registro", exp=1), Reason.EXPIRED),
        (lambda: made(iss="id", aud="registro", nbf=int(time.time()) + 60), Reason.EARLY),
    ],
)
async def test_each_refusal_has_its_reason(bad: Callable[[], str], reason: Reason) -> None:
    with pytest.raises(InvalidToken) as refusal:
        await caller(bad(), issuer="id", audience="registro")
    assert refusal.value.reason is reason


async def test_a_token_is_verified_once_and_still_expires() -> None:
    verified = 0

    async def verify(sent: str) -> dict[str, Any]:
        nonlocal verified
        verified += 1
        return {"sub": sent, "roles": ["admin"], "exp": time.time() + left}

    left = 60.0
    remembered = VerifiedTokens()
    authenticator = Authenticator(verify, remembered)
    first, second = [await authenticator.caller("Bearer one") for _ in range(2)]
    assert first is second
    assert verified == 1
    remembered.forget()
    left = -LEEWAY_SECONDS - 1
    with pytest.raises(InvalidToken, match="expired"):
        await authenticator.caller("Bearer one")
    assert verified == 2


async def test_no_more_tokens_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.http.auth.authenticator.MAX_REMEMBERED_TOKENS", 3)
    remembered = VerifiedTokens()
    authenticator = Authenticator(secret_verifier(SECRET, TokenRules()), remembered)
    for number in range(10):
        await authenticator.caller(f"Bearer {made(sub=str(number))}")
    assert len(remembered) == 3


class Issuer:
    """Publishes keys.

    Attributes:
        keys: what it publishes, by their ids; an exception is raised instead.
        listed: what it publishes beside them.
        asked: how often it was asked.
    """

    def __init__(self, **keys: Any) -> None:
        self.keys: dict[str, Any] | Exception = keys
        self.listed: list[dict[str, Any]] = []
        self.asked = 0
        self.now = 0.0

    def answer(self, _: httpx.Request) -> httpx.Response:
        self.asked += 1
        if isinstance(self.keys, Exception):
            raise self.keys
        return httpx.Response(200, json={"keys": [*self.listed, *(jwk(key, kid) for kid, key in self.keys.items())]})

    def authenticator(self) -> Authenticator:
        http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))
        verified = VerifiedTokens()
        keys = JwksKeys("http://id.test/jwks", http, verified.forget, clock=lambda: self.now)
        return Authenticator(jwks_verifier(keys, TokenRules()), verified)


def jwk(key: Any, kid: str) -> dict[str, Any]:
    """The public key as it is published; without an id if that is empty."""
    if isinstance(key, dict):
        return {**key, "kid": kid}
    algorithm = {rsa.RSAPrivateKey: "RS256", ec.EllipticCurvePrivateKey: "ES256"}
    name = next((value for type_, value in algorithm.items() if isinstance(key, type_)), "EdDSA")
    made: dict[str, Any] = jwt.get_algorithm_by_name(name).to_jwk(key.public_key(), as_dict=True)
    return {**made, "kid": kid} if kid else made


@pytest.mark.parametrize(("kid", "algorithm"), [("r", "RS256"), ("e", "ES256"), ("d", "EdDSA")])
async def test_tokens_of_published_keys_are_good(kid: str, algorithm: str) -> None:
    keys = {"r": RSA, "e": EC, "d": ED}
    issuer = Issuer(**keys)
    authenticator = issuer.authenticator()
    for _ in range(3):
        sent = made(keys[kid], algorithm, {"kid": kid})
        assert (await authenticator.caller(f"Bearer {sent}")).subject == "reg"
    assert issuer.asked == 1


OTHER_RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.mark.parametrize("kids", [("", ""), ("", "2"), ("1", "2"), ("1", "1")])
async def test_a_token_without_a_key_id_may_be_signed_with_each_key_of_its_algorithm(kids: tuple[str, str]) -> None:
    issuer = Issuer()
    issuer.listed = [jwk(RSA, kids[0]), jwk(OTHER_RSA, kids[1]), jwk(EC, "")]
    authenticator = issuer.authenticator()
    for key, algorithm in ((RSA, "RS256"), (OTHER_RSA, "RS256"), (EC, "ES256")):
        assert (await authenticator.caller(f"Bearer {made(key, algorithm)}")).subject == "reg"
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    with pytest.raises(InvalidToken, match="not signed by us"):
        await authenticator.caller(f"Bearer {made(stranger, 'RS256')}")
    with pytest.raises(InvalidToken, match="has expired"):
        await authenticator.caller(f"Bearer {made(OTHER_RSA, 'RS256', exp=1)}")
    assert issuer.asked == 1


async def test_a_token_with_a_key_id_that_no_key_has_may_be_signed_with_a_key_without_one() -> None:
    issuer = Issuer()
    issuer.listed = [jwk(RSA, ""), jwk(OTHER_RSA, "2")]
    authenticator = issuer.authenticator()
    assert (await authenticator.caller(f"Bearer {made(RSA, 'RS256', {'kid': '1'})}")).subject == "reg"
    for key, kid in ((OTHER_RSA, "1"), (RSA, "2")):
        with pytest.raises(InvalidToken, match="not signed by us"):
            await authenticator.caller(f"Bearer {made(key, 'RS256', {'kid': kid})}")


async def test_a_new_key_without_an_id_works_with_the_first_token_that_it_signs() -> None:
    issuer = Issuer()
    issuer.listed = [jwk(RSA, "")]
    authenticator = issuer.authenticator()
    await authenticator.caller(f"Bearer {made(RSA, 'RS256')}")
    issuer.listed = [jwk(RSA, ""), jwk(OTHER_RSA, "")]
    issuer.now = MIN_READ_INTERVAL_SECONDS + 1
    assert (await authenticator.caller(f"Bearer {made(OTHER_RSA, 'RS256')}")).subject == "reg"


async def test_a_token_is_tried_with_a_bounded_number_of_keys() -> None:
    issuer = Issuer()
    issuer.listed = [*[jwk(RSA, "")] * MAX_CANDIDATES, jwk(OTHER_RSA, "")]
    authenticator = issuer.authenticator()
    await authenticator.caller(f"Bearer {made(RSA, 'RS256')}")
    with pytest.raises(InvalidToken, match="not signed by us"):
        await authenticator.caller(f"Bearer {made(OTHER_RSA, 'RS256')}")


SHARED = {"kty": "oct", "k": base64.urlsafe_b64encode(SECRET.encode()).decode().rstrip("=")}


@pytest.mark.parametrize(
    "bad",
    [
        # The public key used as a shared secret: everyone has it.
        lambda: f"{(head := part({'alg': 'HS256', 'kid': 'r'}) + '.' + part(FOREVER))}.{signed_with(PUBLIC_PEM, head)}",
        lambda: made(SECRET, "HS256", {"kid": "s"}),
        lambda: made(SECRET, "HS256", {"kid": "r"}),
        lambda: made(RSA, "RS512", {"kid": "r"}),
        lambda: made(RSA, "PS256", {"kid": "r"}),
        lambda: made(EC, "ES256", {"kid": "r"}),
        lambda: made(RSA, "RS256", {"kid": "e"}),
        lambda: made(RSA, "RS256", {"kid": "unknown"}),
        lambda: f"{part({'alg': 'none', 'kid': 'r'})}.{part(FOREVER)}.",
        lambda: f"{part({'alg': 'RS256', 'kid': ['r']})}.{part(FOREVER)}.AAAA",
    ],
)
async def test_a_key_is_good_for_its_own_algorithm_alone(bad: Callable[[], str]) -> None:
    authenticator = Issuer(r=RSA, e=EC, s=SHARED).authenticator()
    with pytest.raises(InvalidToken):
        await authenticator.caller(f"Bearer {bad()}")


def signed_with(secret: bytes, text: str) -> str:
    """By hand: PyJWT knows better than to sign with a public key."""
    import hmac

    return base64.urlsafe_b64encode(hmac.digest(secret, text.encode(), "sha256")).rstrip(b"=").decode()


SHORT_RSA = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - it has to be refused
WEAK = {
    "a short RSA key": jwk(SHORT_RSA, "weak"),
    "a curve of another algorithm": jwk(ec.generate_private_key(ec.SECP384R1()), "weak") | {"alg": "ES256"},
    "a private key": {**RSAAlgorithm.to_jwk(RSA, as_dict=True), "kid": "weak"},
}


@pytest.mark.parametrize("weak", WEAK.values(), ids=WEAK)
async def test_a_key_that_is_too_weak_for_its_algorithm_is_left_out_and_named(weak: dict[str, Any]) -> None:
    content = json.dumps({"keys": [weak, jwk(EC, "strong")]}).encode()
    with capture_logs() as logs:
        assert [key.key_id for key in signing_keys(content)] == ["strong"]
    assert [(entry["log_level"], entry["kids"]) for entry in logs] == [("warning", ["weak"])]
    with pytest.raises(ValueError, match="2,048 bits or more"):
        signing_keys(json.dumps({"keys": [weak]}).encode())


MALFORMED = [
    "no object",
    {"kty": "oct"},
    {"kty": "RSA", "n": 5, "e": "AQAB"},
    {"kty": "RSA", "alg": ["RS256"], "n": "AQAB", "e": "AQAB"},
    {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
    {"kty": "of the future"},
    {"kty": "oct", "k": "AA", "use": ["sig"]},
    {"kty": "oct", "k": "AA", "use": {}},
]


@pytest.mark.parametrize("malformed", MALFORMED, ids=str)
async def test_a_key_that_cannot_be_read_takes_no_other_with_it(malformed: Any) -> None:
    assert [key.key_id for key in signing_keys(json.dumps({"keys": [malformed, jwk(EC, "good")]}).encode())] == ["good"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[]", "not a JWK set"),
        (b"5", "not a JWK set"),
        (b"{}", "not a JWK set"),
        (b'{"keys": null}', "not a JWK set"),
        (b"[" * 100_000, "not a JWK set"),
        (b"\xff", "invalid start byte"),
        (b"", "Expecting value"),
    ],
)
async def test_what_is_no_set_of_keys_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        signing_keys(content)


async def test_a_token_that_a_weak_key_has_signed_is_refused() -> None:
    authenticator = Issuer(weak=SHORT_RSA, strong=RSA).authenticator()
    with pytest.warns(jwt.InsecureKeyLengthWarning):
        sent = made(SHORT_RSA, "RS256", {"kid": "weak"})
    with pytest.raises(InvalidToken, match="not signed by us"):
        await authenticator.caller(f"Bearer {sent}")


async def test_invented_key_ids_do_not_make_us_ask_more_often() -> None:
    issuer = Issuer(r=RSA)
    authenticator = issuer.authenticator()
    for number in range(50):
        with pytest.raises(InvalidToken):
            await authenticator.caller(f"Bearer {made(RSA, 'RS256', {'kid': str(number)})}")
    assert issuer.asked == 1

    issuer.keys = {"new": EC}
    issuer.now = MIN_READ_INTERVAL_SECONDS + 1
    assert (await authenticator.caller(f"Bearer {made(EC, 'ES256', {'kid': 'new'})}")).subject == "reg"
    assert issuer.asked == 2


async def test_a_withdrawn_key_is_refused_once_the_withdrawal_is_known() -> None:
    issuer = Issuer(r=RSA)
    authenticator = issuer.authenticator()
    old = f"Bearer {made(RSA, 'RS256', {'kid': 'r'})}"
    await authenticator.caller(old)
    issuer.keys = {"new": EC}
    issuer.now = KEYS_LIFETIME_SECONDS + 1
    await authenticator.caller(f"Bearer {made(EC, 'ES256', {'kid': 'new'})}")
    with pytest.raises(InvalidToken, match="not signed by us"):
        await authenticator.caller(old)


async def test_keys_that_were_read_serve_on_while_the_issuer_is_unavailable() -> None:
    issuer = Issuer(r=RSA)
    authenticator = issuer.authenticator()
    await authenticator.caller(f"Bearer {made(RSA, 'RS256', {'kid': 'r'})}")
    issuer.keys = httpx.ConnectError("refused")
    issuer.now = KEYS_LIFETIME_SECONDS + 1
    assert (await authenticator.caller(f"Bearer {made(RSA, 'RS256', {'kid': 'r'}, sub='two')}")).subject == "two"


async def test_without_any_key_no_token_can_be_verified() -> None:
    issuer = Issuer()
    authenticator = issuer.authenticator()
    for _ in range(3):
        with pytest.raises(JwksUnavailable):
            await authenticator.caller(f"Bearer {made(RSA, 'RS256', {'kid': 'r'})}")
    assert issuer.asked == 1
