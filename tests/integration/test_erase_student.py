"""`registro erase-student`: nothing says who the student was, and everything else is as before."""

import gzip
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.container import Container
from enrollment.batch import AcceptedBatch, NewBatch, NewRow
from enrollment.catalogue_edits import HoldDraft, StudentDraft
from enrollment.overrides import Override, OverrideDraft, OverrideKind
from enrollment.receipt import RECEIPT_TYPE, Receipt
from enrollment.task import TaskKind
from kit.signed_texts import verified
from models.batches import Batches
from models.catalogue_edits import CatalogueEdits
from models.overrides import Overrides
from models.student_rows import read_student_data
from models.task_states import TaskStates
from services.receipts import Receipts
from tests.support.ageing import close_long_ago
from tests.support.engine import accept, executed, living, submission
from tests.support.forked import completed
from tests.support.installation import Installation
from tests.support.receipts import ISSUER, RFC_KEY

GROUP, OTHER = "G-ELC102-E", "G-LIN100-A"
CODE, NAME = "EST001", 'Ñusta "la una" Núñez'
COUNTS = """
SELECT (SELECT count(*) FROM students) AS students, (SELECT count(*) FROM sagas) AS sagas,
       (SELECT count(*) FROM enrollments WHERE status <> 'DROPPED') AS live,
       (SELECT sum(seats_taken) FROM groups) AS taken"""


async def erase(installation: Installation, *arguments: str | Path) -> tuple[int, str, str]:
    """The command: its return code, standard output and standard error."""
    return await completed("erase-student", *arguments, DATABASE_URL=installation.database_url)


@pytest.fixture
async def pseudonym(container: Container, installation: Installation) -> str:
    """What EST001, who has enrolled, dropped, been refused and renamed, will be called."""
    edits = CatalogueEdits(container.database)
    for name in (NAME, "Otra Persona"):
        await edits.save_student(StudentDraft(CODE, name), actor="registrar", correlation_id="c")
    async with living(container, 1) as workers:
        for kind, groups in ((TaskKind.ENROLL, [GROUP, OTHER]), (TaskKind.DROP, [GROUP]), (TaskKind.DROP, [GROUP])):
            asked = submission(CODE, groups, kind=kind, caller=f"student-{CODE}")
            await executed(container, workers, await accept(container, asked))
    await edits.place_hold(HoldDraft(CODE, "FIN", "Deuda"), actor="registrar", correlation_id="c")
    reason = f"{CODE} paid, not {CODE}1 or {NAME}"
    await edits.clear_hold(CODE, "FIN", actor="registrar", reason=reason, correlation_id="c")
    [row] = await installation.sql("SELECT id FROM students WHERE code = $1", CODE)
    return f"erased-{row['id']}"


async def test_a_student_who_is_erased_is_named_nowhere_and_all_facts_and_counts_stay(
    container: Container, installation: Installation, pseudonym: str
) -> None:
    before = await read_student_data(container.database, CODE)
    assert before is not None
    counts = await installation.sql(COUNTS)
    code, out, err = await erase(installation, CODE, "--reason", "asked for it")
    assert (code, out, err) == (0, f"Student {CODE} is {pseudonym} from now on.\n", "")
    after = await read_student_data(container.database, pseudonym)
    assert after is not None
    text = json.dumps(after, ensure_ascii=False).replace(f"{CODE}1", "another")
    assert [word for word in (CODE, "Ñusta", "Otra Persona") if word in text] == []
    assert await read_student_data(container.database, CODE) is None
    for table in ("enrollments", "groups"):
        assert after[table] == before[table]
    for table, columns in (
        ("sagas", ("id", "status", "finished_at")),
        ("audit_log", ("id", "action", "outcome", "at")),
    ):
        kept = [{name: row[name] for name in columns} for row in sorted(after[table], key=lambda row: row["id"])]
        was = [{name: row[name] for name in columns} for row in sorted(before[table], key=lambda row: row["id"])]
        assert kept[: len(was)] == was
    [cleared] = [entry for entry in after["audit_log"] if entry["action"] == "CLEAR_HOLD"]
    assert cleared["reason"] == f"{pseudonym} paid, not {CODE}1 or {pseudonym}"
    [erased] = [entry for entry in after["audit_log"] if entry["action"] == "ERASE_STUDENT"]
    assert (erased["actor"], erased["reason"]) == ("registro erase-student", "asked for it")
    assert await installation.sql(COUNTS) == counts
    assert await installation.violations() == {}

    code, out, _ = await erase(installation, pseudonym, "--reason", "again")
    assert (code, out) == (0, f"Student {pseudonym} is erased already.\n")
    code, _, err = await erase(installation, CODE, "--reason", "again")
    assert code == 1
    assert f"There is no student with code {CODE}." in err
    assert await read_student_data(container.database, pseudonym) == after


