"""The harness for authors of rules: it passes what is right, and says in words what is not."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import rota.testing
from constraints.max_days_in_row import MaxDaysInRow
from rota.domain.cell import shift
from rota.rules import Finding
from rota.testing import (
    CaseError,
    case_files,
    cases_of,
    check_agreement,
    check_cases,
    check_complete,
    check_pages,
    page_faults,
    world_faults,
    worlds_in,
)
from tests.agreement.faults import bent_check, bent_encode
from tests.casefiles import CASES, WORLDS

DRAWN = """
rule = "max-days-in-row"
source = "works agreement, clause 2"
settings = { days = 3 }

[[pass]]
name = "three days"
rota.ann = "WWW...."

[[fail]]
name = "four and five days"
rota.ann = "WWWW..."
rota.bob = "WWWWW.."
breaks = ["ann 4", "bob 4", "bob 5"]
amount = 3
"""
WORLD = """
rule = "max-days-in-row"

[[world]]
name = "one week"
levels = ["must", "should"]
settings = { days = 2 }
alphabet = "W."
rota.ann = "???...."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "DAYS01.toml").write_text(DRAWN, "utf-8")
    return tmp_path


def refusal(check: Any, *args: Any) -> str:
    with pytest.raises(AssertionError) as refused:
        check(*args)
    return str(refused.value)


def drawn(folder: Path, *changes: tuple[str, str], name: str = "DAYS01") -> Path:
    """The file of the folder with some words changed."""
    text = DRAWN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def test_a_rule_that_does_what_is_drawn_passes(folder: Path) -> None:
    check_cases(folder)
    check_cases(str(folder))


def test_every_case_that_is_not_as_drawn_is_named_with_what_was_found(folder: Path) -> None:
    changed = drawn(folder, ('"WWW...."', '"WWWWW.."'), ("amount = 3", "amount = 4"))
    assert refusal(check_cases, changed) == (
        "2 faults:\n"
        'DAYS01 "three days": the checker finds ann 4, ann 5; drawn: nothing\n'
        "    ann 4: ann works on Thu 4 Jun for the 4th day in a row; limit 3\n"
        "    ann 5: ann works on Fri 5 Jun for the 5th day in a row; limit 3\n"
        'DAYS01 "four and five days": the checker counts 3; drawn: 4'
    )


def test_what_is_drawn_and_not_found_is_named(folder: Path) -> None:
    changed = drawn(
        folder, ('"bob 4", "bob 5"]', '"bob 4"]\nin-facts = ["bob 4"]'), ("amount = 3", "unknown = true")
    )
    assert refusal(check_cases, changed).splitlines() == [
        "3 faults:",
        'DAYS01 "four and five days": the checker finds ann 4, bob 4, bob 5; drawn: ann 4, bob 4',
        "    ann 4: ann works on Thu 4 Jun for the 4th day in a row; limit 3",
        "    bob 4: bob works on Thu 4 Jun for the 4th day in a row; limit 3",
        "    bob 5: bob works on Fri 5 Jun for the 5th day in a row; limit 3",
        'DAYS01 "four and five days": in the facts already: nothing; drawn: bob 4',
        'DAYS01 "four and five days": the checker says nothing about what it cannot know; drawn: unknown = true',
    ]


def test_a_planner_that_says_otherwise_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MaxDaysInRow, "encode", bent_encode(MaxDaysInRow, "runs one longer"))
    drawn(folder, ("WWWWW..", "WWWW..."), ('"bob 4", "bob 5"', '"bob 4"'), ("amount = 3", ""))
    text = 'DAYS01 "four and five days": the planner '
    assert refusal(check_cases, folder) == f"{text}allows what the checker finds"
    priced = drawn(folder, ("settings = { days = 3 }", 'level = "should"\nsettings = { days = 3 }'))
    assert refusal(check_cases, priced) == f"{text}prices it 1, the checker 3"


def test_a_planner_that_is_too_strict_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MaxDaysInRow, "encode", bent_encode(MaxDaysInRow, "runs one shorter"))
    assert refusal(check_cases, folder) == 'DAYS01 "three days": the planner refuses what the checker passes'


def test_a_finding_without_amount_or_with_a_strange_code_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    straight = MaxDaysInRow.check

    def check(self: MaxDaysInRow, rota: Any) -> Iterator[Finding]:
        yield from (finding.with_(code="XXX01") for finding in straight(self, rota))

    monkeypatch.setattr(MaxDaysInRow, "check", check)
    told = refusal(check_cases, folder)
    assert (
        told.count("a finding needs the rule's code, a message and an amount above 0: Finding(code='XXX01'")
        == 3
    )


