"""enrollBatch: many students together, a result for each row, never more than there are seats."""

import asyncio
from collections import Counter
from typing import Any

from commands.graphql_client import GraphQLClient
from tests.support.batches import WATCH_BATCH, accepted_batch, ended_batch, enroll_batch, row, rows_of, students
from tests.support.graphql import enrolled, save_group, seats_taken, watched
from tests.support.installation import Installation

GROUP = "G-ELC102-E"
LOG = '{ auditLog(filter: {correlationId: "audited-batch"}) { nodes { action outcome reason } } }'


def codes(rows: list[dict[str, Any]]) -> list[str | None]:
    return [row["problem"] and row["problem"]["code"] for row in rows]


async def a_group(api: GraphQLClient, code: str, capacity: int) -> str:
    saved = await save_group(
        api, {"termCode": "2024-2", "code": code, "courseCode": "ELC102", "capacity": capacity, "meetings": []}
    )
    assert saved["__typename"] == "GroupSaved", saved
    return code


async def test_enroll_batch_of_41_students_into_40_seats_takes_40_and_says_which_row_got_none(
    api: GraphQLClient, live: Installation
) -> None:
    group = await a_group(api, "BATCH-40", 40)
    codes_of_students = await students(live, "FORTY", 41)
    batch = await accepted_batch(api, [row(student, group) for student in codes_of_students])
    ended = await ended_batch(api, batch["id"])
    assert (ended["counts"]["succeeded"], ended["counts"]["rejected"]) == (40, 1)
    results = await rows_of(api, batch["id"])
    assert [result["row"] for result in results] == list(range(1, 42))
    statuses = [result["task"]["status"] for result in results]
    assert statuses == ["SUCCEEDED"] * 40 + ["REJECTED"], "rows are carried out in their order"
    assert [problem["code"] for problem in results[-1]["task"]["problems"]] == ["GROUP_FULL"]
    assert await seats_taken(api, group) == {group: 40}


async def test_enroll_batch_gives_a_row_that_cannot_be_accepted_its_problem_and_goes_on_with_the_others(
    api: GraphQLClient, student: str
) -> None:
    rows = [
        row("NO-SUCH-STUDENT", GROUP),
        row(student, GROUP),
        row(student, GROUP, term="2024-1"),
        row(student, GROUP, term="1999-9"),
        row(student, f" {GROUP}", GROUP),
        row(" ", GROUP),
        row(student),
    ]
    batch = await accepted_batch(api, rows)
    assert (batch["counts"]["rows"], batch["counts"]["notAccepted"]) == (7, 6)
    results = await rows_of(api, batch["id"])
    assert codes(results) == [
        "STUDENT_NOT_FOUND",
        None,
        "TERM_NOT_OPEN",
        "TERM_NOT_FOUND",
        "DUPLICATE_ROW",
        "INVALID_INPUT",
        "INVALID_INPUT",
    ]
    assert results[0]["problem"]["path"] == ["input", "rows", "0", "studentCode"]
    assert results[2]["problem"]["path"] == ["input", "rows", "2", "termCode"]
    assert results[4]["problem"]["firstRow"] == 2
    assert results[6]["problem"]["errors"] == [{"path": ["input", "rows", "6", "groupCodes"]}]
    ended = await ended_batch(api, batch["id"])
    assert (ended["counts"]["succeeded"], ended["finishedAt"] is not None) == (1, True)


async def test_enroll_batch_takes_of_a_row_what_can_be_had_or_lets_it_wait_if_it_says_so(
    api: GraphQLClient, live: Installation
) -> None:
    full = await a_group(api, "BATCH-FULL", 0)
    first, second, third = await students(live, "POLICY", 3)
    rows = [
        row(first, GROUP, full),
        {**row(first, GROUP, full), "errorPolicy": "BEST_EFFORT"},
        {**row(second, full), "waitlist": True},
        {**row(third, GROUP), "errorPolicy": "BEST_EFFORT", "waitlist": True},
    ]
    batch = await accepted_batch(api, rows)
    await ended_batch(api, batch["id"])
    results = await rows_of(api, batch["id"])
    assert [result["task"] and result["task"]["status"] for result in results] == [
        *("REJECTED", "SUCCEEDED", "SUCCEEDED"),
        None,
    ]
    assert results[3]["problem"]["errors"] == [{"path": ["input", "rows", "3", "waitlist"]}]
    single = await api.execute(
        "mutation ($input: EnrollInput!) { enroll(input: $input) { ... on TaskAccepted { replayed task { id } } } }",
        {"input": rows[1]},
    )
    assert single["data"]["enroll"] == {"replayed": True, "task": {"id": results[1]["task"]["id"]}}


