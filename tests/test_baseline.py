"""The baseline: what fails when it is written fails no more, what comes later does, and it only ever shrinks."""

import json
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from rota.domain.place import Place
from rota.files.baseline import Baseline, dump
from rota.report import Section
from rota.rules import Excuse, Finding, Level
from rota.work.baseline import gone, marked
from tests.cli_helpers import Ran
from tests.publish_helpers import DRAFTS, drafted, run, write_draft
from tests.waivers_world import table, write

NOW = "2026-10-16T09:00:00+00:00"
PAIR = {("a2", "2026-12-05"): "saturday phones", ("a2", "2026-12-12"): "saturday phones"}
OTHER = {("a6", "2026-12-05"): "saturday phones", ("a6", "2026-12-12"): "saturday phones"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A draft in which a2 works on two Saturdays running, under that rule and one that should hold."""
    root = drafted(tmp_path)
    (root / "rules.toml").write_text('[[rule]]\nuse = "no-two-saturdays"\n\n[[rule]]\nuse = "same-pattern"\n')
    write_draft(root, PAIR)
    return root


def check(root: Path, *more: object) -> Ran:
    return run(root, "check", *more, now=NOW)


def excuses(root: Path) -> dict[str, str | None]:
    """By agent, what excuses their two Saturdays running."""
    sections = json.loads(check(root, "--format", "json").out)["sections"]
    found = [
        one for part in sections for one in part["findings"] if one["code"] == "SAT02" and not one["unknown"]
    ]
    return {one["agent"]: one["excuse"] for one in found}


def entries(root: Path) -> list[str]:
    return list(tomllib.loads((root / "baseline.toml").read_text())["finding"].values())


def test_what_fails_when_it_is_written_fails_no_more(root: Path) -> None:
    assert check(root).code == 1
    ran = check(root, "--write-baseline")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "baseline.toml holds 1 finding, to fail nothing while they last: 1 new, 0 taken out. Commit it.\n"
    )
    text = (root / "baseline.toml").read_text()
    assert text.startswith("# Written by rota check --write-baseline: ")
    assert [
        line.partition(" = ")[2] for line in text.splitlines() if " = " in line and "format" not in line
    ] == ['"SAT02 must town-hall 2026-12 a2 2026-12-12"']
    ran = check(root, "--format", "full")
    assert ran.code == 0
    assert "In the baseline, so that it does not count (1)" in ran.out
    assert "1 in the baseline: passes." in ran.out
    assert check(root, "2026-12").code == 0, "also where only that month is judged"


def test_what_comes_later_fails_and_is_not_taken_in(root: Path) -> None:
    check(root, "--write-baseline")
    before = (root / "baseline.toml").read_bytes()
    write_draft(root, OTHER)
    assert check(root).code == 1
    assert excuses(root) == {"a6": None, "a2": "baseline"}
    ran = check(root, "--write-baseline")
    assert ran.code == 1
    assert "SAT02 2026-12-12: a6 works two Saturdays running" in ran.err
    assert "it only ever shrinks" in ran.err
    assert "a2 works" not in ran.err
    assert (root / "baseline.toml").read_bytes() == before


def test_what_is_gone_is_told_and_taken_out_and_is_new_when_it_comes_back(root: Path) -> None:
    write_draft(root, OTHER)
    check(root, "--write-baseline")
    both = (root / "baseline.toml").read_text().splitlines()
    write_draft(root, {("a6", "2026-12-12"): "off"})
    ran = check(root)
    assert ran.code == 0
    assert ran.err.endswith("1 in the baseline no longer occur; shrink it: rota check --write-baseline\n")
    assert "no longer occur" not in check(root, "2026-12").err, "a month knows nothing of the others"
    ran = check(root, "--write-baseline")
    assert "0 new, 1 taken out" in ran.err
    left = (root / "baseline.toml").read_text().splitlines()
    assert [line for line in both if line not in left] == [both[-1]], "one finding is one line"
    write_draft(root, OTHER)
    assert check(root).code == 1
    assert excuses(root) == {"a6": None, "a2": "baseline"}


def test_an_empty_baseline_is_one_and_takes_nothing_in(root: Path) -> None:
    write_draft(root, {("a2", "2026-12-12"): "off"})
    assert check(root, "--write-baseline").code == 0
    assert entries(root) == []
    write_draft(root, PAIR)
    assert check(root, "--write-baseline").code == 1
    assert check(root).code == 1


def test_writing_the_same_again_changes_no_byte(root: Path) -> None:
    write_draft(root, OTHER)
    check(root, "--write-baseline")
    before = (root / "baseline.toml").read_bytes()
    assert check(root, "--write-baseline").code == 0
    assert (root / "baseline.toml").read_bytes() == before


def test_a_finding_is_known_wherever_its_line_is_and_whichever_draft_it_is_in(root: Path) -> None:
    check(root, "--write-baseline")
    first = root / DRAFTS / "1.toml"
    first.write_text(f"# A note.\n\n{first.read_text()}")
    assert check(root).code == 0
    shutil.copyfile(first, root / DRAFTS / "2.toml")
    ran = check(root, "--format", "full")
    assert (ran.code, "no longer occur" in ran.err) == (0, False)
    assert run(root, "publish", "2026-12", now=NOW).code == 1, "it opens no way to publish what must not be"


def test_what_is_waived_and_what_is_below_the_level_that_fails_is_not_taken_in(root: Path) -> None:
    write_draft(root, OTHER)
    write(root, table("SAT02"))
    check(root, "--write-baseline")
    assert entries(root) == ["SAT02 must town-hall 2026-12 a6 2026-12-12"]
    (root / "waivers.toml").unlink()
    assert check(root).code == 1
    (root / "baseline.toml").unlink()
    check(root, "--fail-on", "should", "--write-baseline")
    assert {entry.split()[0] for entry in entries(root)} == {"SAT02", "SHIFT02"}
    assert check(root, "--fail-on", "should").code == 0


def test_it_is_made_of_everything_or_not_at_all(root: Path) -> None:
    options = ["--select SAT02", "--ignore SAT02", "--strict", "--format json", "--output report.txt"]
    for more in (["2026-12"], *(option.split() for option in options)):
        ran = check(root, "--write-baseline", *more)
        assert (ran.code, "leave out" in ran.err) == (2, True)
    (root / "rules.toml").write_text("[[rule]]\n")
    assert check(root, "--write-baseline").code == 2
    assert not (root / "baseline.toml").exists()


def test_a_baseline_that_cannot_be_read_is_a_fault_of_the_input(root: Path) -> None:
    (root / "baseline.toml").write_text('format = 1\n\n[finding]\nABC = "SAT02"\n')
    ran = check(root, "--format", "concise")
    assert ran.code == 2
    assert ran.out.startswith("baseline.toml:4:1: DATA08 fault ")


def test_a_plan_does_not_go_by_the_baseline(root: Path) -> None:
    from rota.files.repository import Repository

    before = Repository.open(root).input_digest()
    check(root, "--write-baseline")
    assert Repository.open(root).input_digest() == before


def _equal(*messages: str) -> tuple[Section, ...]:
    """Findings of one day, of one rule, that differ in their words alone."""
    day = date(2026, 12, 1)
    found = (
        Finding("COVER01", Level.MUST, message, 1, None, day, rule="cover", place=Place("r.toml"))
        for message in messages
    )
    return (Section("r", tuple(found), "town-hall", "2026-12"),)


def _baseline(sections: tuple[Section, ...]) -> Baseline:
    from rota.work.baseline import _prints

    text = dump({print_: "COVER01" for _, _, print_ in _prints(sections)})
    return Baseline.model_validate(tomllib.loads(text))


@pytest.mark.parametrize("left", [("phones",), ("reception",)])
def test_of_two_that_are_equal_either_may_go_and_the_other_is_known(left: tuple[str, ...]) -> None:
    known = _baseline(_equal("phones", "reception"))
    assert len(known.finding) == 2
    (section,) = marked(known, _equal(*left))
    assert [one.excuse for one in section.findings] == [Excuse.BASELINE]
    assert gone(known, _equal(*left)) == 1


def test_a_third_that_is_equal_is_new() -> None:
    known = _baseline(_equal("phones", "reception"))
    (section,) = marked(known, _equal("cash", "phones", "reception"))
    assert [one.excuse for one in section.findings].count(Excuse.BASELINE) == 2
    assert [one.excuse for one in section.findings].count(None) == 1


def test_what_is_unknown_or_excused_or_a_fault_is_never_in_it() -> None:
    (section,) = _equal("phones")
    (finding,) = section.findings
    for other in (finding.with_(unknown=True), finding.with_(excuse=Excuse.WAIVED), finding.with_(rule="")):
        one = (Section("r", (other,), "town-hall", "2026-12"),)
        assert _baseline(one).finding == {}
        assert marked(_baseline((section,)), one) == one
