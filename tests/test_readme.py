"""The README is run: its commands work, and what it shows is what they print."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from rota.domain.demand import Demand
from rota.domain.payroll import Payroll
from rota.packs import make_rule
from tests.cli_helpers import rota

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
EXAMPLES = Path(__file__).parent.parent / "examples"
BIN = Path(sys.executable).parent
ID = r"\b(?=[a-z0-9]*[0-9])(?=[a-z0-9]*[a-z])[a-z0-9]{12}\b"
"""A matter's id, as the README shows them: with a letter and a digit."""

GROUPS = ("wish", "leave", "swap", "cover", "absence", "audit", "waiver", "demand", "calendar")
"""Commands with commands below them."""


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def run(command: str, folder: Path, set_: Mapping[str, str] = MappingProxyType({})) -> str:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "COLUMNS": "200"} | set_
    done = subprocess.run(  # noqa: S602  # the commands are our own README's
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


class Session:
    """The README's sessions, one after the other; an id that it shows stands for whichever the command gives."""

    def __init__(self, folder: Path) -> None:
        (folder / "examples").symlink_to(EXAMPLES)
        self.start = self.folder = folder
        self.set: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.steps: list[tuple[str, str, list[str]]] = []

    def walk(self, text: str) -> None:
        for step in text.removeprefix("$ ").split("\n$ "):
            command, *promised = step.strip("\n").split("\n")
            if command.startswith("cd "):
                self.folder = self.folder / command.removeprefix("cd ")
            elif command.startswith("export "):
                name, _, value = command.removeprefix("export ").partition("=")
                self.set[name] = value
            elif command.startswith("cp "):
                self.folder = self.start
                run(command, self.folder)
            else:
                printed = run(self.known(command), self.folder, self.set)
                for line in promised:
                    self.learn(line, printed)
                self.steps.append((command, printed, [self.known(line) for line in promised]))

    def known(self, text: str) -> str:
        for shown, given in self.ids.items():
            text = text.replace(shown, given)
        return text

    def learn(self, promised: str, printed: str) -> None:
        for shown in set(re.findall(ID, promised)) - set(self.ids):
            before, _, after = promised.partition(shown)
            found = re.search(f"{re.escape(before)}([a-z0-9]{{12}}){re.escape(after)}", printed)
            assert found, f"no {promised!r} in:\n{printed}"
            self.ids[shown] = found[1]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """All sessions of the README walked through: each command with its output and what is promised of it."""
    session = Session(tmp_path_factory.mktemp("readme"))
    for text in blocks("console"):
        session.walk(text)
    return session


def test_every_command_prints_what_the_readme_promises(walked: Session) -> None:
    assert len(walked.steps) == 36
    for command, printed, promised in walked.steps:
        for words in promised:
            assert words in printed, f"{command} does not print {words!r}:\n{printed}"


def test_the_grid_shown_looks_like_what_plan_prints(walked: Session) -> None:
    """Its people, days, headings and key, line by line; the cells themselves are the solver's affair."""
    (shown,) = blocks("text")
    printed = next(output for command, output, _ in walked.steps if command.startswith("rota plan"))
    lines = [line.rstrip() for line in printed.splitlines()]
    begin = lines.index(shown.splitlines()[0])
    of_readme, of_plan = shown.splitlines(), lines[begin : begin + shown.count("\n")]
    assert [line[:21] for line in of_readme] == [line[:21] for line in of_plan]
    assert of_readme[:4] == of_plan[:4]
    assert of_readme[-3:-1] == of_plan[-3:-1]


def test_every_command_in_the_tables_is_understood() -> None:
    commands = re.findall(r"`(rota [^`]+)`", README)
    assert len(commands) > 15
    for command in commands:
        words = command.split()
        name = words[1:3] if words[1] in GROUPS else words[1:2]
        described = rota(*name, "--help", COLUMNS="200")
        assert described.code == 0, f"{command}: {described.err}"
        for option in re.findall(r"--[a-z-]+", command):
            assert option in described.out, f"{command}: {option} is not an option"


def test_the_tables_in_the_readme_are_calls_payroll_and_a_rule() -> None:
    calls, work, pay, rule = (tomllib.loads(block) for block in blocks("toml"))
    assert [column.name for column in Payroll.model_validate(pay["payroll"]).column] == [
        "Staff No",
        "Basic hrs",
        "Adjustment",
    ]
    assert make_rule(rule["rule"][0]).level == "must"
    assert Demand.model_validate(work).deferrable[0].beside == ("phones",)
    (phones,) = Demand.model_validate(calls).calls
    assert sum(phones.day[0].by_interval().values()) == 690_00
