"""The example of an organisation's own rules: installed beside rota, it is found, tested, explained and applied."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from rota.domain.cell import Kind
from rota.files.repository import Repository

EXAMPLES = Path(__file__).parents[1] / "examples"
PACK = EXAMPLES / "rule-pack"
MONTH, HOLDER = "2026-03", "a010"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the pack is installed; nothing of this environment changes."""
    source, target = tmp_path_factory.mktemp("source") / "pack", tmp_path_factory.mktemp("installed")
    shutil.copytree(PACK, source, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    how = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--no-index"]
    subprocess.run([sys.executable, "-m", "pip", "install", *how, "--target", target, source], check=True)
    return target


Ran = subprocess.CompletedProcess[str]


def python(folder: Path | None, cwd: Path, *arguments: str | Path) -> Ran:
    """Another Python, for which the pack is installed in ``folder``; without, it is not installed."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV_"))}
    env |= {"NO_COLOR": "1", "COLUMNS": "120"} | ({"PYTHONPATH": str(folder)} if folder else {})
    command = [sys.executable, "-P", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def rota(folder: Path | None, *command: str | Path) -> Ran:
    return python(folder, EXAMPLES, "-c", "from rota.cli.main import main; main()", *command)


def own_tests(folder: Path | None, tmp_path: Path) -> Ran:
    shutil.copytree(PACK / "tests", tmp_path / "tests")
    return python(folder, tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The larger example, in which one of the front desk holds the safe keys."""
    copy = tmp_path_factory.mktemp("centre") / "b-town"
    shutil.copytree(EXAMPLES / "b-town", copy)
    with (copy / "rules.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[rule]]\nuse = "holder-in"\nagents = ["a010"]\nwhat = "safe keys"\nsource = "Safe, 2"\n'
        )
    return copy


def test_its_own_tests_pass_where_it_is_installed(installed: Path, tmp_path: Path) -> None:
    ran = own_tests(installed, tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "4 passed" in ran.stdout


def test_its_own_tests_fail_where_it_is_not_installed(tmp_path: Path) -> None:
    ran = own_tests(None, tmp_path)
    assert ran.returncode == 1
    assert "4 failed" in ran.stdout
    assert "rota-rules-newtown is not installed; install it (pip install -e .) and test again" in ran.stdout


def test_it_stands_among_the_rules_and_explains_itself(installed: Path) -> None:
    listed = rota(installed, "rules", "--all")
    assert any(line.split()[:2] == ["ORG01", "holder-in"] for line in listed.stdout.splitlines()), (
        listed.stderr
    )
    explained = rota(installed, "explain", "ORG01")
    assert explained.returncode == 0, explained.stderr
    assert explained.stdout.startswith("ORG01 holder-in")
    assert "safe" in explained.stdout


def test_its_findings_are_in_the_verdict(installed: Path, centre: Path) -> None:
    found = rota(installed, "check", MONTH, "--repo", centre, "--format", "concise")
    assert found.returncode == 1, found.stderr
    lines = [line for line in found.stdout.splitlines() if "ORG01" in line]
    base = Repository.open(EXAMPLES / "b-town").rota("b-town", MONTH)
    away = [
        day
        for day, cell in base.cells[HOLDER].items()
        if day.weekday() < 5 and cell.kind not in (Kind.SHIFT, Kind.CLOSED)
    ]
    assert len(away) == len(lines) > 0
    assert all(f"not there: {HOLDER}" in line for line in lines)


def test_a_rule_that_is_named_but_not_installed_is_no_pass(centre: Path) -> None:
    ran = rota(None, "check", MONTH, "--repo", centre)
    assert ran.returncode == 2
    assert 'no rule is named "holder-in"' in ran.stdout + ran.stderr


def test_the_toml_of_its_manual_is_a_rule(installed: Path) -> None:
    manual = (PACK / "README.md").read_text("utf-8")
    (table,) = tomllib.loads(manual.split("```toml\n")[1].split("```")[0])["rule"]
    made = f"from rota.packs import make_rule; print(make_rule({table!r}).code)"
    assert python(installed, PACK, "-c", made).stdout == "ORG01\n"
