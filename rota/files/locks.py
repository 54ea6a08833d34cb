"""Agreed limits that leave an agent nothing of what the contract asks: locks that no plan can keep."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from rota.domain.centre import Pattern
from rota.domain.contract import Contract
from rota.domain.people import Agent, Limit
from rota.domain.period import ONE_DAY, monday_of, span
from rota.domain.table import Weekday
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.toml import Document
from rota.files.wording import listed, quoted
from rota.files.world import World
from rota.rules import Finding

_ANY_MONDAY = date(2024, 1, 1)
"""Where nothing is dated, any week shows what every week is like."""


def lock_findings(world: World, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """One finding for each agent whose limits and contract cannot both be kept."""
    for at, agent in enumerate(world.people.agent):
        if not agent.limit or not _known(world, agent):
            continue
        clash = next(
            (found for monday in _mondays(world, agent) if (found := _clash(world, agent, monday))), None
        )
        if clash is None:
            continue
        limit, contract, what = clash
        yield fault(
            Code.CLASHING_LOCKS,
            f"{agent.id}: the agreed limits leave {what}, which contract {quoted(contract.id)} asks for",
            "relax the limit, or change the agent's weekdays, skills or contract",
            documents["people.toml"].place("agent", at, "limit", limit),
            second=documents["centre.toml"].place("contract", world.centre.contract.index(contract)),
            agent=agent.id,
        )


def _known(world: World, agent: Agent) -> bool:
    contracts = [terms.contract for terms in (agent, *agent.dated) if terms.contract]
    return all(contract in world.contracts for contract in contracts)


def _mondays(world: World, agent: Agent) -> list[date]:
    """The weeks in which something about the agent may be new, each with the weeks of a contract's cycle."""
    dated = (agent, *agent.dated, *agent.limit)
    starts = {entry.from_ for entry in dated if entry.from_}
    starts |= {entry.until + ONE_DAY for entry in (*agent.dated, *agent.limit) if entry.until}
    mondays = {monday_of(day) for day in starts} or {_ANY_MONDAY}
    cycles = [contract.cycle.weeks for contract in world.centre.contract if contract.cycle]
    weeks = range(max(cycles, default=1) + 1)
    return sorted(monday + timedelta(weeks=week) for monday in mondays for week in weeks)


def _clash(world: World, agent: Agent, monday: date) -> tuple[int, Contract, str] | None:
    """The limit, the contract and what cannot be had in the week of ``monday``; None if all can."""
    days = [day for day in span(monday, monday + 6 * ONE_DAY) if agent.holds(day)]
    contracted = [day for day in days if Weekday.of(day) in _weekdays(world, agent, day)]
    lost = [(day, limit) for day in contracted if (limit := _lost(world, agent, day)) is not None]
    if not lost:
        return None
    day, limit = lost[0]
    contract = _contract(world, agent, day)
    # Where the planner may choose among the weekdays, enough of them must be left.
    spare = max(0, len(_weekdays(world, agent, day)) - contract.days)
    if len(lost) <= spare:
        return None
    weekdays = listed(Weekday.of(day).value for day, _ in lost)
    return limit, contract, f"no pattern or service on {weekdays}"


def _lost(world: World, agent: Agent, day: date) -> int | None:
    """The first limit that takes something away on a ``day`` on which nothing is left; None if something is."""
    patterns = [
        pattern
        for pattern in world.centre.pattern
        if pattern.id in _contract(world, agent, day).patterns_on(day) and Weekday.of(day) in pattern.weekdays
    ]
    services = [service for service in world.centre.service if service.needs_skill in _skills(agent, day)]
    limits = [(at, limit) for at, limit in enumerate(agent.limit) if limit.holds(day)]
    if not patterns or not services:
        return None
    left = [pattern for pattern in patterns if all(_allows(limit, pattern, day) for _, limit in limits)]
    served = [service for service in services if not any(service.id in limit.never for _, limit in limits)]
    if left and served:
        return None
    return next(
        at
        for at, limit in limits
        if any(service.id in limit.never for service in services)
        or not all(_allows(limit, pattern, day) for pattern in patterns)
    )


def _allows(limit: Limit, pattern: Pattern, day: date) -> bool:
    return (
        Weekday.of(day) not in limit.never_days
        and pattern.id not in limit.never
        and (not limit.only or pattern.id in limit.only)
        and (limit.not_before is None or limit.not_before <= pattern.start)
        and (limit.not_after is None or pattern.end <= limit.not_after)
    )


def _contract(world: World, agent: Agent, day: date) -> Contract:
    return world.contracts[next(terms.contract for terms in agent.terms(day) if terms.contract)]


def _weekdays(world: World, agent: Agent, day: date) -> tuple[Weekday, ...]:
    own = next((terms.weekdays for terms in agent.terms(day) if terms.weekdays is not None), None)
    return own or _contract(world, agent, day).weekdays


def _skills(agent: Agent, day: date) -> tuple[str, ...]:
    return next(terms.skills for terms in agent.terms(day) if terms.skills is not None)
