"""circuitBreakers, resetCircuitBreaker and the subscription."""

from contextlib import aclosing
from typing import Any

from commands.graphql_client import GraphQLClient
from tests.support.poll import in_time, wait_for_async

BREAKER = """service state ownState sharedState reports { process state openSince }
  failureCount successCount failureThreshold successThreshold recoveryTimeoutSeconds
  timeoutSeconds openedAt lastFailureAt retryAt"""
ALL = f"query {{ circuitBreakers {{ {BREAKER} }} }}"
WATCH = f"subscription {{ circuitBreakers {{ {BREAKER} }} }}"
RESET = f"""
mutation($service: String!, $reason: String!) {{
  resetCircuitBreaker(input: {{service: $service, reason: $reason}}) {{
    ... on CircuitBreakerReset {{ circuitBreaker {{ {BREAKER} }} }}
    ... on UnknownService {{ code message service known }}
    ... on InvalidInput {{ code errors {{ path }} }}
  }}
}}"""
SERVICES = ["database", "queue", "billing", "notifications"]


async def reset(api: GraphQLClient, service: str, reason: str = "looked at it") -> dict[str, Any]:
    answer = await api.execute(RESET, {"service": service, "reason": reason})
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]["resetCircuitBreaker"]
    return found


async def test_circuit_breakers_are_all_there_with_their_settings(api: GraphQLClient) -> None:
    answer = await api.execute(ALL)
    assert "errors" not in answer, answer
    breakers = {breaker["service"]: breaker for breaker in answer["data"]["circuitBreakers"]}
    assert list(breakers) == SERVICES
    assert breakers["billing"] == {
        "service": "billing", "state": "CLOSED", "ownState": "CLOSED", "sharedState": "CLOSED", "reports": [],
        "failureCount": 0, "successCount": 0, "failureThreshold": 3,
        "successThreshold": 3, "recoveryTimeoutSeconds": 30, "timeoutSeconds": 30, "openedAt": None,
        "lastFailureAt": None, "retryAt": None,
    }  # fmt: skip


async def test_reset_circuit_breaker_is_in_the_audit_log_with_its_reason(api: GraphQLClient) -> None:
    assert (await reset(api, "notifications", "the cable is in"))["circuitBreaker"]["state"] == "CLOSED"

    async def line() -> list[dict[str, Any]]:
        log = await api.execute("{ auditLog(first: 100) { nodes { actor action outcome reason correlationId } } }")
        return [node for node in log["data"]["auditLog"]["nodes"] if node["reason"] == "notifications: the cable is in"]

    [found] = await wait_for_async(line, 10, "the reset is in the audit log")
    assert (found["actor"], found["action"], found["outcome"]) == ("admin", "RESET_CIRCUIT_BREAKER", "CLOSED")
    assert found["correlationId"]


async def test_reset_circuit_breaker_says_which_there_are_and_wants_a_reason(api: GraphQLClient) -> None:
    unknown = await reset(api, "dns")
    assert (unknown["code"], unknown["service"], unknown["known"]) == ("UNKNOWN_SERVICE", "dns", SERVICES)
    assert (await reset(api, "queue", " "))["errors"] == [{"path": ["input", "reason"]}]


async def test_watch_circuit_breakers_sends_what_is_then_what_changes(api: GraphQLClient) -> None:
    async with aclosing(api.subscribe(WATCH)) as payloads:
        seen = [(await in_time(anext(payloads), 10))["data"]["circuitBreakers"] for _ in SERVICES]
        assert [breaker["service"] for breaker in seen] == SERVICES
