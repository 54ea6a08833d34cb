"""What stands in an agent's calendar: what is worked, when it is worked, and nothing of why anything else is not."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rota.files.repository import Repository
from rota.show.ics import Entry, State, to_ics
from rota.work.calendars.feeds import chosen_months, feeds
from rota.work.errors import Unusable
from tests.cli_helpers import tiny
from tests.ics_world import all_feeds, base, entries, read
from tests.living_world import GROUP, published
from tests.publish_helpers import drafted, run
from tests.swap_world import edit, fine, with_cells

EXAMPLE = Path(__file__).parents[1] / "examples" / "b-town"
DAY = "2026-12-09"
"""A Wednesday."""


def shown(root: Path, agent: str = "a2", day: str = DAY) -> list[str]:
    """An agent's day as a person reads it."""
    return [in_words(one) for one in entries(root, agent, day)]


def in_words(one: Entry) -> str:
    times = f"{one.start:%H:%M}-{one.end:%H:%M}" if isinstance(one.start, datetime) else "all day"
    return f"{times} {one.summary} | {'; '.join(one.notes)} | {one.place} | {one.state.value} {one.revision}"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("early phones", ["08:30-16:30 early Phones |  | Town hall | CONFIRMED 0"]),
        (
            "late reception; 12:30-13:00 break; 14:00-15:00 phones",
            ["10:00-18:00 late Reception | 12:30-13:00 break; 14:00-15:00 Phones | Town hall | CONFIRMED 0"],
        ),
        # Half a day's leave: what is worked stands there, and no word of the rest.
        ("early phones; 08:30-12:30 leave", ["12:30-16:30 early Phones |  | Town hall | CONFIRMED 0"]),
        ("early phones; 12:30-16:30 absent", ["08:30-12:30 early Phones |  | Town hall | CONFIRMED 0"]),
        # An hour away in the middle: two stretches, each a shift of its own.
        (
            "early phones; 09:00-09:30 meeting; 11:00-12:00 lieu; 15:00-16:00 training",
            [
                "08:30-11:00 early Phones | 09:00-09:30 meeting | Town hall | CONFIRMED 0",
                "12:00-16:30 early Phones | 15:00-16:00 training | Town hall | CONFIRMED 0",
            ],
        ),
        # Work beyond the shift: right after it the shift is longer, later it is another stretch.
        (
            "early phones; 16:30-17:00 meeting",
            ["08:30-17:00 early Phones | 16:30-17:00 meeting | Town hall | CONFIRMED 0"],
        ),
        (
            "early phones; 17:00-18:00 reception",
            [
                "08:30-16:30 early Phones |  | Town hall | CONFIRMED 0",
                "17:00-18:00 Reception | 17:00-18:00 Reception | Town hall | CONFIRMED 0",
            ],
        ),
        ("off; 10:00-11:00 meeting", ["10:00-11:00 meeting | 10:00-11:00 meeting |  | CONFIRMED 0"]),
        ("leave; 10:00-11:00 meeting", ["10:00-11:00 meeting | 10:00-11:00 meeting |  | CONFIRMED 0"]),
        ("training", ["all day training |  |  | CONFIRMED 0"]),
        (
            "training; 09:00-10:00 phones",
            ["all day training | 09:00-10:00 Phones, Town hall |  | CONFIRMED 0"],
        ),
        ("training; 09:00-10:00 leave", ["all day training |  |  | CONFIRMED 0"]),
        ("early phones; 08:30-16:30 leave", []),
        *((cell, []) for cell in ("off", "leave", "lieu", "absent", "closed")),
    ],
)
def test_a_cell_in_its_agents_calendar(tmp_path: Path, cell: str, expected: list[str]) -> None:
    assert shown(with_cells(tmp_path, {("a2", DAY): cell})) == expected


