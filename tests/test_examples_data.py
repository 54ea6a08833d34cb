"""What the examples claim about themselves in comments holds, and the made files are as the scripts make them."""

import math
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from rota.domain.facts import Facts
from rota.domain.period import Period, span
from rota.domain.wishes import WishFor
from rota.files.repository import Repository
from rota.packs import all_rules
from rota.rules import Level
from rota.work.ruleset import rules_of
from rota.work.situation import check_rota, facts_of

EXAMPLES = Path(__file__).parents[1] / "examples"
DESKS = ("reception", "cash", "benefits", "student-support")
BLACKOUT = (date(2026, 7, 20), date(2026, 8, 28))
PLANNED = {
    "tiny": ("town-hall", "2026-12"),
    "b-town": ("b-town", "2026-07"),
    "call-centre": ("call-centre", "2026-11"),
}


@cache
def repo(name: str) -> Repository:
    return Repository.open(EXAMPLES / name)


@cache
def facts(name: str) -> Facts:
    return facts_of(repo(name), *PLANNED[name])


def away(home: tuple[str, ...], day: date) -> int:
    found = facts("b-town")
    granted = [leave for leave in found.leave if leave.granted and day in leave]
    standings = [found.standing(leave.agent, day) for leave in granted]
    return sum(
        standing is not None and standing.contracted and standing.home in home for standing in standings
    )


@pytest.mark.parametrize("name", PLANNED)
def test_every_rule_is_in_force_and_names_its_source(name: str) -> None:
    rules = rules_of(repo(name), Period.of_month(PLANNED[name][1])).rules
    assert {rule.use for rule in rules} == {rule.name for rule in all_rules()}
    assert [rule.use for rule in rules if not rule.source] == []


@pytest.mark.parametrize("name", PLANNED)
def test_every_rule_keeps_to_the_levels_in_order(name: str) -> None:
    rules = rules_of(repo(name), Period.of_month(PLANNED[name][1])).rules
    levels = [list(Level).index(rule.level) for rule in rules]
    assert levels == sorted(levels)


@pytest.mark.parametrize("name", PLANNED)
def test_everybody_has_a_name(name: str) -> None:
    everybody = [agent.id for agent in repo(name).people.agent]
    assert sorted(repo(name).names) == sorted([*everybody, *repo(name).centre.hr])


@pytest.mark.parametrize(("name", "heads"), [("tiny", 1), ("b-town", 5), ("call-centre", 3)])
def test_the_saturday_share_yields_the_heads_that_saturdays_need(name: str, heads: int) -> None:
    found = facts(name)
    every = next(rule["every"] for rule in repo(name).rule_tables if rule["use"] == "saturday-share")
    saturdays = [day for day in found.period.days if day.weekday() == 5 and found.any_open(day)]
    assert {found.saturday_heads(day) for day in saturdays} == {heads}
    for day in saturdays:
        turns = [found.standing(agent, day) for agent in found.agents]
        waits = [math.ceil(every / s.contract.fte) for s in turns if s is not None and s.saturday_turn]
        assert sum((Fraction(1, wait) for wait in waits), Fraction(0)) >= heads


