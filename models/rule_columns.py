"""How terms, courses and groups keep their rules: a JSON object in which what is absent is the default."""

from typing import TypeVar

import msgspec
from tortoise import fields
from tortoise.fields.db_defaults import SqlDefault

from enrollment.rule_settings import CourseRules, GroupRules, TermRules

RulesT = TypeVar("RulesT", TermRules, CourseRules, GroupRules)


def decode_rules(text: str | bytes | None, kind: type[RulesT]) -> RulesT:
    """Rules as the column keeps them; None for those of a row that has none."""
    return kind() if text is None else msgspec.json.decode(text, type=kind)


def rules_field(kind: type[RulesT]) -> fields.JSONField[RulesT]:
    """The column `rules` of a model."""
    return fields.JSONField[RulesT](
        default=kind,
        db_default=SqlDefault("'{}'"),
        encoder=lambda rules: msgspec.json.encode(rules).decode(),
        decoder=lambda text: decode_rules(text, kind),
    )
