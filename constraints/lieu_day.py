"""SAT03 lieu-day: each Saturday turn has its day off in lieu in the same week.

Why      A Saturday is worked in exchange for a free weekday. In the same week it keeps the week as long as
         the contract says, and nothing is owed.
Source   The Saturday working agreement; cite the clause in the rota's own TOML.
Counts   Weeks, Monday to Sunday. A Saturday turn that is worked has a lieu day on a contracted, open day of
         its week that is not granted leave; where there is no such day, no Saturday is worked. Contracted
         Saturdays earn nothing. A lieu day is on such a day and in a week whose Saturday is worked. Only where
         the ledger owes an agent whole days (an ordinary day's minutes each) when the period begins
         may there be as many more, and then the period is looked at as one.
Carries  The ledger in minutes: opening balances, Saturdays worked and lieu days taken before the period.
         Where none of them is known and there are lieu days too many, it says so.
Costs    One per Saturday without its lieu day, one per lieu day on a day that is not worked anyway,
         one per lieu day too many.
Waive    HR, in waivers.toml, for the agent and the week: where a lieu day was moved at the agent's own wish.
         The ledger keeps what is owed.

    [[rule]]
    use = "lieu-day"

    [[pass]]
    name = "Wednesday off for the Saturday"
    rota.ann = "EEoEES."

    [[fail]]
    name = "a Saturday without its lieu day"
    rota.ann = "EEEEES."
    breaks = ["ann 6"]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rota.domain.cell import Kind
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.hours import day_length, lieu_minutes
from rota.domain.period import span
from rota.domain.rota import Rota
from rota.domain.saturdays import SATURDAY, takes_turn
from rota.rules import CellKey, Finding, Reach, RotaModel, Rule

Days = Sequence[date]


@dataclass(frozen=True)
class _Seen:
    """What a stretch of days shows: lieu days where they may be, turns worked, turns not worked."""

    lieu: tuple[date, ...]
    worked: tuple[date, ...]
    free: tuple[date, ...]

    def __add__(self, other: "_Seen") -> "_Seen":
        return _Seen(self.lieu + other.lieu, self.worked + other.worked, self.free + other.free)


class LieuDay(Rule):
    """A Saturday turn and its lieu day are in one week, and no lieu day is without one."""

    code: ClassVar[str] = "SAT03"
    name: ClassVar[str] = "lieu-day"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "Saturdays and lieu days without each other"
    remedy: ClassVar[str] = "set one lieu day in the week of each Saturday worked, and none in other weeks"
    places: ClassVar[frozenset[Kind]] = frozenset({Kind.LIEU})

    def encode(self, model: RotaModel) -> None:
        """A worked Saturday asks for a lieu day of its week, and lieu days ask for worked Saturdays."""
        facts, granted = model.facts, _granted(model.facts)
        for agent in facts.agents:
            able = [day for day in facts.period.days if _can_be_lieu(facts, agent, day, granted)]
            for day in facts.period.days:
                if day not in able and facts.present(agent, day):
                    model.forbid(self, agent, day, kind=Kind.LIEU)
            for week in facts.period.weeks:
                if takes_turn(facts, agent, week[SATURDAY]):
                    self._encode_turn(model, agent, week[SATURDAY], [day for day in week if day in able])
            owed = _days_owed(facts, agent)
            for days in [facts.period.days] if owed else facts.period.weeks:
                self._encode_balance(model, agent, days, [day for day in days if day in able], owed)

    def _encode_turn(self, model: RotaModel, agent: str, saturday: date, able: Days) -> None:
        works, where = model.works(agent, saturday), f"{agent}, the lieu day for {day_words(saturday)}"
        lieu = [model.kind(agent, day, Kind.LIEU) for day in able]
        if lieu:
            model.implies(self, works, sum(lieu[1:], lieu[0]), where)
        else:
            model.at_most(self, works, 0, where)

    def _encode_balance(self, model: RotaModel, agent: str, days: Days, able: Days, owed: int) -> None:
        turns = [day for day in days[SATURDAY::7] if takes_turn(model.facts, agent, day)]
        if able:
            lieu = [model.kind(agent, day, Kind.LIEU) for day in able]
            earned = [model.works(agent, day) * -1 for day in turns]
            where = f"{agent}, lieu days from {day_words(days[0])} to {day_words(days[-1])}"
            model.at_most(self, sum([*lieu[1:], *earned], lieu[0]), owed, where)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Match lieu days with Saturdays, week by week, and settle what is left with the ledger."""
        granted, unclear = _granted(rota.facts), []
        for agent in rota.agents:
            weeks = []
            for week in rota.facts.period.weeks:
                marked = _has_lieu(rota, agent, week) or _is_worked(rota, agent, week[SATURDAY])
                able = {day for day in week if marked and _can_be_lieu(rota.facts, agent, day, granted)}
                seen = _look_at(rota, agent, week, able)
                yield from self._misplaced(rota, agent, week, able)
                if seen.worked and not seen.lieu:
                    yield self._without(agent, seen.worked[0], sorted(able))
                weeks.append(seen)
            over = tuple(self._too_many(rota, agent, weeks))
            yield from over
            unclear += [agent] if over and not _ledger_known(rota.facts, agent) else []
        if unclear:
            many = f"{len(unclear)} of {len(rota.agents)} agents"
            yield self.unknown(
                f"the lieu owed before {day_words(rota.start)} is not known for {many} with too many lieu days; "
                "it is taken as none"
            )

    def _misplaced(self, rota: Rota, agent: str, week: Days, able: set[date]) -> Iterator[Finding]:
        for day in week:
            if day not in able and _is_lieu(rota, agent, day):
                message = (
                    f"{agent} has lieu on {day_words(day)}, which is leave, closed or no working day anyway"
                )
                yield self.finding(agent, day, message)

    def _without(self, agent: str, saturday: date, able: Days) -> Finding:
        where = (
            f"on one of {', '.join(map(day_words, able))}" if able else "and no day of that week can be one"
        )
        message = f"{agent} works on {day_words(saturday)} without a lieu day {where}"
        cells = [(agent, day) for day in (*able, saturday)]
        return self.finding(agent, saturday, message, cells=cells)

    def _too_many(self, rota: Rota, agent: str, weeks: Sequence[_Seen]) -> Iterator[Finding]:
        if all(len(seen.lieu) <= len(seen.worked) for seen in weeks):
            return
        owed = _days_owed(rota.facts, agent)
        for seen in [sum(weeks[1:], weeks[0])] if owed else weeks:
            over = len(seen.lieu) - len(seen.worked) - owed
            if over > 0:
                ledger = hhmm(max(0, _owed(rota.facts, agent)))
                message = (
                    f"{agent}: {len(seen.lieu)} in lieu up to {day_words(seen.lieu[-1])} against "
                    f"{len(seen.worked)} Saturdays worked; the ledger owes {ledger}, which makes {owed} more"
                )
                cells = [(agent, day) for day in (*seen.lieu, *seen.free)]
                yield self.finding(agent, seen.lieu[-1], message, amount=over, cells=cells)


