"""Finding somebody to swap with: the order, the reasons, and that the quick look sees what the whole one does."""

from datetime import date

import pytest

from rota.domain.period import Period
from rota.domain.policy import Ruling
from rota.domain.revised import of_agents, of_day
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.rules import Reach
from rota.show.decisionparts import WishLine
from rota.show.partners import OutLine, PartnerLine, out_text, partners_text
from rota.work.amend import rota_now
from rota.work.effects import effects_of
from rota.work.ruleset import rules_of
from rota.work.swap.find import find
from tests.cli_helpers import TINY
from tests.living_world import GROUP, MONTH, NOW, published
from tests.swap_world import edit, fine, run, with_cells

B_TOWN = TINY.parent / "b-town"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("ROTA_NOW", NOW)
    return published(tmp_path)


def test_the_table_of_partners_whole():
    day, other = date(2026, 12, 5), date(2026, 12, 19)
    lines = [
        PartnerLine(
            ("a4",),
            ((day, "off"), (other, "saturday phones")),
            (((day, "saturday phones"), (other, "off")),),
            (("wishes", "1", Ruling.ALLOW), ("late-share", "2", Ruling.REFER)),
            (WishLine("a4", "saturday off, 2026-12-19 (mild)", granted=True),),
        ),
        PartnerLine(("a5", "a6"), ((day, "off"),), (((day, "late phones"),), ((day, "lieu"),)), (), ()),
    ]
    assert partners_text("Who", lines, asker="a1", names={"a4": "Dev"}) == (
        "Who       a1 would have                              they would have                            rules that get worse"
        "                 wishes\n"
        "a4 Dev    Sat 5 Dec off, Sat 19 Dec saturday phones  Sat 5 Dec saturday phones, Sat 19 Dec off  "
        "wishes +1, late-share +2 (referred)  grants a4 saturday off, 2026-12-19 (mild)\n"
        "a5 -> a6  off                                        late phones | lieu                         none\n"
    )


def test_reasons_are_given_once_unless_all_are_asked_for():
    found = [
        OutLine("a1", "daily-rest", "a1 rests 9:00"),
        OutLine("a2", "daily-rest", "a2 rests 8:00"),
        OutLine("a3", "", "a3 has leave on Mon 14 Dec"),
        OutLine("a4", "", "a4 has leave on Mon 14 Dec"),
    ]
    assert out_text(found) == (
        "Ruled out\n  daily-rest: a1 rests 9:00; so too a2\n  a3 has leave on Mon 14 Dec; so too a4\n"
    )
    assert out_text(found, whole=True) == (
        "Ruled out\n"
        "  daily-rest: a1 rests 9:00\n"
        "  daily-rest: a2 rests 8:00\n"
        "  a3 has leave on Mon 14 Dec\n"
        "  a4 has leave on Mon 14 Dec\n"
    )
    assert out_text([]) == ""


def test_the_least_harm_comes_first_and_the_reasons_last(root):
    ran = fine(run(root, "swap", "find", "2026-12-14", "--agent", "a2"))
    heading, table, out = ran.out.split("\n\n")
    assert heading == "a2 on Mon 14 Dec: late phones."
    assert [line.split("  ")[0] for line in table.splitlines()] == [
        "Could swap, the least harm first",
        "a5 Elsie Brandt",
        "a1 Ana Whitlock",
        "a4 Dev Malhotra",
    ]
    assert out.splitlines() == [
        "Ruled out",
        "  agreed-limits: a3 works late phones on Mon 14 Dec, against never late",
        "  shift-patterns: a6 works late phones on Mon 14 Dec, but the contract three-days has early, middle, "
        "saturday that day",
    ]
    assert ran.err == "Next: rota swap request a2 2026-12-14 --with a5\n"


def test_of_equal_harm_a_wish_of_theirs_that_it_grants_comes_first(root):
    """Without the rules about wishes nothing but the wish itself tells a1 and a4 apart."""
    rules = (root / "rules.toml").read_text("utf-8")
    tables = rules.split("[[rule]]")
    kept = [table for table in tables if 'use = "wish' not in table]
    (root / "rules.toml").write_text("[[rule]]".join(kept), "utf-8")
    wish = (
        '\n[[wish]]\nid = "w9"\nwhat = "pattern"\npattern = "late"\nfrom = 2026-12-01\nuntil = 2026-12-01\n'
    )
    for agent in ("a1", "a4"):
        path = root / "wishes" / f"{agent}.toml"
        path.write_text(path.read_text("utf-8").split("\n[[wish]]")[0] + "\n", "utf-8")
    path = root / "wishes" / "a4.toml"
    path.write_text(
        path.read_text("utf-8") + wish.replace("2026-12-01", "2026-12-16") + 'strength = "mild"\n', "utf-8"
    )
    found = find(Repository.open(root), "a2", date(2026, 12, 16))
    orders = {option.ask.people[1]: option.harm.order for option in found.options}
    assert orders["a1"] == orders["a4"]
    assert [option.ask.people[1] for option in found.options] == ["a5", "a4", "a1"]


