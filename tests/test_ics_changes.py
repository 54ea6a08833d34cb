"""What becomes of a shift in its agent's calendar when the record goes on: one name, and revisions that only rise."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from rota.domain.cell import Cell, Kind, parse_cell
from rota.files.repository import Repository
from rota.show.ics import Entry, State
from tests.ics_world import Record, Seen, all_feeds, entries, entry, read
from tests.leave_world import World
from tests.living_world import GROUP, MONTH, published
from tests.swap_world import applied, begun, edit, fine, run

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
PUBLISHED = datetime(2026, 10, 19, 9, tzinfo=UTC)


def story(root: Path, agent: str, day: str) -> list[str]:
    return [
        f"{one.start:%H:%M} {one.summary} {one.state.value} {one.revision}"
        for one in entries(root, agent, day)
    ]


def others(before: Path | Mapping[str, dict[str, Seen]], root: Path, *agents: str) -> None:
    """Nothing has changed in the calendars of anybody but ``agents``."""
    for agent, feed in all_feeds(root).items():
        if agent not in agents:
            assert read(feed) == before[agent]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return published(tmp_path)


def test_a_swap_revises_two_shifts_and_no_other(root: Path) -> None:
    before = {agent: read(feed) for agent, feed in all_feeds(root).items()}
    first = entry(root, "a2", "2026-12-01")
    assert (first.revision, first.changed, first.summary) == (0, PUBLISHED, "late Phones")
    day = date(2026, 12, 1)
    cells = Repository.open(root).rotas(GROUP)[MONTH].cells
    other = next(a for a in ("a4", "a5") if cells[a][day].is_shift and cells[a][day] != cells["a2"][day])
    applied(root, "a2", "2026-12-01", other)
    swapped = entry(root, "a2", "2026-12-01")
    assert (swapped.uid, swapped.revision, swapped.changed) == (first.uid, 1, AT)
    assert swapped.summary != first.summary
    assert entry(root, other, "2026-12-01").revision == 1
    others(before, root, "a2", other)
    for agent in ("a2", other):
        now = read(all_feeds(root)[agent])
        assert now.keys() == before[agent].keys()
        assert sum(now[uid] != before[agent][uid] for uid in now) == 1


class TestVoided:
    def test_a_change_that_is_voided_has_been_there_twice(self, root: Path) -> None:
        """Back at 0 a client would stay with what was voided."""
        record = Record(root)
        before = entry(root, "a2", "2026-12-01")
        ref = record.change({("a2", "2026-12-01"): "off"})
        assert story(root, "a2", "2026-12-01") == ["10:00 late Phones CANCELLED 1"]
        record.void(ref)
        after = entry(root, "a2", "2026-12-01")
        assert (after.uid, after.revision, after.state) == (before.uid, 2, State.CONFIRMED)
        record.change({("a2", "2026-12-01"): "early phones"})
        assert story(root, "a2", "2026-12-01") == ["08:30 early Phones CONFIRMED 3"]

    def test_a_shift_that_never_came_to_be_is_cancelled_as_it_would_have_been(self, root: Path) -> None:
        record = Record(root)
        assert entries(root, "a2", "2026-12-06") == []
        ref = record.change({("a2", "2026-12-06"): "early phones; 12:00-12:30 break"})
        assert story(root, "a2", "2026-12-06") == ["08:30 early Phones CONFIRMED 1"]
        record.void(ref)
        gone = entry(root, "a2", "2026-12-06")
        assert (gone.state, gone.revision, gone.notes) == (State.CANCELLED, 2, ("12:00-12:30 break",))

    def test_what_was_voided_before_stirs_nothing_later(self, root: Path) -> None:
        """After a swap was voided, a change of the one shift is none of the other's business."""
        record = Record(root)
        ref = record.change({("a2", "2026-12-01"): "off", ("a4", "2026-12-01"): "off"})
        record.void(ref)
        before = entry(root, "a4", "2026-12-01")
        record.change({("a2", "2026-12-01"): "early phones"})
        assert entry(root, "a4", "2026-12-01") == before

    def test_changes_that_are_voided_one_after_the_other(self, root: Path) -> None:
        record = Record(root)
        first = record.change({("a2", "2026-12-01"): "off", ("a4", "2026-12-01"): "off"})
        second = record.change({("a2", "2026-12-01"): "middle phones", ("a5", "2026-12-01"): "off"})
        record.void(second)
        record.void(first)
        assert [entry(root, agent, "2026-12-01").revision for agent in ("a2", "a4", "a5")] == [4, 2, 2]