def test_tiny_has_six_agents_two_services_four_patterns_and_every_kind_of_wish() -> None:
    tiny = repo("tiny")
    assert len(facts("tiny").agents) == 6
    assert [service.id for service in tiny.centre.service] == ["phones", "reception"]
    assert [str(p.start // 60) for p in tiny.centre.pattern] == ["8", "9", "10", "9"]
    kinds = {wish.what for wishes in tiny.wishes.values() for wish in wishes}
    assert kinds == set(WishFor)
    period = facts("tiny").period
    assert (period.start, period.end) == (date(2026, 11, 30), date(2027, 1, 3))


def test_tiny_yields_one_point_four_heads_as_its_comment_says() -> None:
    fte = sum(
        (facts("tiny").standing(a, date(2026, 12, 5)).contract.fte for a in facts("tiny").agents), Fraction(0)
    )
    assert fte / 4 == Fraction("1.4")


def test_b_town_has_47_people_in_seven_teams_of_five_to_eight() -> None:
    centre = repo("b-town").centre
    sizes = Counter(agent.team for agent in repo("b-town").people.agent)
    assert len(facts("b-town").agents) == 47
    assert {team.id for team in centre.team} == set(sizes)
    assert sorted(sizes.values()) == [5, 6, 7, 7, 7, 7, 8]
    leaders = {team.id: team.leader for team in centre.team}
    assert all(
        repo("b-town").people.agent[int(leader[1:]) - 1].team == team for team, leader in leaders.items()
    )


def test_b_town_has_two_employers_and_the_trust_has_written_terms() -> None:
    people = repo("b-town").people.agent
    assert Counter(agent.employer for agent in people) == {"council": 37, "trust": 10}
    contracts = {contract.id: contract for contract in repo("b-town").centre.contract}
    written = [contracts[agent.contract].written is not None for agent in people]
    assert written == [agent.employer == "trust" for agent in people]
    assert sum(bool(agent.variation) for agent in people if agent.employer == "trust") == 8


def test_b_town_has_the_exceptions_of_the_case() -> None:
    used = {agent.contract for agent in repo("b-town").people.agent}
    assert used == {contract.id for contract in repo("b-town").centre.contract}
    people = facts("b-town").agent_of
    period = facts("b-town").period
    assert [a for a, agent in people.items() if agent.from_ and agent.from_ in period] == ["a021"]
    assert [a for a, agent in people.items() if agent.until and agent.until in period] == ["a019"]
    assert [a for a, agent in people.items() if agent.dated] == ["a040"]
    assert [a for a, agent in people.items() if agent.minor(period.end)] == ["a034"]


def test_before_the_blackout_three_or_four_of_the_service_centre_are_away_on_each_weekday() -> None:
    july = [day for day in span(date(2026, 6, 29), date(2026, 7, 17)) if day.weekday() < 5]
    assert Counter(away(DESKS, day) for day in july) == {4: 11, 3: 4}


def test_nobody_of_the_service_centre_is_away_in_the_blackout() -> None:
    assert {away(DESKS, day) for day in span(*BLACKOUT)} == {0}


def test_b_town_yields_not_quite_six_heads_as_its_comment_says() -> None:
    found, day = facts("b-town"), date(2026, 7, 4)
    turns = [standing for agent in found.agents if (standing := found.standing(agent, day)) is not None]
    fte = sum((standing.contract.fte for standing in turns if standing.saturday_turn), Fraction(0))
    assert fte == Fraction("35.8")
    assert math.floor(fte / 6 * 10) == 59


def test_b_town_knows_six_months_and_balances_from_before() -> None:
    town = repo("b-town")
    assert list(town.rotas("b-town")) == [f"2026-{month:02}" for month in range(1, 7)]
    first = Period.of_month("2026-01").start
    assert town.history.as_of == first - timedelta(days=1)


@pytest.mark.parametrize("month", [f"2026-{month:02}" for month in range(1, 7)])
def test_past_rotas_break_no_must_rule(month: str) -> None:
    judged = check_rota(repo("b-town"), repo("b-town").rotas("b-town")[month])
    assert [f.message for f in judged.findings if f.level is Level.MUST and not f.unknown] == []


def test_b_town_wishes_are_about_forty_of_every_kind_and_some_are_strong() -> None:
    wishes = [wish for wishes in repo("b-town").wishes.values() for wish in wishes]
    assert len(wishes) == 45
    assert sum(wish.strong for wish in wishes) == 18
    assert {wish.what for wish in wishes} == set(WishFor)


def test_the_script_makes_the_same_files_again(tmp_path: Path) -> None:
    script = EXAMPLES / "generate_b_town.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.toml")}
    kept = EXAMPLES / "b-town"
    folders = ("rotas", "leave", "wishes")
    shipped = {path for folder in folders for path in (kept / folder).rglob("*.toml")} | {
        kept / "history.toml"
    }
    assert set(made) == {path.relative_to(kept) for path in shipped}
    assert [str(name) for name, text in made.items() if (kept / name).read_bytes() != text] == []


def test_people_and_names_stay_apart() -> None:
    for name in PLANNED:
        folder = EXAMPLES / name
        words = {word for entry in repo(name).names.values() for word in entry.name.split()}
        texts = [
            path.read_text(encoding="utf-8") for path in folder.rglob("*.toml") if path.name != "names.toml"
        ]
        assert [word for word in words for text in texts if f" {word} " in text] == []
        assert "names.toml" in (folder / ".gitignore").read_text(encoding="utf-8").splitlines()
        assert tomllib.loads((folder / "names.toml").read_text(encoding="utf-8"))