def test_names_are_those_of_the_centre_and_a_part_elsewhere_says_where(tmp_path: Path) -> None:
    root = with_cells(tmp_path, {("a2", DAY): "early phones; 13:00-14:00 reception"})
    edit(root, "centre.toml", 'id = "early"\n', 'id = "early"\nname = "First shift"\n')
    edit(
        root,
        "centre.toml",
        "[[team]]\n",
        '[[site]]\nid = "annexe"\nname = "The annexe, Mill Lane"\n\n[[team]]\n',
    )
    edit(
        root,
        "centre.toml",
        'name = "Reception"\nsite = "town-hall"',
        'name = "Reception; ground, floor"\nsite = "annexe"',
    )
    assert shown(root) == [
        "08:30-16:30 First shift Phones | 13:00-14:00 Reception; ground, floor, The annexe, Mill Lane | Town hall "
        "| CONFIRMED 0"
    ]


SUNDAYS = """
[[service.hours]]
weekdays = ["sun"]
open = "00:00"
close = "18:00"

[[service.hours]] # Christmas Eve"""

NIGHT = """[[pattern]]
id = "night"
start = "00:00"
end = "04:00"
weekdays = ["sun"]

[[pattern]]
id = "early"
"""


def test_clocks_that_change_on_a_sunday(tmp_path: Path) -> None:
    """On 25 Oct 2026 the night is an hour longer, on 28 Mar 2027 an hour shorter; in between London is at UTC."""
    root = tiny(tmp_path)
    edit(root, "centre.toml", '[[pattern]]\nid = "early"\n', NIGHT)
    text = (root / "centre.toml").read_text("utf-8")
    (root / "centre.toml").write_text(
        text.replace("\n[[service.hours]] # Christmas Eve", SUNDAYS, 1), "utf-8"
    )
    autumn = {
        "a1": {
            "2026-10-23": "early phones",
            "2026-10-25": "night phones; 01:30-02:30 meeting",
            "2026-10-26": "early phones",
        },
        "a2": {"2026-10-24": "saturday phones", "2026-10-25": "early phones"},
    }
    spring = {
        "a1": {"2027-03-26": "early phones", "2027-03-28": "night phones"},
        "a2": {"2027-03-28": "late phones; 12:00-12:30 break"},
    }
    base(root, "2026-10", autumn)
    base(root, "2027-03", spring)
    base(root, "2027-04", {"a1": {"2027-03-29": "early phones"}})
    times = {
        agent: [f"{one.start:%d %b %H:%M} {one.end:%d %b %H:%M}" for one in feed.entries]
        for agent, feed in all_feeds(root).items()
    }
    assert times == {
        "a1": [
            "23 Oct 07:30 23 Oct 15:30",
            "24 Oct 23:00 25 Oct 04:00",
            "26 Oct 08:30 26 Oct 16:30",
            "26 Mar 08:30 26 Mar 16:30",
            "28 Mar 00:00 28 Mar 03:00",
            "29 Mar 07:30 29 Mar 15:30",
        ],
        "a2": [
            "24 Oct 08:00 24 Oct 15:00",
            "25 Oct 08:30 25 Oct 16:30",
            "28 Mar 09:00 28 Mar 17:00",
        ],
    }


