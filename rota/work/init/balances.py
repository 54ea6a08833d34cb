"""Past months as published rotas, and the opening balances that follow from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.cell import CLOSED, OFF, Cell
from rota.domain.clock import hhmm
from rota.domain.facts import Facts
from rota.domain.hours import lieu_minutes
from rota.domain.period import Period, span
from rota.domain.table import Weekday
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.work.importing.reading import Cells
from rota.work.situation import facts_of

HEADER = """\
# Where everybody stood on the day `as-of`, counted from the past rotas that were read when this
# repository was made. Rotas after that day are added by themselves.
#
# saturdays   the Saturdays worked from `since` on
# lates       how many lates were worked
# lieu        time owed to the agent; "-1:00" is time that the agent owes
"""


@dataclass(frozen=True)
class Past:
    """Published rotas of the months that the cells cover whole, and opening balances of all of them."""

    rotas: tuple[RotaFile, ...]
    history: str
    notes: tuple[str, ...]


@dataclass
class _Sum:
    saturdays: list[date]
    lates: int = 0
    lieu: int = 0


def settle_past(repo: Repository, cells: Cells) -> Past:
    """Rotas and balances from past ``cells``; days that the sheets leave empty are days off.

    Only months covered whole become rotas. Days behind the last of them are left out: they belong
    to a month that is still to be planned. Days before the first one count in the balances.
    """
    days = {day for own in cells.values() for day in own}
    first, last = min(days), max(days)
    periods = [period for period in _periods(first, last) if first <= period.start and period.end <= last]
    as_of = periods[-1].end if periods else last
    sums = {agent.id: _Sum([]) for agent in repo.people.agent}
    rotas: list[RotaFile] = []
    for period in _periods(first, as_of):
        for group in repo.centre.group:
            facts = facts_of(repo, group.id, period.month)
            filled = {agent: dict(_filled(facts, agent, cells, first, as_of)) for agent in facts.agents}
            for agent, own in filled.items():
                _count(sums[agent], agent, own, facts)
            if period in periods:
                rotas.append(RotaFile(group.id, period.month, filled, made={"by": "init"}))
    return Past(tuple(rotas), _history(first, as_of, sums), tuple(_notes(first, last, periods)))


def _periods(first: date, last: date) -> Iterator[Period]:
    period = Period.holding(first)
    while period.start <= last:
        yield period
        period = period.after


def _filled(facts: Facts, agent: str, cells: Cells, first: date, last: date) -> Iterator[tuple[date, Cell]]:
    own = cells.get(agent, {})
    for day in span(max(first, facts.period.start), min(last, facts.period.end)):
        if day in own:
            yield day, own[day]
        elif facts.present(agent, day):
            yield day, CLOSED if facts.closing(agent, day) else OFF


def _count(total: _Sum, agent: str, cells: dict[date, Cell], facts: Facts) -> None:
    for day, cell in cells.items():
        standing = facts.standing(agent, day)
        total.lieu += lieu_minutes(cell, agent, day, facts)
        if cell.is_shift:
            total.lates += facts.patterns[cell.pattern].late
        if cell.is_shift and Weekday.of(day) is Weekday.SAT and standing and standing.saturday_turn:
            total.saturdays.append(day)


def _history(since: date, as_of: date, sums: dict[str, _Sum]) -> str:
    lines = [HEADER, f"since = {since}", f"as-of = {as_of}"]
    for agent, total in sums.items():
        lines += ["", "[[agent]]", f'id = "{agent}"']
        lines.append(f"saturdays = [{', '.join(map(str, total.saturdays))}]")
        lines += [f"lates = {total.lates}", f'lieu = "{hhmm(total.lieu)}"']
    return "\n".join(lines) + "\n"


def _notes(first: date, last: date, periods: list[Period]) -> Iterator[str]:
    if not periods:
        start = Period.holding(first)
        yield (
            f"the past rotas cover no whole month ({start.month} runs from {start.start} to {start.end}); "
            "they count in history.toml only"
        )
        return
    if first < periods[0].start:
        yield f"{first} until {periods[0].start} is less than a month's rota; it counts in history.toml only"
    if periods[-1].end < last:
        yield f"days after {periods[-1].end} belong to {periods[-1].after.month}; they were left out"
