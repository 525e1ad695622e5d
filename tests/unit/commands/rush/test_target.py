"""What students of an imported term want first."""

import json
from pathlib import Path

from commands.rush.target import wanted_baskets


def test_each_student_wants_the_first_basket_of_theirs_in_the_first_term(tmp_path: Path) -> None:
    baskets = [("S2", "T", ["B"]), ("S1", "T", ["A", "B"]), ("S2", "T", ["C"]), ("S3", "U", ["A"]), ("S4", "T", ["D"])]
    lines = (
        json.dumps({"studentCode": student, "termCode": term, "groupCodes": groups})
        for student, term, groups in baskets
    )
    (tmp_path / "baskets.jsonl").write_text("\n".join(lines))
    assert wanted_baskets(tmp_path, 9) == ("T", [("S2", ("B",)), ("S1", ("A", "B")), ("S4", ("D",))])
    assert wanted_baskets(tmp_path, 1) == ("T", [("S2", ("B",))])
