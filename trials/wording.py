"""Endings and refusals as people say them."""

_WORDS = {
    "SUCCEEDED": "enrolled",
    "REJECTED": "refused",
    "GROUP_FULL": "a group is full",
    "ALREADY_ENROLLED": "enrolled already",
    "SAME_COURSE_TWICE": "the same course twice",
    "TIME_CONFLICT": "at the same time",
    "CREDIT_LIMIT_EXCEEDED": "too many credits",
    "PREREQUISITE_MISSING": "a prerequisite is missing",
    "COREQUISITE_MISSING": "a corequisite is missing",
    "LINKED_GROUP_MISSING": "a linked group is missing",
    "REPEAT_LIMIT_REACHED": "taken too often",
    "ALREADY_PASSED": "passed already",
    "SEATS_RESERVED": "seats are reserved",
}


def refusal_in_words(code: str) -> str:
    """`GROUP_FULL` as people say it; unknown codes as they are."""
    return _WORDS.get(code, code.lower().replace("_", " "))


def ending_in_words(ending: str) -> str:
    """`REJECTED: GROUP_FULL`, an ending with its reasons, as people say it."""
    status, _, reasons = ending.partition(": ")
    said = ", ".join(refusal_in_words(reason) for reason in reasons.split(", ") if reason)
    return f"{refusal_in_words(status)}: {said}" if said else refusal_in_words(status)
