"""What is said where an export cannot be written: the file as it was named, once, and what to do about it."""

import errno
import os
from pathlib import Path

import pytest

from tests.cli_helpers import rota
from tests.living_world import MONTH, published


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published(tmp_path)


def fails(*_: object, **__: object) -> int:
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize("where", ["sheets/x.html", "./sheets/x.html"])
def test_a_file_is_named_once_and_as_it_was_given(
    root: Path, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sheets").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", fails)
    ran = rota("export", MONTH, "--to", "html", "--output", where, "--repo", root)
    assert (ran.code, ran.out) == (2, "")
    assert (
        "sheets/x.html: DATA21 this was not written: permission denied; what was there before is unchanged\n"
        "  Next: check the permissions of the folder, or name another\n"
    ) in ran.err
    assert not list((tmp_path / "sheets").iterdir())


def test_a_folder_that_cannot_be_made_is_named_too(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "served"
    monkeypatch.setattr(Path, "mkdir", fails)
    ran = rota("export", "--to", "ics", "--all", "--output", folder, "--repo", root)
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert f"{folder}: DATA21 this was not written: permission denied" in ran.err


@pytest.mark.parametrize(
    ("args", "file"),
    [
        (("export", MONTH, "--to", "html", "--output"), "nofolder/july.html"),
        (("export", "--to", "ics", "--agent", "a2", "--output"), "nofolder/a2.ics"),
        (("export", "--to", "ics", "--all", "--output"), "nofolder/served"),
    ],
)
def test_a_folder_that_is_not_there_is_to_be_made_first(
    root: Path, args: tuple[str, ...], file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = rota(*args, file, "--repo", root)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"rota: {file}: the folder nofolder does not exist; make it first\n"
    assert not (tmp_path / "nofolder").exists()
    (tmp_path / "nofolder").write_text("")
    ran = rota(*args, file, "--repo", root)
    assert ran.err == f"rota: {file}: the folder nofolder is no folder; name another\n"
