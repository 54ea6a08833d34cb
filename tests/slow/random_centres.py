"""Drawn tables of a centre and its people, as the TOML files would have them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from rota.domain.period import ONE_DAY, Period

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK = DAYS[:5]
SERVICES = ("phones", "reception", "cash")
PATTERNS: tuple[dict[str, Any], ...] = (
    {"id": "early", "start": "08:30", "end": "16:30"},
    {"id": "middle", "start": "09:00", "end": "17:00", "unpaid-break": 30},
    {"id": "late", "start": "10:00", "end": "18:00", "late": True},
    {"id": "evening", "start": "15:00", "end": "23:30", "late": True, "weekdays": DAYS},
    {"id": "dawn", "start": "06:00", "end": "11:00", "weekdays": DAYS},
    {"id": "saturday", "start": "09:00", "end": "16:00", "weekdays": ["sat"]},
    {"id": "morning", "start": "08:30", "end": "12:30", "weekdays": [*WEEK, "sat"]},
)


def some(random: Random, period: Period) -> date:
    return random.choice(period.days)


def maybe(random: Random, chance: float, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    return make() if random.random() < chance else {}


def centre_tables(random: Random, period: Period) -> dict[str, Any]:
    ways = ("credited", "from-leave", "unpaid")
    sites = {"phones": "upstairs", "reception": "upstairs", "cash": random.choice(["upstairs", "downstairs"])}
    return {
        "name": "Town",
        "employer": [
            {"id": id, "bank-holidays": random.choice(ways), "closures": random.choice(ways)}
            for id in ("council", "trust")
        ],
        "site": [{"id": "upstairs"}, {"id": "downstairs"}],
        "team": [
            {"id": "one", "site": "upstairs"},
            {"id": "two", "site": sites["cash"]},
            {"id": "away", "site": "upstairs"},
        ],
        "group": [{"id": "town", "teams": ["one", "two"]}, {"id": "other", "teams": ["away"]}],
        "service": [_service(random, id, sites[id], period) for id in SERVICES],
        "pattern": list(PATTERNS),
        "contract": list(_contracts(random)),
    }


def _service(random: Random, id: str, site: str, period: Period) -> dict[str, Any]:
    hours: list[dict[str, Any]] = [
        {"open": random.choice(["06:00", "08:30"]), "close": random.choice(["17:30", "18:00", "24:00"])}
    ]
    if random.random() < 0.8:
        hours.append(
            {
                "weekdays": ["sat"],
                "open": random.choice(["08:30", "09:00"]),
                "close": random.choice(["16:00", "24:00"]),
            }
        )
    if random.random() < 0.2:
        hours.append({"weekdays": ["sun"], "open": "06:00", "close": "24:00"})
    if random.random() < 0.3:
        day = some(random, period)
        hours.append(
            {"weekdays": DAYS, "from": day, "until": day + ONE_DAY}
            | random.choice([{"closed": True}, {"open": "09:00", "close": "16:00"}])
        )
    skill = {"skill": "desk"} if id == "cash" and random.random() < 0.5 else {}
    return {"id": id, "site": site, "overrun": random.choice([0, 30]), "hours": hours, **skill}


def _contracts(random: Random) -> Iterator[dict[str, Any]]:
    full = ["early", "middle", "late", "saturday"]
    yield {"id": "full", "fte": 1.0, "hours": "40:00", "patterns": full, "saturdays": True}
    yield {
        "id": "part",
        "fte": 0.6,
        "hours": "24:00",
        "days": 3,
        "weekdays": ["mon", "tue", "wed"],
        "patterns": full,
        "saturdays": True,
    }
    yield {
        "id": "any",
        "fte": 0.6,
        "hours": "24:00",
        "days": 3,
        "patterns": ["early", "late", "evening", "dawn"],
    }
    yield {
        "id": "mornings",
        "fte": 0.5,
        "hours": "20:00",
        "patterns": ["morning"],
        "saturdays": random.random() < 0.5,
    }
    yield {
        "id": "student",
        "fte": 0.3,
        "hours": "12:00",
        "days": random.choice([0, 3]),
        "weekdays": [*WEEK, "sat"],
        "patterns": ["early", "late", "saturday", "morning"],
        "min-hours": random.choice(["4:00", "8:00"]),
        "max-hours": random.choice(["16:00", "20:00"]),
    }
    yield {"id": "term", "fte": 0.8, "hours": "37:00", "patterns": full, "saturdays": True, "term-time": True}
    yield {
        "id": "weekend",
        "fte": 1.0,
        "hours": "35:00",
        "weekdays": ["wed", "thu", "fri", "sat", "sun"],
        "patterns": ["dawn", "evening", "saturday", "early"],
    }
    yield {
        "id": "turnabout",
        "fte": 1.0,
        "hours": "37:30",
        "patterns": full,
        "saturdays": True,
        "cycle": {"weeks": 2, "start": date(2026, 1, 5)},
        "pattern-weeks": [
            {"week": 1, "patterns": ["early"]},
            {"weekdays": ["fri"], "patterns": random.choice([[], ["morning", "early"]])},
        ],
    }
    yield {
        "id": "written",
        "fte": 1.0,
        "hours": "35:00",
        "patterns": full,
        "saturdays": True,
        "written": {"earliest": "09:00", "latest": "17:00"},
    }


CONTRACTS = ("full", "full", "part", "any", "mornings", "student", "term", "weekend", "turnabout", "written")


def agent_table(random: Random, id: str, period: Period) -> dict[str, Any]:
    contract = random.choice(CONTRACTS)
    variation = {"weekdays": ["sat"], "latest": "18:00", "earliest": "08:30", "agreed": date(2025, 1, 1)}
    return {
        "id": id,
        "team": random.choice(["one", "one", "two", "away"]),
        "employer": random.choice(["council", "trust"]),
        "contract": contract,
        "home": random.choice(SERVICES),
        "skills": random.sample([*SERVICES, "desk"], random.randint(1, 4)),
        **maybe(random, 0.15, lambda: {"from": some(random, period)}),
        **maybe(random, 0.15, lambda: {"until": some(random, period)}),
        **maybe(
            random,
            0.2,
            lambda: {"under-18-until": some(random, period) + timedelta(days=random.choice([0, 60]))},
        ),
        **maybe(random, 0.15, lambda: {"weekdays": random.sample(DAYS, random.randint(2, 6))}),
        **maybe(random, 0.4, lambda: {"dated": [_dated(random, period)]}),
        **maybe(random, 0.4, lambda: {"limit": [_limit(random, period)]}),
        **maybe(random, 0.5, lambda: {"variation": [variation]}),
    }


def _dated(random: Random, period: Period) -> dict[str, Any]:
    change = random.choice(
        [
            {"team": random.choice(["one", "two", "away"])},
            {"contract": random.choice(CONTRACTS)},
            {"home": random.choice(SERVICES), "skills": list(SERVICES)},
            {"weekdays": ["tue", "wed", "thu", "sat"]},
            {"employer": "trust"},
        ]
    )
    return change | {"from": some(random, period)} | maybe(random, 0.3, lambda: {"until": period.end})


def _limit(random: Random, period: Period) -> dict[str, Any]:
    what = random.choice(
        [
            {"never": ["late"]},
            {"never": ["reception"]},
            {"only": ["early", "saturday"]},
            {"never-days": ["wed", "sat"]},
            {"not-before": "09:00"},
            {"not-after": "17:00"},
        ]
    )
    return what | maybe(random, 0.3, lambda: {"from": some(random, period)})
