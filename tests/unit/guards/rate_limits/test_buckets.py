"""The buckets of one limit: bounded in number, and settled together."""

from guards.rate_limits.bucket import Limit
from guards.rate_limits.buckets import ALL_OTHERS, Buckets

SLOW = Limit(per_second=0.001, burst=10)
FAST = Limit(per_second=1e9, burst=2e9)


def settled(buckets: Buckets) -> Buckets:
    buckets.settle(buckets.debts(), None)
    return buckets


def test_each_caller_has_a_bucket_of_their_own() -> None:
    buckets = Buckets("t", SLOW)
    assert [buckets.draw("a") for _ in range(10)] == [0.0] * 10
    assert buckets.draw("a") > 900
    assert (buckets.refused, buckets.last_refused) == (1, "a")
    assert buckets.draw("b") == 0
    assert (buckets.remaining("a")[0], buckets.remaining("b")[0], buckets.remaining("c")) == (0, 9, (10, 0))


def test_their_number_is_bounded_and_newcomers_share_the_last() -> None:
    buckets = Buckets("t", SLOW, max_buckets=3)
    known = ["a", "b", "c"]
    for key in known:
        assert buckets.draw(key) == 0
    answers = [buckets.draw(f"address {number}") for number in range(1000)]
    assert answers.count(0.0) == SLOW.burst
    assert buckets.last_refused == ALL_OTHERS
    assert len(buckets) == 4
    assert [buckets.draw(key) for key in known] == [0.0] * 3


def test_full_buckets_are_forgotten_and_make_room() -> None:
    buckets = Buckets("t", FAST, max_buckets=3)
    for number in range(1000):
        assert buckets.draw(f"address {number}") == 0
        settled(buckets)
    assert len(buckets) <= 3
    buckets.forget_full()
    assert len(buckets) == 0


def test_what_is_owed_is_not_forgotten_and_is_settled_once() -> None:
    pressing: list[bool] = []
    buckets = Buckets("t", SLOW, lambda: pressing.append(True))
    for _ in range(4):
        buckets.draw("a")
    buckets.forget_full()
    assert [(debt.key, debt.tokens) for debt in buckets.debts()] == [("a", 4)]
    assert not pressing
    buckets.draw("a")
    assert pressing, "half a chunk is owed"
    debts = buckets.debts()
    buckets.draw("a")
    buckets.settle(debts, [5.0])
    assert [(debt.key, debt.tokens) for debt in buckets.debts()] == [("a", 1)]
    assert settled(buckets).debts() == []


def test_what_others_have_drawn_is_known_after_settling() -> None:
    buckets = Buckets("t", SLOW)
    buckets.draw("a")
    buckets.settle(buckets.debts(), [0.0])
    assert buckets.draw("a") > 900


def test_a_chunk_that_is_owed_has_to_be_settled_first() -> None:
    limit = Limit(per_second=1, burst=100)
    buckets = Buckets("t", limit)
    answers = [buckets.draw("a") for _ in range(60)]
    assert answers.count(0.0) == limit.chunk == 50
    assert answers[-1] == 0.1
    assert settled(buckets).draw("a") == 0