class TestMerged:
    def test_two_changes_on_one_cell_take_one_another_back_everywhere(self, root: Path) -> None:
        """A merge brings a change that stands where another does: neither applies, and the first one's other cell
        is what it was; once one is voided, the other applies again. Each of that is a revision there too."""
        record = Record(root)
        revisions = []

        def note() -> None:
            one = entry(root, "a4", "2026-12-01")
            revisions.append((one.revision, one.state.value))

        note()
        record.change({("a2", "2026-12-01"): "off", ("a4", "2026-12-01"): "off"})
        note()
        rival = record.change({("a2", "2026-12-01"): "early phones"}, on="base")
        note()
        record.void(rival)
        note()
        assert revisions == [(0, "CONFIRMED"), (1, "CANCELLED"), (2, "CONFIRMED"), (3, "CANCELLED")]

    def test_what_stands_on_it_comes_back_too(self, root: Path) -> None:
        record = Record(root)
        record.change({("a2", "2026-12-01"): "off"})
        record.change({("a2", "2026-12-01"): "middle phones", ("a4", "2026-12-01"): "off"})
        assert story(root, "a4", "2026-12-01")[0].endswith("CANCELLED 1")
        record.change({("a2", "2026-12-01"): "leave"}, on="base")
        assert story(root, "a4", "2026-12-01")[0].endswith("CONFIRMED 2")


def test_a_lunch_that_moves_is_a_revision(root: Path) -> None:
    record = Record(root)
    record.change({("a2", "2026-12-01"): "late phones; 13:00-13:30 break"})
    record.change({("a2", "2026-12-01"): "late phones; 14:00-14:30 break"})
    one = entry(root, "a2", "2026-12-01")
    assert (one.revision, one.notes) == (2, ("14:00-14:30 break",))


def test_what_is_cancelled_stands_as_it_stood_last(root: Path) -> None:
    record = Record(root)
    record.change({("a2", "2026-12-01"): "early phones"})
    record.change({("a2", "2026-12-01"): "absent"})
    assert story(root, "a2", "2026-12-01") == ["08:30 early Phones CANCELLED 2"]


def test_who_leaves_after_a_change_has_it_cancelled_once_more(root: Path) -> None:
    Record(root).change({("a2", "2026-12-16"): "early phones"})
    assert story(root, "a2", "2026-12-16") == ["08:30 early Phones CONFIRMED 1"]
    edit(root, "people.toml", 'id = "a2"\n', 'id = "a2"\nuntil = 2026-12-13\n')
    assert story(root, "a2", "2026-12-16") == ["08:30 early Phones CANCELLED 2"]


def test_a_second_stretch_that_goes_is_cancelled_alone(root: Path) -> None:
    record = Record(root)
    record.change({("a2", "2026-12-01"): "late phones; 12:00-13:00 leave"})
    assert story(root, "a2", "2026-12-01") == [
        "10:00 late Phones CONFIRMED 1",
        "13:00 late Phones CONFIRMED 1",
    ]
    record.change({("a2", "2026-12-01"): "late phones"})
    assert story(root, "a2", "2026-12-01") == [
        "10:00 late Phones CONFIRMED 2",
        "13:00 late Phones CANCELLED 2",
    ]


def test_a_saturday_that_somebody_takes_over(root: Path) -> None:
    """With whose it was it is cancelled, with who takes it over it is new, under a name of its own."""
    saturday = "2026-12-05"
    before = entry(root, "a1", saturday)
    id = begun(run(root, "cover", "offer", "a1", saturday, "--to", "a4", by="a3"))
    fine(run(root, "cover", "accept", id, by="a1"))
    fine(run(root, "cover", "accept", id, by="a4"))
    assert entry(root, "a1", saturday) == before, "nobody has approved it yet"
    assert entries(root, "a4", saturday) == []
    fine(run(root, "cover", "approve", id, "--despite", "saturday-share", by="a3"))
    gone, new = entry(root, "a1", saturday), entry(root, "a4", saturday)
    assert (gone.uid, gone.state, gone.revision) == (before.uid, State.CANCELLED, 1)
    assert (new.state, new.revision, new.start, new.summary) == (
        State.CONFIRMED,
        1,
        before.start,
        before.summary,
    )
    assert new.uid != gone.uid


