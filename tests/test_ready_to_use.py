"""What HR copies into a pipeline: read by strangers' schemas, and every command in it run on a repository under git."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from rota.work.audit.verify import verify
from tests.cli_helpers import Ran, rota

TOP = Path(__file__).parents[1]
EXAMPLE = TOP / "examples" / "hr-ci"
WORKFLOW, GITLAB, AZURE = ".github/workflows/rota.yml", ".gitlab-ci.yml", "azure-pipelines.yml"
NOW = "2026-02-10T09:00:00+00:00"
BIN = Path(sys.executable).parent


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path)


ACTION = read(TOP / "action.yml")
HOOKS = read(TOP / ".pre-commit-hooks.yaml")


FAKE = """#!/bin/sh
printf '%s\\0' "$@"
"""
"""Stands where rota does, and says what it was called with."""


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a step: nothing of the one who runs the tests."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ROTA_", "GIT", "CI"))}
    return {**kept, **more}


def words(script: str, folder: Path, **environment: str) -> list[str]:
    """What a runner's shell calls rota with; ``script`` may only call rota."""
    (folder.parent / "bin").mkdir(exist_ok=True)
    fake = folder.parent / "bin" / "rota"
    fake.write_text(FAKE)
    fake.chmod(0o755)
    ran = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=surroundings(PATH=f"{fake.parent}{os.pathsep}{os.environ['PATH']}", **environment),
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.split("\0")[:-1]


def run(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch, **environment: str) -> Ran:
    """Let a shell read ``script``, and run what it would run, in this process."""
    called = words(script, folder, **environment)
    monkeypatch.chdir(folder)
    actions = environment.get("GITHUB_ACTIONS", "")
    return rota(*called, ROTA_NOW=NOW, NO_COLOR="1", GITHUB_ACTIONS=actions, GITLAB_CI="", TF_BUILD="")


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, env=surroundings(), check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The example as a server checks a change out: all of main, with a change on a branch of its own."""
    folder = tmp_path / "checkout"
    shutil.copytree(EXAMPLE, folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As published")
    git(folder, "update-ref", "refs/remotes/origin/main", "main")
    git(folder, "switch", "--quiet", "--create", "change")
    return folder


def change(folder: Path, line: str) -> None:
    """A commit that adds a line to the needs."""
    path = folder / "demand.toml"
    path.write_text(f"{path.read_text('utf-8')}{line}\n", encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", "--message", "A change")


# ---- The commands of each file --------------------------------------------------------------------


def scripts_of(file: str) -> Iterator[str]:
    """All shell that stands in a pipeline of the example."""
    data = read(EXAMPLE / file)
    if file == GITLAB:
        for job in data.values():
            yield from (line for key in ("before_script", "script") for line in job.get(key, ()))
    else:
        steps = data["steps"] if file == AZURE else [s for job in data["jobs"].values() for s in job["steps"]]
        yield from (step.get("bash") or step.get("run") or "" for step in steps)


def commands() -> list[tuple[str, str]]:
    """Every line of shell in the example that runs rota, each with where it stands."""
    found = [
        (file, line.strip())
        for file in (WORKFLOW, GITLAB, AZURE)
        for script in scripts_of(file)
        for line in script.splitlines()
        if line.strip().startswith("rota ")
    ]
    fenced = re.findall(
        r"^```\n(.*?)^```", (EXAMPLE / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    found += [("README.md", line) for block in fenced for line in block.splitlines()]
    return [*found, *((".pre-commit-hooks.yaml", hook["entry"]) for hook in HOOKS)]


SERVER = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "TARGET": "refs/heads/main"}
"""What the servers put into the environment."""


def test_there_are_commands_in_every_file_that_is_copied() -> None:
    assert {file for file, _ in commands()} == {GITLAB, AZURE, "README.md", ".pre-commit-hooks.yaml"}
    assert sum("--since" in command for _, command in commands()) == 2


@pytest.mark.parametrize(("file", "command"), commands())
def test_every_command_passes_on_a_harmless_change(
    checkout: Path, file: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(checkout, "# more calls in April")
    ran = run(command, checkout, monkeypatch, **SERVER)
    assert ran.code == (1 if "--strict" in command else 0), f"{command}\n{ran.out}{ran.err}"


@pytest.mark.parametrize(
    ("file", "command"), [each for each in commands() if each[1].startswith("rota check")]
)
def test_every_check_fails_on_a_private_word_unless_it_only_reports(
    checkout: Path, file: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(checkout, "# r2 is off sick in April")
    ran = run(command, checkout, monkeypatch, **SERVER)
    assert ran.code == (0 if "--exit-zero" in command else 1), ran.out
    output = re.search(r"--output (\S+)", command)
    written = (checkout / output.group(1)).read_text("utf-8") if output else ran.out
    assert "PRIV01" in written


# ---- The action -----------------------------------------------------------------------------------


def check_step() -> Mapping[str, Any]:
    return next(step for step in ACTION["runs"]["steps"] if step.get("name") == "Check")


Act = Callable[..., Ran]


@pytest.fixture
def act(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Act:
    """Runs the action's check as GitHub would, with the inputs given and the defaults of all others."""

    def acting(**given: str) -> Ran:
        inputs = {name: str(each["default"]) for name, each in ACTION["inputs"].items()}
        inputs |= {name.replace("_", "-"): value for name, value in given.items()}
        environment = {}
        for name, value in check_step()["env"].items():
            (said,) = re.findall(r"^\$\{\{ inputs\.([a-z-]+) \}\}$", value)
            environment[name] = inputs[said]
        return run(check_step()["run"], checkout, monkeypatch, GITHUB_ACTIONS="true", **environment)

    return acting


