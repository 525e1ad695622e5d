"""How long, how much and how many: one limit for one thing, whether it comes in a token, by the API or in a file.

Columns are as wide as these say (a test compares), so that what is let in can be stored and read again.
"""

from datetime import UTC, datetime

MAX_CODE_CHARACTERS = 100
"""Of a student, term, course or group."""
MAX_NAME_CHARACTERS = 200
"""Of a student or term."""
MAX_TITLE_CHARACTERS = 300
"""Of a course."""
MAX_SUBJECT_CHARACTERS = 255
"""Of a caller's name, a token's `sub`: what OpenID Connect allows."""
MAX_KEY_CHARACTERS = 255
"""Of an idempotency key."""
MAX_CORRELATION_ID_CHARACTERS = 128
MAX_REASON_CHARACTERS = 1000
MAX_DOCUMENT_ID_CHARACTERS = 128
"""Of a trusted document."""

MAX_CAPACITY = 1_000_000
"""Seats of a group."""
MAX_CREDITS = 2**15 - 1
"""Of a course, and of a student in a term: the most that the database's small integers hold."""
MAX_GRADE = 1_000
"""Of a course that was taken, with two decimals; whatever the scale."""
MAX_ATTEMPTS = 100
"""At a course."""
MAX_OFFER_SECONDS = 30 * 24 * 3600
"""For which a seat is offered to a student of a waitlist."""
MAX_MEETINGS = 50
"""Of a group."""
MAX_WINDOWS = 100
"""Of a term."""
MAX_COHORTS = 50
"""Of a student."""
MAX_TRAVEL_MINUTES = 240
"""From one meeting to the next."""
MAX_WEEKS = 26
"""From one meeting to the next."""
MAX_GROUPS = 50
"""Of a basket."""
MAX_BATCH_ROWS = 1000
"""Of a batch: what a list in the variables of an operation may have."""

FIRST_MOMENT = datetime(1900, 1, 1, tzinfo=UTC)
LAST_MOMENT = datetime(2999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
"""Of an enrollment window. The driver takes the first and the last moment of Python for infinite ones."""
