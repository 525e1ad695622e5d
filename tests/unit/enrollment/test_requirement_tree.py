"""Prerequisites in the form of other systems."""

import pytest

from enrollment.requirement_tree import BadTree, read_tree
from enrollment.requirements import written

TREE = (
    '{"type":"and","nested":[{"course":"BIO 130","type":"course"},'
    '{"type":"or","nested":[{"course":"CHEM 120","type":"course"},{"course":"OXCE","type":"course"}]}]}'
)


def test_a_tree_is_read_with_the_codes_of_the_catalogue() -> None:
    assert written(read_tree(TREE)) == '"BIO 130" and ("CHEM 120" or OXCE)'
    assert written(read_tree(TREE, {"BIO-130", "CHEM-120", "CHEM 120"})) == 'BIO-130 and ("CHEM 120" or OXCE)'


def test_a_tree_of_one_part_is_that_part() -> None:
    assert written(read_tree('{"type":"or","nested":[{"type":"course","course":"MAT001"}]}')) == "MAT001"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "this is no tree in JSON: Input data was truncated"),
        ('{"type":"or","nested":[]}', "a part has type and, or (with nested parts), or course (with a code), not {"),
        ('{"type":"course","course":" "}', "a part has type and, or (with nested parts), or course (with a code)"),
        ('{"type":"not"}', "a part has type and, or (with nested parts), or course (with a code), not {"),
        ('{"type":"or","nested":' * 5000, "its parts are nested too deeply"),
    ],
)
def test_what_is_no_tree_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadTree) as refused:
        read_tree(text)
    assert str(refused.value).startswith(message)