def _look_at(rota: Rota, agent: str, week: Days, able: set[date]) -> _Seen:
    lieu = tuple(day for day in week if day in able and _is_lieu(rota, agent, day))
    turns = tuple(day for day in week[SATURDAY:][:1] if takes_turn(rota.facts, agent, day))
    worked = tuple(day for day in turns if _is_worked(rota, agent, day))
    return _Seen(lieu, worked, tuple(day for day in turns if day not in worked))


def _has_lieu(rota: Rota, agent: str, week: Days) -> bool:
    return any(_is_lieu(rota, agent, day) for day in week)


def _is_lieu(rota: Rota, agent: str, day: date) -> bool:
    cell = rota.cell(agent, day)
    return cell is not None and cell.kind is Kind.LIEU


def _is_worked(rota: Rota, agent: str, day: date) -> bool:
    cell = rota.cell(agent, day)
    return cell is not None and cell.is_shift


def _granted(facts: Facts) -> set[CellKey]:
    """The days of granted leave, by agent."""
    return {
        (leave.agent, day) for leave in facts.leave if leave.granted for day in span(leave.first, leave.last)
    }


def _can_be_lieu(facts: Facts, agent: str, day: date, granted: set[CellKey]) -> bool:
    """Whether ``day`` is a contracted, open day of ``agent`` with a pattern, in this group, and not granted leave."""
    standing = facts.standing(agent, day)
    if standing is None or not standing.rostered or (agent, day) in granted:
        return False
    return standing.team.id in facts.teams and facts.open_for(agent, day)


def _ledger_known(facts: Facts, agent: str) -> bool:
    """Whether anything is known of ``agent`` from before the period: cells, or opening balances."""
    return facts.history.as_of is not None or facts.known_since(agent) is not None


def _owed(facts: Facts, agent: str) -> int:
    """Minutes of lieu that are owed to ``agent`` when the period begins; negative where the agent owes them."""
    moved = (
        lieu_minutes(cell, agent, day, facts)
        for day, cell in facts.past_cells(agent).items()
        if cell.parts or cell.kind is Kind.LIEU or (cell.is_shift and day.weekday() == SATURDAY)
    )
    return facts.history.of(agent).lieu + sum(moved)


def _days_owed(facts: Facts, agent: str) -> int:
    """Whole days, as the period begins, that the ledger owes to ``agent``; 0 where it owes none."""
    first = next((day for day in facts.period.days if facts.present(agent, day)), facts.period.start)
    length = day_length(agent, first, facts)
    return max(0, _owed(facts, agent) // length) if length else 0
