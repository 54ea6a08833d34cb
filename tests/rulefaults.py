"""What of a rule no drawn case shows: what its table may say, what it is, that it looks no further than its ``reach``,
and that somebody who leaves disturbs nobody.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rota.domain.cell import Cell, Kind
from rota.domain.revised import of_agents, of_day
from rota.domain.rota import Rota
from rota.domain.saturdays import SATURDAY
from rota.packs import make_rule, rule_class
from rota.rules import Finding, Level, Reach, Rule
from rota.testing import Case, CaseError, CaseFile, planner_faults

SETTINGS: Mapping[str, Any] = tomllib.loads((Path(__file__).parent / "settings.toml").read_text("utf-8"))


def settings_faults(name: str) -> Iterator[str]:
    """Where a rule's table does not assume, allow or refuse what ``settings.toml`` says."""
    drawn = SETTINGS[name]
    needs = {"use": name} | drawn.get("needs", {})
    bare = make_rule(needs).model_dump(mode="json", by_alias=True)
    told = {**needs, **{key: value for key, value in drawn["defaults"].items() if value != ""}}
    if make_rule(told).model_dump(mode="json", by_alias=True) != bare:
        yield f"{name} assumes {bare}, not {drawn['defaults']}"
    rule = rule_class(name)
    tier = rule.tier.name.lower() if rule.tier is not None else ""
    kinds = sorted(kind.value for kind in rule.places)
    if (rule.locks, tier, kinds) != (
        drawn.get("locks", False),
        drawn.get("tier", ""),
        drawn.get("places", []),
    ):
        yield f"{name}: locks is {rule.locks}, tier {tier or 'none'}, places {kinds}"
    for key, value in drawn["defaults"].items():
        if value == "" and bare[key] not in ("", None):
            yield f"{name} assumes {key} = {bare[key]}, not nothing"
    for table in drawn.get("allowed", ()):
        if refused := _refused(needs, table):
            yield f"{name} refuses {table}: {refused}"
    for table in drawn.get("refused", ()):
        if not _refused(needs, table):
            yield f"{name} takes {table}"


def _refused(needs: Mapping[str, Any], table: Mapping[str, Any]) -> str:
    laid = {key: value for key, value in {**needs, **table}.items() if value != ""}
    try:
        make_rule(laid)
    except ValidationError as error:
        return str(error)
    return ""


def unlisted(name: str) -> set[str]:
    """Settings of a rule of which ``settings.toml`` says nothing."""
    own = {field.alias or key for key, field in rule_class(name).model_fields.items()}
    general = {field.alias or key for key, field in Rule.model_fields.items()}
    drawn = SETTINGS[name]
    return own - (general - {"level"}) - {*drawn.get("needs", {}), *drawn["defaults"]}


def leaver_faults(file: CaseFile, fails: bool, table: Mapping[str, Any]) -> list[str]:
    """What goes wrong in a case when somebody else leaves on its first day."""
    weeks = max(len(row.replace("|", "").replace(" ", "")) for row in table["rota"].values())
    first = table.get("start", date(2026, 6, 1))
    left = {**table.get("people", {}), "zed": {"until": first}}
    rows = {**table["rota"], "zed": "." + "-" * (weeks - 1)}
    case = file.case(fails, {**table, "rota": rows, "people": left})
    before = {one.where(found) for one in [file.case(fails, table)] for found in _found(one.rule, one.rota)}
    after = {case.where(found) for found in _found(case.rule, case.rota) if found.agent != "zed"}
    moved = [f"finds {after}, not {before}"] if case.rule.reach is Reach.AGENT and before != after else []
    return [*moved, *planner_faults(case)]


def level_faults(file: CaseFile, fails: bool, table: Mapping[str, Any]) -> list[str]:
    """Where the planner does not say what the checker says, when the rule binds more or less than it is drawn.

    A case that says at what level it is meant is left as it is.
    """
    as_drawn = file.case(fails, table).rule
    if not as_drawn.plans or as_drawn.law or "level" in table:
        return []
    other = Level.MUST if as_drawn.level is Level.SHOULD else Level.SHOULD
    try:
        case = file.case(fails, {**table, "level": other.value})
    except CaseError:
        return []  # some rules are never must
    return planner_faults(case)


def reach_faults(case: Case, rule: Rule) -> Iterator[str]:
    """Where a rule finds otherwise when it is shown only what its ``reach`` says that it looks at."""
    rota, found = case.rota, _found(rule, case.rota)
    if rule.reach is Reach.AGENT:
        for agent in rota.agents:
            facts = of_agents(rota.facts, (agent,))
            alone = _found(rule, Rota(facts, {agent: rota.cells.get(agent, {})}, rota.place))
            if [one for one in alone if one.agent == agent] != [one for one in found if one.agent == agent]:
                yield f"{agent} alone: {alone}"
        yield from (f"nobody's: {one}" for one in found if one.agent is None)
    elif rule.reach is Reach.DAY:
        for day in rota.days:
            cells = {agent: {day: row[day]} for agent, row in rota.cells.items() if day in row}
            alone = _found(rule, Rota(of_day(rota.facts, day), cells, rota.place))
            if alone != [one for one in found if one.day == day]:
                yield f"{day} alone: {alone}"
    elif rule.reach is Reach.SATURDAYS:
        changed = Rota(
            rota.facts, {agent: _weekdays_off(row) for agent, row in rota.cells.items()}, rota.place
        )
        if _found(rule, changed) != found:
            yield f"with other weekdays: {_found(rule, changed)}"


def _weekdays_off(row: Mapping[Any, Cell]) -> dict[Any, Cell]:
    """The cells of an agent with every shift of a weekday off, and what was off training instead."""
    swapped = {Kind.SHIFT: Cell(Kind.OFF), Kind.OFF: Cell(Kind.TRAINING)}
    return {
        day: cell if day.weekday() == SATURDAY else swapped.get(cell.kind, cell) for day, cell in row.items()
    }


def _found(rule: Rule, rota: Rota) -> list[Finding]:
    return [finding for finding in rule.check(rota) if not finding.unknown]
