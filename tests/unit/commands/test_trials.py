"""What the options of the trials mean."""

from pathlib import Path

import pytest
from typer import BadParameter

from commands.trials import codes_in


def test_each_line_of_a_file_is_a_code_whatever_its_encoding(tmp_path: Path) -> None:
    file = tmp_path / "codes.txt"
    file.write_bytes("EST 1\r\n\n  Ñ-2\n".encode("windows-1252"))
    assert codes_in(file) == ["EST 1", "Ñ-2"]


def test_a_file_without_codes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "codes.txt"
    file.write_text("\n \n")
    with pytest.raises(BadParameter, match="no code"):
        codes_in(file)
