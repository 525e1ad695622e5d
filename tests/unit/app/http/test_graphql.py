"""The GraphQL endpoint, where a request has an `Accept` that cannot be parsed."""

import pytest

from tests.unit.app.http.test_application import client, parts


@pytest.mark.parametrize("parameters", ["x*=1; x*0=2", f"x*{'9' * 5000}=1"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_what_cannot_be_parsed_is_answered_as_json(parameters: str, method: str) -> None:
    async with client(parts()) as http:
        headers, query = {"Accept": f"a; {parameters}"}, {"query": "{ viewer { subject } }"}
        if method == "GET":
            answer = await http.get("/graphql", headers=headers, params=query)
        else:
            answer = await http.post("/graphql", headers=headers, json=query)
    assert answer.status_code == 200
    assert answer.json()["data"] == {"viewer": {"subject": "anonymous"}}
    assert "ratelimit" in answer.headers
