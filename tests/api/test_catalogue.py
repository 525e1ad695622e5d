"""viewer, terms, term, course, courses, student, students: what can be looked up before and after enrolling."""

from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from resolvers.caller import Role
from tests.support.graphql import accepted, accepted_drop, finished
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


CACHED = "query($code: String!) { term(code: $code) { code groups(first: 2) { nodes { code seatsTaken } } } }"


async def test_what_only_the_catalogue_says_is_asked_for_again_and_sent_again_only_if_it_changed(
    api: GraphQLClient,
) -> None:
    request = {"query": CACHED, "variables": '{"code": "2024-2"}'}
    first = await api.http.get("/graphql", params=request)
    headers = {"cache-control": "private, no-cache", "vary": "Authorization, Accept, Accept-Language"}
    headers["etag"] = first.headers["etag"]
    for tags in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = await api.http.get("/graphql", params=request, headers={"If-None-Match": tags})
        assert (again.status_code, again.content) == (304, b"")
        assert {name: again.headers[name] for name in headers} == headers
    changed = await api.http.get(
        "/graphql", params={**request, "variables": '{"code": "2024-1"}'}, headers={"If-None-Match": headers["etag"]}
    )
    assert changed.json()["data"]["term"]["code"] == "2024-1"
    other_form = await api.http.get(
        "/graphql",
        params=request,
        headers={"If-None-Match": headers["etag"], "Accept": "application/graphql-response+json"},
    )
    assert other_form.json() == first.json()


async def test_nothing_else_is_kept_by_any_cache(api: GraphQLClient) -> None:
    asked = [
        await api.http.get("/graphql", params={"query": "{ terms { code } viewer { subject } }"}),
        await api.http.get("/graphql", params={"query": "{ terms { code } }"}, headers={"Authorization": ""}),
        await api.http.get(
            "/graphql", params={"query": '{ term(code: "2024-2") { groups(first: 101) { __typename } } }'}
        ),
        await api.http.get("/graphql", params={"query": "{ terms { cod } }"}),
        await api.http.post("/graphql", json={"query": "{ terms { code } }"}),
    ]
    for answer in asked:
        assert answer.headers.get_list("cache-control") == ["no-store"]
        assert "etag" not in answer.headers


VIEWER = "{ viewer { subject roles student { code } } }"


async def test_viewer_is_who_has_signed_in(api: GraphQLClient) -> None:
    answer = await api.execute(VIEWER, headers=authorization(Role.STUDENT, "EST001"))
    who = {"subject": "student-EST001", "roles": ["STUDENT"], "student": {"code": "EST001"}}
    assert answer["data"] == {"viewer": who}


async def test_viewer_is_anonymous_and_may_do_nothing_without_a_token(api: GraphQLClient) -> None:
    answer = await api.execute(VIEWER, headers={"Authorization": ""})
    assert answer["data"] == {"viewer": {"subject": "anonymous", "roles": [], "student": None}}


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
    assert answer["data"] == {"term": None if found is None else {"code": found}}


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
        ({"search": "\u00a0elc106\u2011e\u200b"}, {"G-ELC106-E"}),
        ({"search": "inform\u00e1tica para nin\u0303os "}, {"INF/101-Ñ"}),
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
        ({"filter": {"codes": ["A"] * 101}}, "filter"),
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


COURSES = """
query($search: String, $first: Int! = 50, $after: String) {
  courses(search: $search, first: $first, after: $after) { nodes { code title } pageInfo { hasNextPage endCursor } }
}
"""


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("elc10", ["ELC101", "ELC102", "ELC106"]),
        (" para nin\u0303os", ["INF/101-Ñ"]),
        ("no such thing", []),
        ("%", []),
    ],
)
async def test_courses_are_found_by_code_and_title(api: GraphQLClient, search: str, expected: list[str]) -> None:
    answer = await api.execute(COURSES, {"search": search})
    assert [course["code"] for course in answer["data"]["courses"]["nodes"]] == expected


async def test_courses_come_page_by_page(api: GraphQLClient) -> None:
    read = await every_page(api, COURSES, "courses", first=5)
    codes = [course["code"] for course in read]
    assert codes == sorted(set(codes))
    assert {"ADM310", "MATEMÁTICA"} <= set(codes)


async def every_page(api: GraphQLClient, document: str, field: str, **variables: object) -> list[dict[str, Any]]:
    """What stands on all pages of a list, in their order."""
    read: list[dict[str, Any]] = []
    after, more = None, True
    while more:
        page = (await api.execute(document, {**variables, "after": after}))["data"][field]
        read += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return read


