"""viewer, terms, term, course, student: what can be looked up before and after enrolling."""

from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from resolvers.caller import Role
from tests.support.graphql import accepted, finished
from tests.support.tokens import authorization

GROUPS = """
query($term: String!, $filter: GroupFilter, $first: Int! = 50, $after: String) {
  term(code: $term) {
    groups(filter: $filter, first: $first, after: $after) {
      nodes { id code capacity seatsTaken seatsAvailable course { code title credits } term { code }
              meetings { weekday startsAt endsAt fromDate toDate } }
      edges { cursor node { code } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}
"""


async def groups(api: GraphQLClient, **variables: object) -> dict[str, Any]:
    answer = await api.execute(GROUPS, {"term": "2024-2", **variables})
    assert "errors" not in answer, answer
    page: dict[str, Any] = answer["data"]["term"]["groups"]
    return page


VIEWER = "{ viewer { subject roles student { code } } }"


async def test_viewer_is_who_has_signed_in(api: GraphQLClient) -> None:
    answer = await api.execute(VIEWER, headers=authorization(Role.STUDENT, "EST001"))
    who = {"subject": "student-EST001", "roles": ["STUDENT"], "student": {"code": "EST001"}}
    assert answer == {"data": {"viewer": who}}


async def test_viewer_is_anonymous_and_may_do_nothing_without_a_token(api: GraphQLClient) -> None:
    answer = await api.execute(VIEWER, headers={"Authorization": ""})
    assert answer == {"data": {"viewer": {"subject": "anonymous", "roles": [], "student": None}}}


async def test_terms_are_listed_with_their_windows(api: GraphQLClient) -> None:
    answer = await api.execute("{ terms { code name opensAt closesAt isOpen } }")
    terms = {term["code"]: term for term in answer["data"]["terms"]}
    demo = {"2024-1": False, "2024-2": True, "2025-1": False}
    assert {code: terms[code]["isOpen"] for code in demo} == demo
    assert all(term["opensAt"] < term["closesAt"] and term["opensAt"].endswith("Z") for term in terms.values())


@pytest.mark.parametrize(
    ("code", "found"),
    [("2024-2", "2024-2"), (" 2024-2\u00a0", "2024-2"), ("1999-1", None), ("2024\0", None), ("", None)],
)
async def test_term_is_found_by_its_code(api: GraphQLClient, code: str, found: str | None) -> None:
    answer = await api.execute("query($code: String!) { term(code: $code) { code } }", {"code": code})
    assert answer == {"data": {"term": None if found is None else {"code": found}}}


async def test_term_has_its_groups_by_code_with_everything_about_them(api: GraphQLClient) -> None:
    page = await groups(api, first=100)
    codes = [group["code"] for group in page["nodes"]]
    assert codes == sorted(codes)
    assert [edge["node"]["code"] for edge in page["edges"]] == codes
    by_code = {group["code"]: group for group in page["nodes"]}
    group = by_code["G-ELC102-E"]
    assert group["course"] == {"code": "ELC102", "title": "Circuitos eléctricos II", "credits": 5}
    assert group["term"] == {"code": "2024-2"}
    assert group["seatsAvailable"] == group["capacity"] - group["seatsTaken"]
    assert len(group["meetings"]) == 2
    assert by_code["INF/101-Ñ"]["course"]["code"] == "INF/101-Ñ"


async def test_term_gives_its_groups_page_by_page(api: GraphQLClient) -> None:
    whole = [group["code"] for group in (await groups(api, first=100))["nodes"]]
    read: list[str] = []
    after = None
    while True:
        page = await groups(api, first=7, after=after)
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        read += [group["code"] for group in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert read == whole


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        ({"codes": [" G-ELC102-E", "G-ELC106-E\u200b", "G-NADA-Z"]}, {"G-ELC102-E", "G-ELC106-E"}),
        ({"codes": []}, set()),
        ({"courseCode": "INF/101-N\u0303"}, {"INF/101-Ñ"}),
        ({"search": "DIGITALES"}, {f"G-ELC106-{letter}" for letter in "ABCDE"}),
        ({"search": "elc106-e"}, {"G-ELC106-E"}),
        ({"search": "no such thing"}, set()),
        ({"courseCode": "QMC100", "onlyAvailable": True}, {"G-QMC100-A", "G-QMC100-B"}),
        ({"courseCode": "QMC100", "onlyAvailable": False}, {"G-QMC100-A", "G-QMC100-B", "G-QMC100-C"}),
    ],
)
async def test_term_lets_groups_be_searched(api: GraphQLClient, filter_: dict[str, Any], expected: set[str]) -> None:
    assert {group["code"] for group in (await groups(api, filter=filter_))["nodes"]} == expected


