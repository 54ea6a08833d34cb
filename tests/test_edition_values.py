"""What is in an edition, and what is not, by audience."""

from datetime import date

from rota.domain.audience import Audience
from rota.domain.cell import Kind, parse_cell
from rota.show.edition.whole import Changed
from tests.calls_world import called
from tests.edition_world import edition

WED, FRI = date(2026, 6, 3), date(2026, 6, 12)


def of(agent: str, audience: Audience = Audience.LEADER):
    return next(member for member in edition(audience=audience).members if member.id == agent)


def test_teams_stand_in_their_order_with_their_members_and_leader():
    teams = [(team.id, team.name, team.leader, [m.id for m in team.members]) for team in edition().teams]
    assert teams == [
        ("one", "Phones", "ann Ann Example", ["ann", "bob"]),
        ("desk", "Front desk, ground floor", "", ["cat", "dan"]),
    ]


def test_a_leader_sees_cells_as_they_are_with_hours():
    ann = of("ann").squares
    assert (ann[WED].signed, ann[WED].duty, ann[WED].times, ann[WED].minutes) == (
        "Ep*!",
        "early phones",
        "08:30-15:00",
        480,
    )
    assert [str(part) for part in ann[WED].parts] == ["13:00-15:00 reception", "15:00-16:30 leave"]
    assert (ann[FRI].signed, ann[FRI].kind, ann[FRI].minutes) == ("o", Kind.LIEU, 480)


def test_a_colleague_sees_shifts_and_otherwise_off_and_nothing_that_is_counted():
    ann, bob = of("ann", Audience.TEAM), of("bob", Audience.TEAM)
    assert (ann.squares[WED].signed, str(ann.squares[WED].cell)) == (
        "Ep*",
        "early phones; 13:00-15:00 reception",
    )
    assert {square.kind for member in (ann, bob) for square in member.squares.values()} == {
        Kind.SHIFT,
        Kind.OFF,
    }
    for member in edition(audience=Audience.TEAM).members:
        assert member.sums is None
        assert {(square.minutes, square.pinned) for square in member.squares.values()} == {(None, False)}


def test_only_hr_sees_terms_and_leave_taken():
    leader, hr = of("bob").sums, of("bob", Audience.HR).sums
    assert (leader.terms, leader.leave) == (None, None)
    assert (hr.terms.fte, hr.terms.weekly, hr.leave) == (100, 2400, 2 * 480)
    assert leader.minutes == hr.minutes


def test_the_month_adds_up():
    ann = of("ann")
    assert (ann.shifts, ann.lates, ann.saturdays) == (10, 0, (date(2026, 6, 13),))
    assert (ann.year.saturdays, ann.year.since) == (1, date(2026, 3, 9))


def test_cover_is_counted_by_half_hour_from_the_cells_shown():
    phones = edition().strips[0]
    monday = phones.days[0]
    assert [(half.start, half.heads, half.need) for half in monday.halves][:4] == [
        (510, 1, 1),
        (540, 2, 2),
        (570, 2, 2),
        (600, 2, 1),
    ]
    assert monday.worst == min(half.difference for half in monday.halves if half.need)
    assert monday.calls is None


def test_calls_are_in_it_by_half_hour_by_day_and_in_all():
    (phones,) = (strip for strip in edition(called()).strips if strip.calls)
    halves = [half.calls for day in phones.days for half in day.halves if half.calls]
    assert round(sum(calls.offered for calls in halves), 6) == round(phones.calls.offered, 6) == 187
    assert round(sum(calls.outside for calls in halves), 6) == round(phones.calls.outside, 6)


def test_texts_of_files_are_made_harmless_once_and_for_all():
    hostile = edition(names={"ann": "Ann\u202e\x1b[2J"})
    assert hostile.names["ann"] == "ann Ann\\u202e\\x1b[2J"
    assert hostile.teams[0].leader == "ann Ann\\u202e\\x1b[2J"


def test_what_was_another_cell_before_is_marked():
    before = {("ann", WED): parse_cell("off")}
    square = next(iter(edition(before=before).members)).squares[WED]
    assert (square.changed, square.signed, str(square.before)) == (True, "Ep*~", "off")


def test_an_edition_of_one_team_has_its_people_and_their_changes_alone():
    changes = tuple(Changed(agent, WED, "off", "early phones") for agent in ("ann", "cat"))
    shown = edition(team="desk", changes=changes)
    assert [member.id for member in shown.members] == ["cat", "dan"]
    assert [change.agent for change in shown.changes] == ["cat"]
