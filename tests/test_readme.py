"""The README is run: its commands work, and what it shows is what they print."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def run(command: str, folder: Path) -> str:
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"}
    done = subprocess.run(  # noqa: S602  # the commands are our own README's
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str, list[str]]]]:
    """The first session of the README: where it ended, and each command with its output and what is promised of it."""
    folder, steps = tmp_path_factory.mktemp("readme"), []
    (session,) = blocks("console")
    for step in session.removeprefix("$ ").split("\n$ "):
        command, *promised = step.strip("\n").split("\n")
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
        else:
            steps.append((command, run(command, folder), promised))
    return folder, steps


def test_every_command_prints_what_the_readme_promises(
    walked: tuple[Path, list[tuple[str, str, list[str]]]],
) -> None:
    _, steps = walked
    assert len(steps) == 8
    for command, printed, promised in steps:
        for words in promised:
            assert words in printed, f"{command} does not print {words!r}:\n{printed}"


def test_the_grid_shown_looks_like_what_plan_prints(
    walked: tuple[Path, list[tuple[str, str, list[str]]]],
) -> None:
    """Its people, days, headings and key, line by line; the cells themselves are the solver's affair."""
    _, steps = walked
    (shown,) = blocks("text")
    printed = next(output for command, output, _ in steps if command.startswith("rota plan"))
    lines = [line.rstrip() for line in printed.splitlines()]
    begin = lines.index(shown.splitlines()[0])
    of_readme, of_plan = shown.splitlines(), lines[begin : begin + shown.count("\n")]
    assert [line[:21] for line in of_readme] == [line[:21] for line in of_plan]
    assert of_readme[:4] == of_plan[:4]
    assert of_readme[-3:-1] == of_plan[-3:-1]


def test_every_command_in_the_tables_is_understood(
    walked: tuple[Path, list[tuple[str, str, list[str]]]],
) -> None:
    folder, _ = walked
    commands = re.findall(r"`(rota [^`]+)`", README)
    assert len(commands) > 15
    for command in commands:
        words = command.split()
        name = " ".join(words[1:3]) if words[1] in ("wish", "leave") else words[1]
        options = re.findall(r"--[a-z-]+", command)
        described = run(f"rota {name} --help", folder)
        for option in options:
            assert option in described, f"{command}: {option} is not an option"


def test_the_rule_in_the_readme_is_a_rule() -> None:
    import tomllib

    from rota.packs import make_rule

    (block,) = blocks("toml")
    assert make_rule(tomllib.loads(block)["rule"][0]).level == "must"
