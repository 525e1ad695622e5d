"""Errors at the level of HTTP, in the language that the client asks for."""

from typing import Any

import pytest

from app.http.application import MAX_BODY_BYTES
from commands.graphql_client import GraphQLClient
from tests.support.tokens import token

JSON = {"content-type": "application/json"}
MUTATION = {"query": 'mutation { cancelTask(input: {id: "x"}) { __typename } }'}


@pytest.mark.parametrize(
    ("method", "sent", "code"),
    [
        ("POST", {"content": b"{", "headers": JSON}, "BAD_REQUEST"),
        ("POST", {"json": []}, "BAD_REQUEST"),
        ("POST", {"json": 3}, "BAD_REQUEST"),
        ("POST", {"json": {}}, "BAD_REQUEST"),
        ("POST", {"json": {"query": 3}}, "BAD_REQUEST"),
        ("POST", {"json": {"query": "{ viewer { subject } }", "variables": 3}}, "BAD_REQUEST"),
        ("POST", {"json": {"query": "{ viewer { subject } }", "operationName": "Unknown"}}, "BAD_REQUEST"),
        ("POST", {"json": {"query": "subscription { stats { at } }"}}, "BAD_REQUEST"),
        ("GET", {}, "BAD_REQUEST"),
        ("GET", {"params": MUTATION}, "METHOD_NOT_ALLOWED"),
        ("PUT", {"json": MUTATION}, "METHOD_NOT_ALLOWED"),
        ("POST", {"content": b"{}", "headers": {"content-type": "text/plain"}}, "UNSUPPORTED_MEDIA_TYPE"),
        ("POST", {"content": b" " * (MAX_BODY_BYTES + 1), "headers": JSON}, "CONTENT_TOO_LARGE"),
        ("POST", {"json": MUTATION, "headers": {"Authorization": "Bearer nonsense"}}, "UNAUTHENTICATED"),
        ("POST", {"json": MUTATION, "headers": {"Authorization": "Basic x"}}, "UNAUTHENTICATED"),
        ("POST", {"json": MUTATION, "headers": {"Authorization": f"Bearer {token(hours=-2)}"}}, "UNAUTHENTICATED"),
    ],
)
async def test_what_is_wrong_with_a_request_is_told_in_the_language_asked_for(
    api: GraphQLClient, method: str, sent: dict[str, Any], code: str
) -> None:
    said = []
    for language in ("en", "es"):
        headers = {**sent.get("headers", {}), "Accept-Language": language}
        answer = await api.http.request(method, "/graphql", **{**sent, "headers": headers})
        (error,) = answer.json()["errors"]
        assert error["extensions"]["code"] == code
        said.append(error["message"])
    english, spanish = said
    assert english != spanish
