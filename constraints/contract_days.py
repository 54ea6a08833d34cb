"""HOURS01 contract-days: every week, each agent works the days of their contract, no fewer and no more.

Why      The contract says how much somebody works and is paid for. Too little owes them hours, too much takes
         their time.
Source   The contract of employment: days a week, or hours between a minimum and a maximum.
Counts   In each week, the agent's own working days on which the site is open and that are worked, or
         are lieu, leave, absence or training. Wanted are the contract's ``days``, pro rata to the own
         days that are open and on which the agent is here, half a day rounded up; with fixed days
         that is every one of them. A day without an allowed pattern is not wanted. A Saturday turn is
         on top and not counted. A shift taken over by a swap or cover of one's own is on top too, and
         a day given away so counts as worked: the hours owed for it are settled between them. Granted leave and absence beyond what is wanted are no surplus.
         A contract with ``min-hours`` or ``max-hours`` owes hours, not days: what its cells credit
         (closed days and Saturday turns apart) lies between the two, the minimum pro rata as above.
Carries  Nothing: weeks are judged one by one, by the contract of their first day here.
Costs    One per day missing or too many; under a contract with hours, one per hour begun.
Waive    HR, in waivers.toml, for the agent and the week: where more or less was agreed for that week alone. A
         lasting change is a dated entry of contract or weekdays in people.toml.

    [[rule]]
    use = "contract-days"

    [[pass]]
    name = "leave and training are days of the contract too"
    rota.ann = "EEvEt.."

    [[fail]]
    name = "four days of five"
    rota.ann = "EEEE..."
    breaks = ["ann 1"]
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rota.domain.cell import Cell, Kind
from rota.domain.clock import day_words, hhmm
from rota.domain.contract import Contract
from rota.domain.facts import Facts
from rota.domain.hours import credited, day_length
from rota.domain.rota import Rota
from rota.rules import Count, Finding, Reach, RotaModel, Rule

_AWAY = (Kind.LEAVE, Kind.ABSENT)
_COUNTED = (Kind.SHIFT, Kind.LIEU, *_AWAY, Kind.TRAINING)
_HOUR = 60


@dataclass(frozen=True)
class _Week:
    """What one agent owes in one week, the days left out that changed hands by agreement.

    ``own`` are the contracted open days with a pattern, ``days`` how many of them are wanted;
    ``paid`` are the days whose hours count, of which ``least`` minutes are wanted.
    """

    agent: str
    contract: Contract
    first: date
    own: tuple[date, ...]
    days: int
    paid: tuple[date, ...]
    least: int

    @property
    def hourly(self) -> bool:
        """Whether hours are owed rather than days."""
        return self.contract.min_hours is not None or self.contract.max_hours is not None

    def __str__(self) -> str:
        return f"{self.agent} in the week of {day_words(self.first)}"


class ContractDays(Rule):
    """Each week holds the days, or the hours, of each agent's contract."""

    code: ClassVar[str] = "HOURS01"
    name: ClassVar[str] = "contract-days"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "days or hours"
    remedy: ClassVar[str] = "add or take away a shift in that week, or record the change of contract"

    def encode(self, model: RotaModel) -> None:
        """Bound what is there from above, and what is missing from above too: so facts bound neither."""
        for week in _weeks(model.facts):
            if week.hourly and week.paid:
                self._encode_hours(model, week)
            elif week.own and not week.hourly:
                granted = sum(_granted(model.facts, week.agent, day) for day in week.own)
                there = _kinds(model, week, _COUNTED)
                missing = _kinds(model, week, (Kind.OFF, Kind.CLOSED))
                model.at_most(self, there, max(week.days, granted), str(week))
                model.at_least(self, missing * -1 + len(week.own), week.days, str(week))

    def _encode_hours(self, model: RotaModel, week: _Week) -> None:
        patterns = [pattern.paid for pattern in model.facts.patterns.values()]
        full = max(*patterns, *(day_length(week.agent, day, model.facts) for day in week.paid))
        there = _weighed(model, week, lambda minutes: minutes)
        missing = _weighed(model, week, lambda minutes: full - minutes)
        if week.contract.max_hours is not None:
            model.at_most(self, there, week.contract.max_hours, str(week), per=_HOUR)
        whole_week = full * len(week.paid)
        model.at_least(self, missing * -1 + whole_week, week.least, str(week), per=_HOUR)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Go through each agent's weeks and say what is missing or too much."""
        for week in _weeks(rota.facts):
            yield from self._check_hours(rota, week) if week.hourly else self._check_days(rota, week)

    def _check_days(self, rota: Rota, week: _Week) -> Iterator[Finding]:
        cells = {day: rota.cell(week.agent, day) for day in week.own}
        there = {day for day, cell in cells.items() if cell is not None and cell.kind in _COUNTED}
        granted = sum(_granted(rota.facts, week.agent, day) for day in there)
        surplus = len(there) - max(week.days, granted)
        missing = week.days - len(there)
        if missing > 0:
            yield self._breach(
                week, f"{len(there)} of {week.days} days, {missing} missing", missing, set(cells) - there
            )
        if surplus > 0:
            yield self._breach(week, f"{len(there)} days of {week.days}, {surplus} too many", surplus, there)

    def _check_hours(self, rota: Rota, week: _Week) -> Iterator[Finding]:
        minutes = {day: _credit(rota.facts, week.agent, day, rota.cell(week.agent, day)) for day in week.paid}
        total, most = sum(minutes.values()), week.contract.max_hours
        if total < week.least:
            text = f"{hhmm(total)} of at least {hhmm(week.least)} hours"
            yield self._breach(week, text, _hours(week.least - total), set(minutes))
        if most is not None and total > most:
            worked = {day for day, amount in minutes.items() if amount}
            yield self._breach(
                week, f"{hhmm(total)} of at most {hhmm(most)} hours", _hours(total - most), worked
            )

    def _breach(self, week: _Week, what: str, amount: int, days: set[date]) -> Finding:
        message = (
            f"{week.agent} has {what}, in the week of {day_words(week.first)} (contract {week.contract.id})"
        )
        cells = [(week.agent, day) for day in sorted(days)]
        return self.finding(week.agent, week.first, message, amount=amount, cells=cells)


