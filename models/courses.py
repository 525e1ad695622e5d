"""Courses."""

from tortoise import fields
from tortoise.models import Model


class CourseRow(Model):
    """A course, whatever the term."""

    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=100, unique=True)
    title = fields.CharField(max_length=300)
    credits = fields.SmallIntField()

    class Meta:
        table = "courses"
        table_description = "Courses, whatever the term"