@pytest.mark.parametrize(
    ("changes", "name", "told"),
    [
        ([], "DAYS09", "DAYS09.toml: the code of max-days-in-row is DAYS01; name the file DAYS01.toml"),
        (
            [("works agreement, clause 2", " ")],
            "DAYS01",
            'DAYS01.toml: say in source = "..." where the expected answers come from',
        ),
        ([("four and five days", "three days")], "DAYS01", 'DAYS01.toml: 2 cases are named "three days"'),
        ([("max-days-in-row", "max-days-in-a-row")], "DAYS01", "did you mean max-days-in-row"),
        ([("WWW....", "WWW...?")], "DAYS01", 'no cell has the letter "?"'),
    ],
)
def test_a_file_that_is_badly_made_is_told(
    tmp_path: Path, changes: list[tuple[str, str]], name: str, told: str
) -> None:
    assert told in refusal(check_cases, drawn(tmp_path, *changes, name=name))


def test_a_file_with_passes_alone_has_not_been_seen_failing(tmp_path: Path) -> None:
    (tmp_path / "DAYS01.toml").write_text(DRAWN[: DRAWN.index("[[fail]]")], "utf-8")
    assert refusal(check_cases, tmp_path) == "DAYS01.toml: draw at least one [[pass]] and one [[fail]]"


@pytest.mark.parametrize("text", ["rule = ", 'source = "x"', 'rule = "x"\nsauce = "x"'])
def test_a_file_that_is_no_case_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "DAYS01.toml").write_text(text, "utf-8")
    with pytest.raises(CaseError, match=r"DAYS01\.toml: "):
        check_cases(tmp_path)


@pytest.mark.parametrize("check", [check_cases, check_agreement])
def test_an_empty_folder_never_passes(tmp_path: Path, check: Any) -> None:
    assert refusal(check, tmp_path).startswith(f"{tmp_path}: no ")


def test_the_world_of_a_folder_lies_under_all_its_cases(folder: Path) -> None:
    (folder / "world.toml").write_text(
        '[legend]\nN = "night phones"\n[[centre.pattern]]\nid = "night"\nstart = "18:00"\nend = "22:00"\n',
        "utf-8",
    )
    drawn(folder, ('"WWW...."', '"NNN...."'))
    check_cases(folder)
    (case, _) = cases_of("max-days-in-row", folder)
    assert case.rota.cells["ann"][case.rota.start] == shift("night", "phones")
    assert [file.code for file in case_files(folder)] == ["DAYS01"]


def test_halves_that_agree_pass(tmp_path: Path) -> None:
    (tmp_path / "DAYS01.toml").write_text(WORLD, "utf-8")
    check_agreement(tmp_path)


@pytest.mark.parametrize(
    ("fault", "must", "should"),
    [
        (
            "runs one longer",
            "the planner allows it, the checker finds a breach",
            "reckons (all, strong) (0, 0), the checker (1, 0)",
        ),
        (
            "runs one shorter",
            "the checker passes it, the planner refuses it",
            "reckons (all, strong) (1, 0), the checker (0, 0)",
        ),
    ],
)
def test_every_rota_on_which_the_halves_differ_is_named(
    tmp_path: Path, fault: str, must: str, should: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "DAYS01.toml").write_text(WORLD, "utf-8")
    monkeypatch.setattr(MaxDaysInRow, "encode", bent_encode(MaxDaysInRow, fault))
    told = refusal(check_agreement, tmp_path)
    assert f"DAYS01 one week (must), variant 1: {must}: ann 2026-06-01: early phones" in told
    assert f"DAYS01 one week (should), variant 1: the planner {should}" in told


def test_disagreements_beyond_a_dozen_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "DAYS01.toml").write_text(WORLD.replace("???....", "??????."), "utf-8")
    monkeypatch.setattr(MaxDaysInRow, "check", bent_check(MaxDaysInRow, "nothing found"))
    world, level = worlds_in(tmp_path)[0]
    *told, more, nothing_proven = world_faults(world, level)
    assert len(told) == 12
    assert re.fullmatch(r"DAYS01 one week \(must\): \d+ disagreements more", more)
    assert nothing_proven == "DAYS01 one week (must): every rota has the same outcome {0}: it proves nothing"


