"""The archive of what is pruned, as it is left by interruptions and other writers."""

import gzip
from pathlib import Path

import pytest

from workers.prune_archive import PruneArchive, UnusableArchive, rewrite_archive


def lines(archive: Path) -> list[str]:
    return gzip.decompress(archive.read_bytes()).decode().splitlines()


async def test_lines_of_several_writers_are_appended(tmp_path: Path) -> None:
    file = tmp_path / "archive.jsonl.gz"
    first, second = PruneArchive(file), PruneArchive(file)
    for writer, line in ((first, "a"), (second, "b"), (first, "ñ"), (first, "d")):
        await writer.append([line])
    assert lines(file) == ["a", "b", "ñ", "d"]


@pytest.mark.parametrize("cut", [1, 5, 12, 24])
async def test_what_an_interruption_has_left_incomplete_is_replaced(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "archive.jsonl.gz"
    await PruneArchive(file).append(["kept"])
    complete = file.read_bytes()
    await PruneArchive(file).append(["lost"])
    file.write_bytes(file.read_bytes()[: len(complete) + cut])
    await PruneArchive(file).append(["again"])
    assert lines(file) == ["kept", "again"]


@pytest.mark.parametrize("content", [b"notes", gzip.compress(b"line\n", mtime=0) + b"notes"], ids=["other", "partly"])
async def test_what_is_no_archive_is_not_touched(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes"
    file.write_bytes(content)
    with pytest.raises(UnusableArchive, match="notes is no gzip file, or is damaged after byte"):
        await PruneArchive(file).append(["line"])
    assert file.read_bytes() == content


async def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableArchive, match="cannot be written: No such file or directory"):
        await PruneArchive(tmp_path / "missing" / "archive").append(["line"])


@pytest.mark.parametrize("cut", [1, 5, 12, 24])
async def test_what_an_interruption_has_left_incomplete_does_not_keep_it_from_being_rewritten(
    tmp_path: Path, cut: int
) -> None:
    file = tmp_path / "archive.jsonl.gz"
    await PruneArchive(file).append(["one", "two"])
    complete = file.read_bytes()
    await PruneArchive(file).append(["lost"])
    file.write_bytes(file.read_bytes()[: len(complete) + cut])
    await rewrite_archive(file, str.upper)
    assert lines(file) == ["ONE", "TWO"]


async def test_the_file_behind_a_link_is_rewritten_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "archives").mkdir()
    file, link = tmp_path / "archives" / "archive.jsonl.gz", tmp_path / "link.jsonl.gz"
    await PruneArchive(file).append(["line"])
    link.symlink_to(file)
    await rewrite_archive(link, str.upper)
    assert link.is_symlink()
    assert lines(file) == ["LINE"]


async def test_what_is_rewritten_is_shown_to_no_one_who_may_not_read_the_archive(tmp_path: Path) -> None:
    file, modes = tmp_path / "archive.jsonl.gz", set[int]()

    def note_mode(line: str) -> str:
        modes.update(path.stat().st_mode & 0o777 for path in tmp_path.iterdir())
        return line

    await PruneArchive(file).append(["line"])
    file.chmod(0o600)
    await rewrite_archive(file, note_mode)
    assert modes | {file.stat().st_mode & 0o777} == {0o600}
