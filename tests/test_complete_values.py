"""What completion offers, for each kind of word, and what it never does."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from rota.cli.complete import reading
from rota.cli.complete.line import OPTION, asked
from rota.cli.complete.table import COMMANDS
from rota.cli.complete.values import _SOURCES, MOST, values
from rota.files import guard
from rota.files.repository import Repository
from rota.packs import installed
from tests import complete_table
from tests.living_world import GROUP, MONTH, published
from tests.swap_world import agreed, applied, fine, run
from tests.swap_world import asked as swap_asked

HERE = Path(__file__).parents[1]


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A published December, in which one now is."""
    made = published(tmp_path)
    monkeypatch.chdir(made)
    return made


def offered(*words: str, asking: str = "fish") -> list[str]:
    """The values for the last of the words typed after ``rota``."""
    return [value for value, _ in values(asked(words, asking))]


def test_the_table_is_that_of_the_commands():
    assert complete_table.FILE.read_text("utf-8") == complete_table.table(), (
        "commands have changed: python -m tests.complete_table"
    )


def test_every_kind_in_the_table_is_known():
    said = " ".join(f"{arguments} {options}" for arguments, options in COMMANDS.values()).split()
    kinds = {
        word.rpartition("=")[2].removesuffix("...")
        for word in said
        if not word.startswith("--") or "=" in word
    }
    strange = {kind for kind in kinds if kind.removesuffix(",") not in _SOURCES and kind != kind.lower()}
    assert strange == {"TEXT"}


def test_commands_and_what_is_below_them(root):
    assert offered("sw") == ["swap"]
    assert "show" in offered("")
    assert offered("swap", "re") == ["reject", "request"]
    assert offered("no-such-command", "") == offered("")


def test_options_that_were_not_given_yet(root):
    assert offered("show", "--te") == ["--team"]
    assert "--team" not in offered("show", "--team", "front", "--")
    assert "--with" in offered("swap", "request", "--with", "a4", "--wi")
    assert offered("absence", "list", "") == ["--open", "--repo", "--help"]
    assert offered("show", MONTH, "") == offered("show", "-")


def test_agents_with_their_names(root):
    names = tomllib.loads((root / "names.toml").read_text())
    found = dict(values(asked(["show", "--agent", ""], "zsh")))
    assert found == {
        "me": "yourself",
        **{id: person["name"] for id, person in names.items() if id != "hr-1"},
    }
    assert offered("leave", "request", "a") == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert offered("show", "--as", "") == ["a1", "a2", "a3", "a4", "a5", "a6", "hr-1"]
    (root / "names.toml").unlink()
    assert set(dict(values(asked(["show", "--as", "a"], "zsh"))).values()) == {""}


def test_ids_of_the_centre(root):
    assert offered("show", "--group", "") == [GROUP]
    assert offered("show", "--team", "") == ["front"]
    assert offered("show", "--site", "") == [site.id for site in Repository.open(root).centre.site]
    assert offered("demand", "show", "--service", "p") == ["phones"]
    assert offered("wish", "add", "me", "--pattern", "") == ["early", "middle", "late", "saturday"]


def test_months_and_the_next(root):
    assert offered("show", "") == [MONTH, "2027-01"]
    (root / "drafts" / GROUP / "2027-01").mkdir(parents=True)
    (root / "drafts" / GROUP / "notes").mkdir()
    assert offered("plan", "2027") == ["2027-01", "2027-02"]
    assert offered("show", "--group", "nowhere", "") == []
    assert offered("size", "") == ["2026", "2027"]


def test_drafts_of_the_month_that_was_said_or_the_latest(root):
    for month, numbers in (("2027-01", (1, 2, 10)), ("2027-02", (3,))):
        folder = root / "drafts" / GROUP / month
        folder.mkdir(parents=True)
        for number in numbers:
            (folder / f"{number}.toml").write_text("")
        (folder / "x.toml").write_text("")
    assert offered("show", "2027-01", "--draft", "") == ["1", "2", "10"]
    assert offered("show", "--draft", "") == ["3"]
    assert offered("diff", "2027-01#1") == ["2027-01#1", "2027-01#10"]
    assert offered("diff", "2027-01#1", "2027-02") == ["2027-02", "2027-02#3"]