@pytest.mark.parametrize("text", ["rule = ", 'rule = "max-days-in-row"', '[[world]]\nname = "x"'])
def test_a_file_that_declares_no_world_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "DAYS01.toml").write_text(text, "utf-8")
    with pytest.raises(CaseError, match=r"DAYS01\.toml: "):
        check_agreement(tmp_path)


def test_a_rule_without_cases_or_worlds_is_missed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    empty = tmp_path_factory.mktemp("no worlds")
    told = refusal(check_complete, "rota", folder, empty).splitlines()
    assert f"cover: no case file in {folder}" in told
    assert f"cover: no worlds in {empty}" in told
    assert f"max-days-in-row: no worlds in {empty}" in told
    assert f"max-days-in-row: no case file in {folder}" not in told
    assert f"approval-fits: no worlds in {empty}" not in told  # a rule of the record plans nothing


def test_a_package_that_is_not_there_or_brings_no_rules_is_told(folder: Path) -> None:
    assert "rota-rules-of-nobody is not installed" in refusal(
        check_complete, "rota-rules-of-nobody", folder, WORLDS
    )
    assert refusal(check_complete, "pytest", CASES, WORLDS).startswith("pytest brings no rules")


PAGE = """DAYS01 max-days-in-row: nobody works too long in a row.

Why      It tires.
Source   The works agreement.
Counts   Days.
Carries  All.
Costs    One a day.
Waive    HR.

    [[rule]]
    use = "max-days-in-row"
    days = 3

    [[pass]]
    name = "three"
    settings = { days = 3 }
    rota.ann = "WWW...."

    [[fail]]
    name = "four"
    settings = { days = 3 }
    rota.ann = "WWWW..."
    breaks = ["ann 4"]
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Why ", "Why ", ""),
        (
            "DAYS01 max",
            "DAYS02 max",
            'the module\'s docstring begins "DAYS01 max-days-in-row: " and one sentence, '
            'not "DAYS02 max-days-in-row: nobody works too long in a row."',
        ),
        (
            "Costs    One a day.\n",
            "",
            "the sections are Why, Source, Counts, Carries, Waive; "
            "expected Why, Source, Counts, Carries, Costs, Waive",
        ),
        (
            "days = 3\n\n    [[pass]]",
            "days = 0\n\n    [[pass]]",
            "its [[rule]] is refused: 1 validation error",
        ),
        ('use = "max-days-in-row"\n    days = 3', 'use = "cover"', "its [[rule]] is of cover"),
        ('"WWWW..."', '"WWW...."', 'DAYS01 "four": the checker finds nothing; drawn: ann 4'),
        ("[[fail]]", "[[pass]]", "draw at least one [[pass]] and one [[fail]]"),
        ('"WWW...."', '"WWW...?"', 'no cell has the letter "?"'),
    ],
)
def test_a_page_is_held_to_its_form_and_its_examples_to_the_rule(
    old: str, new: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert old in PAGE
    monkeypatch.setattr(sys.modules[MaxDaysInRow.__module__], "__doc__", PAGE.replace(old, new))
    found = page_faults(MaxDaysInRow)
    if not fault:
        assert found == []
    else:
        assert fault in "\n".join(found)
        assert all(each.startswith("DAYS01 max-days-in-row: ") for each in found)


def test_the_pages_of_a_package_are_looked_at_together() -> None:
    check_pages("rota")
    assert "is not installed" in refusal(check_pages, "rota-rules-of-nobody")


def test_the_examples_of_the_harness_own_manual_hold(tmp_path: Path) -> None:
    manual = (Path(rota.testing.__file__).parent / "README.md").read_text("utf-8")
    case, _, world = re.findall(r"```toml\n(.*?)```", manual, re.DOTALL)
    for name, text, check in (("cases", case, check_cases), ("worlds", world, check_agreement)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "DAYS01.toml").write_text(text, "utf-8")
        check(tmp_path / name)


def test_the_manual_and_the_package_name_what_there_is() -> None:
    manual = (Path(rota.testing.__file__).parent / "README.md").read_text("utf-8")
    named = {
        "check_cases",
        "check_agreement",
        "check_complete",
        "check_pages",
        "page_faults",
        "case_files",
        "case_faults",
        "worlds_in",
        "world_faults",
    }
    assert named <= set(re.findall(r"\w+", manual))
    assert named <= set(rota.testing.__all__)
    assert all(hasattr(rota.testing, name) for name in rota.testing.__all__)
