"""Revoked tokens, as one process knows them."""

from datetime import UTC, datetime
from functools import partial

import pytest
from structlog.testing import capture_logs

from enrollment.revocation import IssuedToken, Revocation
from guards.revoked_tokens import RevokedTokens

AT = 1_000_000.5
MOMENT = datetime.fromtimestamp(AT, UTC)


def revoked(*revocations: Revocation) -> RevokedTokens:
    tokens = RevokedTokens()
    tokens.add(revocations)
    return tokens


@pytest.mark.parametrize(
    ("token", "covered"),
    [
        (IssuedToken("a", "1", AT - 1), True),
        # A token says in whole seconds when it was issued: this one may be older than the revocation.
        (IssuedToken("a", "1", AT - 0.5), True),
        (IssuedToken("a", "1", AT + 0.5), False),
        (IssuedToken("a", None, None), True),
        (IssuedToken("A", "1", AT - 1), False),
        (IssuedToken("b", None, None), False),
    ],
)
def test_tokens_of_a_subject_are_covered_unless_they_were_issued_later(token: IssuedToken, *, covered: bool) -> None:
    assert revoked(Revocation(subject="a", revoked_at=MOMENT)).covers(token) is covered


def test_a_token_is_covered_by_its_own_id_whenever_it_was_issued() -> None:
    tokens = revoked(Revocation(jti="1", revoked_at=MOMENT))
    assert tokens.covers(IssuedToken("a", "1", AT + 100))
    assert not tokens.covers(IssuedToken("a", "2", AT - 100))
    assert not tokens.covers(IssuedToken("1", None, AT - 100))


def test_a_subject_and_an_id_are_each_revoked_on_its_own() -> None:
    tokens = revoked(Revocation(subject="a", jti="1", revoked_at=MOMENT))
    assert tokens.covers(IssuedToken("a", "2", AT - 1))
    assert tokens.covers(IssuedToken("b", "1", AT + 1))


def test_revocations_may_come_in_any_order_and_more_than_once() -> None:
    older, newer = (Revocation(subject="a", revoked_at=datetime.fromtimestamp(AT + n, UTC)) for n in (0, 10))
    for order in ([older, newer, older], [newer, older]):
        assert revoked(*order).covers(IssuedToken("a", None, AT + 5))


def test_who_uses_a_token_that_is_revoked_is_told_and_no_one_else() -> None:
    tokens, told = RevokedTokens(), list[str]()
    tokens.watch(IssuedToken("a", "1", AT), lambda: told.append("first"))
    tokens.watch(IssuedToken("a", "2", AT), lambda: told.append("second"))
    tokens.watch(IssuedToken("b", "3", AT), lambda: told.append("another's"))
    unwatch = tokens.watch(IssuedToken("a", "4", AT), lambda: told.append("left"))
    unwatch()
    tokens.add([Revocation(jti="2", revoked_at=MOMENT)])
    assert told == ["second"]
    tokens.add([Revocation(jti="2", revoked_at=MOMENT)])
    assert told == ["second"], "nothing new"
    told.clear()
    tokens.add([Revocation(subject="a", revoked_at=MOMENT)])
    assert sorted(told) == ["first", "second"]


def test_an_error_in_telling_one_keeps_no_other_from_being_told() -> None:
    tokens, told = RevokedTokens(), list[str]()

    def tell(name: str) -> None:
        told.append(name)
        raise OSError(name)

    for name in "123":
        tokens.watch(IssuedToken("a", name, AT), partial(tell, name))
    with capture_logs() as logs:
        tokens.add([Revocation(subject="a", revoked_at=MOMENT)])
    assert sorted(told) == ["1", "2", "3"]
    assert [line["exc_info"] for line in logs] == [True] * 3


def test_what_was_revoked_long_ago_is_forgotten() -> None:
    tokens = revoked(
        Revocation(subject="a", jti="1", revoked_at=MOMENT),
        Revocation(subject="b", revoked_at=datetime.fromtimestamp(AT + 10, UTC)),
    )
    tokens.forget_until(AT + 1)
    assert len(tokens) == 1
    assert not tokens.covers(IssuedToken("a", "1", AT))
    assert tokens.covers(IssuedToken("b", None, AT))