async def test_receipts_name_the_pseudonym_from_then_on_and_saved_ones_stay_good(
    container: Container, installation: Installation, pseudonym: str
) -> None:
    receipts, tasks = Receipts(ISSUER, RFC_KEY), TaskStates(container.database)
    of_student = "SELECT id FROM sagas WHERE student_id = (SELECT id FROM students WHERE code = $1)"
    ids = [row["id"] for row in await installation.sql(of_student, CODE)]
    saved = {id_: receipts.of(state) or "" for id_, state in (await tasks.by_ids(ids)).items()}
    assert (await erase(installation, CODE, "--reason", "asked for it"))[0] == 0
    later = {id_: receipts.of(state) or "" for id_, state in (await tasks.by_ids(ids)).items()}
    assert len(saved) == 3
    for id_, receipt in saved.items():
        before, after = (_said(text) for text in (receipt, later[id_]))
        assert (before.sub, after.sub) == (CODE, pseudonym)
        assert msgspec.structs.replace(before, sub=pseudonym) == after


def _said(receipt: str) -> Receipt:
    payload, _ = verified(receipt, {RFC_KEY.public.kid: RFC_KEY.public}, RECEIPT_TYPE)
    return msgspec.json.decode(payload, type=Receipt)


async def test_reasons_of_overrides_tasks_and_batches_name_the_student_no_more(
    container: Container, installation: Installation, pseudonym: str
) -> None:
    said = f"{NAME} ({CODE}, not {CODE}1) asked"
    overrides = Overrides(container.database)
    draft = OverrideDraft(CODE, "2024-2", OverrideKind.GROUP_FULL, said, GROUP)
    granted = await overrides.grant(draft, actor=f"student-{CODE}", correlation_id="c")
    assert isinstance(granted, Override)
    await overrides.grant(replace(draft, student_code="EST002"), actor="registrar", correlation_id="c")
    rows = []
    for student, group in ((CODE, GROUP), (CODE, "NONE"), ("EST002", GROUP)):
        asked = submission(student, [group])
        rows.append(NewRow(asked.command, replace(asked, command=msgspec.structs.replace(asked.command, reason=said))))
    batches = Batches(container.database, container.acceptance(), timedelta(days=1))
    batch = await batches.accept(NewBatch(tuple(rows), "registrar", "key", b"", said, "of the batch"))
    assert isinstance(batch, AcceptedBatch)
    unknown = json.dumps({"type": "STUDENT_NOT_FOUND", "student_code": CODE})
    await installation.sql("UPDATE batch_rows SET problem = $1::jsonb WHERE row = 2", unknown)
    async with living(container, 1) as workers:
        tasks = await installation.sql("SELECT id FROM sagas WHERE finished_at IS NULL")
        await executed(container, workers, [task["id"] for task in tasks])

    code, _, _ = await erase(installation, CODE, "--reason", "asked for it")
    assert code == 0
    erased = f"{pseudonym} ({pseudonym}, not {CODE}1) asked"
    data = await read_student_data(container.database, pseudonym)
    assert data is not None
    [override] = data["overrides"]
    assert (override["reason"], override["granted_by"]) == (erased, pseudonym)
    assert {saga["command"].get("reason") for saga in data["sagas"]} == {None, erased}
    assert {row["student_code"] for row in data["batch_rows"]} == {pseudonym}
    assert CODE not in json.dumps(data, ensure_ascii=False).replace(f"{CODE}1", "another")
    for sql in ("SELECT reason FROM batches", "SELECT reason FROM audit_log WHERE action = 'ENROLL_BATCH'"):
        assert await installation.sql(sql) == [{"reason": erased}]
    of_another = await read_student_data(container.database, "EST002")
    assert of_another is not None
    assert [row["reason"] for row in of_another["overrides"]] == [said]


