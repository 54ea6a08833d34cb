"""When leave years turn: those that a rota is the first to see, and those that end in it."""

from collections.abc import Iterator
from datetime import date

from constraints.leave_years import LeaveYear
from rota.domain.centre import Employer
from rota.domain.period import ONE_DAY
from rota.domain.rota import Rota


def beginning(rota: Rota) -> Iterator[tuple[LeaveYear, date]]:
    """Each leave year first seen in ``rota``, with the day: its first day, or the agent's; or it began before all rotas."""
    facts = rota.facts
    first_ever = not any(day < rota.start for cells in facts.known.values() for day in cells)
    edges = {day for day, _ in _edges(rota)} | ({rota.start} if first_ever else set())
    for agent in rota.agents:
        person = facts.agent_of[agent]
        comes = {entry.from_ for entry in (person, *person.dated) if entry.from_ is not None}
        for day in sorted(day for day in edges | comes if day in facts.period):
            terms, eve = facts.standing(agent, day), facts.standing(agent, day - ONE_DAY)
            if terms is None or not facts.present(agent, day):
                continue
            start, end = terms.employer.leave_year_of(day)
            new = day == start or eve is None or eve.employer.id != terms.employer.id
            if new or (first_ever and day == rota.start):
                yield LeaveYear(rota, agent, terms.employer, start, end), day


def ending(rota: Rota) -> Iterator[LeaveYear]:
    """Each leave year whose last day is in ``rota``, of those who stay: who leaves is paid for what is left."""
    facts = rota.facts
    for after, employer in _edges(rota, ahead=1):
        day = after - ONE_DAY
        for agent in rota.agents if day in facts.period else ():
            terms, then = facts.standing(agent, day), facts.standing(agent, after)
            stays = terms is not None and then is not None and terms.employer.id == then.employer.id
            if terms is not None and stays and terms.employer.id == employer.id and facts.present(agent, day):
                yield LeaveYear(rota, agent, employer, employer.leave_year_of(day)[0], day)


def _edges(rota: Rota, ahead: int = 0) -> Iterator[tuple[date, Employer]]:
    """The days of the period, and so many after it, on which an employer's leave year begins."""
    last = rota.end + ahead * ONE_DAY
    for employer in rota.facts.centre.employer:
        start = employer.leave_year_of(last)[0]
        if start >= rota.start:
            yield start, employer