STUDENTS = """
query($search: String, $filter: StudentFilter, $first: Int! = 50, $after: String) {
  students(search: $search, filter: $filter, first: $first, after: $after) {
    nodes { code name active maxCredits } pageInfo { hasNextPage endCursor }
  }
}
"""


async def test_students_are_found_by_code_and_name(api: GraphQLClient) -> None:
    by_code = await every_page(api, STUDENTS, "students", search="est00", first=4)
    assert [student["code"] for student in by_code] == [f"EST{number:03}" for number in range(1, 10)]

    ana = await every_page(api, STUDENTS, "students", search="ana quispe")
    assert {student["name"] for student in ana} == {"Ana Quispe"}


@pytest.mark.parametrize(
    ("filter_", "some"),
    [({"active": True}, True), ({"active": False}, False), ({"hasHolds": True}, False), ({"hasHolds": False}, True)],
)
async def test_students_are_filtered(api: GraphQLClient, filter_: dict[str, bool], *, some: bool) -> None:
    answer = await api.execute(STUDENTS, {"search": "EST01", "filter": filter_})
    assert bool(answer["data"]["students"]["nodes"]) == some


@pytest.mark.parametrize(
    ("variables", "argument"), [({"first": 101}, "first"), ({"after": "ñ"}, "after"), ({"search": "a\0b"}, "search")]
)
@pytest.mark.parametrize("document", [COURSES, STUDENTS])
async def test_students_and_courses_name_the_argument_that_is_wrong(
    api: GraphQLClient, document: str, variables: dict[str, Any], argument: str
) -> None:
    (error,) = (await api.execute(document, variables))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", argument)


ROSTER = """
query($code: String!, $first: Int! = 50, $after: String) {
  term(code: "2024-2") {
    groups(filter: {codes: [$code]}, first: 1) {
      nodes {
        seatsTaken
        roster(first: $first, after: $after) {
          nodes { status since student { code } task { id } } pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
}
"""


async def roster(api: GraphQLClient, code: str, headers: dict[str, str] | None = None, **more: object) -> Any:
    answer = await api.execute(ROSTER, {"code": code, **more}, headers)
    assert "errors" not in answer, answer
    [group] = answer["data"]["term"]["groups"]["nodes"]
    return group


async def test_the_roster_of_a_group_says_who_is_in_it_since_when_and_by_which_task(
    api: GraphQLClient, student: str
) -> None:
    group = "G-QMC100-A"
    task = await finished(api, (await accepted(api, student, group))["id"])
    whole = await roster(api, group)
    [own] = [seat for seat in whole["roster"]["nodes"] if seat["student"]["code"] == student]
    assert (own["status"], own["task"]) == ("CONFIRMED", {"id": task["id"]})
    assert own["since"] == task["finishedAt"]
    assert len(whole["roster"]["nodes"]) == whole["seatsTaken"]

    await finished(api, (await accepted_drop(api, student, group))["id"])
    left = (await roster(api, group))["roster"]["nodes"]
    assert student not in {seat["student"]["code"] for seat in left}


async def test_the_roster_of_a_full_group_comes_page_by_page(api: GraphQLClient) -> None:
    page = (await roster(api, "G-QMC100-C", first=5))["roster"]
    read = page["nodes"]
    while page["pageInfo"]["hasNextPage"]:
        page = (await roster(api, "G-QMC100-C", first=5, after=page["pageInfo"]["endCursor"]))["roster"]
        read += page["nodes"]
    codes = [seat["student"]["code"] for seat in read]
    assert (len(codes), codes) == (12, sorted(set(codes)))


async def test_a_student_sees_no_other_student_in_a_roster(api: GraphQLClient, student: str) -> None:
    group = "G-QMC100-B"
    await finished(api, (await accepted(api, student, group))["id"])
    for who, seen in ((student, [student]), ("EST001", [])):
        found = await roster(api, group, authorization(Role.STUDENT, who))
        assert [seat["student"]["code"] for seat in found["roster"]["nodes"]] == seen
    operator = await roster(api, group, authorization(Role.OPERATOR))
    assert student in {seat["student"]["code"] for seat in operator["roster"]["nodes"]}


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
    answer = await api.execute("query($c: String!) { student(code: $c) { code } }", {"c": code})
    assert answer["data"] == {"student": None}
