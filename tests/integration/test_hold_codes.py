"""Holds that were stored before they had codes get some, by which they can be cleared."""

from datetime import UTC, datetime
from importlib import import_module

import msgspec

from app.container import Container
from enrollment.problems import Hold
from models.catalogue import Catalogue
from tests.support.installation import Installation

SINCE = datetime(2024, 7, 1, tzinfo=UTC)
OLD = [{"reason": "fine", "since": "2024-07-01T00:00:00Z"}, {"reason": "note", "since": "2024-07-01T00:00:00Z"}]
NEW = [*OLD[:1], {**OLD[1], "code": "NOTE"}]


async def test_holds_without_a_code_are_numbered_and_others_keep_theirs(
    container: Container, installation: Installation
) -> None:
    for code, holds in (("EST001", OLD), ("EST002", NEW)):
        text = msgspec.json.encode(holds).decode()
        await installation.sql("UPDATE students SET holds = $2::jsonb WHERE code = $1", code, text)
    [operation] = import_module("models.migrations.0027_hold_codes").Migration.operations
    for _ in range(2):
        await installation.sql(operation.sql)
        found = await Catalogue(container.database).students_by_code(["EST001", "EST002"])
        assert found["EST001"].holds == (Hold("fine", SINCE, code="HOLD-1"), Hold("note", SINCE, code="HOLD-2"))
        assert found["EST002"].holds == (Hold("fine", SINCE, code="HOLD-1"), Hold("note", SINCE, code="NOTE"))
