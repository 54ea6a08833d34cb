"""The one writer: whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from rota.files.errors import BadInput
from rota.files.write import Taken, create_file, replace_file

FULL = OSError(errno.ENOSPC, "No space left on device")
DENIED = PermissionError(errno.EACCES, "Permission denied")
READ_ONLY = OSError(errno.EROFS, "Read-only file system")
BROKEN = OSError(errno.EIO, "Input/output error")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def fail(error: OSError) -> object:
    def failing(*_: object) -> int:
        raise error

    return failing


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize(
    ("error", "reason", "fix"),
    [
        (FULL, "no space left on device", "free some space on the disk and try again"),
        (DENIED, "permission denied", "check the permissions of the folder, or name another"),
        (READ_ONLY, "read-only file system", "check the permissions of the folder, or name another"),
        (BROKEN, "input/output error", "look at the disk and the folder, and try again"),
    ],
)
def test_the_old_file_stays_whole_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: OSError, reason: str, fix: str
) -> None:
    replace_file(tmp_path, "drafts/1.toml", "old = 1\n")
    monkeypatch.setattr(f"rota.files.write.os.{call}", fail(error))
    with pytest.raises(BadInput) as caught:
        replace_file(tmp_path, "drafts/1.toml", "new = 1\n")
    (finding,) = caught.value.findings
    assert (finding.code, finding.message, finding.fix) == (
        "DATA21",
        f"this was not written: {reason}; what was there before is unchanged",
        fix,
    )
    assert (tmp_path / "drafts/1.toml").read_text() == "old = 1\n"
    assert names(tmp_path) == ["1.toml", "drafts"]


def test_a_disk_that_takes_a_few_bytes_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr("rota.files.write.os.write", lambda handle, data: write(handle, data[:3]))
    replace_file(tmp_path, "a.toml", "text = 'longer than three'\n")
    assert (tmp_path / "a.toml").read_text() == "text = 'longer than three'\n"


def test_interrupted_writing_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rota.files.write.os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(tmp_path, "a.toml", "x = 1\n")
    assert names(tmp_path) == []


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    create_file(tmp_path, "leave/x/1.toml", "first = 1\n")
    with pytest.raises(Taken):
        create_file(tmp_path, "leave/x/1.toml", "second = 1\n")
    assert (tmp_path / "leave/x/1.toml").read_text() == "first = 1\n"
    assert names(tmp_path) == ["1.toml", "leave", "x"]


def test_line_ends_are_lf(tmp_path: Path) -> None:
    replace_file(tmp_path, "a.toml", "a = 1\r\nb = 2\n")
    assert (tmp_path / "a.toml").read_bytes() == b"a = 1\nb = 2\n"


@pytest.mark.parametrize("file", ["link.toml", "folder/a.toml"])
def test_nothing_is_written_through_a_link(tmp_path: Path, file: str) -> None:
    (tmp_path / "real.toml").write_text("real = 1\n")
    (tmp_path / "real").mkdir()
    (tmp_path / "link.toml").symlink_to("real.toml")
    (tmp_path / "folder").symlink_to("real")
    with pytest.raises(BadInput) as caught:
        replace_file(tmp_path, file, "x = 1\n")
    (finding,) = caught.value.findings
    link = file.partition("/")[0]
    assert finding.message == f"this was not written: {link} is a link"
    assert (tmp_path / "real.toml").read_text() == "real = 1\n"
    assert names(tmp_path / "real") == []


def test_nothing_is_written_out_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    with pytest.raises(BadInput, match="leads out of the repository"):
        replace_file(tmp_path / "inner", "../outer.toml", "x = 1\n")
    assert names(tmp_path) == ["inner"]


def test_a_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("")
    with pytest.raises(BadInput) as caught:
        create_file(tmp_path, "drafts/1.toml", "x = 1\n")
    assert caught.value.findings[0].code == "DATA21"
