"""Months drawn by a seeded generator: people, contracts, calendars, pasts and pins that no one would think of.

A seed is a month. The facts are made as a repository's are; only the files are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from rota.domain.calendar import Calendar
from rota.domain.cell import Cell, parse_cell
from rota.domain.centre import Centre
from rota.domain.demand import Demand
from rota.domain.facts import Facts, Fixed, Why
from rota.domain.history import History
from rota.domain.leave import Leave
from rota.domain.people import People
from rota.domain.period import ONE_DAY, Period, span
from rota.domain.wishes import Wish
from rota.work.situation import _closed, _on_leave
from tests.slow.random_centres import PATTERNS, SERVICES, WEEK, agent_table, centre_tables, some
from tests.slow.random_rules import rule_tables

MONTHS = ("2026-03", "2026-06", "2026-10", "2026-12", "2027-01", "2028-02")
WHOLE = ("off", "lieu", "leave", "absent", "training", "closed")


@dataclass(frozen=True)
class Drawn:
    """A month and the tables of the rules that hold in it."""

    facts: Facts
    rules: tuple[dict[str, Any], ...]


def draw(seed: int) -> Drawn:
    """The month of ``seed``, the same for ever."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    period = Period.of_month(random.choice(MONTHS))
    agents = [f"a{at}" for at in range(random.randint(4, 8))]
    facts = Facts(
        period=period,
        group="town",
        centre=Centre.model_validate(centre_tables(random, period)),
        people=People.model_validate({"agent": [agent_table(random, agent, period) for agent in agents]}),
        calendar=Calendar.model_validate(_calendar(random, period)),
        demand=Demand.model_validate({"need": list(_needs(random, period))}),
        history=History.model_validate(_history(random, agents, period)),
        wishes={agent: tuple(_wishes(random, period)) for agent in agents if random.random() < 0.5},
        leave=tuple(_leave(random, agents, period)),
        known=_known(random, agents, period),
    )
    fixed = _closed(facts) | _on_leave(facts) | dict(_pins(random, facts))
    return Drawn(replace(facts, fixed=fixed), tuple(rule_tables(random, period)))


def _calendar(random: Random, period: Period) -> dict[str, Any]:
    return {
        "bank-holiday": [{"day": some(random, period)} for _ in range(random.choice([0, 0, 1, 2]))],
        "closure": [
            {"day": some(random, period), "sites": random.choice([[], ["upstairs"]])}
            for _ in range(random.choice([0, 0, 1]))
        ],
        "school-holiday": [{"from": day, "until": day + timedelta(days=9)} for day in [some(random, period)]],
    }


def _needs(random: Random, period: Period) -> Iterator[dict[str, Any]]:
    for service in SERVICES:
        if random.random() < 0.8:
            yield {
                "service": service,
                "weekdays": WEEK,
                "start": "09:00",
                "end": "17:00",
                "heads": random.randint(1, 2),
            }
        if random.random() < 0.6:
            yield {"service": service, "weekdays": ["sat"], "start": "09:00", "end": "16:00", "heads": 1}
        if random.random() < 0.3:
            yield {"service": service, "date": some(random, period), "start": "08:30", "heads": [1, 2, 3, 2]}


def _history(random: Random, agents: list[str], period: Period) -> dict[str, Any]:
    if random.random() < 0.4:
        return {}
    as_of = period.start - ONE_DAY - timedelta(weeks=random.choice([0, 2, 5]))
    balances = [
        {
            "id": agent,
            "saturdays": [as_of - timedelta(days=(as_of.weekday() - 5) % 7 + 7 * random.randint(0, 5))],
            "lates": random.randint(0, 30),
            "refused": random.randint(0, 3),
            "lieu": random.choice(["0:00", "8:00", "-4:00", "16:30"]),
        }
        for agent in agents
        if random.random() < 0.7
    ]
    return {"since": as_of - timedelta(weeks=random.choice([6, 40])), "as-of": as_of, "agent": balances}


def _wishes(random: Random, period: Period) -> Iterator[Wish]:
    for at in range(random.randint(1, 4)):
        first = some(random, period) - timedelta(days=random.choice([0, 0, 20]))
        what = random.choice(
            [
                {"what": "pattern", "pattern": random.choice(["early", "late"])},
                {"what": "service", "service": random.choice(SERVICES)},
                {"what": "day-off"},
                {"what": "saturday-off"},
            ]
        )
        until = first + timedelta(days=random.choice([0, 6, 40]))
        yield Wish.model_validate(
            {
                "id": f"w{at}",
                "from": first,
                "until": until,
                "strength": random.choice(["mild", "strong"]),
                **what,
            }
        )


def _leave(random: Random, agents: list[str], period: Period) -> Iterator[Leave]:
    for at in range(random.randint(0, 3)):
        first = some(random, period) - timedelta(days=random.choice([0, 5]))
        yield Leave(
            f"l{at}",
            random.choice(agents),
            first,
            first + timedelta(days=random.randint(0, 12)),
            random.random() < 0.8,
        )


def _cell(random: Random) -> Cell:
    if random.random() < 0.35:
        text = random.choice(WHOLE)
    else:
        text = f"{random.choice(PATTERNS)['id']} {random.choice(SERVICES)}"
    if random.random() < 0.15:
        text += random.choice(
            [
                "; 12:00-14:00 reception",
                "; 12:30-16:30 leave",
                "; 06:00-09:00 meeting",
                "; 10:00-12:00 absent",
                "; 09:00-13:00 lieu; 13:00-14:00 training",
            ]
        )
    return parse_cell(text)


def _known(random: Random, agents: list[str], period: Period) -> dict[str, dict[date, Cell]]:
    before = random.choice([0, 0, 7, 35, 80])
    after = random.choice([0, 0, 7, 28])
    known: dict[str, dict[date, Cell]] = {}
    for agent in agents:
        if random.random() < 0.15:
            continue
        days = [
            *span(period.start - timedelta(days=before), period.start - ONE_DAY),
            *span(period.end + ONE_DAY, period.end + timedelta(days=after)),
        ]
        known[agent] = {day: _usual(random, day) for day in days}
    return known


def _usual(random: Random, day: date) -> Cell:
    """A cell as it may stand in a rota: mostly a shift from Monday to Friday."""
    return _cell(random) if random.random() < (0.85 if day.weekday() < 5 else 0.25) else parse_cell("off")


def _pins(random: Random, facts: Facts) -> Iterator[tuple[tuple[str, date], Fixed]]:
    if not facts.agents:
        return
    for _ in range(random.choice([0, 0, 2, 6, 15])):
        agent, day = random.choice(facts.agents), some(random, facts.period)
        if facts.present(agent, day):
            yield (agent, day), Fixed(_cell(random), Why.PIN, "tl")