def test_rules_here_and_installed(root):
    assert set(offered("explain", "")) == set(installed())
    assert offered("explain", "saturday-s") == ["saturday-share"]
    used = [table["use"] for table in tomllib.loads((root / "rules.toml").read_text())["rule"]]
    assert offered("explain", "")[: len(set(used))] == list(dict.fromkeys(used))
    assert offered("check", "--select", "daily-rest,saturday-s") == ["daily-rest,saturday-share"]


def test_states_of_a_day_and_choices(root):
    assert offered("set", "a4", "2026-12-10", "l") == ["lieu", "leave", "late phones", "late reception"]
    assert offered("check", "--fail-on", "") == ["must", "should"]
    assert offered("swap", "request", "--settle", "p") == ["paid"]


def test_open_matters_and_those_that_are_settled(root):
    waiting = swap_asked(root, "a2", "2026-12-09", "a4")
    ready = agreed(root, "a4", "2026-12-21", "a5")
    done = applied(root, "a2", "2026-12-14", "a4")
    assert set(offered("swap", "accept", "")) == {waiting, ready}
    assert offered("swap", "void", "") == [done]
    assert set(offered("swap", "show", "")) == {waiting, ready, done}
    assert offered("cover", "accept", "") == []
    assert offered("swap", "accept", waiting[:11]) == [waiting]
    assert offered("leave", "approve", "") == ["c02fbb2f6be2"]
    assert "6e1dc980586d" in offered("leave", "withdraw", "")
    fine(run(root, "absence", "add", "a6", "2026-12-01", by="a3"))
    (absent,) = offered("absence", "void", "")
    assert absent in offered("absence", "end", "")
    assert "a6" in offered("absence", "end", "")
    fine(run(root, "absence", "void", absent, by="a3"))
    assert offered("absence", "void", "") == []


def test_the_wishes_of_the_agent_that_was_said(root):
    ids = [wish.id for wish in Repository.open(root).wishes["a4"]]
    assert offered("wish", "remove", "a4", "") == ids
    assert offered("wish", "remove", "../a4", "") == []


def test_files_are_left_to_the_shell(root):
    assert offered("import", "x") == [":files"]
    assert offered("show", "--repo", "") == [":folders"]
    assert offered("show", "--since", "2026-1") == []


def test_a_value_behind_its_option(root):
    assert offered("show", "--agent=a3") == ["--agent=a3"]
    assert offered("show", "--agent", "=", "a3", asking="bash") == ["a3"]
    assert offered("show", "--agent", "=", asking="bash")[0] == "me"
    assert offered("show", "--group", "=", GROUP, "20", asking="bash") == [MONTH, "2027-01"]
    assert offered("set", "a4", "2026-12-10", '"early p', asking="bash") == ["early phones"]
    assert offered("show", "--", "--te") == []


def test_another_repository_and_none(root, tmp_path, monkeypatch):
    monkeypatch.chdir("/")
    assert offered("show", "--repo", str(root), "--team", "") == ["front"]
    assert offered("show", f"--repo={root / 'wishes'}", "--team", "") == ["front"]
    monkeypatch.setenv("HOME", str(root))
    assert offered("show", "--repo", "~", "--team", "") == ["front"]
    for words in (["show", "--team", ""], ["show", ""], ["leave", "show", ""], ["show", "--draft", ""]):
        assert offered(*words) == []
    assert offered("show", "--repo", "\x00", "--team", "") == []


def test_tables_written_in_line_as_in_a_staff_copy(root, tmp_path, monkeypatch):
    fine(run(root, "staff-copy", tmp_path / "copy"))
    monkeypatch.chdir(tmp_path / "copy")
    assert offered("show", "--agent", "a") == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert offered("show", "--team", "") == ["front"]


