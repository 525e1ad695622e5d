"""The tables, and the stores that read and write them. PostgreSQL is the truth; nothing here knows Redis."""

MODULES = (
    "models.students",
    "models.terms",
    "models.courses",
    "models.groups",
    "models.enrollments",
    "models.sagas",
    "models.workers",
    "models.audit_log",
    "models.saga_counts",
    "models.inspections",
)
"""Where Tortoise finds the tables: one aggregate a file."""
