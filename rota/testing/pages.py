"""The page of a rule, its module's docstring, held to its form; its examples are judged as cases are."""

import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from rota.packs import PackError, make_rule, rule_class
from rota.rules import Rule
from rota.rules.page import OPTIONAL, SECTIONS, Page, page_of
from rota.testing.brought import brought, raise_any
from rota.testing.casefiles import CaseFile
from rota.testing.checks import case_faults
from rota.testing.world import CaseError


def check_pages(package: str) -> None:
    """The page of every rule that the installed ``package`` brings; AssertionError says what it lacks."""
    raise_any([fault for name in brought(package) for fault in page_faults(rule_class(name))])


def page_faults(rule: type[Rule]) -> list[str]:
    """What is wrong with the page of ``rule``: its title, its sections, its tables and its examples."""
    page = page_of(rule)
    found = (*_of_title(rule, page), *_of_sections(page), *_of_tables(rule, page), *_of_examples(rule, page))
    return [f"{rule.code} {rule.name}: {fault}" for fault in found]


def _of_title(rule: type[Rule], page: Page) -> Iterator[str]:
    begins = f"{rule.code} {rule.name}: "
    written = (sys.modules[rule.__module__].__doc__ or "").lstrip()
    if not written.startswith(begins) or not page.title.endswith("."):
        first = written.partition("\n")[0]
        yield f'the module\'s docstring begins "{begins}" and one sentence, not "{first}"'


def _of_sections(page: Page) -> Iterator[str]:
    labels = [label for label, _ in page.sections]
    wanted = [label for label in SECTIONS if label in labels or label not in OPTIONAL]
    if labels != wanted:
        yield f"the sections are {', '.join(labels) or 'none'}; expected {', '.join(wanted)}"


def _of_tables(rule: type[Rule], page: Page) -> Iterator[str]:
    tables = page.tables.get("rule", [])
    if not tables:
        yield "no [[rule]] shows how it stands in rules.toml"
    for table in tables:
        try:
            made = make_rule(table)
        except (PackError, ValidationError) as error:
            yield f"its [[rule]] is refused: {error}"
        else:
            if not isinstance(made, rule):
                yield f"its [[rule]] is of {made.name}"


def _of_examples(rule: type[Rule], page: Page) -> Iterator[str]:
    if {example.fails for example in page.examples} != {True, False}:
        yield "draw at least one [[pass]] and one [[fail]]"
    file = CaseFile(Path(f"{rule.code}.toml"), {"rule": rule.name})
    for example in page.examples:
        try:
            yield from case_faults(file.case(example.fails, example.table))
        except CaseError as error:
            yield str(error)