def test_for_a_saturday_the_others_saturdays_are_tried_too(root):
    found = find(Repository.open(root), "a1", date(2026, 12, 5))
    best = found.options[0]
    assert (best.ask.people, best.ask.their_day) == (("a1", "a4"), date(2026, 12, 19))
    assert {option.ask.people[1] for option in found.options} == {"a2", "a3", "a4", "a6"}
    assert [(one.agent, one.rule) for one in found.out] == [("a5", "no-two-saturdays")]


def test_nobody_leads_to_cover(tmp_path, monkeypatch):
    root = with_cells(tmp_path, {(agent, "2026-12-14"): "late phones" for agent in ("a1", "a4", "a5")})
    ran = run(root, "swap", "find", "2026-12-14", "--agent", "a2")
    assert (ran.code, ran.err) == (1, "Next: rota cover find a2 2026-12-14\n")
    assert ran.out.splitlines()[2] == "Nobody can."
    assert "  a2 and a1 work the same on Mon 14 Dec; there is nothing to swap; so too a4, a5" in ran.out


def test_what_cannot_be_swapped_at_all_is_refused(root):
    assert run(root, "swap", "find", "2026-12-15", "--agent", "a4").err == (
        "rota: a4 has lieu on Tue 15 Dec, which is not traded\n"
    )
    late = run(root, "swap", "find", "2026-12-14", "--agent", "a4", now="2026-12-14T09:00:00+00:00")
    assert "it can be swapped until 12 hours before" in late.err


def test_the_policy_rules_out(root):
    edit(
        root,
        "centre.toml",
        '{ rule = "same-pattern", do = "allow" }',
        '{ rule = "same-pattern", do = "deny" }',
    )
    found = find(Repository.open(root), "a2", date(2026, 12, 14))
    assert [option.ask.people[1] for option in found.options] == ["a5"]
    assert ("a1", "same-pattern") in [(one.agent, one.rule) for one in found.out]


@pytest.mark.parametrize(("me", "day"), [("a2", date(2026, 12, 14)), ("a1", date(2026, 12, 5))])
def test_the_harm_found_is_what_the_decision_card_says(root, me, day):
    repo = Repository.open(root)
    for option in find(repo, me, day, everybody=True).options:
        effects = effects_of(repo, option.cells, by_consent=True)
        worse = {
            (effect.rule.name, effect.rule.level, effect.after - effect.before) for effect in effects.worse
        }
        assert {(one.rule.name, one.rule.level, one.by) for one in option.harm.worse} == worse


@pytest.mark.parametrize("where", ["tiny", "b-town"])
def test_rules_look_only_as_far_as_they_say(where, root):
    """Judged agent by agent, or day by day, each rule finds exactly what it finds in the whole rota."""
    if where == "tiny":
        repo, group, month = Repository.open(root), GROUP, MONTH
    else:
        repo = Repository.open(B_TOWN)
        group, month = "b-town", "2026-06"
    rota = rota_now(repo, group, month)
    seen = set()
    for rule in rules_of(repo, Period.of_month(month)).rules:
        whole = sorted(map(str, (finding for finding in rule.check(rota) if not finding.unknown)))
        if rule.reach is Reach.AGENT:
            parts = [
                Rota(of_agents(rota.facts, (agent,)), {agent: rota.cells[agent]}, rota.place)
                for agent in rota.agents
            ]
        elif rule.reach is Reach.DAY:
            parts = [
                Rota(
                    of_day(rota.facts, day),
                    {agent: {day: days[day]} for agent, days in rota.cells.items() if day in days},
                    rota.place,
                )
                for day in rota.days
            ]
        else:
            continue
        narrow = sorted(str(found) for part in parts for found in rule.check(part) if not found.unknown)
        assert narrow == whole, rule.name
        seen.add((rule.name, bool(whole)))
    assert any(found for _, found in seen), "some of them find something"