async def test_enroll_batch_without_a_key_begins_the_rows_anew_that_were_refused_or_called_off(
    api: GraphQLClient, live: Installation
) -> None:
    group = await a_group(api, "BATCH-AGAIN", 1)
    rows = [row(student, group) for student in await students(live, "AGAIN", 2)]
    first = await accepted_batch(api, rows)
    assert (await ended_batch(api, first["id"]))["counts"]["rejected"] == 1
    await a_group(api, group, 2)
    again = await enroll_batch(api, rows)
    assert not again["replayed"]
    assert (await ended_batch(api, again["batch"]["id"]))["counts"]["succeeded"] == 2
    assert [result["replayed"] for result in await rows_of(api, again["batch"]["id"])] == [True, False]
    assert (await accepted_batch(api, rows))["id"] == again["batch"]["id"], "all rows have succeeded"


async def test_enroll_batch_without_a_key_sends_rows_again_that_were_to_be_sent_later(
    api: GraphQLClient, live: Installation, student: str
) -> None:
    rows = [row(student, GROUP)]
    first = await accepted_batch(api, rows)
    await ended_batch(api, first["id"])
    assert (await accepted_batch(api, rows))["id"] == first["id"]
    await live.sql(
        """UPDATE batch_rows r SET saga_id = NULL,
               problem = '{"code": "SERVICE_UNAVAILABLE", "service": "database", "retry_after_seconds": 2}'
           FROM batches b WHERE b.id = r.batch_id AND r.student_code = $1""",
        student,
    )
    again = await enroll_batch(api, rows)
    assert (again["replayed"], again["batch"]["counts"]["notAccepted"]) == (False, 0)


async def test_enroll_batch_with_a_key_replays_what_was_refused(api: GraphQLClient, live: Installation) -> None:
    group = await a_group(api, "BATCH-KEYED", 0)
    rows = [row(student, group) for student in await students(live, "KEYED", 1)]
    first = await accepted_batch(api, rows, key="keyed-1")
    assert (await ended_batch(api, first["id"]))["counts"]["rejected"] == 1
    assert (await accepted_batch(api, rows, key="keyed-1"))["id"] == first["id"]


async def test_enroll_batch_sent_again_is_the_same_batch_and_with_other_rows_a_conflict(
    api: GraphQLClient, student: str
) -> None:
    rows = [row(student, GROUP), row("NO-SUCH-STUDENT", GROUP)]
    first = await enroll_batch(api, rows)
    again = await enroll_batch(api, rows)
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["batch"]["id"] == first["batch"]["id"]
    keyed = await accepted_batch(api, rows, key="seniors-1")
    assert keyed["id"] != first["batch"]["id"]
    assert [r["replayed"] for r in await rows_of(api, keyed["id"])] == [True, False], (
        "the row's task is the first one's"
    )
    conflict = await enroll_batch(api, rows[:1], key="seniors-1")
    assert (conflict["code"], conflict["firstBatch"], conflict["retry"]) == (
        "BATCH_KEY_CONFLICT",
        {"id": keyed["id"]},
        "NEW_KEY",
    )


async def test_enroll_batch_sent_by_ten_clients_at_the_same_moment_is_one_batch(
    api: GraphQLClient, live: Installation
) -> None:
    rows = [row(student, GROUP) for student in await students(live, "RACE", 30)]
    batches = await asyncio.gather(*(accepted_batch(api, rows) for _ in range(10)))
    assert len({batch["id"] for batch in batches}) == 1
    await ended_batch(api, batches[0]["id"])
    found = await live.sql(
        "SELECT count(*) FROM sagas s JOIN students st ON st.id = s.student_id WHERE st.code LIKE 'RACE%'"
    )
    assert found == [{"count": 30}]


