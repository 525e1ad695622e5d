"""What is needed of other courses or groups: and/or trees, their readable form, and what of one is missing.

The form: `MAT101>=51 and (FIS100 or FIS101)`. A number is the lowest grade that will do. `and` binds closer than `or`.
A code with blanks, or one that could be taken for something else, stands in quotes: `"MAT 101"`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from enrollment.limits import MAX_CODE_CHARACTERS, MAX_GRADE
from enrollment.text import normalized, unwritable

MAX_REQUIREMENT_CHARACTERS = 4_000
MAX_DEPTH = 20
"""Of parentheses in each other."""


@dataclass(frozen=True, slots=True)
class Need:
    """One course or group. `minimum`: the lowest grade that will do; None: whatever counts as passed."""

    code: str
    minimum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of its parts, two or more, none of them an AllOf."""

    parts: tuple["Requirement", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of its parts, two or more, none of them an AnyOf."""

    parts: tuple["Requirement", ...]


Requirement = Need | AllOf | AnyOf


def all_of(parts: Iterable[Requirement]) -> Requirement | None:
    """All of these, each once; None of none."""
    return _joined(AllOf, parts)


def any_of(parts: Iterable[Requirement]) -> Requirement | None:
    """One of these, each once; None of none."""
    return _joined(AnyOf, parts)


def _joined(kind: type[AllOf] | type[AnyOf], parts: Iterable[Requirement]) -> Requirement | None:
    inner = (each for part in parts for each in (part.parts if isinstance(part, kind) else (part,)))
    flat = tuple(dict.fromkeys(inner))
    return kind(flat) if len(flat) > 1 else next(iter(flat), None)


def missing(requirement: Requirement, met: Callable[[Need], bool]) -> Requirement | None:
    """What is still to be met, without what is met already and without choices that are made; None: nothing."""
    match requirement:
        case Need():
            return None if met(requirement) else requirement
        case AllOf(parts):
            return all_of(left for part in parts if (left := missing(part, met)) is not None)
        case AnyOf(parts):
            choices = [missing(part, met) for part in parts]
            return None if None in choices else any_of(choice for choice in choices if choice is not None)


def codes_of(requirement: Requirement) -> frozenset[str]:
    """All codes that it names."""
    if isinstance(requirement, Need):
        return frozenset({requirement.code})
    return frozenset[str]().union(*map(codes_of, requirement.parts))


def asks_for_grades(requirement: Requirement) -> bool:
    """Whether any of it is to be passed with a grade."""
    if isinstance(requirement, Need):
        return requirement.minimum is not None
    return any(map(asks_for_grades, requirement.parts))


def written(requirement: Requirement, joints: tuple[str, str] = ("and", "or")) -> str:
    """Its readable form, which `read_requirement` reads back to the same.

    Args:
        joints: the words for and and or, for people who read another language.
    """
    match requirement:
        case Need(code, minimum):
            plain = _PLAIN.fullmatch(code) and code.lower() not in _JOINTS
            name = code if plain else '"{}"'.format(code.replace('"', '""'))
            return name if minimum is None else f"{name}>={minimum.normalize():f}"
        case AllOf(parts):
            return f" {joints[0]} ".join(_part(part, joints) for part in parts)
        case AnyOf(parts):
            return f" {joints[1]} ".join(_part(part, joints) for part in parts)


def _part(requirement: Requirement, joints: tuple[str, str]) -> str:
    text = written(requirement, joints)
    return text if isinstance(requirement, Need) else f"({text})"


class RequirementFault(StrEnum):
    """What is wrong with a text that is to be read as a requirement; values are for people, in English."""

    TOO_LONG = f"has {{found}} characters; at most {MAX_REQUIREMENT_CHARACTERS} are allowed"
    EMPTY = "write a requirement, such as MAT101>=51 and (FIS100 or FIS101)"
    CODE_EXPECTED = "character {at}: a code or ( has to stand here, not {found}"
    JOINT_EXPECTED = (
        "character {at}: and, or, or the end has to stand here, not {found}; a code with blanks stands in quotes"
    )
    NOT_CLOSED = "character {at}: this ( is not closed"
    NOT_OPENED = "character {at}: this ) closes nothing"
    QUOTE_NOT_CLOSED = 'character {at}: this " is not closed'
    BAD_CODE = f"character {{at}}: a code has 1 to {MAX_CODE_CHARACTERS} printable characters"
    BAD_GRADE = f"character {{at}}: a grade from 0 to {MAX_GRADE} with at most two decimals has to follow >="
    TOO_DEEP = f"character {{at}}: more than {MAX_DEPTH} parentheses in each other"
    UNKNOWN_SIGN = "character {at}: {found} means nothing here"


class BadRequirement(Exception):
    """A text is no requirement.

    Attributes:
        fault: what is wrong.
        at: the number of the character at which it is, from 1.
        found: what stands there, or how many characters there are; "the end" at the end.
    """

    def __init__(self, fault: RequirementFault, at: int, found: str) -> None:
        super().__init__(fault.value.format(at=at, found=found))
        self.fault = fault
        self.at = at
        self.found = found


@lru_cache(maxsize=4_096)
def read_requirement(text: str) -> Requirement:
    """The requirement that a text says. Raises BadRequirement, also if its readable form could not be read again."""
    requirement = _read(text)
    if (form := written(requirement)) != text:
        _read(form)  # it is what is stored, and has more parentheses than a text needs
    return requirement


def _read(text: str) -> Requirement:
    if len(text) > MAX_REQUIREMENT_CHARACTERS:
        raise BadRequirement(RequirementFault.TOO_LONG, MAX_REQUIREMENT_CHARACTERS + 1, str(len(text)))
    tokens = list(_tokens(text))
    if len(tokens) == 1:
        raise BadRequirement(RequirementFault.EMPTY, 1, THE_END)
    return _Reader(tokens).whole()


_JOINTS = {"and", "or"}
THE_END = "the end"
"""What is found where a text ends too early."""
_PLAIN = re.compile(r'[^\s()"<>=,;&|]+')
_TOKEN = re.compile(
    r"""\s*(?:(?P<sign>[()])|(?P<least>>=)|"(?P<quoted>(?:[^"]|"")*)"|(?P<word>[^\s()"<>=,;&|]+)|(?P<other>\S)|$)"""
)


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind`: "code", "word" (a code, a joint or a grade), a sign, or "" for the end. `at`: where it begins, from 1."""

    kind: str
    text: str
    at: int

    @property
    def shown(self) -> str:
        return self.text if self.kind else THE_END

    @property
    def joint(self) -> str | None:
        return self.text.lower() if self.kind == "word" and self.text.lower() in _JOINTS else None


