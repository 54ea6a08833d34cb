"""Every installed rule explains itself: its page is whole, its TOML builds, and its examples come out as drawn."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from rota.packs import all_rules, make_rule
from rota.rules import Rule
from rota.rules.page import OPTIONAL, SECTIONS, page_of, read_page
from rota.show.example_given import LETTERS, WHO
from rota.testing import CaseFile, checker_faults
from rota.testing.world import small_world

RULES = [pytest.param(rule, id=rule.code) for rule in all_rules()]
each_rule = pytest.mark.parametrize("rule", RULES)
LONGEST = 420
"""Words of a page, examples apart: so many are read in a minute and a half."""


def tables(rule: type[Rule]) -> dict[str, Any]:
    (block,) = page_of(rule).blocks
    return tomllib.loads(block)


@each_rule
def test_the_first_line_has_code_name_and_one_sentence(rule: type[Rule]) -> None:
    page = page_of(rule)
    assert page.title.startswith(f"{rule.code} {rule.name}: ")
    assert page.says.endswith(".")
    assert page.says[0].islower() or page.says.split()[0].isupper()


@each_rule
def test_the_sections_are_all_there_and_in_order(rule: type[Rule]) -> None:
    labels = [label for label, _ in page_of(rule).sections]
    assert labels == [label for label in SECTIONS if label in labels]
    assert set(SECTIONS) - set(labels) <= OPTIONAL
    assert all(text.endswith(".") for _, text in page_of(rule).sections)


@each_rule
def test_a_page_is_read_in_a_minute_or_so(rule: type[Rule]) -> None:
    assert sum(len(text.split()) for _, text in page_of(rule).sections) <= LONGEST


@each_rule
def test_a_rule_of_law_cites_its_regulation_and_names_every_ground(rule: type[Rule]) -> None:
    if rule.law:
        said = dict(page_of(rule).sections)
        assert rule.law.split(", ")[0] in said["Source"]
        assert all(ground in said["Waive"] for ground in rule.grounds)


@each_rule
def test_its_tables_build(rule: type[Rule]) -> None:
    found = tables(rule)
    assert set(found) == {"rule", "pass", "fail"}
    assert all(table["use"] == rule.name for table in found["rule"])
    assert all(type(make_rule(table)) is rule for table in found["rule"])


@each_rule
def test_its_examples_come_out_as_drawn(rule: type[Rule]) -> None:
    found = tables(rule)
    drawn = CaseFile(
        Path(f"{rule.code}.toml"), {"rule": rule.name} | {key: found[key] for key in ("pass", "fail")}
    )
    assert {fails for fails, _ in drawn.drawn()} == {True, False}
    assert [
        fault for fails, table in drawn.drawn() for fault in checker_faults(drawn.case(fails, table))
    ] == []
    assert len(page_of(rule).examples) == len(drawn.drawn())


@each_rule
def test_its_examples_are_small(rule: type[Rule]) -> None:
    for example in page_of(rule).examples:
        assert len(example.table["rota"]) <= 4
        assert all(len(row.replace("|", "")) <= 5 * 7 for row in example.table["rota"].values())


def test_drawings_explain_the_small_world_as_it_is() -> None:
    world = small_world()
    times = {pattern["id"]: f"{pattern['start']}-{pattern['end']}" for pattern in world["centre"]["pattern"]}
    for letter, cell in world["legend"].items():
        pattern = cell.split()[0]
        words = f"{cell} {times[pattern]}" if pattern in times else cell
        assert LETTERS[letter].lower() == words or letter == "W"
    assert set(LETTERS) == {*world["legend"], "-"}
    assert {agent: person["home"] for agent, person in world["people"].items()} == {
        agent: words.split()[2] for agent, words in WHO.items()
    }


PAGE = """X01 x: says something
over two lines.

Why      Because
         of it.
Fix      Do it.

Prose.

    [[rule]]
    use = "x"

        indented = 1

More prose.

    [[pass]]
    name = "n"
    rota.ann = "E......"
"""


def test_a_page_is_taken_apart() -> None:
    page = read_page(PAGE)
    assert page.title == "X01 x: says something over two lines."
    assert page.says == "says something over two lines."
    assert page.sections == (
        ("Why", "Because of it."),
        ("Fix", "Do it."),
        ("", "Prose."),
        ("", "More prose."),
    )
    assert page.blocks == (
        '[[rule]]\nuse = "x"\n\n    indented = 1',
        '[[pass]]\nname = "n"\nrota.ann = "E......"',
    )
    assert page.setting == page.blocks[0]
    assert [(example.fails, example.table["name"]) for example in page.examples] == [(False, "n")]


def test_toml_that_cannot_be_read_is_shown_as_it_stands() -> None:
    page = read_page("A page.\n\nWhy  So.\n\n    [[rule]\n    use =")
    assert (page.tables, page.examples, page.setting) == ({}, (), "[[rule]\nuse =")
