"""``rota plan --from``: the rest of a published December planned anew, after people came, left or changed."""

import re
from datetime import date
from pathlib import Path

import pytest

from rota.checking import breaches
from rota.domain.cell import OFF
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import Means, Step
from rota.files import matters
from rota.files.repository import Repository
from rota.work.amend import changes_to
from rota.work.situation import check_rota
from tests.cli_helpers import Ran, rota
from tests.living_world import GROUP, LEADER, MONTH, NOW, published

START = "2026-12-14"
"""A Monday, four weeks after NOW: nothing from then on is frozen."""

STARTER = """
[[agent]]
id = "a7"
from = 2026-12-15
team = "front"
employer = "council"
contract = "full-time"
home = "phones"
skills = ["phones", "reception"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published(tmp_path)


def replan(root: Path, *args: str, now: str = NOW, by: str = LEADER, start: str = START) -> Ran:
    return rota("plan", "--from", start, *args, "--repo", root, ROTA_NOW=now, ROTA_AS=by)


def leave_service(root: Path, agent: str, last: str) -> None:
    """Let somebody leave after the day ``last``."""
    people = root / "people.toml"
    people.write_text(people.read_text().replace(f'id = "{agent}"\n', f'id = "{agent}"\nuntil = {last}\n'))


def start_service(root: Path) -> None:
    with (root / "people.toml").open("a") as people:
        people.write(STARTER)


def now(root: Path):
    return Repository.open(root).rotas(GROUP)[MONTH]


def tiers(ran: Ran) -> dict[str, int]:
    table = re.search(r"^Tier .*\n((?:.+\n)+)", ran.out, re.MULTILINE)
    assert table is not None
    found = (re.match(r"(.+?)  +(\d+) +(\d+) ", line) for line in table[1].splitlines())
    return {match[1]: int(match[2]) for match in found if match}


def changes(root: Path) -> list[ChangeEvent]:
    return [event for chain in Repository.open(root).change_chains for event in chain.events]


def test_where_nothing_is_new_nobody_is_moved(root: Path) -> None:
    ran = replan(root, "--yes")
    assert ran.code == 0
    assert ran.out.startswith(
        "Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan), from Mon 14 Dec: nobody is moved\n"
        "Cover      nobody short as it stands, nobody short then\n"
    )
    assert ran.err.endswith("Nothing changes; there is nothing to record.\n")
    assert changes(root) == []


def with_windows(root: Path) -> int:
    """Give each pattern that has a break a window for it; how many shifts of such a pattern there are from START on."""
    centre = root / "centre.toml"
    text = re.sub(
        r"^(\w+-break = 30)$",
        r'\1\nbreak-window = { from = "11:30", until = "14:00" }',
        centre.read_text(),
        flags=re.M,
    )
    centre.write_text(text)
    patterns = {pattern.id for pattern in Repository.open(root).centre.pattern if pattern.break_starts}
    rows = now(root).cells.values()
    first = date.fromisoformat(START)
    return sum(cell.pattern in patterns for row in rows for day, cell in row.items() if day >= first)


def test_breaks_are_placed_without_moving_anybody_and_then_stay(root: Path) -> None:
    """Windows came after the rota was published, and nothing is demanded: no duty changes, each shift has its break once."""
    (root / "demand.toml").write_text("")
    shifts = with_windows(root)
    assert shifts
    ran = replan(root, "--yes")
    assert ran.code == 0
    head, times, _ = ran.out.split("\n", 2)
    assert head.endswith("from Mon 14 Dec: nobody is moved")
    assert times == f"Times      {shifts} shifts with the break, or work set aside, at another time"
    assert f"{shifts} cells, by {LEADER}" in ran.err
    placed = [cell for row in now(root).cells.values() for cell in row.values() if cell.parts]
    assert len(placed) == shifts
    assert all(str(cell).count("break") == 1 for cell in placed)
    assert replan(root).err.endswith("Nothing changes; there is nothing to record.\n")


def test_a_leavers_shifts_are_covered_by_moving_the_fewest_people(root: Path) -> None:
    """a4 was to work Saturday 19 December; one other works it instead, and gives a4 the lieu day of that week."""
    leave_service(root, "a4", "2026-12-16")
    ran = replan(root)
    assert ran.code == 0
    reached = tiers(ran)
    assert (reached["cover"], reached["people moved"]) == (0, 2)
    assert "frozen cells changed" not in reached
    assert "Gone       a4 Dev Malhotra Thu 17 Dec to Sun 3 Jan: 7 shifts\n" in ran.out
    assert "Cover      14 head half-hours short as it stands, nobody short then\n" in ran.out
    assert ran.err.endswith("Nothing is recorded; to record what is planned, say --yes.\n")
    assert changes(root) == []


def test_a_starter_is_planned_in_and_recorded_as_one_change(root: Path) -> None:
    leave_service(root, "a4", "2026-12-16")
    start_service(root)
    ran = replan(root, "--yes")
    assert ran.code == 0
    assert re.search(r"^New        a7 Tue 15 Dec to Sun 3 Jan: \d+ shifts$", ran.out, re.M)
    (event,) = changes(root)
    assert (event.event, event.kind, event.by) == (Step.RECORDED, ChangeKind.REPLAN, LEADER)
    assert set(event.judged) == set(event.base) == {f"{GROUP}/{MONTH}"}
    first = next(change for change in event.cell if change.agent == "a7")
    assert (first.before, first.on) == ("off", "base")
    assert all(change.day >= date(2026, 12, 14) for change in event.cell)
    rota_now = now(root)
    assert min(rota_now.cells["a7"]) == date(2026, 12, 15)
    assert len(rota_now.cells["a7"]) == 20
    judged = check_rota(Repository.open(root), rota_now)
    assert breaches(judged.verdicts) == ()
    assert not [finding for finding in judged.findings if finding.code == "DATA19"]
    assert replan(root).err.endswith("Nothing changes; there is nothing to record.\n")


def test_a_starter_without_cells_is_told_what_to_do(root: Path) -> None:
    start_service(root)
    found = check_rota(Repository.open(root), now(root)).findings
    (gap,) = (finding for finding in found if finding.code == "DATA19")
    assert gap.message == "a7 has no cell from 2026-12-15 to 2027-01-03"
    assert gap.fix == "plan the rest of the month anew: rota plan --from DATE"


def test_what_is_over_stays_as_it_was(root: Path) -> None:
    leave_service(root, "a4", "2026-12-08")
    before = now(root).cells
    assert replan(root, "--yes", start="2026-12-09", now="2026-12-01").code == 0
    after = now(root).cells
    past = date(2026, 12, 8)
    assert all(after[a][d] == cell for a, days in before.items() for d, cell in days.items() if d <= past)


def never_late(root: Path, since: str) -> None:
    """From ``since`` on a2, who is late all month, never is."""
    people = root / "people.toml"
    text = people.read_text()
    at = text.index('[[agent]]\nid = "a3"')
    people.write_text(f'{text[:at]}[[agent.limit]]\nnever = ["late"]\nfrom = {since}\n\n{text[at:]}')


def test_frozen_cells_change_only_where_a_must_rule_forces_it(root: Path) -> None:
    """Today is Thursday 10 December, up to 16 all is frozen; from 15 on a2 may not be late any more: two cells."""
    never_late(root, "2026-12-15")
    ran = replan(root, now="2026-12-10", start="2026-12-11")
    assert tiers(ran)["frozen cells changed"] == 2
    moved = re.findall(r"^Consent .*\n((?: {11}.*\n)+)", ran.out, re.M)
    assert "is needed up to Wed 16 Dec:" in ran.out
    assert len(moved) == 1
    assert re.findall(r"a\d", moved[0]) == ["a2"]
    assert "Ask for consent first: a2.\n" in ran.err


def test_other_hours_inside_the_window_are_recorded_with_the_consent_they_need(root: Path) -> None:
    never_late(root, "2026-12-15")
    refused = replan(root, "--yes", now="2026-12-10", start="2026-12-11")
    assert (refused.code, changes(root)) == (1, [])
    assert "not recorded: a2 must agree to other hours up to Wed 16 Dec" in refused.err
    assert replan(root, "--yes", "--means", "phone", now="2026-12-10", start="2026-12-11").code == 0
    assert [event.consent for event in changes(root)] == [{"a2": Means.PHONE}]
    checked = rota("check", MONTH, "--format", "concise", "--repo", root, ROTA_NOW="2026-12-10")
    assert "NOTICE03" not in checked.out


def test_cover_moves_nobody_whose_cells_are_frozen(root: Path) -> None:
    """Two more are wanted late next Wednesday: that is for `rota repair` and consent, not for planning anew."""
    with (root / "demand.toml").open("a") as demand:
        demand.write(
            '\n[[need]]\nservice = "phones"\ndate = 2026-12-16\nstart = "17:30"\nend = "18:00"\nheads = 3\n'
        )
    ran = replan(root, now="2026-12-10", start="2026-12-10")
    assert tiers(ran)["frozen cells changed"] == 0
    assert "Moved" not in ran.out
    assert "Cover      2 head half-hours short as it stands, 2 head half-hours short then\n" in ran.out
    ran = replan(root, now="2026-11-30", start="2026-12-10")
    assert "Cover      2 head half-hours short as it stands, nobody short then\n" in ran.out


def swapped(root: Path) -> dict:
    """a2 and a5 exchange Wednesday 16 December, approved by their leader; the cells that stand then."""
    repo, day = Repository.open(root), date(2026, 12, 16)
    cells = repo.rotas(GROUP)[MONTH].cells
    wanted = {("a2", day): cells["a5"][day], ("a5", day): cells["a2"][day]}
    assert cells["a2"][day] != cells["a5"][day]
    said = {"kind": ChangeKind.SWAP, "at": NOW}
    id = matters.begin(
        root, "changes", ChangeEvent(event=Step.REQUESTED, by="a2", cell=changes_to(repo, wanted), **said)
    )
    for step, by in ((Step.ACCEPTED, "a5"), (Step.APPROVED, LEADER)):
        chain = next(chain for chain in Repository.open(root).change_chains if chain.id == id)
        cell = chain.events[0].cell if step is Step.APPROVED else ()
        matters.follow(root, chain, ChangeEvent(event=step, by=by, cell=cell, **said))
    assert {key: now(root).cells[key[0]][key[1]] for key in wanted} == wanted
    return wanted


def test_what_people_agreed_on_stays(root: Path) -> None:
    """The swap costs a shift off the month's pattern each, which planning anew could save; it may not."""
    wanted = swapped(root)
    leave_service(root, "a4", "2026-12-16")
    assert replan(root, "--yes").code == 0
    assert {key: now(root).cells[key[0]][key[1]] for key in wanted} == wanted


