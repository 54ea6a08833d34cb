"""rota doctor: what endangers a folder, each with what to do, and nothing said of a sound one."""

import subprocess
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files import matters
from rota.work.doctor import place
from rota.work.doctor.place import hard_links_work, network_type, synced_by
from tests.cli_helpers import rota
from tests.living_world import GROUP, NOW, published

AT = {"ROTA_NOW": NOW}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published(tmp_path)


def found(root: Path, **environment: str) -> str:
    ran = rota("doctor", "--repo", root, **(environment or AT))
    lines = ran.out.count("  Next: ")
    if not lines:
        assert (ran.code, ran.out, ran.err) == (0, "", "Nothing wrong was found.\n")
    else:
        assert (ran.code, ran.err) == (1, f"{lines} thing{'s' if lines > 1 else ''} to look at.\n")
    return ran.out


def test_a_sound_repository_is_sound_and_stays_as_it_is(root: Path) -> None:
    before = sorted(root.rglob("*"))
    assert found(root) == ""
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/ann/rota", None),
        ("/home/ann/Dropbox/rota", "Dropbox"),
        ("/home/ann/Dropbox - Council/rota", "Dropbox"),
        ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/rota", "iCloud Drive"),
        ("/Users/ann/Library/CloudStorage/OneDrive-Council/rota", "a synced folder of macOS"),
        ("/home/ann/Google Drive/My Drive/rota", "Google Drive"),
        ("/home/ann/boxes/onedriver/rota", None),
    ],
)
def test_synced_folders_are_known_by_their_names(path: str, service: str | None) -> None:
    assert synced_by(PurePosixPath(path), {}) == service


def test_onedrive_is_known_by_its_variable_too() -> None:
    root = PureWindowsPath(r"C:\Users\ann\Council Files\rota")
    assert synced_by(root, {"OneDriveCommercial": r"C:\Users\ann\Council Files"}) == "OneDrive"
    assert synced_by(PureWindowsPath(r"C:\Users\ann\OneDrive - Council\rota"), {}) == "OneDrive"


def test_a_synced_folder_is_known_by_what_the_service_puts_there(root: Path) -> None:
    (root.parent / ".stfolder").mkdir()
    assert found(root) == (
        f"{root}: this folder is synced by Syncthing, which copies files one by one, late, and makes copies of its own\n"
        "  Next: keep it in an ordinary folder, and share it by git: a private repository that leaders and HR push to\n"
    )


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/rotas /srv/rotas nfs4 rw 0 0
//server/share /srv/rotas/win\\040share cifs rw 0 0
/dev/sdb1 /srv/rotas/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (PurePosixPath("/home/ann/rota"), None),
        (PurePosixPath("/srv/rotas/town"), "nfs4"),
        (PurePosixPath("/srv/rotas/win share/town"), "cifs"),
        (PurePosixPath("/srv/rotas/local/town"), None),
        (PureWindowsPath(r"\\server\share\rota"), "a Windows share"),
    ],
)
def test_network_drives_are_known_where_the_system_says(path, kind) -> None:
    assert network_type(path, MOUNTS) == kind


def test_a_network_drive_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = root.parent / "mounts"
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {root.parent} cifs rw 0 0\n")
    monkeypatch.setattr(place, "MOUNTS", table)
    assert f"{root}: this folder is on a network drive (cifs)" in found(root)


def test_a_disk_without_hard_links_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    assert hard_links_work(root)
    monkeypatch.setattr(Path, "hardlink_to", unknown)
    assert "no hard links can be made here, and rota cannot write events without them" in found(root)
    assert not list(root.glob(".rota-*"))


@pytest.mark.parametrize(
    "name",
    [
        *("centre (Ann's conflicted copy 2026-11-16).toml", "centre (1).toml", "centre-ANN-PC.toml"),
        *("centre-LAPTOP1.toml", "centre.sync-conflict-20261116-091500-ABCDEFG.toml", "centre - Copy.toml"),
    ],
)
def test_conflicted_copies(root: Path, name: str) -> None:
    (root / "wishes" / name).write_bytes(b"")
    (root / "wishes" / name).rename(root / name)
    assert found(root) == (
        f"{name}: a sync, or somebody by hand, made this copy beside the file itself\n"
        "  Next: see which of the two is right, keep that one under its own name, and delete the other\n"
    )


