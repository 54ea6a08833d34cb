"""People are lent to another site where that removes a shortfall, only those who agreed and are trained, and never else."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from rota.checking import breaches, judge
from rota.domain.cell import OFF, Cell, shift
from rota.domain.facts import Facts
from rota.domain.period import ONE_DAY
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.rules import Rule
from rota.work.planning.plan import latest_draft
from rota.work.repair.ways import harm_of
from rota.work.staff.facts import fact_files
from tests.cli_helpers import rota
from tests.plan_helpers import month, need, planned, rota_of, rules, should

BINDING = ("shift-patterns", "working-days", "contract-days", "trained", "leave-kept")
LENDING = ({"use": "lending"}, should("lending"))
HOURS = [{"open": "08:30", "close": "18:00"}]
TWO_SITES: dict[str, Any] = {
    "site": [{"id": "hill"}],
    "team": [{"id": "two", "site": "hill"}],
    "group": [{"id": "town", "teams": ["one", "two"]}],
    "service": [{"id": "desk", "site": "hill", "hours": HOURS}],
}
HILL = {"team": "two", "home": "desk", "skills": ["desk"]}
PEOPLE: dict[str, Any] = {
    "ann": {"skills": ["phones", "desk"], "lent-to": ["hill"]},
    "bob": {"skills": ["phones", "desk"]},
    "cat": {"home": "phones", "skills": ["phones"], "lent-to": ["hill"]},
    "eve": HILL,
    "fay": HILL,
}
TUESDAY = date(2026, 6, 2)


def facts_with(demand: list[Mapping[str, Any]], **people: Any) -> Facts:
    """A week of both sites, in which eve of the hill has leave on Tuesday."""
    overlay = {"centre": TWO_SITES, "people": {**PEOPLE, **people}}
    rows = {"eve": ".v....."}
    return month(
        tuple(PEOPLE), demand=demand, world=overlay, rota=rows, facts=["eve 2"], leave=["eve 2"], past="off"
    )


def lent(found: Rota) -> dict[tuple[str, date], str]:
    """Every shift of somebody of the town at the desk of the hill, or the other way round."""
    own = {"one": {"phones", "reception"}, "two": {"desk"}}
    return {
        (agent, day): str(cell)
        for agent in found.agents
        for day, cell in found.in_period(agent)
        if cell.is_shift and cell.service not in own[found.facts.agent_of[agent].team]
    }


def amounts(found: Rota, of: list[Rule]) -> list[int]:
    return [verdict.amount for verdict in judge(found, of)]


def test_who_agreed_and_is_trained_is_lent_on_the_one_day_that_is_short() -> None:
    facts = facts_with([need("phones", 2), need("desk", 2)])
    of = rules(*BINDING, should("cover"), *LENDING, should("same-service"), should("same-pattern"))
    found = rota_of(facts, planned(facts, of))
    assert list(lent(found)) == [("ann", TUESDAY)]
    assert breaches(judge(found, of)) == ()
    # cover is whole, one day is lent, and that is the one day on which ann is at another service
    assert amounts(found, of)[5:] == [0, 0, 1, 1, 0]


def test_nobody_is_lent_where_it_would_tear_as_large_a_hole() -> None:
    facts = facts_with([need("phones", 3), need("desk", 2)])
    of = rules(*BINDING, should("cover"), *LENDING)
    found = rota_of(facts, planned(facts, of))
    assert lent(found) == {}
    assert amounts(found, of)[5:] == [
        13,
        0,
        0,
    ]  # half past eight... from ten to half past four, one head short


def test_without_agreement_the_shortfall_stays() -> None:
    facts = facts_with([need("phones", 2), need("desk", 2)], ann={"skills": ["phones", "desk"]})
    of = rules(*BINDING, should("cover"), *LENDING)
    found = rota_of(facts, planned(facts, of))
    assert lent(found) == {}
    assert amounts(found, of)[5:] == [13, 0, 0]


def test_nobody_is_lent_on_a_day_on_which_the_own_site_is_closed() -> None:
    calendar = {"closure": [{"day": TUESDAY, "sites": ["town"]}]}
    overlay = {"centre": TWO_SITES, "people": PEOPLE, "calendar": calendar}
    facts = month(
        tuple(PEOPLE), demand=[need("desk", 2)], world=overlay, rota={"eve": ".v....."}, facts=["eve 2"]
    )
    of = rules(*BINDING, should("cover"), *LENDING)
    assert lent(rota_of(facts, planned(facts, of))) == {}


@pytest.mark.parametrize("seed", range(6))
def test_cover_then_days_lent_are_least_of_all_rotas_there_are(seed: int) -> None:
    """Two days of three people, every rota of them looked at: none has less cover missing, or as much and fewer lent."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    days = ("mon", "tue")
    demand = [
        need(service, random.randint(0, 2), [day], end=random.choice(("12:00", "16:30")))
        for service in ("phones", "desk")
        for day in days
    ]
    agents = ("ann", "bob", "eve")
    more = {
        agent: {"skills": ["phones", "desk"], "lent-to": [site] if random.random() < 0.6 else []}
        for agent, site in (("ann", "hill"), ("bob", "hill"), ("eve", "town"))
    }
    people = {agent: {**PEOPLE[agent], **more[agent]} for agent in agents}
    settled = [f"{agent} {day}" for agent in agents for day in range(3, 8)]
    facts = month(agents, demand=demand, world={"centre": TWO_SITES, "people": people}, facts=settled)
    of = rules({"use": "lending"}, "trained", should("cover"), should("lending"))
    outcome = planned(facts, of)
    free = [(agent, day) for agent in agents for day in facts.period.days[:2]]
    every = (_with(facts, free, cells) for cells in product(_ALPHABET, repeat=len(free)))
    least = min(tuple(amounts(each, of)[2:]) for each in every if not breaches(judge(each, of)))
    assert tuple(amounts(rota_of(facts, outcome), of)[2:]) == least
    assert [stage.best for stage in outcome.stages] == list(least)


