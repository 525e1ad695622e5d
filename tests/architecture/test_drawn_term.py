"""The made-up term in tests/data/term is what the generator draws, and what it is said to be."""

import csv
import io
import json

import pytest

from tests.data.draw_term import FOLDER, draw

FILES = draw()


@pytest.mark.parametrize("name", FILES)
def test_the_committed_file_is_the_drawn_one(name: str) -> None:
    assert (FOLDER / name).read_bytes() == FILES[name]


def test_nothing_else_lies_there() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(FILES)


def test_it_has_what_real_terms_have() -> None:
    groups = list(csv.DictReader(io.StringIO(FILES["groups.csv"].decode())))
    baskets = [json.loads(line) for line in FILES["baskets.jsonl"].splitlines()]
    assert len({group["group_code"] for group in groups}) == 840
    assert len({basket["studentCode"] for basket in baskets}) == len(baskets) == 2290
    codes = "".join(group["group_code"] for group in groups)
    assert "Ñ" in codes
    assert "/" in codes
    assert sum(group["group_code"].startswith("00") for group in groups) > 100
    assert any(group["days"] and not group["start"] for group in groups)
    assert sum(int(group["enrolled"]) > int(group["capacity"]) for group in groups) > 50
    expected = json.loads(FILES["expected-in-file-order.json"])
    assert expected["accepted"] + expected["rejected"] == len(baskets)
    assert any(len(rejection["full"]) > 1 for rejection in expected["rejections"])