@pytest.mark.parametrize("name", [".rota-x8y2.tmp", "centre.toml.orig", "centre.toml.rej", "people.toml~"])
def test_leftovers(root: Path, name: str) -> None:
    (root / name).write_text("")
    what = "a write that was cut short" if name.startswith(".rota-") else "an editor or a merge"
    assert found(root) == f"{name}: {what} left this behind\n  Next: delete it\n"


def test_marks_of_a_merge_are_found_though_nothing_can_be_read(root: Path) -> None:
    rules = root / "rules.toml"
    rules.write_text("a = 1\n<<<<<<< HEAD\nb = 2\n=======\nb = 3\n>>>>>>> theirs\n")
    assert found(root) == (
        "rules.toml:2: a merge left its marks here\n"
        "  Next: keep the right lines and take out those with <<<<<<<, ======= and >>>>>>>; see `git status`\n"
        f"{root}: its files cannot all be read: 1 finding\n"
        "  Next: see them with: rota check\n"
    )


def test_names_that_differ_only_in_case(root: Path) -> None:
    (root / "wishes/A1.toml").write_text('agent = "a1"\n')
    if (root / "wishes/a1.toml").read_text() == 'agent = "a1"\n':
        return  # this system itself takes the two for one
    assert "wishes/a1.toml: on Windows and macOS this is the same file as wishes/A1.toml" in found(root)


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", root, *words], check=True, capture_output=True)


def test_git_keeps_names_out_and_line_ends_as_they_are(root: Path) -> None:
    git(root, "init")
    git(root, "config", "user.email", "carys.pugh@example.org")
    assert found(root) == ""
    (root / ".gitattributes").unlink()
    (root / ".gitignore").unlink()
    git(root, "config", "user.email", "nobody@example.org")
    assert [line for line in found(root).splitlines() if not line.startswith("  ")] == [
        "names.toml: git does not ignore this file; the next `git add .` takes it",
        ".gitattributes: it does not say eol=lf, so Windows may change the end of every line",
        'names.toml: nobody in it has the address "nobody@example.org" under which git commits here, '
        "so rota cannot tell who you are",
    ]
    git(root, "add", "names.toml")
    assert "names.toml: git tracks this file, so names and addresses are in the history for good" in found(
        root
    )


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-10-27T15:10:00+00:00", None),
        (
            "2026-10-27T14:30:00+00:00",
            "it was written on 2026-10-27 at 15:40 UTC, and it is 2026-10-27 14:30 now",
        ),
        (
            "2027-11-01",
            "this is the newest event, of 2026-10-27, and it is 2027-11-01 now, over a year later",
        ),
    ],
)
def test_clocks_that_disagree(root: Path, now: str, said: str | None) -> None:
    text = found(root, ROTA_NOW=now)
    assert (said or "") in text
    assert bool(text) is (said is not None)


def test_a_publication_that_was_cut_short(root: Path) -> None:
    event = PublicationEvent(event=Step.PUBLISHED, by="a3", at=NOW, rota="0" * 64, notice=42)
    matters.begin_at(root, f"rotas/{GROUP}/2027-01", event)
    assert found(root) == (
        "rotas/town-hall/2027-01.toml: town-hall 2027-01 is recorded as published, but its rota is not there\n"
        "  Next: publish it again, which finishes it: rota publish 2027-01\n"
    )


def test_hr_whom_nobody_knows(root: Path) -> None:
    centre = root / "centre.toml"
    centre.write_text(centre.read_text().replace('hr = ["hr-1"]', 'hr = ["h1"]', 1))
    assert "centre.toml: hr has h1, whom neither people.toml nor names.toml knows" in found(root)


def test_a_staff_copy_is_sound_too(root: Path) -> None:
    copy = root.parent / "copy"
    rota("staff-copy", copy, "--repo", root, **AT)
    git(copy, "init")
    assert found(copy) == ""
