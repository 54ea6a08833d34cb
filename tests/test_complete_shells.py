"""The completion of each shell, in the shell itself."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from rota.show.completion import SCRIPTS
from tests.cli_helpers import rota
from tests.living_world import MONTH, published
from tests.outside.lacking import program

BIN = Path(sys.executable).parent

HOSTILE = "Ann $(touch broken) `touch broken` ; touch broken \\\" ' %F{red} \\u001b[31m"


@pytest.fixture
def root(tmp_path):
    made = published(tmp_path)
    names = made / "names.toml"
    names.write_text(names.read_text().replace('"Ana Whitlock"', f'"{HOSTILE}"'))
    assert "touch broken" in names.read_text()
    return made


def said(root: Path, *command: str) -> list[str]:
    """What ``command`` prints in ``root``, with this rota first on the path."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(root)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (root / "broken").exists()
    return done.stdout.splitlines()


def bash(root: Path, *words: str) -> list[str]:
    """What bash would offer for the last of ``words``."""
    text = (
        'source <(rota completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rota "$1"; '
        'if ((${#COMPREPLY[@]})); then printf "%s\\n" "${COMPREPLY[@]}"; fi'
    )
    return said(root, program("bash", "bash"), "--norc", "-c", text, "bash", "rota", *words)


def fish(root: Path, line: str) -> list[str]:
    """What fish would offer at the end of ``line``, with tabs before descriptions."""
    text = f"rota completion fish | source; complete -C {shlex.quote(line)}"
    return said(root, program("fish", "fish"), "--no-config", "-c", text)


def zsh(root: Path, *words: str) -> list[str]:
    """What zsh would show for the last of ``words``, which stand as they are typed."""
    text = (
        "autoload -U compinit; compinit -u -D; source <(rota completion zsh); "
        'compadd() { [[ "$*" == "-d shown -a found" ]] && print -rl -- $shown }; '
        '_files() { print -r -- "files $*" }; words=(rota "$@"); CURRENT=$#words; _rota; true'
    )
    return said(root, program("zsh", "zsh"), "-f", "-c", text, "zsh", *words)


def test_bash_offers_ids_months_states_and_rules(root):
    assert bash(root, "show", "--agent", "a") == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert bash(root, "show", "--agent", "=", "a4") == ["a4"]
    assert bash(root, "show", "2") == [MONTH, "2027-01"]
    assert bash(root, "explain", "saturday-s") == ["saturday-share"]
    assert bash(root, "check", "--fail-on", "") == ["must", "should"]
    assert bash(root, "show", "--since", "2") == []
    assert bash(root, "import", "c") == []


def test_bash_keeps_the_two_words_of_a_cell_together(root):
    assert bash(root, "set", "a4", "2026-12-10", "early") == ["early\\ phones", "early\\ reception"]
    assert bash(root, "set", "a4", "2026-12-10", '"early') == ["early phones", "early reception"]


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_a_reader_who_has_seen_enough_ends_it_silently(root, shell):
    lines = "\n".join(f'[[agent]]\nid = "a{number}"' for number in range(20_000))
    (root / "people.toml").write_text(lines)
    command = f"ROTA_COMPLETING={shell} rota show --agent a | true; exit ${{PIPESTATUS[0]}}"
    assert said(root, program("bash", "bash"), "--norc", "-c", command) == []


def test_fish_offers_them_with_names(root):
    assert fish(root, "rota show --agent a2") == ["a2\tBen Osei"]
    assert fish(root, "rota show --agent=a2") == ["--agent=a2\tBen Osei"]
    assert fish(root, "rota sw") == ["swap"]
    assert fish(root, "rota set a4 2026-12-10 lie") == ["lieu"]
    assert "demand.toml" in fish(root, "rota import de")
    assert "wishes/" in [line.partition("\t")[0] for line in fish(root, "rota show --repo w")]
    assert len(fish(root, "rota show --agent a1")) == 1


def test_zsh_offers_them_with_names(root):
    assert zsh(root, "show", "--agent", "a2") == ["a2  Ben Osei"]
    assert zsh(root, "set", "a4", "2026-12-10", "early\\ p") == ["early phones"]
    assert zsh(root, "sw") == ["swap"]
    assert zsh(root, "import", "d") == ["files "]
    assert zsh(root, "show", "--repo", "d") == ["files -/"]
    assert zsh(root, "show", "--since", "2") == []
    (line,) = zsh(root, "show", "--agent", "a1")
    assert line.startswith("a1  Ann $(touch broken)")


def test_what_is_typed_is_not_run_either(root):
    for typed in ("$(touch broken)", "`touch broken`", "';touch broken;'"):
        bash(root, "show", "--repo", typed, "--agent", "a")
        assert zsh(root, "show", "--agent", shlex.quote(typed)) == []


@pytest.mark.parametrize("shell", SCRIPTS)
def test_each_script_is_printed_as_it_is(shell):
    ran = rota("completion", shell)
    assert (ran.code, ran.out, ran.err) == (0, SCRIPTS[shell], "")


def test_another_shell_is_told_which_there_are():
    ran = rota("completion", "csh")
    assert (ran.code, ran.out) == (2, "")
    assert "bash" in ran.err