class TestAway:
    def test_leave_granted_and_withdrawn(self, tmp_path: Path) -> None:
        world = World(tmp_path)
        before = entry(world.root, "a2", "2026-12-09")
        fine(run(world.root, "leave", "request", "a2", "2026-12-09", by="a2"))
        assert entry(world.root, "a2", "2026-12-09") == before, "asked for is not granted"
        id = Repository.open(world.root).leave_chains[0].id
        fine(run(world.root, "leave", "approve", id, by="a3"))
        away = entry(world.root, "a2", "2026-12-09")
        assert (away.uid, away.state, away.revision) == (before.uid, State.CANCELLED, 1)
        assert (away.start, away.end, away.changed) == (before.start, before.end, AT)
        fine(run(world.root, "leave", "withdraw", id, "--means", "phone", by="a3"))
        back = entry(world.root, "a2", "2026-12-09")
        assert (back.uid, back.state, back.revision) == (before.uid, State.CONFIRMED, 2)
        assert (back.start, back.end, back.summary) == (before.start, before.end, before.summary)

    def test_absence_recorded_ended_and_voided(self, root: Path) -> None:
        before = {agent: read(feed) for agent, feed in all_feeds(root).items()}
        fine(run(root, "absence", "add", "a2", "2026-12-08", by="a3"))
        days = [one for one in all_feeds(root)["a2"].entries if one.start.date() >= date(2026, 12, 8)]
        assert {(one.state, one.revision) for one in days if one.start.date().weekday() < 5} == {
            (State.CANCELLED, 1)
        }
        id = Repository.open(root).absence_chains[0].id
        fine(run(root, "absence", "end", id, "2026-12-09", by="a3"))
        assert story(root, "a2", "2026-12-09") == ["10:00 late Phones CANCELLED 1"]
        assert story(root, "a2", "2026-12-10") == ["10:00 late Phones CONFIRMED 2"]
        fine(run(root, "absence", "void", id, by="a3"))
        after = read(all_feeds(root)["a2"])
        assert {uid: one.content for uid, one in after.items()} == {
            uid: one.content for uid, one in before["a2"].items()
        }
        assert {one.sequence for one in after.values()} == {0, 2, 4}
        others(before, root, "a2")


ALPHABET = (
    "early phones",
    "early reception",
    "late phones; 12:30-13:00 break",
    "late phones; 13:00-13:30 break; 14:00-16:00 reception",
    "early phones; 08:30-12:00 leave",
    "early phones; 11:00-13:00 leave",
    "early phones; 10:00-11:00 absent; 13:00-14:00 lieu",
    "early phones; 08:30-16:30 leave",
    "off; 10:00-12:00 meeting",
    *("off", "leave", "lieu", "absent", "training"),
)
AGENTS = ("a1", "a2", "a4")
DAYS = ("2026-12-01", "2026-12-02", "2026-12-06")


def recounted(root: Path) -> dict[str, set[tuple[datetime, datetime]]]:
    """When everybody works, minute by minute from the cells of the rota as it stands; December is at UTC."""
    repo = Repository.open(root)
    patterns = {pattern.id: (pattern.start, pattern.end) for pattern in repo.centre.pattern}
    found: dict[str, set[tuple[datetime, datetime]]] = {}
    for agent, cells in repo.rotas(GROUP)[MONTH].cells.items():
        found[agent] = {run for day, cell in cells.items() for run in runs(day, cell, patterns)}
    return found