def test_every_input_of_the_action_is_used_and_described() -> None:
    used = re.findall(r"\$\{\{ inputs\.([a-z-]+) \}\}", (TOP / "action.yml").read_text("utf-8"))
    assert sorted(used) == sorted(ACTION["inputs"])
    assert all(each["description"] and "default" in each for each in ACTION["inputs"].values())


def test_nothing_that_a_caller_gives_is_pasted_into_the_shell() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_action_uses_only_what_github_itself_makes_and_installs_what_is_locked() -> None:
    uses = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
    uses += [step["uses"] for step in read(EXAMPLE / WORKFLOW)["jobs"]["check"]["steps"]]
    assert [each.split("@")[0] for each in uses] == [
        *("actions/setup-python", "actions/checkout"),
        "your-council/rota",
    ]
    install = next(step for step in ACTION["runs"]["steps"] if step.get("name") == "Install rota")["run"]
    assert "--require-hashes" in install
    assert "--no-deps" in install


def test_the_action_with_its_defaults_annotates_lines(checkout: Path, act: Act) -> None:
    change(checkout, "# chemo")
    ran = act()
    lines = len((checkout / "demand.toml").read_text("utf-8").splitlines())
    assert ran.code == 1
    assert ran.out.startswith(f"::error file=demand.toml,line={lines},col=3,title=PRIV01 privacy::")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, 0),
        ({"strict": "true"}, 1),
        ({"strict": "true", "ignore": "DAYS,SAT"}, 0),
        ({"strict": "true", "select": "cover"}, 0),
        ({"since": "refs/remotes/origin/main"}, 0),
        ({"since": "refs/remotes/origin/mian"}, 2),
        ({"verify_signatures": "true"}, 2),
        ({"path": ".."}, 2),
        ({"path": "rotas"}, 0),
        ({"fail_on": "would"}, 2),
    ],
)
def test_every_input_of_the_action_does_something(act: Act, given: dict[str, str], code: int) -> None:
    assert act(**given).code == code


