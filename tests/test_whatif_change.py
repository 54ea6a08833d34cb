"""What a change is, who it takes or brings, and what it makes of a month's facts; nothing is planned here."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from rota.demand.scaled import ScaledStaffing
from rota.domain.cell import ABSENT, CLOSED, Kind, shift
from rota.domain.facts import Facts
from rota.files.repository import Repository
from rota.work.choose import choose
from rota.work.errors import Unusable
from rota.work.ruleset import rules_of
from rota.work.situation import facts_of
from rota.work.whatif.apply import Applied, applied, as_it_stands, without
from rota.work.whatif.change import Change, Closed, NewAgent, change_of
from rota.work.whatif.people import away, joined
from tests.cli_helpers import TINY, tiny, with_draft

CALL_CENTRE = TINY.parent / "call-centre"


def of(root: Path, change: Change) -> tuple[Facts, Applied]:
    repo = Repository.open(root)
    group, month = ("town-hall", "2026-12") if "call-centre" not in str(root) else ("call-centre", "2026-11")
    facts = facts_of(repo, group, month)
    return facts, applied(repo, facts, rules_of(repo, facts.period), change)


def test_a_change_is_read_as_it_is_typed() -> None:
    assert change_of("+20%", 3, None, (), ()) == Change(calls=120, absent=3)
    assert change_of("-10", None, 0, (), ()) == Change(calls=90, cap=0)
    made = change_of(None, None, None, ["full-time,phones, reception"], ["town-hall,2026-12-16"])
    assert made.agents == (NewAgent("full-time", ("phones", "reception")),)
    assert made.closed == (Closed("town-hall", date(2026, 12, 16)),)


@pytest.mark.parametrize(
    ("calls", "agents", "closed", "said"),
    [
        (None, (), (), "say what is to be other: --calls, --absent, --cap, --add-agent or --close"),
        ("20%", (), (), '--calls "20%" is no change in percent; write it as +20% or -10%'),
        ("-120%", (), (), '--calls "-120%" is no change in percent; write it as +20% or -10%'),
        (None, ("full-time",), (), '--add-agent "full-time" names no contract and skill'),
        (None, ("full-time,",), (), '--add-agent "full-time," names no contract and skill'),
        (None, (), ("town-hall",), '--close "town-hall" is no site and day; write it as SITE,2026-12-01'),
        (None, (), ("town-hall,2026-02-30",), '--close "town-hall,2026-02-30" is no site and day'),
    ],
)
def test_what_cannot_be_understood_is_said(calls, agents, closed, said: str) -> None:
    with pytest.raises(Unusable) as error:
        change_of(calls, None, None, agents, closed)
    assert str(error.value).startswith(said)


def test_agents_are_taken_from_homes_in_proportion_leaders_last() -> None:
    """Of 16 for council tax, 6 for benefits, 6 at the switchboard and 3 on duty, three are one each of the first three."""
    facts, _ = of(CALL_CENTRE, Change(absent=1))
    assert away(facts, 1) == ("rep-22",)
    assert away(facts, 3) == ("advisor-6", "rep-20", "rep-22")
    everybody = away(facts, 31)
    assert len(everybody) == 31
    assert "manager" not in everybody
    with pytest.raises(Unusable, match="only 31 agents of call-centre are at services that need somebody"):
        away(facts, 32)


def test_a_leader_is_taken_only_when_all_others_are() -> None:
    """At reception are a3, who leads, and a5."""
    facts, _ = of(TINY, Change(absent=1))
    assert away(facts, 3) == ("a4", "a5", "a6")
    assert away(facts, 5) == ("a2", "a3", "a4", "a5", "a6")


def test_who_is_absent_is_a_fact_on_every_day_they_work() -> None:
    facts, changed = of(TINY, Change(absent=1))
    assert changed.absent == ("a6",)
    standings = {day: facts.standing("a6", day) for day in facts.period.days}
    rostered = {day for day, standing in standings.items() if standing and standing.rostered}
    there = {day for day in rostered if facts.open_for("a6", day)}
    absent = {
        day for (agent, day), fixed in changed.facts.fixed.items() if agent == "a6" and fixed.cell == ABSENT
    }
    assert absent == there
    assert changed.said == ("a6 absent all month, taken from the home services in proportion",)


def test_a_new_agent_joins_where_most_of_the_home_are() -> None:
    facts, changed = of(
        CALL_CENTRE,
        Change(agents=(NewAgent("mornings", ("benefits", "duty")), NewAgent("four-days", ("email",)))),
    )
    assert [agent.id for agent in changed.agents] == ["new-1", "new-2"]
    first, second = joined(facts, (NewAgent("mornings", ("benefits",)), NewAgent("mornings", ("email",))))
    assert (first.home, first.employer, first.from_) == ("benefits", "council", facts.period.start)
    # Two advisors in each of three teams: east and west are smaller than north, and east comes first.
    assert first.team == "east"
    assert second.home == "email"
    assert set(changed.facts.agents) - set(facts.agents) == {"new-1", "new-2"}
    assert set(without(changed, changed.agents).agents) == set(facts.agents)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (NewAgent("fulltime", ("phones",)), 'no contract is named "fulltime"; did you mean "full-time"?'),
        (NewAgent("full-time", ("phone",)), 'no skill of town-hall is named "phone"; did you mean "phones"?'),
    ],
)
def test_names_that_do_not_exist_list_the_nearest(agent: NewAgent, said: str) -> None:
    with pytest.raises(Unusable) as error:
        of(TINY, Change(agents=(agent,)))
    assert str(error.value) == said


def test_a_closed_day_is_closed_and_needs_nobody() -> None:
    day = date(2026, 12, 16)
    facts, changed = of(TINY, Change(closed=(Closed("town-hall", day),)))
    assert facts.needs("phones", day)
    assert not changed.facts.needs("phones", day)
    assert changed.facts.fixed["a1", day].cell == CLOSED
    assert changed.said == ("town-hall is closed on Wed 16 Dec",)


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (Closed("town", date(2026, 12, 16)), 'no site is named "town"; did you mean "town-hall"?'),
        (
            Closed("town-hall", date(2026, 11, 3)),
            "--close town-hall,2026-11-03: 2026-12 is 2026-11-30 to 2027-01-03",
        ),
        (
            Closed("town-hall", date(2026, 12, 25)),
            "--close town-hall,2026-12-25: no service of town-hall is open there",
        ),
        (
            Closed("town-hall", date(2026, 12, 24)),
            "--close town-hall,2026-12-24: phones has hours with dates",
        ),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(closed: Closed, said: str) -> None:
    with pytest.raises(Unusable) as error:
        of(TINY, Change(closed=(closed,)))
    assert str(error.value).startswith(said)


def test_caps_are_other_in_the_rules_alone() -> None:
    facts, changed = of(TINY, Change(cap=5))
    most = [rule.model_dump()["most"] for rule in changed.rules.rules if rule.use == "absence-cap"]
    assert most == [5]
    assert [table["most"] for table in changed.rules.tables if table["use"] == "absence-cap"] == [5]
    assert changed.said == ("at most 5 of front office may be away, not 2",)
    assert changed.facts.fixed == facts.fixed


def test_calls_grow_evenly_and_need_more_heads() -> None:
    facts, changed = of(CALL_CENTRE, Change(calls=150))
    day = date(2026, 11, 10)
    for service in ("switchboard", "council-tax", "benefits"):
        before, after = facts.loads(service, day), changed.facts.loads(service, day)
        assert [round(load.calls * 1.5, 2) for load in before.values()] == [
            load.calls for load in after.values()
        ]
        assert {load.aht for load in before.values()} == {load.aht for load in after.values()}
        assert all(after[at].need >= load.need for at, load in before.items())
    assert sum(changed.facts.needs("council-tax", day).values()) > sum(
        facts.needs("council-tax", day).values()
    )
    assert changed.facts.needs("duty", day) == facts.needs("duty", day)


def test_scaled_calls_travel_to_another_process() -> None:
    _, changed = of(CALL_CENTRE, Change(calls=80))
    staffing = changed.facts.staffing
    assert isinstance(staffing, ScaledStaffing)
    again = pickle.loads(pickle.dumps(staffing))  # noqa: S301 - our own
    day = date(2026, 11, 10)
    assert again.loads("benefits", day) == staffing.loads("benefits", day)


def test_where_nobody_calls_more_calls_change_nothing() -> None:
    with pytest.raises(Unusable, match="no service of this month has calls"):
        of(TINY, Change(calls=120))


def test_the_plan_as_it_stands_differs_only_in_what_became_a_fact(tmp_path: Path) -> None:
    """A draft in which everybody works early; then a6 is absent, and the site is closed on a Wednesday."""
    root = with_draft(tiny(tmp_path))
    repo = Repository.open(root)
    file = choose(repo, "town-hall", "2026-12").file
    wednesday = date(2026, 12, 16)
    facts, changed = of(root, Change(absent=1, closed=(Closed("town-hall", wednesday),)))
    cells = as_it_stands(facts, file.cells, changed.facts)
    moved = {
        (agent, day, cell.kind)
        for agent, days in cells.items()
        for day, cell in days.items()
        if cell != file.cells[agent][day]
    }
    assert {entry for entry in moved if entry[2] is Kind.CLOSED} == {
        (agent, wednesday, Kind.CLOSED) for agent in ("a1", "a2", "a3", "a4", "a5", "a6")
    }
    assert {entry[0] for entry in moved if entry[2] is Kind.ABSENT} == {"a6"}
    assert cells["a1"][date(2026, 12, 15)] == shift("early", "phones")


def test_pins_stay_where_the_change_leaves_their_day_alone(tmp_path: Path) -> None:
    root = with_draft(tiny(tmp_path))
    repo = Repository.open(root)
    draft = choose(repo, "town-hall", "2026-12").file
    monday, tuesday = date(2026, 12, 7), date(2026, 12, 8)
    pinned = type(draft)(
        draft.group, draft.month, draft.cells, made=draft.made, pins={"a6": {monday: "a3", tuesday: "a3"}}
    )
    facts = facts_of(repo, "town-hall", "2026-12", draft=pinned)
    rules = rules_of(repo, facts.period)
    closed = applied(repo, facts, rules, Change(closed=(Closed("town-hall", monday),))).facts
    assert closed.fixed["a6", monday].cell == CLOSED
    assert closed.fixed["a6", tuesday] == facts.fixed["a6", tuesday]
    absent = applied(repo, facts, rules, Change(absent=1)).facts
    assert absent.fixed["a6", tuesday].cell == ABSENT
