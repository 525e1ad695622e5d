"""Courses."""

from tortoise import fields
from tortoise.models import Model

from enrollment.limits import MAX_CODE_CHARACTERS, MAX_TITLE_CHARACTERS
from enrollment.rule_settings import CourseRules
from models.rule_columns import rules_field


class CourseRow(Model):
    """A course, whatever the term."""

    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=MAX_CODE_CHARACTERS, unique=True)
    title = fields.CharField(max_length=MAX_TITLE_CHARACTERS)
    credits = fields.SmallIntField()
    rules = rules_field(CourseRules)

    class Meta:
        table = "courses"
        table_description = "Courses, whatever the term"