class TestToldAndPublished:
    def test_a_told_draft_is_tentative_and_keeps_its_names_when_it_is_published(self, tmp_path: Path) -> None:
        root = drafted(tmp_path)
        with pytest.raises(Unusable, match="no month is published or told yet"):
            all_feeds(root)
        fine(run(root, "tell", "2026-12", "--draft", "1"))
        told = read(all_feeds(root)["a2"])
        assert {one.status for one in told.values()} == {"TENTATIVE"}
        assert {one.sequence for one in told.values()} == {0}
        assert all(one.notes.endswith("Not published yet: this may still change.") for one in told.values())
        fine(run(root, "publish", "2026-12", "--draft", "1", now="2026-10-18T09:00:00+00:00"))
        now = read(all_feeds(root)["a2"])
        assert now.keys() == told.keys()
        assert {one.status for one in now.values()} == {"CONFIRMED"}
        assert {one.sequence for one in now.values()} == {0}
        assert {one.stamp for one in told.values()} == {datetime(2026, 10, 16, 9, tzinfo=UTC)}
        assert {one.stamp for one in now.values()} == {datetime(2026, 10, 18, 9, tzinfo=UTC)}

    def test_only_what_a_later_draft_changes_is_revised(self, tmp_path: Path) -> None:
        root = drafted(tmp_path)
        fine(run(root, "tell", "2026-12", "--draft", "1"))
        told = read(all_feeds(root)["a2"])
        fine(run(root, "set", "a2", "2026-12-09", "middle phones"))
        assert run(root, "set", "a2", "2026-12-10", "off").code == 1
        assert read(all_feeds(root)["a2"]) == told, "nobody was told of draft 2 yet"
        fine(run(root, "tell", "2026-12", "--draft", "2", now="2026-10-17T09:00:00+00:00"))
        assert shown(root) == ["09:00-17:00 middle Phones |  | Town hall | TENTATIVE 1"]
        assert shown(root, day="2026-12-10") == ["10:00-18:00 late Phones |  | Town hall | CANCELLED 1"]
        again = read(all_feeds(root)["a2"])
        assert again.keys() == told.keys()
        assert sum(one != told[uid] for uid, one in again.items()) == 2
        moments = {one.stamp for uid, one in again.items() if one != told[uid]}
        assert moments == {datetime(2026, 10, 17, 9, tzinfo=UTC)}

    def test_a_told_draft_that_is_not_kept_lowers_no_revision(self, tmp_path: Path) -> None:
        """Twice told, then published: whoever deletes drafts has everything revised once more, and nothing less."""
        root = drafted(tmp_path)
        fine(run(root, "tell", "2026-12", "--draft", "1"))
        fine(run(root, "set", "a2", "2026-12-09", "middle phones"))
        fine(run(root, "tell", "2026-12", "--draft", "2", now="2026-10-17T09:00:00+00:00"))
        fine(run(root, "publish", "2026-12", "--draft", "2", now="2026-10-18T09:00:00+00:00", by="a3"))
        before = read(all_feeds(root)["a2"])
        (root / "drafts" / GROUP / "2026-12" / "1.toml").unlink()
        after = read(all_feeds(root)["a2"])
        assert after.keys() == before.keys()
        assert all(after[uid].sequence >= before[uid].sequence for uid in before)
        (root / "drafts" / GROUP / "2026-12" / "2.toml").unlink()
        last = read(all_feeds(root)["a2"])
        assert all(last[uid].sequence >= after[uid].sequence for uid in before)

    def test_a_draft_that_nobody_was_told_of_is_in_no_calendar(self, tmp_path: Path) -> None:
        root = drafted(tmp_path)
        fine(run(root, "tell", "2026-12", "--draft", "1"))
        before = all_feeds(root)
        assert run(root, "set", "a2", DAY, "off").code == 1
        assert all_feeds(root) == before


def test_somebody_who_leaves_has_what_was_published_for_later_cancelled(tmp_path: Path) -> None:
    root = published(tmp_path)
    before = read(all_feeds(root)["a2"])
    edit(root, "people.toml", 'id = "a2"\n', 'id = "a2"\nuntil = 2026-12-13\n')
    after = read(all_feeds(root)["a2"])
    assert after.keys() == before.keys()
    for uid, one in after.items():
        left = one.start.date() > date(2026, 12, 13)
        assert one.status == ("CANCELLED" if left else "CONFIRMED")
        assert one.sequence == int(left)
        assert one.start == before[uid].start


ANNEXE = """
[[team]]
id = "annexe"
site = "town-hall"
leader = "a5"

[[group]]
id = "annexe"
teams = ["annexe"]

# ---- Services"""


