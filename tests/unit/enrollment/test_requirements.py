"""The readable form of what is needed, what of it is missing, and what is said of a text that is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.limits import MAX_GRADE
from enrollment.requirements import (
    MAX_DEPTH,
    MAX_REQUIREMENT_CHARACTERS,
    AllOf,
    AnyOf,
    BadRequirement,
    Need,
    Requirement,
    RequirementFault,
    all_of,
    any_of,
    codes_of,
    missing,
    read_requirement,
    written,
)
from enrollment.text import normalized, unwritable

grades = st.decimals(0, MAX_GRADE, places=2)
codes = (
    st.text(min_size=1, max_size=12)
    .map(normalized)
    .filter(lambda code: bool(code) and not unwritable(code) and normalized(code) == code)
)
few_codes = st.sampled_from(["MAT101", "FIS100", "and", "Or", "MAT 101", '"', "A(B)", "A>=51", "ÑU-1"])
needs = st.builds(Need, codes | few_codes, st.none() | grades)


def _nested(parts: st.SearchStrategy[Requirement]) -> st.SearchStrategy[Requirement]:
    some = st.lists(parts, min_size=1, max_size=4)
    return some.map(all_of).map(_there) | some.map(any_of).map(_there)


def _there(joined: Requirement | None) -> Requirement:
    assert joined is not None
    return joined


requirements: st.SearchStrategy[Requirement] = st.recursive(needs, _nested, max_leaves=12)


@given(requirements)
def test_what_is_written_is_read_back(requirement: Requirement) -> None:
    assert read_requirement(written(requirement)) == requirement


@given(requirements, st.sets(st.integers(0, 11)))
def test_nothing_is_missing_exactly_if_the_tree_is_true(requirement: Requirement, true: set[int]) -> None:
    leaves = sorted(_leaves(requirement), key=repr)
    met = {leaf for number, leaf in enumerate(leaves) if number in true}
    left = missing(requirement, met.__contains__)
    assert (left is None) == _holds(requirement, met)
    if left is not None:
        assert _leaves(left) <= _leaves(requirement) - met
        assert missing(requirement, (met | _leaves(left)).__contains__) is None


def _holds(requirement: Requirement, met: set[Need]) -> bool:
    match requirement:
        case Need():
            return requirement in met
        case AllOf(parts):
            return all(_holds(part, met) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, met) for part in parts)


def _leaves(requirement: Requirement) -> set[Need]:
    if isinstance(requirement, Need):
        return {requirement}
    return {leaf for part in requirement.parts for leaf in _leaves(part)}


@given(st.text(alphabet='AB1 ()"<>=.,andor', max_size=30))
def test_any_text_is_read_or_refused_at_one_of_its_characters(text: str) -> None:
    at, requirement = _read(text)
    assert 1 <= at <= len(text) + 1
    assert requirement is None or read_requirement(written(requirement)) == requirement


def _read(text: str) -> tuple[int, Requirement | None]:
    """What a text says, and the character at which it is refused; 1 if it is not."""
    try:
        return 1, read_requirement(text)
    except BadRequirement as error:
        return error.at, None


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("MAT101>=51 and (FIS100 or FIS101)", "MAT101>=51 and (FIS100 or FIS101)"),
        ("a AND b Or c", "(a and b) or c"),
        ("(((a)))", "a"),
        ("a or (b or c) or a", "a or b or c"),
        ("a >= 51.50", "a>=51.5"),
        ("a>=100", "a>=100"),
        ('"MAT\u00a0 101"', '"MAT 101"'),
        ('"and" and "a""b"', '"and" and "a""b"'),
        ("INF/001", "INF/001"),
    ],
)
def test_what_may_be_written_in_several_ways_comes_down_to_one(text: str, same: str) -> None:
    assert written(read_requirement(text)) == same


@pytest.mark.parametrize(
    ("text", "fault", "message"),
    [
        ("", RequirementFault.EMPTY, "write a requirement, such as MAT101>=51 and (FIS100 or FIS101)"),
        ("  ", RequirementFault.EMPTY, "write a requirement, such as MAT101>=51 and (FIS100 or FIS101)"),
        ("a and", RequirementFault.CODE_EXPECTED, "character 6: a code or ( has to stand here, not the end"),
        ("a or or b", RequirementFault.CODE_EXPECTED, "character 6: a code or ( has to stand here, not or"),
        ("()", RequirementFault.CODE_EXPECTED, "character 2: a code or ( has to stand here, not )"),
        (
            "MAT 101",
            RequirementFault.JOINT_EXPECTED,
            "character 5: and, or, or the end has to stand here, not 101; a code with blanks stands in quotes",
        ),
        ("(a or b", RequirementFault.NOT_CLOSED, "character 1: this ( is not closed"),
        ("a)", RequirementFault.NOT_OPENED, "character 2: this ) closes nothing"),
        ('a or "b', RequirementFault.QUOTE_NOT_CLOSED, 'character 6: this " is not closed'),
        ('a and " "', RequirementFault.BAD_CODE, "character 7: a code has 1 to 100 printable characters"),
        (
            "a>=1001",
            RequirementFault.BAD_GRADE,
            "character 4: a grade from 0 to 1000 with at most two decimals has to follow >=",
        ),
        (
            "a>=",
            RequirementFault.BAD_GRADE,
            "character 4: a grade from 0 to 1000 with at most two decimals has to follow >=",
        ),
        ("a>51", RequirementFault.UNKNOWN_SIGN, "character 2: > means nothing here"),
        ("a, b", RequirementFault.UNKNOWN_SIGN, "character 2: , means nothing here"),
        (
            "(" * (MAX_DEPTH + 1) + "a",
            RequirementFault.TOO_DEEP,
            "character 21: more than 20 parentheses in each other",
        ),
        (
            "a" * (MAX_REQUIREMENT_CHARACTERS + 1),
            RequirementFault.TOO_LONG,
            "has 4001 characters; at most 4000 are allowed",
        ),
    ],
)
def test_a_text_that_is_no_requirement_is_refused_with_its_place(
    text: str, fault: RequirementFault, message: str
) -> None:
    with pytest.raises(BadRequirement) as refused:
        read_requirement(text)
    assert (refused.value.fault, str(refused.value)) == (fault, message)


def test_a_choice_that_is_made_is_not_missing_and_what_is_left_is_named() -> None:
    requirement = read_requirement("MAT101>=51 and (FIS100 or FIS101) and QMC1")
    left = missing(requirement, lambda need: need.code in {"FIS101", "QMC1"})
    assert left == Need("MAT101", Decimal(51))
    assert codes_of(requirement) == {"MAT101", "FIS100", "FIS101", "QMC1"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (" or ".join(f"a{n} and b" for n in range(280)), RequirementFault.TOO_LONG),
        ("x or y and (" * (MAX_DEPTH - 5) + "a or b" + ")" * (MAX_DEPTH - 5), RequirementFault.TOO_DEEP),
    ],
)
def test_a_text_whose_readable_form_could_not_be_read_again_is_refused(text: str, fault: RequirementFault) -> None:
    assert len(text) <= MAX_REQUIREMENT_CHARACTERS
    with pytest.raises(BadRequirement) as refused:
        read_requirement(text)
    assert refused.value.fault is fault