def runs(
    day: date, cell: Cell, patterns: Mapping[str, tuple[int, int]]
) -> Iterator[tuple[datetime, datetime]]:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if cell.kind is Kind.TRAINING:
        yield midnight, midnight + timedelta(days=1)
        return
    first, last = patterns[cell.pattern] if cell.is_shift else (0, 0)
    at_work = set(range(first, last))
    for part in cell.parts:
        minutes = set(range(part.start, part.end))
        at_work = at_work - minutes if part.what in {"leave", "absent", "lieu"} else at_work | minutes
    for minute in sorted(at_work):
        if minute - 1 not in at_work:
            end = next(m for m in range(minute, 24 * 60 + 1) if m not in at_work)
            yield midnight + timedelta(minutes=minute), midnight + timedelta(minutes=end)


Calendars = Mapping[str, list[Entry]]


def calendars(root: Path) -> Calendars:
    return {agent: list(feed.entries) for agent, feed in all_feeds(root).items()}


def as_moments(one: Entry) -> tuple[datetime, datetime]:
    if isinstance(one.start, datetime) and isinstance(one.end, datetime):
        return one.start, one.end
    start, end = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (one.start, one.end))
    return start, end


def owners(found: Calendars) -> dict[str, tuple[str, date]]:
    """Whose each UID is, and of which day; one that stands twice, or with two agents, fails."""
    whose: dict[str, tuple[str, date]] = {}
    for agent, listed in found.items():
        for one in listed:
            assert one.uid not in whose, "one UID, two events"
            whose[one.uid] = agent, as_moments(one)[0].date()
    return whose


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_a_client_is_led_right(root: Path, seed: int) -> None:
    """Random changes, voids and merges. After each: UIDs are unique and stay with their agent and day; no revision
    falls; whatever reads otherwise has a higher one; nobody's else does; and what stands is what is worked."""
    draw, record = random.Random(seed), Record(root)  # noqa: S311 - a trial that can be repeated
    before = calendars(root)
    known = owners(before)
    for _ in range(10):
        touched, merged = step(draw, record, root)
        now = calendars(root)
        whose = owners(now)
        assert all(whose[uid] == owner for uid, owner in known.items())
        earlier = {one.uid: one for listed in before.values() for one in listed}
        for one in (one for listed in now.values() for one in listed if one.uid in earlier):
            was = earlier[one.uid]
            assert one.revision >= was.revision
            assert one.changed >= was.changed
            if read_alike(one) != read_alike(was):
                assert one.revision > was.revision
            if not merged and whose[one.uid] not in touched:
                assert one == was
        standing = {
            agent: {as_moments(one) for one in listed if one.state is not State.CANCELLED}
            for agent, listed in now.items()
        }
        assert standing == recounted(root)
        before, known = now, whose


def read_alike(one: Entry) -> Entry:
    """The entry without what no person reads."""
    return replace(one, revision=0, changed=AT)


def step(draw: random.Random, record: Record, root: Path) -> tuple[set[tuple[str, date]], bool]:
    """One thing that happens; the cells that it names, and whether a merge may have moved others."""
    effective = Repository.open(root).effective
    mixed = bool(effective.unapplied)
    free = [
        change
        for change in effective.applied
        if all(effective.head(cell.agent, cell.day) == change.ref for cell in change.cells)
    ]
    voidable = [*(change.ref for change in free), *(one.ref for one in effective.unapplied)]
    what = draw.choice(["change", "change", "change", "void", "merge"])
    if what == "void" and voidable:
        ref = draw.choice(sorted(voidable))
        chain = next(c for c in Repository.open(root).change_chains if ref == f"{c.ref}/1")
        record.void(ref)
        return {(cell.agent, cell.day) for cell in chain.events[0].cell}, mixed
    pairs = draw.sample([(agent, day) for agent in AGENTS for day in DAYS], draw.choice([1, 1, 2]))
    on = "base" if what == "merge" else None
    cells = {pair: draw.choice(ALPHABET) for pair in pairs}
    repo = Repository.open(root)
    stands = {(agent, date.fromisoformat(day)) for agent, day in cells}
    merging = on == "base" and any(effective.head(*key) != "base" for key in stands)
    cells = {
        (agent, day): after
        for (agent, day), after in cells.items()
        if parse_cell(after) != repo.rotas(GROUP)[MONTH].cells[agent][date.fromisoformat(day)]
    }
    if cells:
        record.change(cells, on)
    return stands, merging or mixed