def test_the_action_writes_where_and_how_it_is_told(checkout: Path, act: Act) -> None:
    assert act(format="concise").out.startswith("rotas/riverside/2026-03.toml:")
    assert act(format="sarif", output="rota.sarif").out == ""
    assert '"2.1.0"' in (checkout / "rota.sarif").read_text("utf-8")


def test_a_word_with_a_command_in_it_is_only_a_word(checkout: Path, act: Act) -> None:
    ran = act(since='$(touch hit) `touch hit`"; touch hit; "')
    assert ran.code == 2
    assert not (checkout / "hit").exists()


def test_the_check_of_the_action_runs_for_itself(checkout: Path) -> None:
    """Once with the real command, as a process of its own."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    given = dict.fromkeys(check_step()["env"], "") | {
        "CHECK_PATH": ".",
        "CHECK_FORMAT": "concise",
        "CHECK_FAIL_ON": "must",
    }
    ran = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", check_step()["run"]],
        cwd=checkout,
        env=surroundings(PATH=path, ROTA_NOW=NOW, **given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, len(ran.stdout.splitlines())) == (0, 2)


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    step = read(EXAMPLE / WORKFLOW)["jobs"]["check"]["steps"][-1]
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert step["with"]["since"] == (
        "${{ github.base_ref && format('refs/remotes/origin/{0}', github.base_ref) }}"
    )


# ---- Read by strangers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "file", "more"),
    [
        ("github-actions", TOP / "action.yml", ()),
        ("github-workflows", EXAMPLE / WORKFLOW, ()),
        ("gitlab-ci", EXAMPLE / GITLAB, ("--data-transform", "gitlab-ci")),
        (
            "azure-pipelines",
            EXAMPLE / AZURE,
            ("--data-transform", "azure-pipelines", "--regex-variant", "nonunicode"),
        ),
    ],
    ids=["action", "github", "gitlab", "azure"],
)
def test_each_file_fits_the_schema_of_its_server(schema: str, file: Path, more: tuple[str, ...]) -> None:
    ran = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *more, file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_hook_is_one_that_pre_commit_reads_and_the_example_asks_for() -> None:
    (hook,) = HOOKS
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    assert re.search(hook["files"], "rotas/riverside/2026-03.toml")
    (repo,) = read(EXAMPLE / ".pre-commit-config.yaml")["repos"]
    assert [each["id"] for each in repo["hooks"]] == [hook["id"]]


def test_the_files_name_the_release_of_this_checkout() -> None:
    version = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    for file in (WORKFLOW, GITLAB, AZURE, ".pre-commit-config.yaml"):
        named = re.findall(r"\bv(\d+\.\d+\.\d+)\b", (EXAMPLE / file).read_text("utf-8"))
        assert named == [version], file


def test_what_is_to_be_copied_is_what_the_readme_names() -> None:
    text = (EXAMPLE / "README.md").read_text("utf-8")
    for file in (WORKFLOW, ".github/CODEOWNERS", GITLAB, AZURE, ".pre-commit-config.yaml"):
        assert (EXAMPLE / file).is_file()
        assert f"`{file}`" in text


# ---- The example itself ---------------------------------------------------------------------------


def test_the_example_passes_with_one_finding_waived_and_its_record_whole() -> None:
    ran = rota("check", "--repo", EXAMPLE, "--format", "full", ROTA_NOW=NOW)
    assert ran.code == 0
    assert ran.out.endswith("0 must, 0 should, 0 wishes refused, 2 unknown; 1 waived: passes.\n")
    found = verify(EXAMPLE)
    assert (found.findings, len(found.anchors), found.after) == ((), 1, ())


def test_the_example_has_no_names_and_hr_approves_the_waiver() -> None:
    assert not (EXAMPLE / "names.toml").exists()
    ran = rota("waiver", "list", "--repo", EXAMPLE, ROTA_NOW=NOW)
    assert ran.code == 0
    assert "live        1" in ran.out
