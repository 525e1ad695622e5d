"""Refused callers: each is counted, and logged within bounds."""

from structlog.testing import capture_logs

from services.refused_callers import MAX_LOGGED_CALLERS, Reason, RefusedCallers


def test_each_refusal_is_counted_and_each_caller_is_logged_once_a_minute() -> None:
    now = [59.0]
    refused = RefusedCallers(lambda: now[0])
    with capture_logs() as logs:
        for second in (59.0, 60.0, 119.0):
            now[0] = second
            for _ in range(50):
                refused.record(Reason.EXPIRED, address="10.0.0.7")
                refused.record(Reason.SIGNATURE, address="10.0.0.8")
                refused.record(Reason.FORBIDDEN, actor="10.0.0.7")
    assert refused.counts == {Reason.EXPIRED: 150, Reason.SIGNATURE: 150, Reason.FORBIDDEN: 150}
    minute = [
        {"problem": "UNAUTHENTICATED", "reason": "expired", "address": "10.0.0.7"},
        {"problem": "UNAUTHENTICATED", "reason": "signature", "address": "10.0.0.8"},
        {"problem": "FORBIDDEN", "reason": "forbidden", "actor": "10.0.0.7"},
    ]
    assert logs == [{"event": "refused", "log_level": "info", **line} for line in 2 * minute]


def test_many_addresses_neither_flood_the_log_nor_take_up_memory() -> None:
    now = [0.0]
    refused = RefusedCallers(lambda: now[0])
    with capture_logs() as logs:
        for minute in range(2):
            now[0] = 60.0 * minute
            for number in range(10 * MAX_LOGGED_CALLERS):
                refused.record(Reason.MALFORMED, address=f"2001:db8::{number:x}")
    assert refused.counts.total() == 20 * MAX_LOGGED_CALLERS
    each_minute = ["refused"] * MAX_LOGGED_CALLERS + ["more callers are refused in this minute than are logged"]
    assert [line["event"] for line in logs] == 2 * each_minute
    assert len(refused._logged) <= MAX_LOGGED_CALLERS + 1
