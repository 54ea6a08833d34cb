"""Bring past months closer to their demand: whole days at another service, and meetings where they fit."""

from collections.abc import Iterator
from datetime import date, timedelta

from rota.domain.cell import Cell, parse_cell, shift
from rota.domain.facts import Facts
from rota.domain.hours import serving
from rota.domain.period import ONE_DAY

CellsOf = dict[str, dict[date, Cell]]
MEETING = 14 * 60 + 30


def serve_needs(facts: Facts, cells: CellsOf) -> None:
    """Move people from services with enough to those with too few, for the whole day."""
    for day in facts.period.days:
        for service in facts.services:
            for minute, need in facts.needs(service, day).items():
                _serve(facts, cells, day, service, minute, need)


def _serve(facts: Facts, cells: CellsOf, day: date, service: str, minute: int, need: int) -> None:
    for agent in _movable(facts, cells, day, service, minute):
        if _heads(facts, cells, day, service, minute) >= need:
            return
        cell = cells[agent][day]
        if _can_spare(facts, cells, day, cell):
            cells[agent][day] = shift(cell.pattern, service)


def _movable(facts: Facts, cells: CellsOf, day: date, service: str, minute: int) -> Iterator[str]:
    wanted = facts.services[service]
    for agent in facts.agents:
        cell, standing = cells[agent].get(day), facts.standing(agent, day)
        if cell is None or standing is None or not cell.is_shift or cell.service == service:
            continue
        able = wanted.site == standing.site and wanted.needs_skill in standing.skills
        if able and serving(cell, minute, facts):
            yield agent


def _can_spare(facts: Facts, cells: CellsOf, day: date, cell: Cell) -> bool:
    pattern = facts.patterns[cell.pattern]
    needs = facts.needs(cell.service, day)
    during = {minute: need for minute, need in needs.items() if pattern.start <= minute < pattern.end}
    return all(_heads(facts, cells, day, cell.service, minute) > need for minute, need in during.items())


def _heads(facts: Facts, cells: CellsOf, day: date, service: str, minute: int) -> int:
    on_day = (cells[agent].get(day) for agent in facts.agents)
    return sum(cell is not None and serving(cell, minute, facts) == service for cell in on_day)


def meet_leaders(facts: Facts, cells: CellsOf) -> None:
    """Give everybody half an hour with the leader every four weeks, on a day that can spare it."""
    for at, agent in enumerate(facts.agents):
        day = facts.period.start + timedelta(days=at % 28)
        while day <= facts.period.end:
            cell = cells[agent].get(day)
            met = cell is not None and _spares_half_hour(facts, cells, day, cell)
            if met:
                cells[agent][day] = parse_cell(f"{cell}; 14:30-15:00 meeting")
            day += timedelta(days=28) if met else ONE_DAY


def _spares_half_hour(facts: Facts, cells: CellsOf, day: date, cell: Cell) -> bool:
    if cell.pattern not in {"early", "middle", "late"}:
        return False
    return _heads(facts, cells, day, cell.service, MEETING) > facts.needs(cell.service, day).get(MEETING, 0)
