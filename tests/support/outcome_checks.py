"""A witness in the database: notes every version of every saga and record, so that tests can read how it was."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tests.support.installation import Installation
from tests.support.processes import GROUPS

_NOTES = "CREATE TABLE witness (n bigserial, saga_id uuid, position smallint, status text, version int)"
_NOTE_SAGA = """
CREATE FUNCTION note_saga() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO witness (saga_id, status, version) VALUES (NEW.id, NEW.status, NEW.version); RETURN NULL; END $$"""
_NOTE_STEP = """
CREATE FUNCTION note_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO witness (saga_id, position, status, version) VALUES (NEW.saga_id, NEW.position, NEW.status, NEW.version);
  RETURN NULL; END $$"""
_ON_SAGA = """
CREATE TRIGGER note AFTER INSERT OR UPDATE OF version ON sagas FOR EACH ROW EXECUTE FUNCTION note_saga()"""
_ON_STEP = """
CREATE TRIGGER note AFTER INSERT OR UPDATE OF version ON saga_steps FOR EACH ROW EXECUTE FUNCTION note_step()"""


async def call_witness(installation: Installation) -> None:
    """Have everything noted from now on."""
    for statement in (_NOTES, _NOTE_SAGA, _NOTE_STEP, _ON_SAGA, _ON_STEP):
        await installation.sql(statement)


async def sound_history(
    installation: Installation,
    saga_id: UUID,
    groups: Sequence[str] = GROUPS,
    given_up: Sequence[str] = (),
    *,
    decided_at: int | None = None,
) -> int:
    """The final version; fails unless everything was done once and published in order, see `sound_histories`."""
    return (await sound_histories(installation, [saga_id], groups, given_up, decided_at=decided_at))[saga_id]


async def sound_histories(
    installation: Installation,
    ids: Sequence[UUID],
    groups: Sequence[str] = GROUPS,
    given_up: Sequence[str] = (),
    *,
    decided_at: int | None = None,
) -> dict[UUID, int]:
    """The final version of each saga; fails unless everything was done once and published in order.

    Versions rose one by one, each record's too; the audit speaks of each group once, at the final version; the saga
    made one enrollment in each group, or none where it got nowhere; and nothing in the installation is amiss. The audit
    speaks of what a swap has given up, too. `decided_at`: the version that decided about the groups, if not the last.
    """
    noted = await _by_saga(installation, ids, "SELECT saga_id, position, version FROM witness", "n")
    audit = await _by_saga(installation, ids, "SELECT saga_id, group_code, version FROM audit_log", "id")
    made = await _by_saga(
        installation, ids, "SELECT saga_id, g.code FROM enrollments JOIN groups g ON g.id = group_id", "g.code"
    )
    final = {saga_id: _rose(noted[saga_id]) for saga_id in ids}
    for saga_id, version in final.items():
        versions = [row["version"] for row in audit[saga_id] if row["version"] is not None]  # a refusal wrote none
        assert versions == sorted(versions)
        of_groups = [(row["group_code"], row["version"]) for row in audit[saga_id] if row["group_code"]]
        assert sorted(of_groups) == [(code, decided_at or version) for code in sorted((*groups, *given_up))]
        assert [row["code"] for row in made[saga_id]] in (sorted(groups), [])
    assert await installation.violations() == {}
    return final


async def _by_saga(
    installation: Installation, ids: Sequence[UUID], select: str, order: str
) -> dict[UUID, list[dict[str, Any]]]:
    rows = await installation.sql(f"{select} WHERE saga_id = ANY($1::uuid[]) ORDER BY {order}", list(ids))
    found: dict[UUID, list[dict[str, Any]]] = {saga_id: [] for saga_id in ids}
    for row in rows:
        found[row["saga_id"]].append(row)
    return found


def _rose(noted: Sequence[dict[str, Any]]) -> int:
    """The last version of what was noted of one saga; all of them rose one by one."""
    versions: list[int] = [row["version"] for row in noted if row["position"] is None]
    assert versions == list(range(1, len(versions) + 1))
    records = defaultdict(list)
    for row in noted:
        if row["position"] is not None:
            records[row["position"]].append(row["version"])
    for position, written in records.items():
        assert written == sorted(set(written)), f"step {position}: {written}"
        assert set(written) <= set(versions)
    return versions[-1]


async def path(installation: Installation, saga_id: UUID) -> list[tuple[str, str]]:
    """Everything that was written of the saga's steps, in order: the step's name and its status then."""
    rows = await installation.sql(
        """SELECT st.name, w.status FROM witness w JOIN saga_steps st USING (saga_id, position)
           WHERE w.saga_id = $1 ORDER BY w.version, w.n""",
        saga_id,
    )
    return [(row["name"], row["status"]) for row in rows]


async def seats(installation: Installation, saga_id: UUID) -> dict[str, int]:
    """How many enrollments the saga made, by status."""
    rows = await installation.sql(
        "SELECT status, count(*) AS n FROM enrollments WHERE saga_id = $1 GROUP BY status", saga_id
    )
    return {row["status"]: row["n"] for row in rows}


async def holds(installation: Installation, saga_id: UUID) -> set[str]:
    """The groups of the saga's command that its student is in now."""
    rows = await installation.sql(
        """SELECT g.code FROM sagas s JOIN enrollments e ON e.student_id = s.student_id AND e.status = 'CONFIRMED'
           JOIN groups g ON g.id = e.group_id AND g.term_id = s.term_id
           WHERE s.id = $1 AND s.command->'group_codes' ? g.code""",
        saga_id,
    )
    return {row["code"] for row in rows}