def test_a_swap_outlives_one_of_its_people(root: Path) -> None:
    """a2 leaves before the day they swapped: a5 still works what they agreed on."""
    wanted = swapped(root)
    leave_service(root, "a2", "2026-12-15")
    rota_now, key = now(root), ("a5", date(2026, 12, 16))
    assert rota_now.cells[key[0]][key[1]] == wanted[key]
    assert date(2026, 12, 16) not in rota_now.cells["a2"]
    assert Repository.open(root).effective.unapplied == ()


def test_what_follows_from_facts_is_recorded_too(root: Path) -> None:
    """Wednesday 16 December is closed after all: nobody chose to move anybody there."""
    with (root / "calendar" / "2026.toml").open("a") as calendar:
        calendar.write('\n[[closure]]\nname = "Burst pipe"\nday = 2026-12-16\n')
    ran = replan(root, "--yes")
    assert ran.code == 0
    assert re.search(r"^Given      a\d .* Wed 16 Dec: .* -> closed$", ran.out, re.M)
    assert {str(days[date(2026, 12, 16)]) for days in now(root).cells.values()} <= {"closed", "off"}


def test_parts_and_pins_of_a_published_rota_stay(root: Path) -> None:
    base = root / "rotas" / GROUP / f"{MONTH}.toml"
    text = base.read_text()
    head, mark, tail = text.partition("[cells.a2]")
    tail = tail.replace('2026-12-16 = "late phones"', '2026-12-16 = "late phones; 13:00-14:00 meeting"', 1)
    base.write_text(head + mark + tail)
    leave_service(root, "a4", "2026-12-16")
    assert replan(root, "--yes").code == 0
    assert str(now(root).cells["a2"][date(2026, 12, 16)]) == "late phones; 13:00-14:00 meeting"