async def test_a_group_with_the_code_of_the_student_keeps_it(container: Container, installation: Installation) -> None:
    await installation.sql("UPDATE groups SET code = $1 WHERE code = $2", CODE, OTHER)
    async with living(container, 1) as workers:
        await executed(container, workers, await accept(container, submission(CODE, [CODE, GROUP])))
    _, out, _ = await erase(installation, CODE, "--reason", "asked for it")
    data = await read_student_data(container.database, out.split()[3])
    assert data is not None
    [saga] = data["sagas"]
    assert saga["command"] == {"student_code": out.split()[3], "term_code": "2024-2", "group_codes": [CODE, GROUP]}
    assert {entry["group_code"] for entry in data["audit_log"]} == {CODE, GROUP, None}


async def test_a_student_with_unfinished_tasks_is_not_erased(container: Container, installation: Installation) -> None:
    await accept(container, submission(CODE, [GROUP]))
    before = await read_student_data(container.database, CODE)
    code, _, err = await erase(installation, CODE, "--reason", "asked for it")
    assert code == 1
    assert f"Student {CODE} has unfinished tasks" in err
    assert await read_student_data(container.database, CODE) == before


async def test_archives_name_the_student_no_more_and_keep_every_line(
    container: Container, installation: Installation, tmp_path: Path
) -> None:
    await installation.sql("UPDATE students SET name = $2 WHERE code = $1", CODE, NAME)
    async with living(container, 1) as workers:
        for student in (CODE, "EST002"):
            for kind in (TaskKind.ENROLL, TaskKind.DROP):
                asked = submission(student, [GROUP], kind=kind, caller=f"student-{student}")
                command = msgspec.structs.replace(asked.command, reason=f"{NAME} (student {CODE}) wants it")
                await executed(container, workers, await accept(container, replace(asked, command=command)))
    await close_long_ago(installation, days=400)
    archive = tmp_path / "archive.jsonl.gz"
    url = installation.database_url
    await completed("prune", "--older-than", "400d", "--archive", archive, DATABASE_URL=url)
    before = [json.loads(line) for line in gzip.decompress(archive.read_bytes()).splitlines()]
    code, out, _ = await erase(installation, CODE, "--reason", "asked for it", "--archive", archive)
    assert code == 0
    text = gzip.decompress(archive.read_bytes()).decode()
    after = [json.loads(line) for line in text.splitlines()]
    assert [line["id"] for line in after] == [line["id"] for line in before]
    assert [line for line in after if line["student"] == "EST002"] == [b for b in before if b["student"] == "EST002"]
    pseudonym = out.split()[3]
    assert {line["student"] for line in after} == {"EST002", pseudonym}
    for now, was in zip(after, before, strict=True):
        if was["student"] == CODE:
            was["saga"] |= {"idempotency_key": was["id"], "fingerprint": ""}
            was["saga"]["scope"] = pseudonym
            for entry in was["audit"]:
                entry["actor"] = pseudonym
            named = json.dumps(was, ensure_ascii=False)
            for name in (json.dumps(NAME, ensure_ascii=False)[1:-1], CODE):
                named = named.replace(name, pseudonym)
            assert now == json.loads(named)

    other = tmp_path / "other.txt"
    other.write_text("no archive")
    code, _, err = await erase(installation, "EST002", "--reason", "asked for it", "--archive", other)
    assert (code, "is no gzip file" in err.replace("\n", " ")) == (1, True)
    assert await read_student_data(container.database, "EST002") is not None
