"""``rota check`` as CI runs it: formats, files, exit codes, and what is left out."""

import json
from pathlib import Path

import pytest
from junitparser import JUnitXml

from tests.cli_helpers import MONTH, rota, tiny, with_draft

FORMATS = ("full", "concise", "json", "github", "gitlab", "junit", "sarif", "markdown")


@pytest.fixture(scope="module")
def passing(tmp_path_factory) -> Path:
    """A month that only one rule judges, which finds nothing."""
    root = tiny(tmp_path_factory.mktemp("passing"))
    (root / "rules.toml").write_text('[[rule]]\nuse = "working-days"\nsource = "contracts"\n', "utf-8")
    return with_draft(root)


@pytest.fixture(scope="module")
def failing(tmp_path_factory) -> Path:
    """A month in which a6 works on a day that is not theirs, and must not; and a wish of little weight."""
    root = tiny(tmp_path_factory.mktemp("failing"))
    rules = '[[rule]]\nuse = "working-days"\nsource = "contracts"\n\n[[rule]]\nuse = "max-days-in-row"\ndays = 3\n'
    (root / "rules.toml").write_text(f'{rules}level = "should"\n', "utf-8")
    draft = with_draft(root) / "drafts" / "town-hall" / MONTH / "1.toml"
    before, after = draft.read_text("utf-8").split("[cells.a6]")
    after = after.replace('2026-12-03 = "off"', '2026-12-03 = "early reception"')
    draft.write_text(f"{before}[cells.a6]{after}", "utf-8")
    return root


@pytest.fixture
def faulty(tmp_path) -> Path:
    root = tiny(tmp_path)
    (root / "centre.toml").write_text('name = "Town hall', "utf-8")
    return root


def check(root: Path, *args: object, **environment: str):
    return rota("check", *args, "--repo", root, **environment)


@pytest.mark.parametrize("format", FORMATS)
def test_the_exit_code_says_the_same_in_every_format(format: str, passing, failing, faulty) -> None:
    assert [check(root, "--format", format).code for root in (passing, failing, faulty)] == [0, 1, 2]


@pytest.mark.parametrize("format", FORMATS)
def test_bad_input_is_said_in_every_format(format: str, faulty) -> None:
    ran = check(faulty, "--format", format)
    assert "DATA04" in ran.out
    assert "centre.toml" in ran.out
    assert "Traceback" not in ran.err


def test_for_people_the_verdict_stands_on_stdout_and_else_on_stderr(failing) -> None:
    full = check(failing, MONTH, "--select", "DAYS02")
    assert full.err == ""
    closing = full.out.splitlines()[-1]
    assert closing.startswith("1 must, 0 should, 0 wishes refused, 0 unknown; ")
    assert closing.endswith(" findings not asked for: fails.")
    concise = check(failing, MONTH, "--select", "DAYS02", "--format", "concise")
    assert len(concise.out.splitlines()) == 1
    assert ": DAYS02 must a6" in concise.out
    assert concise.err.endswith(f": {closing}\n")


def test_exit_zero_is_for_findings_not_for_bad_input(failing, faulty) -> None:
    ran = check(failing, "--exit-zero")
    assert (ran.code, ran.out.splitlines()[-1].endswith(": fails.")) == (0, True)
    assert check(faulty, "--exit-zero").code == 2


def test_what_fails_can_be_widened_and_narrowed(failing) -> None:
    assert check(failing, "--ignore", "working-days").code == 0
    assert check(failing, "--ignore", "working-days", "--fail-on", "should").code == 1
    assert check(failing, "--select", "DAYS", "--ignore", "DAYS02,max-days-in-row").code == 0


def test_faults_of_the_input_cannot_be_ignored(faulty) -> None:
    ran = check(faulty, "--ignore", "DATA", "--select", "SAT")
    assert (ran.code, "DATA04" in ran.out) == (2, True)


def test_a_rule_that_is_none_is_said_with_the_nearest(passing) -> None:
    ran = check(passing, "--select", "covr")
    assert (ran.code, ran.out) == (2, "")
    assert 'no rule, code or family is named "covr"; did you mean "cover"' in ran.err
    assert '"DAYS01"' in check(passing, "--select", "DAYS0").err.partition("did you mean")[2]


