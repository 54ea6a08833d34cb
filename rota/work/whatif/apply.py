"""The facts and the rules of a month under a change; nothing of it is written anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rota.demand.scaled import ScaledStaffing
from rota.demand.staffing import CallStaffing
from rota.domain.absence import Absence
from rota.domain.calendar import Calendar, Closure
from rota.domain.cell import Cell
from rota.domain.clock import day_words
from rota.domain.facts import CellsByAgent, Facts, Why
from rota.domain.load import Staffing
from rota.domain.people import Agent, People
from rota.files.repository import Repository
from rota.packs import make_rule
from rota.work.errors import Unusable, unknown
from rota.work.ruleset import RuleSet
from rota.work.situation import FixedCells, settled
from rota.work.whatif.change import Change
from rota.work.whatif.people import away, joined

_CAP = "absence-cap"
_GIVEN = frozenset({Why.PIN, Why.KEPT})


@dataclass(frozen=True)
class Applied:
    """A month under a change: its facts and rules, who is away or new, and what is other, in words."""

    facts: Facts
    rules: RuleSet
    absent: tuple[str, ...]
    agents: tuple[Agent, ...]
    said: tuple[str, ...]


def applied(repo: Repository, facts: Facts, rules: RuleSet, change: Change) -> Applied:
    """``facts`` and ``rules`` under ``change``. Unusable if it names what does not exist, or changes nothing."""
    absent = away(facts, change.absent) if change.absent else ()
    agents = joined(facts, change.agents)
    calendar = _closed(facts, change)
    said = [
        *_said_of_calls(facts, change),
        *_said_of_people(absent, agents),
        *_said_of_caps(rules, change.cap),
    ]
    said += [f"{entry.site} is closed on {day_words(entry.day)}" for entry in change.closed]
    capped = _capped(rules, change.cap)
    changed = replace(
        facts,
        people=People(agent=(*facts.people.agent, *agents)) if agents else facts.people,
        calendar=calendar,
        absences=(*facts.absences, *_absences(facts, absent)),
        staffing=_staffing(repo, facts, calendar, change.calls),
        lookups=None,
        fixed={},
    )
    return Applied(replace(changed, fixed=_fixed(facts, changed)), capped, absent, agents, tuple(said))


def as_it_stands(before: Facts, cells: CellsByAgent, after: Facts) -> CellsByAgent:
    """``cells`` under a change to which nobody has reacted yet: what became a fact by it is other, and nothing else."""
    was = settled(before)
    other = {key: fixed.cell for key, fixed in settled(after).items() if was.get(key) != fixed}
    found: dict[str, dict[date, Cell]] = {agent: dict(days) for agent, days in cells.items()}
    for (agent, day), cell in other.items():
        if agent in found:
            found[agent][day] = cell
    return found


def without(applied_: Applied, agents: tuple[Agent, ...]) -> Facts:
    """The facts under a change, but for the new ``agents``."""
    names = {agent.id for agent in agents}
    facts = applied_.facts
    people = People(agent=tuple(agent for agent in facts.people.agent if agent.id not in names))
    fixed = {key: entry for key, entry in facts.fixed.items() if key[0] not in names}
    return replace(facts, people=people, fixed=fixed) if names else facts


def _fixed(before: Facts, after: Facts) -> FixedCells:
    """What the change settles, and the pins and kept cells that it leaves alone."""
    was, now = settled(before), settled(after)
    given: FixedCells = {
        key: fixed
        for key, fixed in before.fixed.items()
        if fixed.why in _GIVEN and was.get(key) == now.get(key)
    }
    return now | given


def _absences(facts: Facts, absent: tuple[str, ...]) -> Iterator[Absence]:
    for agent in absent:
        yield Absence(f"what-if-{agent}", agent, facts.period.start, facts.period.end)


def _staffing(repo: Repository, facts: Facts, calendar: Calendar, percent: int | None) -> Staffing | None:
    if facts.staffing is None:
        return None
    calls = CallStaffing(facts.centre, calendar, facts.demand, repo.volumes)
    return calls if percent is None else ScaledStaffing(calls, percent)


def _closed(facts: Facts, change: Change) -> Calendar:
    """The calendar with the closures added."""
    sites = [site.id for site in facts.centre.site]
    added = []
    for entry in change.closed:
        if entry.site not in sites:
            raise unknown("site", entry.site, sites)
        _refuse_senseless(facts, entry.site, entry.day)
        added.append(Closure(name="what if", day=entry.day, sites=(entry.site,)))
    return facts.calendar.model_copy(update={"closure": (*facts.calendar.closure, *added)})


def _refuse_senseless(facts: Facts, site: str, day: date) -> None:
    """A closure counts only on a day of the month, of a site of the group that is open then by its ordinary hours."""
    if day not in facts.period:
        raise Unusable(
            f"--close {site},{day}: {facts.period.month} is {facts.period.start} to {facts.period.end}"
        )
    services = [service for service in facts.services.values() if service.site == site]
    opened = [service for service in services if facts.hours(service.id, day)]
    if not opened:
        raise Unusable(f"--close {site},{day}: no service of {facts.group} is open there then anyway")
    for service in opened:
        if any((hours.from_ or hours.until) and hours.holds(day) for hours in service.hours):
            raise Unusable(
                f"--close {site},{day}: {service.id} has hours with dates for that day in centre.toml, which stand above closures"
            )


def _capped(rules: RuleSet, most: int | None) -> RuleSet:
    """The rules with every absence cap at ``most``; None leaves them."""
    if most is None:
        return rules
    if all(table["use"] != _CAP for table in rules.tables):
        raise Unusable(f"--cap {most}: rules.toml has no absence-cap in force, so there is nothing to change")
    tables = tuple({**table, "most": most} if table["use"] == _CAP else table for table in rules.tables)
    return RuleSet(tuple(map(make_rule, tables)), tables, rules.places)


def _said_of_caps(rules: RuleSet, most: int | None) -> Iterator[str]:
    for table in rules.tables if most is not None else ():
        if table["use"] == _CAP:
            rule = make_rule(table).model_dump()
            yield f"at most {most} of {rule['group'] or ', '.join(rule['home'])} may be away, not {rule['most']}"


def _said_of_calls(facts: Facts, change: Change) -> Iterator[str]:
    if change.calls is None:
        return
    if not any(facts.loads(service, day) for service in facts.services for day in facts.period.days):
        raise Unusable(
            "--calls: no service of this month has calls in demand.toml; heads that are given stay as they are"
        )
    percent = change.calls - 100
    yield f"all calls {percent:+}%; handling times, targets and given heads stay"


def _said_of_people(absent: tuple[str, ...], agents: tuple[Agent, ...]) -> Iterator[str]:
    if absent:
        yield f"{', '.join(absent)} absent all month, taken from the home services in proportion"
    for agent in agents:
        yield (
            f"{agent.id} joins {agent.team}: {agent.contract} of {agent.employer}, at home at {agent.home}, "
            f"trained for {', '.join(agent.skills)}"
        )
