"""One limit for one thing, whether it comes in a token, by the API or in a file, and columns that are as wide."""

import ast
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tortoise import fields
from tortoise.models import Model

from app.http.auth.token_claims import InvalidToken, caller_from_claims
from enrollment import limits
from enrollment.catalogue_edits import GroupDraft, TermDraft
from enrollment.weekday import Weekday
from importing.catalogue_files import parse_courses, parse_students, parse_terms
from importing.group_files import parse_groups
from importing.parsed_files import ParsedFile
from models.audit_log import AuditRow
from models.courses import CourseRow
from models.groups import GroupRow
from models.sagas import SagaRow
from models.students import StudentRow
from models.terms import TermRow
from resolvers import save_group, save_term, submit, validation
from resolvers.language import Language
from resolvers.meetings import SentMeeting, meetings_errors

ROOT = Path(__file__).resolve().parents[2]
ENTRANCES = ("app/http/auth", "app/http/middleware", "resolvers", "schema", "importing", "commands/rehearsal")
OUR_WORDS = {
    "AuditRow.action": "an enumeration of ours",
    "AuditRow.outcome": "an enumeration of ours",
    "AuditRow.service": "a system in the settings",
    "HistoryRow.status": "an enumeration of ours",
    "SagaRow.plan": "a plan of ours",
    "SagaRow.waits_for": "a system in the settings",
    "StepRow.name": "words of ours, and the code of a group",
    "WorkerRow.name": "a host's name, and a number",
}
"""Columns for what no client can choose."""
OWN_LIMITS = {
    "app/http/auth/authenticator.py: MAX_TOKEN_CHARACTERS": "a whole token; nothing keeps one",
    "importing/csv_files.py: MAX_SHOWN_CHARACTERS": "of a bad value in a message",
    "schema/operation.py: _MAX_NAME_LENGTH": "of an operation's name in a log line",
}
"""Limits of what is stored nowhere."""


def assignments(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Numbers with a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, int):
            yield from ((name.id, node.value.value) for name in node.targets if isinstance(name, ast.Name))


def test_a_column_is_as_wide_as_the_limit_of_what_it_takes() -> None:
    literal = set()
    for path in sorted((ROOT / "models").glob("*.py")):
        for model in (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)):
            for column in (node for node in model.body if isinstance(node, ast.Assign)):
                match column.value:
                    case ast.Call(func=ast.Attribute(attr="CharField"), keywords=[ast.keyword(value=width), *_]):
                        [name] = [target.id for target in column.targets if isinstance(target, ast.Name)]
                        if isinstance(width, ast.Name):
                            assert isinstance(getattr(limits, width.id), int)
                        else:
                            literal.add(f"{model.name}.{name}")
    assert literal == OUR_WORDS.keys(), "take the width from enrollment/limits.py"


def test_no_entrance_has_a_limit_of_its_own() -> None:
    found = set()
    for folder in ENTRANCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree, place = ast.parse(path.read_text()), path.relative_to(ROOT).as_posix()
            found |= {
                f"{place}: {name}"
                for name, _ in assignments(tree)
                if any(word in name for word in ("CHARACTERS", "LENGTH", "LONGEST", "CAPACITY", "CREDITS", "MEETINGS"))
                and not name.startswith("_NUMBER")
            }
    assert found == OWN_LIMITS.keys(), "put it into enrollment/limits.py"


def most(accepts: Callable[[int], bool]) -> int:
    """The largest number up to 2**31 that is accepted."""
    assert accepts(1)
    good, bad = 1, 2**31 + 1
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if accepts(middle) else (good, middle)
    return good


def longest(accepts: Callable[[str], bool]) -> int:
    """The length of the longest text that is accepted."""
    return most(lambda length: length < 10_000 and accepts("x" * length))


def claims(**changes: object) -> bool:
    try:
        caller_from_claims({"sub": "s", "roles": ["student"], "student": "S", "exp": time.time() + 60, **changes})
    except InvalidToken:
        return False
    return True


def read(parse: Callable[[bytes], ParsedFile[Any]], header: str, row: str) -> bool:
    return not parse(f"{header}\n{row}\n".encode()).bad_rows


def width(model: type[Model], column: str) -> int:
    field = model._meta.fields_map[column]
    assert isinstance(field, fields.CharField)
    return int(field.max_length)


def code(text: str) -> bool:
    return not validation.code_errors(text, (), Language.EN)


MOMENTS = (limits.FIRST_MOMENT, limits.LAST_MOMENT)
WINDOW = "2030-01-01T00:00Z,2030-02-01T00:00Z"
TERM, COURSE = "term_code,name,opens_at,closes_at", "course_code,title,credits"
STUDENT, GROUP = "student_code,name,max_credits", "term_code,group_code,course_code,capacity"
TEXTS: dict[str, tuple[int, list[Callable[[str], bool]]]] = {
    "a caller's name": (width(SagaRow, "scope"), [lambda text: claims(sub=text)]),
    "a caller's name in the audit log": (width(AuditRow, "actor"), [lambda text: claims(sub=text)]),
    "a student's code": (
        width(StudentRow, "code"),
        [code, lambda text: claims(student=text), lambda text: read(parse_students, STUDENT, f"{text},,")],
    ),
    "a student's name": (width(StudentRow, "name"), [lambda text: read(parse_students, STUDENT, f"S,{text},")]),
    "a term's code": (width(TermRow, "code"), [code, lambda text: read(parse_terms, TERM, f"{text},,{WINDOW}")]),
    "a term's name": (
        width(TermRow, "name"),
        [
            lambda text: not save_term._errors(TermDraft("T", text, *MOMENTS), Language.EN),
            lambda text: read(parse_terms, TERM, f"T,{text},{WINDOW}"),
        ],
    ),
    "a course's code": (width(CourseRow, "code"), [code, lambda text: read(parse_courses, COURSE, f"{text},t,1")]),
    "a course's title": (width(CourseRow, "title"), [lambda text: read(parse_courses, COURSE, f"C,{text},1")]),
    "a group's code": (width(GroupRow, "code"), [code, lambda text: read(parse_groups, GROUP, f"T,{text},C,1")]),
    "a group's code in the audit log": (width(AuditRow, "group_code"), [code]),
    "an idempotency key": (
        width(SagaRow, "idempotency_key"),
        [lambda text: not submit.key_errors(text, None, Language.EN)],
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_every_entrance_takes_texts_as_long_as_the_column(name: str) -> None:
    column, entrances = TEXTS[name]
    assert [longest(accepts) for accepts in entrances] == [column] * len(entrances)


def test_every_entrance_takes_the_same_numbers() -> None:
    by_api = most(lambda n: not save_group._errors(GroupDraft("T", "G", "C", n, None), Language.EN))
    by_file = most(lambda n: read(parse_groups, GROUP, f"T,G,C,{n}"))
    assert by_api == by_file == limits.MAX_CAPACITY
    small_integer = 2**15 - 1
    assert most(lambda n: read(parse_courses, COURSE, f"C,t,{n}")) == small_integer
    assert most(lambda n: read(parse_students, STUDENT, f"S,,{n}")) == small_integer
    meeting = SentMeeting(Weekday.MONDAY)
    assert most(lambda n: n < 1000 and not meetings_errors([meeting] * n, (), Language.EN)) == limits.MAX_MEETINGS