_ALPHABET: tuple[Cell, ...] = (shift("early", "phones"), shift("early", "desk"), OFF)


def _with(facts: Facts, free: list[tuple[str, date]], cells: tuple[Cell, ...]) -> Rota:
    rows = {agent: dict.fromkeys(facts.period.days, OFF) for agent in facts.agents}
    for (agent, day), cell in zip(free, cells, strict=True):
        rows[agent][day] = cell
    return Rota(facts, rows)


def test_a_repair_sends_nobody_who_did_not_agree() -> None:
    facts = facts_with([need("phones", 2), need("desk", 2)])
    of = rules(*BINDING, should("cover"), *LENDING)
    monday = TUESDAY - ONE_DAY
    harm = harm_of(rota_of(facts, planned(facts, of)), of, {monday: 0})
    assert ("bob", monday, "desk") in harm.barred
    assert ("ann", monday, "desk") not in harm.barred
    assert harm.breaches["ann", "desk"] == 1


CENTRE = """\
name = "Two sites"
zone = "Europe/London"
employer = [{ id = "council" }]
site = [{ id = "town" }, { id = "hill" }]
team = [{ id = "one", site = "town", leader = "ann" }, { id = "two", site = "hill", leader = "eve" }]
group = [{ id = "both", teams = ["one", "two"] }]
service = [
  { id = "phones", site = "town", hours = [{ open = "08:30", close = "18:00" }] },
  { id = "desk", site = "hill", hours = [{ open = "08:30", close = "18:00" }] },
]
pattern = [
  { id = "early", start = "08:30", end = "16:30" },
  { id = "late", start = "10:00", end = "18:00" },
]

[[contract]]
id = "full"
fte = 1.0
hours = "40:00"
patterns = ["early", "late"]
"""
TERMS = 'employer = "council"\ncontract = "full"\n'
AGENTS = {
    "ann": ("one", "phones", '"phones", "desk"', 'lent-to = ["hill"]'),
    "bob": ("one", "phones", '"phones", "desk"', ""),
    "cat": ("one", "phones", '"phones"', 'lent-to = ["hill"]'),
    "eve": ("two", "desk", '"desk"', 'dated = [{ from = 2027-02-01, lent-to = ["town"] }]'),
    "fay": ("two", "desk", '"desk"', 'from = 2026-12-07\nbuddy = [{ id = "eve" }]'),
}
LEAVE = """\
format = 1
event = "requested"
agent = "eve"
from = 2026-12-15
until = 2026-12-16
by = "eve"
at = "2026-10-01T09:00:00+01:00"
"""


def two_sites(root: Path) -> Path:
    """A small repository of two sites, of which the hill has one head less on the two days of eve's leave."""
    people = "".join(
        f'[[agent]]\nid = "{id}"\nteam = "{team}"\nhome = "{home}"\nskills = [{skills}]\n{TERMS}{more}\n\n'
        for id, (team, home, skills, more) in AGENTS.items()
    )
    needs = "".join(
        f'[[need]]\nservice = "{service}"\nweekdays = ["mon", "tue", "wed", "thu", "fri"]\n'
        f'start = "10:00"\nend = "16:30"\nheads = {heads}\n{dates}\n'
        for service, heads, dates in (("phones", 2, ""), ("desk", 2, "from = 2026-12-07\n"))
    )
    told = [
        *(f'use = "{name}"' for name in (*BINDING, "lending")),
        *(f'use = "{name}"\nlevel = "should"' for name in ("cover", "lending", "leader-present", "buddy")),
    ]
    files = {
        "centre.toml": CENTRE,
        "people.toml": people,
        "demand.toml": needs,
        "rules.toml": "\n\n".join(f"[[rule]]\n{table}" for table in told) + "\n",
        "calendar/2026.toml": "[[bank-holiday]]\nday = 2026-12-25\n",
        "calendar/2027.toml": "[[bank-holiday]]\nday = 2027-01-01\n",
        "leave/k3f9a2b7c1d0/1.toml": LEAVE,
    }
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8", newline="\n")
    assert rota("leave", "approve", "k3f9a2b7c1d0", "--repo", root, ROTA_AS="ann").code == 0
    return root


def test_a_month_of_two_sites_from_end_to_end(tmp_path: Path) -> None:
    root = two_sites(tmp_path)
    made = rota("plan", "2026-12", "--reproducible", "--repo", root)
    assert made.code == 0, made.err
    draft = latest_draft(Repository.open(root), "both", "2026-12")
    assert draft is not None
    at_hill = [
        (agent, str(day))
        for agent in ("ann", "bob", "cat")
        for day, cell in draft.cells[agent].items()
        if cell.service == "desk"
    ]
    assert at_hill == [("ann", "2026-12-15"), ("ann", "2026-12-16")]
    assert not [
        cell for agent in ("eve", "fay") for cell in draft.cells[agent].values() if cell.service == "phones"
    ]
    checked = rota("check", "2026-12", "--repo", root)
    assert checked.code == 0, checked.out


def test_a_staff_copy_says_nothing_of_lending_and_buddies(tmp_path: Path) -> None:
    repo = Repository.open(two_sites(tmp_path))
    files = fact_files(repo, "both", "fay", [date(2026, 12, day) for day in range(7, 14)])
    assert "fay" in files["people.toml"]
    assert not [word for word in ("lent-to", "buddy") if word in files["people.toml"]]
