"""A rule held to its drawn cases: its checker finds what was drawn, its planner refuses or prices the same."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rota.checking import breaches, judge
from rota.domain.facts import Fixed, Why
from rota.domain.rota import Rota
from rota.model.build import open_model
from rota.model.exact import fix_all, least
from rota.packs import PackError, rule_class
from rota.rules import Finding, Level
from rota.testing.brought import brought, raise_any
from rota.testing.casefiles import Case, CaseFile, case_files
from rota.testing.compare import NOTHING, posted
from rota.testing.world import CaseError
from rota.testing.worlds import declared


def check_cases(folder: Path | str) -> None:
    """Every case in ``folder`` put to checker and planner; AssertionError says which are not as drawn, and how."""
    files = case_files(folder)
    faults = [fault for file in files for fault in file_faults(file)]
    raise_any(faults if files else [f"{folder}: no case files"])


def check_complete(package: str, cases: Path | str, worlds: Path | str) -> None:
    """Every rule that the installed ``package`` brings has cases, and worlds if it plans; else AssertionError."""
    drawn = {file.tables["rule"] for file in case_files(cases)}
    exhausted = {world.rule_name for world in declared(worlds)}
    names = brought(package)
    missing = [f"{name}: no case file in {cases}" for name in names if name not in drawn]
    planned = (name for name in names if rule_class(name).plans)
    missing += [f"{name}: no worlds in {worlds}" for name in planned if name not in exhausted]
    raise_any(missing)


def file_faults(file: CaseFile) -> list[str]:
    """What is wrong with a case file: with the file as such, and with each of its cases."""
    try:
        faults = [f"{file.path.name}: {fault}" for fault in naming_faults(file)]
    except PackError as error:
        return [f"{file.path.name}: {error}"]
    for fails, table in file.drawn():
        try:
            faults += case_faults(file.case(fails, table))
        except CaseError as error:
            faults.append(str(error))
    return faults


def case_faults(case: Case) -> list[str]:
    """Where checker or planner do not say what is drawn, in words; empty if both do."""
    return [
        f'{case.file.stem} "{case.name}": {text}' for text in (*checker_faults(case), *planner_faults(case))
    ]


def checker_faults(case: Case) -> list[str]:
    """Where the checker does not find exactly what is drawn."""
    (verdict,) = judge(case.rota, [case.rule])
    found = [finding for finding in verdict.findings if not finding.unknown]
    unknown = [finding for finding in verdict.findings if finding.unknown]
    return [*_not_as_drawn(case, found), *_not_well_said(case, found, unknown)]


def _not_as_drawn(case: Case, found: list[Finding]) -> Iterator[str]:
    at, drawn = sorted(map(_written, map(case.where, found))), sorted(map(_written, case.breaks))
    if at != drawn:
        said = "".join(f"\n    {_written(case.where(finding))}: {finding.message}" for finding in found)
        yield f"the checker finds {', '.join(at) or 'nothing'}; drawn: {', '.join(drawn) or 'nothing'}{said}"
    amount = sum(finding.amount for finding in found)
    if case.amount is not None and amount != case.amount:
        yield f"the checker counts {amount}; drawn: {case.amount}"
    facts = sorted(_written(case.where(finding)) for finding in found if finding.in_facts)
    if case.in_facts is not None and facts != sorted(map(_written, case.in_facts)):
        yield f"in the facts already: {', '.join(facts) or 'nothing'}; drawn: {', '.join(map(_written, case.in_facts))}"


def _not_well_said(case: Case, found: list[Finding], unknown: list[Finding]) -> Iterator[str]:
    if bool(unknown) != case.unknown:
        said = f'it cannot know: "{unknown[0].message}"' if unknown else "nothing about what it cannot know"
        yield f"the checker says {said}; drawn: unknown = {str(case.unknown).lower()}"
    words = tuple(finding.message for finding in (*found, *unknown))
    if case.says is not None and sorted(words) != sorted(case.says):
        yield f"the checker's words are {list(words)}; drawn: {list(case.says)}"
    for finding in found:
        if finding.amount <= 0 or not finding.message or finding.code != case.rule.code:
            yield f"a finding needs the rule's code, a message and an amount above 0: {finding}"
        if finding.level is not case.rule.level:
            yield f"a finding has the level of its rule, {case.rule.level}: {finding}"
    if any(finding.amount for finding in unknown):
        yield "what is unknown has no amount"


def planner_faults(case: Case) -> list[str]:
    """Where the planner refuses what the checker passes, allows what it finds, or prices it otherwise."""
    if not case.rule.plans:
        return list(_said_to_plans(case))
    rota = _with_parts_as_facts(case.rota)
    verdicts = judge(rota, [case.rule])
    planner = open_model(rota.facts, [case.rule], every_value=True)
    fix_all(planner, rota.cells)
    least_amount = least(planner)
    if case.rule.level is Level.MUST:
        broken = bool(breaches(verdicts))
        if broken == (least_amount is None):
            return []
        return [
            "the planner allows what the checker finds"
            if broken
            else "the planner refuses what the checker passes"
        ]
    amount = verdicts[0].amount
    return [] if least_amount == amount else [f"the planner prices it {least_amount}, the checker {amount}"]


def _said_to_plans(case: Case) -> Iterator[str]:
    """What was recorded is no plan's to decide: none is refused for it, none dearer, and a draft has no record."""
    if (added := posted(case.rule, case.rota.facts)) != NOTHING:
        yield f"plans = False, yet encode adds {added} (variables, constraints, prices) to a model"
    if list(case.rule.check(Rota(replace(case.rota.facts, record=None), case.rota.cells))):
        yield "plans = False, yet check finds something in a draft"


def _with_parts_as_facts(rota: Rota) -> Rota:
    """The planner places whole cells only, so that cells with timed parts can but be facts."""
    timed = {
        (agent, day): Fixed(cell, Why.RECORDED)
        for agent, row in rota.cells.items()
        for day, cell in row.items()
        if cell.parts
    }
    return Rota(replace(rota.facts, fixed={**rota.facts.fixed, **timed}), rota.cells)


def naming_faults(file: CaseFile) -> Iterator[str]:
    """What is wrong with a case file as such: its code, its source, the names of its cases."""
    rule = rule_class(file.tables["rule"])
    if rule.code != file.code:
        yield f"the code of {rule.name} is {rule.code}; name the file {rule.code}.toml"
    if not str(file.tables.get("source", "")).strip():
        yield 'say in source = "..." where the expected answers come from'
    if {fails for fails, _ in file.drawn()} != {True, False}:
        yield "draw at least one [[pass]] and one [[fail]]"
    for name, times in Counter(table.get("name") for _, table in file.drawn()).items():
        if not name or times > 1:
            yield f'{times} cases are named "{name}"' if name else "a case has no name"


def _written(where: tuple[str, int | None]) -> str:
    agent, day = where
    return f"{agent} {'-' if day is None else day}"