def test_a_broken_or_long_file_is_searched_for_ids(root):
    people = root / "people.toml"
    text = people.read_text()
    people.write_text(text + "\nid = \n")
    assert offered("show", "--agent", "a") == ["a1", "a2", "a3", "a4", "a5", "a6"]
    people.write_text(text + "# " + "x" * 4000 + "\n" * 140_000)
    assert offered("show", "--agent", "a") == ["a1", "a2", "a3", "a4", "a5", "a6"]
    people.write_text(text + "#" * guard.MAX_BYTES)
    assert offered("show", "--agent", "") == ["me"]


def test_limits_are_those_of_the_reader():
    assert (reading.MAX_BYTES, reading.MAX_FILES) == (guard.MAX_BYTES, guard.MAX_FILES)


def test_nothing_but_a_word_comes_out_of_a_file(root):
    hostile = [
        "$(touch x)",
        "`x`",
        "a;b",
        "a b",
        "-rf",
        "..",
        "é",
        "a\\nb",
        "\\u001b[31m",
        "A1",
        ":files",
        "'",
        "x" * 33,
    ]
    rows = "".join(
        f'[[agent]]\nid = "{id}"\n[[team]]\nid = "{id}"\n[[rule]]\nuse = "{id}"\n' for id in hostile
    )
    for name in ("people.toml", "centre.toml", "rules.toml"):
        (root / name).write_text(f'hr = {[*hostile]}\n{rows}[[agent]]\nid = "good"\n'.replace("'", '"'))
    for name in hostile:
        if "\\" not in name:
            (root / "leave" / name).mkdir(exist_ok=True)
            (root / "leave" / name / "1.toml").write_text('event = "requested"\n')
    assert offered("show", "--agent", "") in (["me", "good"], ["me"])
    assert offered("show", "--team", "") == []
    assert set(offered("explain", "")) == set(installed())
    assert offered("leave", "approve", "") == ["c02fbb2f6be2"]


def test_a_name_is_shown_without_what_controls_or_deceives(root):
    (root / "names.toml").write_text(
        '[a1]\nname = "A\\u001b]0;x\\u202eB\\tC\\nD"\n[a2]\nname = 7\n[a3]\nname = "' + "n" * 99 + '"\n'
    )
    found = dict(values(asked(["show", "--agent", "a"], "zsh")))
    assert (found["a1"], found["a2"], found["a3"]) == ("A]0;xBCD", "", "n" * 40)


def test_links_out_of_the_repository_and_pipes_are_not_read(root, tmp_path):
    outside = tmp_path / "people.toml"
    outside.write_text('[[agent]]\nid = "secret"\n')
    (root / "people.toml").unlink()
    (root / "people.toml").symlink_to(outside)
    assert offered("show", "--agent", "") == ["me"]
    (root / "people.toml").unlink()
    os.mkfifo(root / "people.toml")
    assert offered("show", "--agent", "") == ["me"]


def test_no_more_than_so_many(root):
    text = "".join(f'[[agent]]\nid = "x{at}"\n' for at in range(MOST + 50))
    (root / "people.toml").write_text(text)
    assert len(offered("show", "--agent", "")) == MOST


def test_whatever_is_typed_is_no_error(root):
    for words in (
        [],
        ["", ""],
        ["=", "="],
        ["--", "--", ""],
        ["show", "="],
        ["-h", "-x", "--agent"],
        ["show", "--agent"],
    ):
        for shell in ("bash", "zsh", "fish", "other"):
            assert isinstance(offered(*words, asking=shell), list)
    assert asked([], "bash").kind == "COMMAND"
    assert asked(["show", "-"], "").kind == OPTION


def test_a_shell_is_answered_before_anything_heavy_is_loaded(root):
    program = (
        "import sys; sys.argv = ['rota', 'show', '--agent', 'a']\nfrom rota.cli.entry import main\nmain()\n"
        "heavy = {'typer', 'rich', 'pydantic', 'ortools', 'rota.cli.main', 'rota.files', 'dataclasses', 'importlib.metadata'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    environment = os.environ | {"ROTA_COMPLETING": "bash"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["a1", "a2", "a3", "a4", "a5", "a6", "[]"]


def test_the_installed_program_begins_there():
    project = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["scripts"] == {"rota": "rota.cli.entry:main"}
