"""The ways in which those at work on a day could serve elsewhere inside their own hours, and the day as it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rota.checking import Verdict, judge
from rota.domain.cell import Cell
from rota.domain.cover import Cover
from rota.domain.hours import Span, serving, worked
from rota.domain.interval import INTERVAL
from rota.domain.matter import CellChange
from rota.domain.rota import Rota
from rota.domain.timeline import serving_instead
from rota.model.daymoves import DayTask, Offer, Place, Taken
from rota.rules import Level, Rule, Tier
from rota.work.amend import CellKey, with_changes
from rota.work.instruct import is_open, reasons

SHORTEST = 4
"""Half hours: nobody is sent elsewhere for less, but for what is left of a shift."""


@dataclass(frozen=True)
class Scope:
    """Which moves are looked for: ``whole`` shifts only, or parts of a day too; and to other sites, if ``lend``."""

    whole: bool
    lend: bool


@dataclass(frozen=True)
class Harm:
    """What serving elsewhere does to the rules: who may not at all, and the breaches that come for the others."""

    barred: frozenset[tuple[str, date, str]] = frozenset()
    breaches: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Day:
    """One day to repair, from the minute ``opens`` on, with what is open to each agent."""

    rota: Rota
    day: date
    opens: int
    task: DayTask

    def cells(self, taken: Iterable[Taken]) -> dict[CellKey, Cell]:
        """The cells that those make who are moved."""
        return {(self.task.offers[one.offer].agent, self.day): self._cell(one) for one in taken}

    def _cell(self, taken: Taken) -> Cell:
        offer = self.task.offers[taken.offer]
        before = self.rota.cells[offer.agent][self.day]
        start, end = _left(before, self.rota, self.opens) or (0, 0)
        first, last = offer.halves[taken.first][0], min(offer.halves[taken.last][0] + INTERVAL, end)
        # A shift may begin before its first half hour does.
        early = first - INTERVAL < start and is_open(self.rota.facts, offer.service, self.day, (start, last))
        return serving_instead(before, offer.service, (start if early else first, last), self.rota.facts)


def day_of(rota: Rota, day: date, opens: int, harm: Harm, scope: Scope) -> Day:
    """``day`` with the moves that ``scope`` and the rules leave open."""
    offers = tuple(_offers(rota, day, opens, harm, scope))
    return Day(rota, day, opens, DayTask(missing(rota, day, opens), offers, scope.whole))


def missing(rota: Rota, day: date, opens: int = 0) -> dict[Place, int]:
    """Heads missing in each half hour from ``opens`` on, negative where there are some to spare."""
    cover = Cover(rota)
    return {
        (service, entry.start): -entry.difference
        for service in rota.facts.services
        for entry in cover.intervals(service, day)
        if entry.need and entry.start >= opens
    }


def harm_of(rota: Rota, rules: Sequence[Rule], opens: Mapping[date, int]) -> Harm:
    """What each service does to the rules if all who could serve there did, agent by agent.

    A rule that looks at several agents together is judged once more, when moves are chosen.
    """
    judged = [rule for rule in rules if rule.plans and rule.in_tier is not Tier.COVER]
    before = judge(rota, judged)
    barred: set[tuple[str, date, str]] = set()
    breaches: dict[tuple[str, str], int] = {}
    for service in rota.facts.services:
        cells = tuple(_all_at(rota, service, opens))
        after = judge(with_changes(rota, cells), judged) if cells else before
        for old, new in zip(before, after, strict=True):
            more = by_agent(new) - by_agent(old)
            if new.rule.level is Level.MUST:
                barred.update(
                    (agent, day, service)
                    for agent, on in more
                    for day in opens
                    if on in {day, None} or on not in opens
                )
            else:
                for (agent, _), amount in more.items():
                    breaches[agent, service] = breaches.get((agent, service), 0) + amount
    return Harm(frozenset(barred), breaches)


def by_agent(verdict: Verdict) -> Counter[tuple[str, date | None]]:
    """The amounts of a verdict's findings, waived ones apart, by the agent and the day that they name."""
    counted: Counter[tuple[str, date | None]] = Counter()
    for finding in verdict.findings:
        if finding.agent is not None and not (finding.unknown or finding.excuse):
            counted[finding.agent, finding.day] += finding.amount
    return counted


def _all_at(rota: Rota, service: str, opens: Mapping[date, int]) -> Iterator[CellChange]:
    for day in opens:
        for agent, cell in _at_work(rota, day):
            span = _meeting(_left(cell, rota, opens[day]), rota, service, day)
            if span is None:
                continue
            after = serving_instead(cell, service, span, rota.facts)
            if after != cell and not any(reasons(rota.facts, agent, day, cell, after)):
                yield CellChange(agent=agent, day=day, before=str(cell), after=str(after))


def _at_work(rota: Rota, day: date) -> Iterator[tuple[str, Cell]]:
    for agent in rota.agents:
        cell = rota.cells.get(agent, {}).get(day)
        if cell is not None and rota.facts.present(agent, day) and worked(cell, rota.facts):
            yield agent, cell


def _left(cell: Cell, rota: Rota, opens: int) -> Span | None:
    """What is left of the hours of ``cell``; None where nothing is."""
    spans = worked(cell, rota.facts)
    start, end = max(spans[0][0], opens), spans[-1][1]
    return (start, end) if start < end else None


def _meeting(left: Span | None, rota: Rota, service: str, day: date) -> Span | None:
    """So much of ``left`` as ``service`` may be served in; None for nothing."""
    hours = rota.facts.hours(service, day)
    if left is None or hours is None:
        return None
    start, end = max(left[0], hours[0]), min(left[1], hours[1] + rota.facts.services[service].overrun)
    return (start, end) if start < end else None


def _offers(rota: Rota, day: date, opens: int, harm: Harm, scope: Scope) -> Iterator[Offer]:
    """What everybody at work could do instead."""
    for agent, cell in _at_work(rota, day):
        left = _left(cell, rota, opens)
        for service in _services(rota, agent, day, scope) if left else ():
            halves = tuple(_halves(rota, day, cell, left or (0, 0), service, whole=scope.whole))
            served = any(what not in {None, service} for _, what in halves)
            if served and (agent, day, service) not in harm.barred:
                shortest = min(SHORTEST, len(halves))
                yield Offer(agent, service, halves, shortest, harm.breaches.get((agent, service), 0))


def _services(rota: Rota, agent: str, day: date, scope: Scope) -> Iterator[str]:
    """The services that an agent is trained for, on the own site unless they may be lent."""
    standing = rota.facts.standing(agent, day)
    for service in rota.facts.services.values():
        if (
            standing
            and service.needs_skill in standing.skills
            and (scope.lend or service.site == standing.site)
        ):
            yield service.id


def _halves(
    rota: Rota, day: date, cell: Cell, left: Span, service: str, *, whole: bool
) -> Iterator[tuple[int, str | None]]:
    """The half hours of ``left`` in which ``service`` may be served, with what is served in them now.

    A ``whole`` shift is open from beginning to end, or not at all.
    """
    if whole and not is_open(rota.facts, service, day, left):
        return
    for at in range(-(-left[0] // INTERVAL) * INTERVAL, left[1], INTERVAL):
        if is_open(rota.facts, service, day, (at, min(at + INTERVAL, left[1]))):
            yield at, serving(cell, at, rota.facts)
