"""A witness in the database: notes every version of every saga and record, so that tests can read how it was."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from tests.crash.driving import GROUPS
from tests.support.installation import Installation

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


async def sound_history(installation: Installation, saga_id: UUID, groups: Sequence[str] = GROUPS) -> int:
    """The final version; fails unless everything was done once and told in order.

    Versions rose one by one, each record's too; the audit speaks of each group once, at the final version; the saga
    made one enrollment in each group, or none where it got nowhere; and nothing in the installation is amiss.
    """
    noted = await installation.sql("SELECT position, version FROM witness WHERE saga_id = $1 ORDER BY n", saga_id)
    versions: list[int] = [row["version"] for row in noted if row["position"] is None]
    assert versions == list(range(1, len(versions) + 1))
    records = defaultdict(list)
    for row in noted:
        if row["position"] is not None:
            records[row["position"]].append(row["version"])
    for position, written in records.items():
        assert written == sorted(set(written)), f"step {position}: {written}"
        assert set(written) <= set(versions)
    audit = await installation.sql("SELECT group_code, version FROM audit_log WHERE saga_id = $1 ORDER BY id", saga_id)
    assert [row["version"] for row in audit] == sorted(row["version"] for row in audit)
    of_groups = [(row["group_code"], row["version"]) for row in audit if row["group_code"]]
    assert sorted(of_groups) == [(code, versions[-1]) for code in sorted(groups)]
    made = await installation.sql(
        "SELECT g.code FROM enrollments e JOIN groups g ON g.id = e.group_id WHERE e.saga_id = $1 ORDER BY g.code",
        saga_id,
    )
    assert [row["code"] for row in made] in (sorted(groups), [])
    assert await installation.violations() == {}
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