async def test_enroll_batch_and_a_request_of_the_same_caller_for_the_same_make_one_task(
    api: GraphQLClient, student: str
) -> None:
    task = await enrolled(api, student, GROUP)
    batch = await accepted_batch(api, [row(student, GROUP)])
    [result] = await rows_of(api, batch["id"])
    assert (result["replayed"], result["task"]["id"]) == (True, task["id"])
    assert batch["final"]


async def test_enroll_batch_of_1000_rows_fits_into_one_request_and_one_more_is_refused(
    api: GraphQLClient, live: Installation
) -> None:
    group = await a_group(api, "BATCH-1000", 1000)
    rows = [row(student, group) for student in await students(live, "THOUSAND", 1001)]
    batch = await accepted_batch(api, rows[:1000])
    ended = await ended_batch(api, batch["id"])
    assert ended["counts"]["succeeded"] == 1000
    results = await rows_of(api, batch["id"])
    assert Counter(result["task"]["status"] for result in results) == {"SUCCEEDED": 1000}
    more = await api.execute(
        "mutation ($input: EnrollBatchInput!) { enrollBatch(input: $input) { __typename } }",
        {"input": {"rows": rows, "reason": "too many"}},
    )
    assert more["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await seats_taken(api, group) == {group: 1000}


async def test_enroll_batch_without_rows_or_reason_names_the_fields(api: GraphQLClient) -> None:
    refused = await enroll_batch(api, [], reason=" ")
    assert refused["code"] == "INVALID_INPUT"
    assert [error["path"] for error in refused["errors"]] == [["input", "reason"], ["input", "rows"]]


async def test_enroll_batch_is_in_the_audit_log_with_its_reason(api: GraphQLClient, student: str) -> None:
    asked = {"rows": [row(student, "G-LIN100-A")], "reason": "seniors first"}
    document = "mutation ($input: EnrollBatchInput!) { enrollBatch(input: $input) { __typename } }"
    await api.execute(document, {"input": asked}, {"X-Correlation-ID": "audited-batch"})
    entries = (await api.execute(LOG))["data"]["auditLog"]["nodes"]
    written = [entry for entry in entries if entry["action"] == "ENROLL_BATCH"]
    assert [(entry["outcome"], entry["reason"]) for entry in written] == [("ACCEPTED", "seniors first")]


async def test_batch_is_shown_to_staff_by_its_id_and_nothing_by_another(api: GraphQLClient, student: str) -> None:
    batch = await accepted_batch(api, [row(student, GROUP), row("NO-SUCH-STUDENT", GROUP)])
    document = "query ($id: ID!) { batch(id: $id) { id submittedBy } node(id: $id) { id ... on Batch { reason } } }"
    found = (await api.execute(document, {"id": batch["id"]}))["data"]
    assert found["batch"]["id"] == found["node"]["id"] == batch["id"]
    assert found["node"]["reason"] == "seniors first"
    nothing = (await api.execute("query ($id: ID!) { batch(id: $id) { id } }", {"id": "nonsense"}))["data"]
    assert nothing == {"batch": None}


async def test_watch_batch_sends_rising_counts_and_ends_when_no_row_changes_any_more(
    api: GraphQLClient, live: Installation
) -> None:
    rows = [row(student, GROUP) for student in await students(live, "WATCHED", 60)]
    batch = await accepted_batch(api, rows)
    events = [payload["data"]["batch"] for payload in await watched(api, WATCH_BATCH, batch["id"])]
    left = [event["counts"]["queued"] + event["counts"]["running"] for event in events]
    assert left == sorted(left, reverse=True)
    assert [event["final"] for event in events] == [False] * (len(events) - 1) + [True]
    assert all(sum(event["counts"].values()) == 2 * event["counts"]["rows"] for event in events), "they add up"
    [again] = await watched(api, WATCH_BATCH, batch["id"])
    assert again["data"]["batch"] == events[-1]


async def test_watch_batch_that_is_nowhere_is_not_found(api: GraphQLClient) -> None:
    [payload] = await watched(api, WATCH_BATCH, "nonsense")
    assert payload["errors"][0]["extensions"]["code"] == "NOT_FOUND"