class TestTwoGroups:
    def root(self, folder: Path) -> Path:
        root = published(folder)
        edit(root, "centre.toml", "\n# ---- Services", ANNEXE)
        return root

    def test_somebody_moves_to_the_other_group_in_a_published_month(self, tmp_path: Path) -> None:
        """The old group's shifts from then on are cancelled, the new group's stand there under names of their own."""
        root = self.root(tmp_path)
        before = read(all_feeds(root)["a2"])
        entry = '[[agent.dated]]\nfrom = 2026-12-14\nteam = "annexe"\n\n[[agent]]\nid = "a3"\n'
        edit(root, "people.toml", '[[agent]]\nid = "a3"\n', entry)
        base(root, "2026-12", {"a2": {"2026-12-15": "middle reception"}}, group="annexe")
        after = read(all_feeds(root)["a2"])
        (new,) = after.keys() - before.keys()
        assert after[new].summary == "middle Reception"
        assert after[new].status == "CONFIRMED"
        cancelled = {uid for uid in before if after[uid].status == "CANCELLED"}
        assert cancelled == {uid for uid, one in before.items() if one.start.date() >= date(2026, 12, 14)}
        assert all(after[uid].sequence == 1 for uid in cancelled)

    def test_a_group_that_publishes_later_changes_nothing_of_the_first(self, tmp_path: Path) -> None:
        root = self.root(tmp_path)
        before = all_feeds(root)
        base(root, "2026-12", {}, group="annexe")
        base(root, "2026-11", {}, group="annexe")
        assert all_feeds(root) == before


class TestMonths:
    def test_all_that_staff_know_or_one_or_those_from_one_on(self, tmp_path: Path) -> None:
        root = published(tmp_path)
        base(root, "2026-10", {"a1": {"2026-10-01": "early phones"}})
        base(root, "2027-01", {"a1": {"2027-01-05": "early phones"}})
        repo = Repository.open(root)
        assert chosen_months(repo, None, None) == ("2026-10", "2026-12", "2027-01")
        assert chosen_months(repo, None, "2026-11") == ("2026-12", "2027-01")
        assert chosen_months(repo, "2026-12", None) == ("2026-12",)
        (one,) = feeds(repo, ("2026-10",), "a1")
        assert [str(entry.start) for entry in one.entries] == ["2026-10-01 07:30:00+00:00"]

    def test_a_month_that_nobody_knows(self, tmp_path: Path) -> None:
        repo = Repository.open(published(tmp_path))
        with pytest.raises(
            Unusable,
            match="2027-02 is neither published nor told, and stands in no calendar; staff know 2026-12",
        ):
            chosen_months(repo, "2027-02", None)
        with pytest.raises(Unusable, match="no month from 2027-01 on is published or told yet"):
            chosen_months(repo, None, "2027-01")


def test_nobody_else_and_no_reason_stands_in_a_calendar(tmp_path: Path) -> None:
    """Every colleague's id, and every word for what is not worked, is looked for in the text of every calendar."""
    root = published(tmp_path)
    everybody = all_feeds(root)
    assert set(everybody) == {"a1", "a2", "a3", "a4", "a5", "a6"}
    for agent, feed in everybody.items():
        lines = to_ics(feed).decode().replace("\r\n ", "").split("\r\n")
        said = " ".join(line for line in lines if not line.startswith(("UID:", "DT", "LAST-MODIFIED:")))
        words = {word.strip(":,;").lower() for word in said.replace(":", " ").split()}
        private = {"leave", "lieu", "absent", "absence", "sick", "off", "swap", "cover", "voided", "closed"}
        assert not words & (private | everybody.keys() - {agent})
        assert all(one.state is State.CONFIRMED for one in feed.entries)


def test_ical_js_reads_a_whole_town_as_the_library_does(icaljs, tmp_path: Path) -> None:
    everybody = all_feeds(EXAMPLE, "2026-03")
    assert len(everybody) > 40
    paths = {agent: tmp_path / f"{agent}.ics" for agent in everybody}
    for agent, feed in everybody.items():
        paths[agent].write_bytes(to_ics(feed))
    for feed, calendar in zip(everybody.values(), icaljs.read(*paths.values()), strict=True):
        ours = read(feed)
        assert len(calendar["events"]) == len(ours)
        for event in calendar["events"]:
            one = ours[event["uid"]]
            start = datetime.fromisoformat(event["start"])
            assert (start, event["summary"], event["sequence"]) == (one.start, one.summary, one.sequence)
            assert (event["description"] or "", event["status"]) == (one.notes, one.status)
