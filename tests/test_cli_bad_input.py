"""Bad input through the whole command line: exit 2, the place, the next step, no traceback, nothing changed on disk."""

import errno
import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

from rota.packs import installed, rule_class
from tests.cli_helpers import MONTH, Ran, rota, tiny, with_draft
from tests.files_world import CENTRE, FILES, change, make
from tests.test_bad_input import ONE_THING
from tests.test_plan_command import BINDING, keep_rules

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path)


def contents(root: Path) -> dict[str, bytes]:
    """Every file below ``root``, whole."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def refused(ran: Ran, said: str) -> None:
    """Exit 2, nothing on stdout, and ``said`` on stderr, with a next step and without a traceback."""
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "\n  Next: " in ran.err
    assert "Traceback" not in ran.err


def listed(ran: Ran, said: str) -> None:
    """Exit 2, and ``said`` on stdout among the findings of a check, with a next step and without a traceback."""
    assert (ran.code, ran.err) == (2, "")
    assert said in ran.out
    assert "\n  Next: " in ran.out
    assert "Traceback" not in ran.out


@pytest.mark.parametrize("name", ONE_THING)
def test_one_broken_thing(root: Path, name: str) -> None:
    """As the loader says it: the place, what is wrong and the next step, on lines of their own."""
    broken, finding = ONE_THING[name]
    change(root, *broken)
    before = contents(root)
    ran = rota("check", "--repo", root)
    place, _, rest = finding.partition(": ")
    listed(ran, f"{rest[:6]}  {place}\n")
    without_excerpts = "\n".join(line for line in ran.out.split("\n") if not line.startswith("    "))
    told = without_excerpts.replace("\n  See also ", " [").replace("\n  Next: ", "; ")
    assert rest[7:].partition(" [")[0].rpartition("; ")[0] in told
    assert contents(root) == before


@pytest.mark.parametrize(
    "args", [("plan", MONTH), ("show", MONTH), ("set", "ann", "2026-12-01", "off"), ("rules",)]
)
def test_every_command_says_it_the_same(root: Path, args: tuple[str, ...]) -> None:
    change(root, "centre.toml", "leader =", "leeder =")
    before = contents(root)
    refused(
        rota(*args, "--repo", root),
        'centre.toml:16:1: DATA06 team "front": unknown key "leeder"\n  Next: did you mean "leader"? Keys',
    )
    assert contents(root) == before


def test_a_missing_file(root: Path) -> None:
    (root / "people.toml").unlink()
    refused(rota("plan", MONTH, "--repo", root), "people.toml: DATA01 people.toml is missing\n")


def test_an_unreadable_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == "people.toml":
            raise PermissionError(errno.EACCES, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    listed(
        rota("check", "--repo", root),
        "DATA01  people.toml\n  people.toml cannot be read: permission denied\n",
    )


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(root: Path) -> None:
    plain = rota("check", MONTH, "--repo", root)
    for file, text in FILES.items():
        (root / file).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert rota("check", MONTH, "--repo", root) == plain
    assert plain.code in (0, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"#" * 3_000_000, "demand.toml: DATA03 the file has 3,000,000 bytes, limit 2,097,152\n"),
        (b"\n" * 60_000, "demand.toml: DATA03 the file has 60,001 lines, limit 50,000\n"),
        (b"a = " + b"[" * 5_000 + b"]" * 5_000, "demand.toml:1:"),
    ],
    ids=["too large", "too many lines", "too deep"],
)
def test_files_that_would_choke_a_parser(root: Path, content: bytes, said: str) -> None:
    (root / "demand.toml").write_bytes(content)
    refused(rota("plan", MONTH, "--repo", root), said)


def test_control_characters_never_reach_the_terminal(root: Path) -> None:
    """Neither from the file nor in the message about it: a name could hide what stands behind it."""
    change(root, "centre.toml", 'name = "Town hall"', 'name = "Town \x1b[2Jhall \u202e"')
    ran = rota("check", "--repo", root)
    listed(ran, "  centre.toml:1:")
    assert not {"\x1b", "\u202e"} & set(ran.out)


# ---- Input that is whole, and says something that a rule speaks against ---------------------------


def test_leave_over_a_shift_in_a_rota_made_by_hand_is_a_finding(tmp_path: Path) -> None:
    root = with_draft(tiny(tmp_path))
    keep_rules(root, "leave-kept")
    draft = root / "drafts" / "town-hall" / MONTH / "1.toml"
    draft.write_text(draft.read_text().replace('2026-12-08 = "leave"', '2026-12-08 = "early phones"', 1))
    line = draft.read_text().splitlines().index('2026-12-08 = "early phones"') + 1
    ran = rota("check", MONTH, "--repo", root)
    assert ran.code == 1
    assert f"drafts/town-hall/{MONTH}/1.toml:{line}:1" in ran.out
    assert "LEAVE02" in ran.out
    assert "a1 Ana Whitlock has early phones on Tue 8 Dec, in leave dcf502ba2ac5" in ran.out


def test_a_month_without_history_is_unknown_and_does_not_pass_in_silence(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    keep_rules(root, *BINDING, "saturday-share", "no-two-saturdays")
    (root / "history.toml").unlink()
    assert rota("plan", MONTH, "--repo", root).code == 0
    ran = rota("check", MONTH, "--repo", root)
    assert ran.code == 0
    found, _, summary = ran.out.partition("0 must, 0 should, 0 wishes refused, ")
    assert summary == "3 unknown: passes.\n"
    assert "Unknown: not enough history to judge (3)\n" in found
    assert "who worked on Sat 28 Nov is not known for 6 of 6 agents\n" in found
    assert "Saturdays before 2026-11-30 are not known for 6 of 6 agents; the last 6 count\n" in found


# ---- The program and the machine ------------------------------------------------------------------


def test_no_rules_installed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed.cache_clear()
    rule_class.cache_clear()
    monkeypatch.setattr("rota.packs.entry_points", lambda **_: ())
    try:
        ran = rota("check", MONTH, "--repo", root)
    finally:
        installed.cache_clear()
        rule_class.cache_clear()
    assert (ran.code, ran.out) == (2, "")
    assert "no rules are installed; install rota itself (pip install .), not only its files" in ran.err


def bare(folder: Path) -> dict[str, str]:
    """An environment in which everything is installed but rota, whose files merely lie there."""
    packages = folder / "packages"
    packages.mkdir()
    for path in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if not path.name.startswith(("rota", "_rota", "__editable__")):
            (packages / path.name).symlink_to(path)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(packages), str(CHECKOUT)])}


@pytest.mark.parametrize("command", [["check"], ["plan", "2027-01"], ["rules", "--all"], ["--version"]])
def test_a_bare_checkout_says_that_it_is_not_installed(
    root: Path, tmp_path_factory, command: list[str]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-S", "-c", "from rota.cli.main import main; main()", *command],
        cwd=root,
        env=bare(tmp_path_factory.mktemp("bare")),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "install rota itself (pip install .)" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    return with_draft(tiny(tmp_path))


def full(*args: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def forbidden(*args: object, **kwargs: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    ("module", "name", "fail", "reason"),
    [
        (os, "fsync", full, "no space left on device"),
        (tempfile, "mkstemp", forbidden, "permission denied"),
    ],
    ids=["disk full", "permission denied"],
)
@pytest.mark.parametrize(
    ("args", "number"), [(("plan", MONTH), 2), (("set", "a2", "2026-12-01", "off", "--as", "a3"), 1)]
)
def test_a_draft_that_cannot_be_written(
    drafted: Path, monkeypatch: pytest.MonkeyPatch, module, name, fail, reason, args, number
) -> None:
    """What was there is as it was, no half a file is left, and the next step is said."""
    keep_rules(drafted, *BINDING)
    before = contents(drafted)
    monkeypatch.setattr(module, name, fail)
    ran = rota(*args, "--repo", drafted)
    monkeypatch.undo()
    file = f"drafts/town-hall/{MONTH}/{number}.toml"
    refused(ran, f"{file}: DATA21 this was not written: {reason}; what was there before is unchanged\n")
    assert contents(drafted) == before


def test_a_reader_that_leaves_early_does_not_cost_the_draft(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    keep_rules(root, *BINDING)
    program = f"{sys.executable} -c 'from rota.cli.main import main; main()' plan {MONTH}"
    ran = subprocess.run(
        ["bash", "-c", f"{program} | true; exit ${{PIPESTATUS[0]}}"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, "Traceback" in ran.stderr, "Exception" in ran.stderr) == (0, False, False)
    assert (root / "drafts" / "town-hall" / MONTH / "1.toml").is_file()


def test_the_centre_of_these_tests_is_good(root: Path) -> None:
    assert (root / "centre.toml").read_text() == CENTRE
    assert rota("check", MONTH, "--repo", root).code in (0, 1)