def test_under_strict_what_is_not_known_fails(tmp_path) -> None:
    root = tiny(tmp_path)
    (root / "rules.toml").write_text('[[rule]]\nuse = "no-two-saturdays"\n', "utf-8")
    (root / "history.toml").unlink()
    with_draft(root)
    assert check(root, MONTH).code == 0
    strict = check(root, MONTH, "--strict")
    assert (strict.code, strict.out.splitlines()[-1]) == (
        1,
        "0 must, 0 should, 0 wishes refused, 1 unknown: fails.",
    )


def test_a_rule_that_was_not_asked_for_is_no_passed_test(failing) -> None:
    """They once stood in the list of tests as passed, whatever they had found."""
    xml = JUnitXml.fromstring(check(failing, MONTH, "--select", "DAYS01", "--format", "junit").out.encode())
    assert {case.name.split(",")[0] for suite in xml for case in suite} == {"DAYS01 max-days-in-row"}
    xml = JUnitXml.fromstring(check(failing, MONTH, "--ignore", "DAYS01", "--format", "junit").out.encode())
    assert {case.name.split(",")[0] for suite in xml for case in suite} == {"DAYS02 working-days"}


def test_the_report_goes_to_a_file_and_the_verdict_to_stderr(failing, tmp_path) -> None:
    target = tmp_path / "rota.xml"
    target.write_text("old", "utf-8")
    ran = check(failing, "--format", "junit", "--output", target)
    assert (ran.code, ran.out, ran.err.endswith(": fails.\n")) == (1, "", True)
    assert JUnitXml.fromfile(target.as_posix()).failures == 1
    assert [path.name for path in tmp_path.iterdir()] == ["rota.xml"]
    assert check(failing, "--output", target).err == ran.err
    assert target.read_text("utf-8").startswith("Checked: ")


def test_a_file_of_the_repository_is_never_written_over(failing) -> None:
    before = (failing / "rules.toml").read_bytes()
    ran = check(failing, "--output", failing / "rules.toml")
    assert (ran.code, ran.out, (failing / "rules.toml").read_bytes()) == (2, "", before)


def test_in_githubs_workflows_there_are_annotations_and_a_summary(failing, tmp_path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", "utf-8")
    surroundings = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    ran = check(failing, **surroundings)
    assert ran.code == 1
    assert ran.out.startswith("::error file=drafts/town-hall/2026-12/1.toml,line=")
    written = summary.read_text("utf-8")
    assert written.startswith("# Before\n## rota check fails\n")
    assert written.count("| DAYS02 working-days |") == 1
    check(failing, **surroundings)
    assert summary.read_text("utf-8") == written + written.removeprefix("# Before\n")


def test_a_summary_that_cannot_be_written_changes_no_verdict(failing, tmp_path) -> None:
    ran = check(failing, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(tmp_path))
    assert ran.code == 1
    assert "The summary of the job was not written: Is a directory.\n" in ran.err


def test_elsewhere_and_into_files_it_is_for_people(failing, tmp_path) -> None:
    assert check(failing, GITLAB_CI="true").out.startswith("Checked: ")
    target = tmp_path / "report.txt"
    check(failing, "--output", target, GITHUB_ACTIONS="true")
    assert target.read_text("utf-8").startswith("Checked: ")


def test_paths_count_from_the_top_of_the_checkout(failing) -> None:
    checkout = failing.parent
    (checkout / ".git").mkdir()
    try:
        paths = {entry["location"]["path"] for entry in json.loads(check(failing, "--format", "gitlab").out)}
    finally:
        (checkout / ".git").rmdir()
    assert paths == {"tiny/drafts/town-hall/2026-12/1.toml"}


def test_a_rota_from_elsewhere_shows_its_own_lines(failing, tmp_path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_bytes((failing / "drafts" / "town-hall" / MONTH / "1.toml").read_bytes())
    ran = check(failing, "--file", mine, "--select", "DAYS02")
    assert f"DAYS02 working-days  {mine.as_posix()}:" in ran.out
    assert ' | 2026-12-03 = "early reception"\n' in ran.out


def test_a_fault_in_a_rota_from_elsewhere_names_its_whole_path(failing, tmp_path) -> None:
    """It once named the file alone, as if it lay in the repository."""
    mine = tmp_path / "mine.txt"
    mine.write_text("format = 1\ngroup =\n", "utf-8")
    ran = check(failing, "--file", mine)
    assert (ran.code, f"DATA04  {mine.as_posix()}:2:" in ran.out) == (2, True)
    assert "    2 | group =\n" in ran.out
