"""Exit codes, errors without tracebacks, quiet pipes, and what starting up may import."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from rota.cli import exits
from rota.cli.main import app
from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import bad
from rota.packs import PackError
from rota.work.errors import NoAnswer, Refused, Unusable
from tests.cli_helpers import rota, tiny, with_draft


@pytest.fixture
def repo(tmp_path):
    return with_draft(tiny(tmp_path))


def run(*args: str, cwd: Path, code: str = "from rota.cli.main import main; main()"):
    return subprocess.run(
        [sys.executable, "-c", code, *args], cwd=cwd, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (Unusable("no such month"), 2, "rota: no such month\n"),
        (PackError("no rules"), 2, "rota: no rules\n"),
        (Refused("the cap is full"), 1, "rota: the cap is full\n"),
        (NoAnswer("no rota in 5 s"), 3, "rota: no rota in 5 s\n"),
        (PermissionError(13, "Permission denied", "x.toml"), 2, "rota: x.toml: Permission denied\n"),
        (
            bad(Code.SYNTAX, "no equals sign", "write key = value", Place("centre.toml", (), 3, 1)),
            2,
            "centre.toml:3:1: DATA04 no equals sign\n  Next: write key = value\n",
        ),
    ],
)
def test_each_error_has_its_exit_code_and_message(error, code, message, capsys):
    assert exits.exit_code(error) == code
    assert capsys.readouterr().err == message


def test_what_nobody_foresaw_is_our_fault_and_goes_to_a_log(repo, monkeypatch):
    def fail(*args):
        raise KeyError("a secret place")

    monkeypatch.setattr("rota.work.show.rota_of", fail)
    ran = rota("show", "--repo", repo)
    assert ran.code == 70
    assert "Traceback" not in ran.err
    assert "This is our fault, not yours." in ran.err
    log = Path(re.search(r"details are in (\S+);", ran.err).group(1))
    assert "KeyError: 'a secret place'" in log.read_text()
    log.unlink()


def test_ctrl_c_ends_with_130_and_no_traceback(repo, monkeypatch):
    def interrupt(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr("rota.work.show.rota_of", interrupt)
    ran = rota("show", "--repo", repo)
    assert (ran.code, ran.err) == (130, "Interrupted; nothing was changed.\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["shw"], "rota: No such command 'shw'. Did you mean 'show'?\nSee `rota --help`.\n"),
        (
            ["show", "2026-13"],
            "rota: Invalid value for 'MONTH': \"2026-13\" is not a month; write it as 2026-12\n",
        ),
        (["show", "--day", "1 May"], '"1 May" is not a day; write it as 2026-12-01\n'),
        (["check", "--draft", "1"], "--group and --draft need a MONTH"),
        (["--repo", "x", "show"], "--repo goes behind the command"),
        (
            ["leave", "refuse", "k3f9"],
            "rota: Missing option '--reason'. Choose from: cap, blackout, balance, cover, notice\n",
        ),
    ],
)
def test_usage_errors_say_what_to_type(args, message):
    ran = rota(*args)
    assert ran.code == 2
    assert ran.out == ""
    assert message in ran.err


@pytest.mark.parametrize("group", ["absence", "audit", "cover", "leave", "swap", "wish"])
def test_a_group_without_a_command_prints_its_help_and_nothing_else(group):
    ran = rota(group)
    assert (ran.code, ran.err) == (2, "")
    assert f"Usage: rota {group}" in ran.out


def test_a_reader_that_leaves_early_is_no_error(repo):
    program = f"{sys.executable} -c 'from rota.cli.main import main; main()' export 2026-12 --to csv --raw"
    ran = subprocess.run(
        ["bash", "-c", f"{program} | head -1; exit ${{PIPESTATUS[0]}}"],
        cwd=repo,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout.startswith("month,agent,name")
    assert (ran.returncode, "Error" in ran.stderr, "Exception" in ran.stderr) == (0, False, False)


def loaded(*args: str, cwd: Path) -> set[str]:
    """The modules in memory when ``rota`` with ``args`` has ended."""
    code = (
        "import sys, atexit; atexit.register(lambda: print('MODULES', *sys.modules, file=sys.stderr));"
        "from rota.cli.main import main; main()"
    )
    return set(run(*args, cwd=cwd, code=code).stderr.rpartition("MODULES")[2].split())


def test_help_loads_neither_the_domain_nor_pydantic(tmp_path):
    modules = loaded("--help", cwd=tmp_path)
    assert "rota.cli.main" in modules
    ours = {name for name in modules if name.startswith("rota.") and not name.startswith("rota.cli")}
    assert ours == set()
    assert not {"pydantic", "ortools", "pandas", "holidays", "constraints"} & modules


def test_check_never_loads_the_solver_or_an_exporter(repo):
    modules = loaded("check", cwd=repo)
    assert "rota.checking" in modules
    assert not {"ortools", "pandas", "holidays", "xlsxwriter", "openpyxl", "icalendar"} & modules
    assert not {name for name in modules if name.startswith("rota.model.") or name == "rota.show.export"}


def test_version_and_help_need_no_repository(tmp_path):
    assert rota("--version").out.startswith("rota 0.")
    ran = run("--help", cwd=tmp_path)
    assert ran.returncode == 0
    for command in ("init", "plan", "show", "check", "set", "pin", "unpin", "wish", "leave", "export"):
        assert f" {command} " in ran.stdout


@pytest.mark.parametrize(
    "command",
    [
        *("init", "plan", "show", "check", "set", "pin", "unpin", "export", "rules", "explain", "schema"),
        *("wish", "wish add", "wish list", "wish remove"),
        *("leave", "leave request", "leave import", "leave approve", "leave refuse", "leave waitlist"),
        *("leave withdraw", "leave draw", "leave show", "leave list", "leave calendar"),
    ],
)
def test_every_command_has_help(command):
    ran = rota(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"Usage: rota {command}" in ran.out


def test_a_folder_that_is_no_repository_says_what_to_do(tmp_path):
    ran = rota("show", "--repo", tmp_path)
    assert ran.code == 2
    assert f"neither {os.path.realpath(tmp_path)} nor a folder above it holds centre.toml" in ran.err
    assert "rota init" in ran.err


def test_no_help_text_holds_brackets_that_the_screen_would_swallow():
    """Help is marked up text: a word in square brackets is read as markup, and is not shown."""
    for command in _commands(get_command(app)):
        texts = (command.help, command.epilog, *(getattr(each, "help", None) for each in command.params))
        assert all("[" not in (text or "") for text in texts), command.name


def test_every_paragraph_of_help_is_one_line_for_the_terminal_to_wrap():
    for command in _commands(get_command(app)):
        assert all("\n" not in text for text in (command.help or "").split("\n\n")), command.name


def _commands(command):
    yield command
    for child in getattr(command, "commands", {}).values():
        yield from _commands(child)
