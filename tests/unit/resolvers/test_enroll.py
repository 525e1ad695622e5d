"""enroll and drop: what is made of a request before it is handed in."""

import pytest

from enrollment.problems import InvalidInput, ServiceUnavailable
from enrollment.submission import Accepted
from enrollment.task import TaskKind
from guards.idempotency.key import derived_key
from kit.errors import DatabaseUnavailable
from resolvers.drop import drop
from resolvers.enroll import enroll
from resolvers.language import Language
from resolvers.submit import Outcome, SubmitRequest
from tests.support.memory import MemoryServices, MemoryTasks


async def ask(
    tasks: MemoryTasks,
    *groups: str,
    student: str = "EST001",
    term: str = "2024-2",
    key: str | None = None,
    header: str | None = None,
    language: Language = Language.EN,
) -> Outcome:
    context = MemoryServices(tasks=tasks).context(idempotency_key=header, language=language)
    return await enroll(context, SubmitRequest(student, term, groups, key))


def wrong(outcome: Outcome) -> dict[str, str]:
    """What is wrong, by path."""
    assert isinstance(outcome, InvalidInput)
    return {".".join(error.path): error.message for error in outcome.errors}


@pytest.fixture
def tasks() -> MemoryTasks:
    return MemoryTasks()


async def test_codes_are_read_folded_and_sorted(tasks: MemoryTasks) -> None:
    outcome = await ask(tasks, "G-B", "\u00a0G-A\u200b", "G-B ", "INF/101-N\u0303", "INF/101-Ñ", student=" EST001\n")
    assert isinstance(outcome, Accepted)
    (submission,) = tasks.submitted
    assert submission.command.student_code == "EST001"
    assert submission.command.group_codes == ("G-A", "G-B", "INF/101-Ñ")
    assert submission.caller == "admin"
    assert submission.correlation_id == "c-test"


async def test_without_a_key_the_request_is_its_own_key(tasks: MemoryTasks) -> None:
    await ask(tasks, "G-A", "G-B")
    await ask(tasks, "G-B", "G-A", "G-A")
    first, second = tasks.submitted
    assert first.derived
    assert first.key == derived_key(TaskKind.ENROLL, first.command)
    assert (first.key, first.fingerprint) == (second.key, second.fingerprint)


@pytest.mark.parametrize(("key", "header"), [("k-1", None), (None, "k-1"), ("k-1", "k-1")])
async def test_a_clients_key_is_taken_from_where_it_is(tasks: MemoryTasks, key: str | None, header: str | None) -> None:
    await ask(tasks, "G-A", key=key, header=header)
    (submission,) = tasks.submitted
    assert (submission.key, submission.derived) == ("k-1", False)


async def test_dropping_is_another_request_with_another_key(tasks: MemoryTasks) -> None:
    context = MemoryServices(tasks=tasks).context()
    for call in (enroll, drop):
        assert isinstance(await call(context, SubmitRequest("EST001", "2024-2", ["G-B ", "G-A"])), Accepted)
    enrolls, drops = tasks.submitted
    assert (enrolls.kind, drops.kind) == (TaskKind.ENROLL, TaskKind.DROP)
    assert enrolls.command == drops.command
    assert (drops.key, drops.derived) == (derived_key(TaskKind.DROP, drops.command), True)
    assert drops.fingerprint != enrolls.fingerprint


async def test_two_different_keys_are_refused(tasks: MemoryTasks) -> None:
    outcome = await ask(tasks, "G-A", key="k-1", header="k-2")
    assert "Idempotency-Key header" in wrong(outcome)["input.idempotencyKey"]
    assert not tasks.submitted


@pytest.mark.parametrize("key", ["", "   ", "k" * 256, "k\n1", "k\u200b1"])
async def test_a_key_has_1_to_255_printable_characters(tasks: MemoryTasks, key: str) -> None:
    assert "input.idempotencyKey" in wrong(await ask(tasks, "G-A", key=key))
    assert "input.idempotencyKey" in wrong(await ask(tasks, "G-A", header=key))
    assert isinstance(await ask(tasks, "G-A", key="Ñ" * 255), Accepted)


async def test_50_groups_are_allowed_and_51_are_not_whatever_they_fold_to(tasks: MemoryTasks) -> None:
    assert isinstance(await ask(tasks, *(f"G-{n}" for n in range(50))), Accepted)
    assert "51" in wrong(await ask(tasks, *["G-A"] * 51))["input.groupCodes"]
    assert "at least one" in wrong(await ask(tasks))["input.groupCodes"]


async def test_a_code_of_100_characters_is_allowed_and_one_of_101_is_not(tasks: MemoryTasks) -> None:
    assert isinstance(await ask(tasks, "G" * 100), Accepted)
    assert wrong(await ask(tasks, "G" * 101)) == {"input.groupCodes.0": "must have at most 100 characters; it has 101."}


async def test_everything_that_is_wrong_is_reported_together(tasks: MemoryTasks) -> None:
    outcome = await ask(tasks, "G-A", " \u00a0", "G\0B", student="", term="T" * 300, key="")
    assert set(wrong(outcome)) == {
        "input.studentCode",
        "input.termCode",
        "input.groupCodes.1",
        "input.groupCodes.2",
        "input.idempotencyKey",
    }
    assert isinstance(outcome, InvalidInput)
    assert outcome.path is None
    assert not tasks.submitted


async def test_one_fault_alone_is_the_path_of_the_whole(tasks: MemoryTasks) -> None:
    outcome = await ask(tasks, "G-A", "")
    assert isinstance(outcome, InvalidInput)
    assert outcome.path == ("input", "groupCodes", "1")


async def test_problems_are_in_spanish_for_a_caller_who_reads_spanish(tasks: MemoryTasks) -> None:
    outcome = await ask(tasks, language=Language.ES)
    assert wrong(outcome) == {"input.groupCodes": "debe nombrar al menos un grupo."}


async def test_an_unavailable_database_is_a_typed_problem(tasks: MemoryTasks) -> None:
    tasks.answer = DatabaseUnavailable("connection refused", 2.5)
    assert await ask(tasks, "G-A") == ServiceUnavailable(service="database", retry_after_seconds=2.5)


async def test_what_else_breaks_is_not_an_answer(tasks: MemoryTasks) -> None:
    tasks.answer = RuntimeError("broken")
    with pytest.raises(RuntimeError):
        await ask(tasks, "G-A")