def _weeks(facts: Facts) -> Iterator[_Week]:
    for agent in facts.agents:
        for week in facts.period.weeks:
            here = tuple(day for day in week if facts.present(agent, day))
            if here:
                yield _owed(facts, agent, here)


def _owed(facts: Facts, agent: str, here: tuple[date, ...]) -> _Week:
    """What ``agent`` owes in the week of which they are ``here`` on these days."""
    terms = {day: standing for day in here if (standing := facts.standing(agent, day)) is not None}
    first = terms[here[0]]
    opened = [day for day in here if terms[day].contracted and facts.open_for(agent, day)]
    own = tuple(day for day in opened if terms[day].contract.patterns_on(day))
    share, whole = len(opened), len(first.weekdays)
    given = [day for day in own if (agent, day) in facts.given_over]
    agreed = {day for day in here if (agent, day) in facts.taken_over} | set(given)
    left = tuple(day for day in own if day not in agreed)
    wanted = min(len(own), (2 * first.contract.days * share + whole) // (2 * whole)) - len(given)
    return _Week(
        agent,
        first.contract,
        here[0],
        left,
        max(0, min(len(left), wanted)),
        tuple(day for day in here if not terms[day].saturday_turn and day not in agreed),
        max(0, (first.contract.min_hours or 0) * share // whole - _lengths(facts, agent, given)),
    )


def _lengths(facts: Facts, agent: str, days: Sequence[date]) -> int:
    """Minutes that ordinary working days count."""
    return sum(day_length(agent, day, facts) for day in days)


def _granted(facts: Facts, agent: str, day: date) -> bool:
    """Whether leave or absence is settled for that day."""
    fixed = facts.fixed.get((agent, day))
    return fixed is not None and fixed.cell.kind in _AWAY


def _credit(facts: Facts, agent: str, day: date, cell: Cell | None) -> int:
    """Minutes that a cell credits; closed days and gaps none."""
    return 0 if cell is None or cell.kind is Kind.CLOSED else credited(cell, agent, day, facts)


def _hours(minutes: int) -> int:
    return -(-minutes // _HOUR)


def _kinds(model: RotaModel, week: _Week, kinds: Sequence[Kind]) -> Count:
    """How many of the week's own days are of one of ``kinds``."""
    counts = [model.kind(week.agent, day, kind) for day in week.own for kind in kinds]
    return sum(counts[1:], counts[0])


def _weighed(model: RotaModel, week: _Week, weight: Callable[[int], int]) -> Count:
    """The weight of what each paid day credits, added up."""
    counts = [count for day in week.paid for count in _weighed_day(model, week.agent, day, weight)]
    return sum(counts[1:], counts[0])


def _weighed_day(model: RotaModel, agent: str, day: date, weight: Callable[[int], int]) -> Iterator[Count]:
    facts = model.facts
    fixed = facts.fixed.get((agent, day))
    if fixed is not None:
        yield model.works(agent, day) * 0 + weight(_credit(facts, agent, day, fixed.cell))
        return
    for pattern in facts.patterns.values():
        yield model.shift(agent, day, pattern=pattern.id) * weight(pattern.paid)
    for kind in set(Kind) - {Kind.SHIFT}:
        yield model.kind(agent, day, kind) * weight(_credit(facts, agent, day, Cell(kind)))