def _tokens(text: str) -> Iterator[_Token]:
    """The tokens, and one for the end."""
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        assert found is not None, "any character is a token"
        kind = found.lastgroup
        if kind is None:
            break
        at, part = found.start(kind) + 1, found[kind]
        if kind == "other":
            raise BadRequirement(
                RequirementFault.QUOTE_NOT_CLOSED if part == '"' else RequirementFault.UNKNOWN_SIGN, at, part
            )
        if kind == "quoted":
            yield _Token("code", part.replace('""', '"'), at - 1)
        else:
            yield _Token("word" if kind == "word" else part, part, at)
        position = found.end()
    yield _Token("", "", len(text) + 1)


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0

    def whole(self) -> Requirement:
        requirement = self._choice(0)
        if (token := self._token).kind == ")":
            raise BadRequirement(RequirementFault.NOT_OPENED, token.at, token.shown)
        if token.kind:
            raise BadRequirement(RequirementFault.JOINT_EXPECTED, token.at, token.shown)
        return requirement

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _choice(self, depth: int) -> Requirement:
        return self._series("or", any_of, lambda: self._series("and", all_of, lambda: self._part(depth)))

    def _series(
        self,
        joint: str,
        join: Callable[[Iterable[Requirement]], Requirement | None],
        part: Callable[[], Requirement],
    ) -> Requirement:
        parts = [part()]
        while self._token.joint == joint:
            self._next += 1
            parts.append(part())
        joined = join(parts)
        assert joined is not None, "there is a part"
        return joined

    def _part(self, depth: int) -> Requirement:
        token = self._token
        if token.kind == "(":
            return self._in_parentheses(token, depth)
        if token.kind not in {"code", "word"} or token.joint:
            raise BadRequirement(RequirementFault.CODE_EXPECTED, token.at, token.shown)
        self._next += 1
        code = normalized(token.text)
        if not 0 < len(code) <= MAX_CODE_CHARACTERS or unwritable(code):
            raise BadRequirement(RequirementFault.BAD_CODE, token.at, token.shown)
        if self._token.kind != ">=":
            return Need(code)
        self._next += 1
        return Need(code, self._grade())

    def _in_parentheses(self, opening: _Token, depth: int) -> Requirement:
        if depth == MAX_DEPTH:
            raise BadRequirement(RequirementFault.TOO_DEEP, opening.at, opening.shown)
        self._next += 1
        inner = self._choice(depth + 1)
        if not (token := self._token).kind:
            raise BadRequirement(RequirementFault.NOT_CLOSED, opening.at, opening.shown)
        if token.kind != ")":
            raise BadRequirement(RequirementFault.JOINT_EXPECTED, token.at, token.shown)
        self._next += 1
        return inner

    def _grade(self) -> Decimal:
        token = self._token
        grade = read_grade(token.text) if token.kind == "word" else None
        if grade is None:
            raise BadRequirement(RequirementFault.BAD_GRADE, token.at, token.shown)
        self._next += 1
        return grade


def read_grade(text: str) -> Decimal | None:
    """A grade as it is written; None if it is none."""
    if not re.fullmatch(r"\d{1,4}(\.\d{1,2})?", text, re.ASCII):
        return None
    grade = Decimal(text)
    return grade.normalize() if grade <= MAX_GRADE else None
