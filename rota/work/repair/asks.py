"""Whom to ask on a short day: those at work who could come at other times, which needs their consent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rota.checking import judge
from rota.domain.breaktimes import placed
from rota.domain.cell import Cell, shift
from rota.domain.duties import duty
from rota.domain.hours import Span, serving, worked
from rota.domain.interval import INTERVAL
from rota.domain.matter import CellChange
from rota.domain.rota import Rota
from rota.domain.table import Weekday
from rota.model.daymoves import Place
from rota.rules import Level, Rule
from rota.work.amend import with_changes
from rota.work.instruct import is_open
from rota.work.repair.ways import by_agent, missing

MOST = 3
"""So many are named for a day."""


@dataclass(frozen=True)
class Ask:
    """Somebody who could come at other times: the cell now and then, from when to when, and what it would cover.

    ``covers`` counts heads missing no more, half hour by half hour, less those missing in the old shift's place.
    """

    agent: str
    day: date
    before: Cell
    after: Cell
    span: Span
    covers: int


def asks(rota: Rota, rules: Sequence[Rule], opens: Mapping[date, int]) -> Iterator[Ask]:
    """The best to ask for each day that is short in ``rota``; nobody whose other shift would break a must rule."""
    for day, at in opens.items():
        short = missing(rota, day, at)
        if any(heads > 0 for heads in short.values()):
            best = sorted(_all(rota, day, at, short), key=lambda ask: (-ask.covers, ask.agent))
            yield from _lawful(rota, rules, best)


def _all(rota: Rota, day: date, opens: int, short: Mapping[Place, int]) -> Iterator[Ask]:
    """The best other shift of everybody at work whose shift has not begun, where it covers anything."""
    for agent in rota.agents:
        before = rota.cells.get(agent, {}).get(day)
        if (
            before is None
            or not before.is_shift
            or duty(before, rota.facts.demand).parts
            or not rota.facts.present(agent, day)
        ):
            continue
        if rota.facts.patterns[before.pattern].start < opens:
            continue
        cells = _others(rota, agent, day, before, opens)
        found = [
            Ask(agent, day, before, cell, worked(cell, rota.facts)[0], _covers(rota, before, cell, short))
            for cell in cells
        ]
        best = max(found, key=lambda ask: ask.covers, default=None)
        if best is not None and best.covers > 0:
            yield best


def _others(rota: Rota, agent: str, day: date, before: Cell, opens: int) -> Iterator[Cell]:
    """The shifts of other patterns that the contract and the training of ``agent`` allow."""
    standing = rota.facts.standing(agent, day)
    for id in standing.contract.patterns_on(day) if standing else ():
        pattern = rota.facts.patterns[id]
        span = pattern.start, pattern.end
        if id == before.pattern or pattern.start < opens or Weekday.of(day) not in pattern.weekdays:
            continue
        for service in rota.facts.services.values():
            trained = standing is not None and service.needs_skill in standing.skills
            if trained and is_open(rota.facts, service.id, day, span):
                yield placed(rota, {(agent, day): shift(id, service.id)})[agent, day]


def _covers(rota: Rota, before: Cell, after: Cell, short: Mapping[Place, int]) -> int:
    """How many fewer heads would be missing, half hour by half hour."""
    gone, come = _places(rota, before), _places(rota, after)
    covered = sum(short.get(place, 0) > 0 for place in come - gone)
    # Where nobody is to spare, whoever leaves is missed; what needs nobody is not among the places.
    opened = sum(short.get(place, -1) >= 0 for place in gone - come)
    return covered - opened


def _places(rota: Rota, cell: Cell) -> set[Place]:
    """The half hours in which ``cell`` serves somebody."""
    starts = range(0, 24 * 60, INTERVAL)
    return {(service, at) for at in starts if (service := serving(cell, at, rota.facts)) is not None}


def _lawful(rota: Rota, rules: Sequence[Rule], found: Sequence[Ask]) -> Iterator[Ask]:
    """The first of ``found`` whose other shift breaks no must rule for them; all are tried at once."""
    musts = [rule for rule in rules if rule.level is Level.MUST and rule.plans]
    cells = [
        CellChange(agent=ask.agent, day=ask.day, before=str(ask.before), after=str(ask.after))
        for ask in found
    ]
    verdicts = zip(judge(rota, musts), judge(with_changes(rota, cells), musts), strict=True)
    broken = {agent for old, new in verdicts for agent, _ in by_agent(new) - by_agent(old)}
    yield from [ask for ask in found if ask.agent not in broken][:MOST]