@pytest.mark.parametrize(
    ("variables", "argument"),
    [
        ({"first": 0}, "first"),
        ({"first": -1}, "first"),
        ({"first": 101}, "first"),
        ({"after": "nonsense"}, "after"),
        ({"after": "ñ"}, "after"),
        ({"after": ""}, "after"),
        ({"filter": {"search": "a\0b"}}, "filter"),
        ({"filter": {"courseCode": "a\0b"}}, "filter"),
    ],
)
async def test_term_names_the_argument_that_is_wrong(
    api: GraphQLClient, variables: dict[str, Any], argument: str
) -> None:
    answer = await api.execute(GROUPS, {"term": "2024-2", **variables})
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["argument"] == argument
    assert argument in error["message"]


async def test_course_is_found_by_its_code(api: GraphQLClient) -> None:
    query = (
        "query($a: String!, $b: String!) { a: course(code: $a) { id code title credits } b: course(code: $b) { code } }"
    )
    answer = await api.execute(query, {"a": "INF/101-N\u0303", "b": "INF\0"})
    course = answer["data"]["a"]
    assert course == {
        "id": course["id"],
        "code": "INF/101-Ñ",
        "title": "Taller de informática para niños",
        "credits": 2,
    }
    assert answer["data"]["b"] is None


STUDENT = """
query($code: String!, $term: String, $status: [EnrollmentStatus!], $first: Int! = 20, $after: String) {
  student(code: $code) {
    code name active maxCredits holds { reason office since blocksEnrollment }
    enrollments(termCode: $term, status: $status) {
      nodes { id status since group { code } student { code } task { id } } pageInfo { hasNextPage }
    }
    tasks(first: $first, after: $after) { nodes { id status } edges { cursor } pageInfo { hasNextPage endCursor } }
  }
}
"""


async def test_student_has_their_enrollments_and_tasks(api: GraphQLClient, student: str) -> None:
    first = await accepted(api, student, "G-ELC102-E", "G-ELC106-E")
    await finished(api, first["id"])
    second = await accepted(api, student, "G-QMC100-C")
    await finished(api, second["id"])

    found = (await api.execute(STUDENT, {"code": f" {student} "}))["data"]["student"]
    assert (found["code"], found["active"], found["holds"]) == (student, True, [])
    assert {one["group"]["code"]: one["status"] for one in found["enrollments"]["nodes"]} == {
        "G-ELC102-E": "CONFIRMED",
        "G-ELC106-E": "CONFIRMED",
    }
    assert all(
        (one["student"]["code"], one["task"]["id"]) == (student, first["id"]) for one in found["enrollments"]["nodes"]
    )
    assert found["tasks"]["nodes"] == [
        {"id": second["id"], "status": "REJECTED"},
        {"id": first["id"], "status": "SUCCEEDED"},
    ]

    page = (await api.execute(STUDENT, {"code": student, "first": 1}))["data"]["student"]["tasks"]
    assert page["pageInfo"]["hasNextPage"]
    rest = await api.execute(STUDENT, {"code": student, "first": 1, "after": page["pageInfo"]["endCursor"]})
    assert rest["data"]["student"]["tasks"]["nodes"] == [{"id": first["id"], "status": "SUCCEEDED"}]


@pytest.mark.parametrize(
    ("variables", "count"),
    [
        ({"term": "2024-2"}, 1),
        ({"term": "2024-1"}, 0),
        ({"status": ["CONFIRMED"]}, 1),
        ({"status": ["RESERVED", "DROPPED"]}, 0),
        ({"status": []}, 0),
    ],
)
async def test_student_lets_enrollments_be_filtered(
    api: GraphQLClient, student: str, variables: dict[str, Any], count: int
) -> None:
    await finished(api, (await accepted(api, student, "G-ELC102-E"))["id"])
    answer = await api.execute(STUDENT, {"code": student, **variables})
    assert len(answer["data"]["student"]["enrollments"]["nodes"]) == count


@pytest.mark.parametrize("variables", [{"first": 0}, {"first": 101}, {"after": "nonsense"}, {"term": "a\0b"}])
async def test_student_names_the_argument_that_is_wrong(api: GraphQLClient, variables: dict[str, Any]) -> None:
    answer = await api.execute(STUDENT, {"code": "EST001", **variables})
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("code", ["EST999", "", "\0", "est001", "E" * 5000])
async def test_an_unknown_student_is_null(api: GraphQLClient, code: str) -> None:
    assert await api.execute("query($c: String!) { student(code: $c) { code } }", {"c": code}) == {
        "data": {"student": None}
    }