def test_a_contradiction_is_proven_and_nothing_is_written(root: Path) -> None:
    """Full-timers owe five days of a week and may work four in a row; what is over was judged by other rules."""
    rules = root / "rules.toml"
    rules.write_text(rules.read_text().replace("days = 6", "days = 4"))
    ran = replan(root, "--yes")
    assert (ran.code, ran.out) == (1, "")
    assert "DAYS01 max-days-in-row" in ran.err
    assert "HOURS01 contract-days" in ran.err
    assert changes(root) == []


@pytest.mark.parametrize(
    ("args", "more", "code", "said"),
    [
        (
            ("--from", START),
            {"ROTA_AS": "a2"},
            1,
            f"rota: a2 may not plan {GROUP} {MONTH} anew; that is for the leaders and deputies of {GROUP}: a3, a1\n",
        ),
        (
            ("--from", "2026-11-10"),
            {},
            2,
            "rota: 2026-11-10 is over; what is left can be planned anew: rota plan --from 2026-11-16\n",
        ),
        (
            ("--from", "2027-02-10"),
            {},
            2,
            f"rota: {GROUP} 2027-02 is not published, so all of it can still be planned: rota plan 2027-02\n",
        ),
        (
            ("2027-01", "--from", START),
            {},
            2,
            "rota: 2026-12-14 lies in 2026-12, not in 2027-01; leave MONTH out\n",
        ),
        (("2027-01", "--yes"), {}, 2, "rota: --yes, --means and --as go with --from DATE\n"),
        ((), {}, 2, "rota: say which MONTH, such as 2026-12, or --from DATE\n"),
    ],
)
def test_refusals_say_what_to_do(root: Path, args: tuple, more: dict, code: int, said: str) -> None:
    ran = rota("plan", *args, "--repo", root, **{"ROTA_NOW": NOW, "ROTA_AS": LEADER, **more})
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.endswith(said)


def test_off_is_what_somebody_who_came_later_was(root: Path) -> None:
    start_service(root)
    repo = Repository.open(root)
    (change,) = changes_to(
        repo, {("a7", date(2026, 12, 17)): repo.rotas(GROUP)[MONTH].cells["a2"][date(2026, 12, 17)]}
    )
    assert (change.old, change.on) == (OFF, "base")
