"""How many serve where, minute by minute: net of breaks, and of those set aside for work that can wait."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rota.domain.cell import BREAK, Cell, Part
from rota.domain.facts import CellsByAgent, Facts
from rota.domain.interval import INTERVAL
from rota.model.breaks import Breaks
from rota.model.handing import Turns, hand_out
from rota.model.numbers import Numbers, StandsFor, arrivals
from rota.model.pool import Pool
from rota.model.present import Kind, Member, Present
from rota.model.sums import Sum, total
from rota.model.troughs import Place, Troughs


class Heads:
    """Counts heads for the rules, and hands the counts of a solution out to named agents.

    Where neither calls, nor breaks, nor troughs come in, heads are sums of cells; elsewhere those alike are counted first,
    and each half hour has a variable for its heads, which keeps the model small. ``before`` is the rota that planning begins from.
    """

    def __init__(self, facts: Facts, pool: Pool, present: Present, stands_for: StandsFor) -> None:
        self._facts = facts
        self._pool = pool
        self._present = present
        self.numbers = Numbers(pool, present, stands_for)
        self.breaks = Breaks(facts, pool, present, self.numbers, stands_for)
        self.troughs = Troughs(facts, pool, self.numbers, self.breaks, stands_for)
        self._found: dict[object, Sum] = {}
        self.before: CellsByAgent = {}

    def heads(self, service: str, day: date, minute: int) -> Sum:
        """How many agents serve ``service`` at ``minute`` of ``day``."""
        there = tuple(m for m in self._present.members(service, day) if m.covers(minute))
        given = self._present.given(service, day, minute)
        turns = self._elsewhere(service, day, minute)
        key = (service, day, tuple(dict.fromkeys(m.pattern.id for m in there)), given, turns.terms)
        if key not in self._found:
            self._found[key] = self._count(service, day, minute, there, given, turns)
        return self._found[key]

    def _elsewhere(self, service: str, day: date, minute: int) -> Sum:
        """How many are set aside at other services for this one, less those here who are at a break or set aside."""
        gone = self.breaks.under_way(service, day, minute) + self.troughs.at(service, day, minute)
        return self.troughs.joining(service, day, minute) - gone

    def _count(
        self, service: str, day: date, minute: int, there: Sequence[Member], given: int, turns: Sum
    ) -> Sum:
        each = arrivals(there)
        able = self._pool.high(each)
        shut = self._present.undecided(day) - able
        if not (turns.terms or self._facts.loads(service, day)):
            return Sum(given, each.terms, shut)
        here = [number.come for number in self.numbers.of(service, day) if number.covers(minute)]
        most = able + self._pool.high(turns)
        return Sum(given, self.numbers.follows(total(here) + turns, 0, most).terms, shut)

    def given_to(self, service: str, day: date) -> Sum:
        """Half hours of ``day`` that agents on duty give to the deferrable work of ``service``, beside it too."""
        hours = self._facts.hours(service, day)
        if hours is None:
            return Sum()
        halves = range(-(-hours[0] // INTERVAL) * INTERVAL, hours[1], INTERVAL)
        members = self._present.members(service, day)
        own = Sum(
            sum(self._present.given(service, day, at) for at in halves),
            tuple((m.var, n) for m in members if (n := sum(m.covers(at) for at in halves))),
            sum(
                self._present.undecided(day) - self._pool.high(arrivals([m for m in members if m.covers(at)]))
                for at in halves
            ),
        )
        gone = self._paused(service, day, halves) + self.troughs.leaving(service, day, halves)
        return own - gone + self.troughs.given(service, day)

    def _paused(self, service: str, day: date, halves: Sequence[int]) -> Sum:
        """Half hours that breaks take; where they take as many at whatever time, the breaks need no variables."""
        members = self._present.members(service, day)
        taken = [
            (member.var, {_taken(at, member.kind.length, halves) for at in member.kind.starts})
            for member in members
        ]
        if all(len(each) <= 1 for _, each in taken):
            return Sum(0, tuple((var, number) for var, each in taken for number in each if number))
        return Sum(
            0,
            tuple(
                (var, number)
                for group in self.breaks.of(service, day)
                for start, var in group.counts.items()
                if (number := _taken(start, group.kind.length, halves))
            ),
        )

    def write(self, day: date, cells: Mapping[str, Cell], values: list[int]) -> None:
        """Count what ``cells``, some of one day, hold of breaks and of work set aside, as far as it has been asked about."""
        for service in self._facts.services:
            counts, aside = self._made(service, day)
            if not counts and not aside:
                continue
            made = [*(var for of_kind in counts.values() for var in of_kind.values()), *aside.values()]
            for var in made:
                values[var] = 0
            for agent, member in self._come(service, day, values).items():
                for var in _counted(cells[agent].parts, counts.get(member.kind, {}), aside):
                    values[var] += 1

    def hand_out(self, cells: dict[str, dict[date, Cell]], values: Sequence[int]) -> None:
        """Give the breaks and the work set aside under ``values`` to those who come, in ``cells``."""
        turns = Turns()
        for day in self._facts.period.days:
            before = {agent: days[day] for agent, days in self.before.items() if day in days}
            for service in self._facts.services:
                come = self._come(service, day, values)
                counts, aside = self._made(service, day)
                breaks = {
                    kind: {at: values[var] for at, var in each.items()} for kind, each in counts.items()
                }
                heads = {place: values[var] for place, var in aside.items()}
                now = {agent: cells[agent][day] for agent in come}
                for agent, cell in hand_out(come, now, breaks, heads, before, turns).items():
                    cells[agent][day] = cell

    def placed(self) -> frozenset[int]:
        """The variables of all breaks and of all work set aside."""
        return frozenset[int]().union(*(self.placed_on(day) for day in self._facts.period.days))

    def placed_on(self, day: date) -> frozenset[int]:
        """Those of one day."""
        found: set[int] = set()
        for service in self._facts.services:
            counts, aside = self._made(service, day)
            found.update(var for of_kind in counts.values() for var in of_kind.values())
            found.update(aside.values())
        return frozenset(found)

    def _made(self, service: str, day: date) -> tuple[Mapping[Kind, Mapping[int, int]], Mapping[Place, int]]:
        """The variables of breaks, by kind and start, and of work set aside."""
        groups = self.breaks.made(service, day)
        return {group.kind: group.counts for group in groups}, self.troughs.made(service, day)

    def _come(self, service: str, day: date, values: Sequence[int]) -> dict[str, Member]:
        """The undecided agents who are at ``service`` on ``day``."""
        members = self._present.members(service, day)
        return {member.agent: member for member in members if values[member.var]}


def _taken(start: int, length: int, halves: Sequence[int]) -> int:
    """How many of ``halves`` begin during a break."""
    return sum(start <= at < start + length for at in halves)


def _counted(parts: Sequence[Part], breaks: Mapping[int, int], aside: Mapping[Place, int]) -> Iterator[int]:
    """The variables that count ``parts`` of one cell."""
    for part in parts:
        if part.what == BREAK and part.start in breaks:
            yield breaks[part.start]
        for at in range(part.start // INTERVAL * INTERVAL, part.end, INTERVAL):
            if Place(part.what, at) in aside:
                yield aside[Place(part.what, at)]
