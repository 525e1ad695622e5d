"""The tables, and the stores that read and write them. PostgreSQL is the truth; nothing here knows Redis."""

MODULES = (
    "models.students",
    "models.student_history",
    "models.terms",
    "models.courses",
    "models.groups",
    "models.enrollments",
    "models.seat_holds",
    "models.sagas",
    "models.workers",
    "models.audit_log",
    "models.saga_counts",
    "models.inspections",
    "models.trusted_documents",
    "models.overrides",
    "models.revocations",
    "models.retention",
    "models.batches",
)
"""Where Tortoise finds the tables: one aggregate a file."""
