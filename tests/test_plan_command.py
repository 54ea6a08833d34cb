"""``rota plan`` from end to end on the small example: drafts, pins, teams, shortfalls, and the referee."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from constraints.same_pattern import SamePattern
from rota.checking import breaches
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.model.result import Outcome, Status
from rota.rules import Level
from rota.work.planning import solving
from rota.work.planning.card import card_of
from rota.work.planning.plan import Plan, Request, latest_draft, plan
from rota.work.planning.solving import default_limits
from rota.work.planning.verify import disagreements
from rota.work.situation import check_rota
from tests.cli_helpers import MONTH, Ran, rota, tiny

GROUP = "town-hall"
SATURDAY = "2026-12-12"
BINDING = (
    "shift-patterns",
    "working-days",
    "contract-days",
    "agreed-limits",
    "trained",
    "lieu-day",
    "leave-kept",
)


def drafts(root: Path) -> Path:
    return root / "drafts" / GROUP / MONTH


def read(root: Path) -> RotaFile:
    newest = latest_draft(Repository.open(root), GROUP, MONTH)
    assert newest is not None
    return newest


def keep_rules(root: Path, *names: str) -> None:
    """Leave only some rules in rules.toml."""
    head, *tables = (root / "rules.toml").read_text().split("[[rule]]")
    kept = [table for table in tables if any(f'use = "{name}"' in table for name in names)]
    (root / "rules.toml").write_text("[[rule]]".join([head, *kept]))


def in_two_teams(root: Path) -> Path:
    """The small example with a4, a5 and a6 in a team of their own, led by a5."""
    centre = root / "centre.toml"
    text = centre.read_text().replace('teams = ["front"]', 'teams = ["front", "back"]')
    back = '[[team]]\nid = "back"\nsite = "town-hall"\nleader = "a5"\n\n'
    centre.write_text(text.replace("[[group]]", f"{back}[[group]]"))
    head, mark, tail = (root / "people.toml").read_text().partition('[[agent]]\nid = "a4"')
    (root / "people.toml").write_text(head + mark + tail.replace('team = "front"', 'team = "back"'))
    return root


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A repository with its first draft, and what planning it said. Nobody changes it."""
    root = in_two_teams(tiny(tmp_path_factory.mktemp("planned")))
    keep_rules(root, *BINDING, "cover", "saturday-cover", "same-pattern", "wishes")
    return root, rota("plan", MONTH, "--repo", root)


@pytest.fixture
def again(first: tuple[Path, Ran], tmp_path: Path) -> Path:
    """A copy of that repository, to be planned again."""
    return shutil.copytree(first[0], tmp_path / "again")


def test_a_plan_is_printed_with_its_scorecard_and_written_as_draft_1(first: tuple[Path, Ran]) -> None:
    root, ran = first
    assert ran.code == 0
    assert ran.out.startswith("Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)\n")
    assert "Cover      meets the need in every half hour\n" in ran.out
    assert f"Draft 1 of {GROUP} {MONTH} is in drafts/{GROUP}/{MONTH}/1.toml.\n" in ran.err
    assert [path.name for path in drafts(root).iterdir()] == ["1.toml"]


def test_the_header_says_how_the_rota_was_made(first: tuple[Path, Ran]) -> None:
    from importlib.metadata import version

    root, _ = first
    made = dict(read(root).made)
    limits = default_limits(None, reproducible=False)
    proven = re.fullmatch(r"(\d+) of (\d+)", str(made.pop("stages-proven")))
    assert proven is not None
    assert int(proven[1]) <= int(proven[2])
    assert made == {
        "by": "plan",
        "mode": "best in time",
        "rota": version("rota"),
        "ortools": version("ortools"),
        "workers": limits.workers,
        "seed": 1,
        "seconds": 75,
        "ended": "of itself",
        "inputs": Repository.open(root).input_digest(),
    }


def test_the_rota_has_no_must_finding_beyond_the_facts(first: tuple[Path, Ran]) -> None:
    root, _ = first
    judged = check_rota(Repository.open(root), read(root))
    assert breaches(judged.verdicts) == ()
    assert rota("check", MONTH, "--repo", root).code == 0


def test_each_tier_is_what_the_checkers_count_and_at_least_its_bound(first: tuple[Path, Ran]) -> None:
    root, ran = first
    judged = check_rota(Repository.open(root), read(root))
    counted = {
        verdict.rule.name: verdict for verdict in judged.verdicts if verdict.rule.level is not Level.MUST
    }
    tiers = re.search(r"^Tier .*\n((?:.+\n)+)", ran.out, re.MULTILINE)
    assert tiers is not None
    for line in tiers[1].splitlines():
        name, best, bound = re.match(r"(.+?)  +(\d+) +(\d+) ", line).groups()
        verdict = counted[name.removeprefix("strong ")]
        strong = name.startswith("strong ")
        assert int(best) == (verdict.strong_amount if strong else verdict.amount - verdict.strong_amount)
        assert int(bound) <= int(best)


def test_a_second_plan_is_draft_2_and_leaves_the_first_alone(again: Path) -> None:
    before = (drafts(again) / "1.toml").read_bytes()
    ran = rota("plan", MONTH, "--repo", again)
    assert ran.code == 0
    assert f"Draft 2 of {GROUP} {MONTH} is in drafts/{GROUP}/{MONTH}/2.toml.\n" in ran.err
    assert (drafts(again) / "1.toml").read_bytes() == before
    assert sorted(path.name for path in drafts(again).iterdir()) == ["1.toml", "2.toml"]


def test_pins_stay_and_the_scorecard_says_what_they_cost(again: Path) -> None:
    """On 12 December the phones need one head from 9:00 to 16:00, and everybody is pinned off: 14 head half-hours

    and one agent on a Saturday. Strong wishes were both granted: a1's is Saturday 19 December off, on
    which a1 is pinned to work, so one of them is refused.
    """
    for agent in ("a1", "a2", "a3", "a4", "a5", "a6"):
        assert rota("set", agent, SATURDAY, "off", "--as", "a3", "--repo", again).code in (0, 1)
    rota("set", "a1", "2026-12-19", "saturday phones", "--as", "a3", "--repo", again)
    ran = rota("plan", MONTH, "--repo", again)
    assert ran.code == 0
    (line,) = (line for line in ran.out.splitlines() if line.startswith("Pins  "))
    assert line.startswith("Pins       7 cells pinned: cover 14 head half-hours; saturday-cover 1 agents; ")
    assert "; strong wishes 1 wishes" in line
    planned = read(again)
    assert {str(cells[date(2026, 12, 12)]) for cells in planned.cells.values()} == {"off"}
    assert str(planned.cells["a1"][date(2026, 12, 19)]) == "saturday phones"
    assert planned.pins["a1"] == {date(2026, 12, 12): "a3", date(2026, 12, 19): "a3"}
    assert "phones 14, at worst phones Sat 12 Dec 09:00-16:00: 1 short" in ran.out


def test_one_team_is_planned_anew_and_the_others_keep_their_cells(again: Path) -> None:
    """a4 is pinned where back would have to make up for it; front may not move, whatever that costs."""
    before = read(again)
    rota("set", "a4", "2026-12-08", "late reception", "--as", "a5", "--repo", again)
    assert rota("plan", MONTH, "--team", "back", "--repo", again).code == 0
    after = read(again)
    for agent in ("a1", "a2", "a3"):
        assert after.cells[agent] == before.cells[agent]
    assert str(after.cells["a4"][date(2026, 12, 8)]) == "late reception"


def test_one_team_cannot_be_planned_where_nothing_is_to_be_kept(tmp_path: Path) -> None:
    root = in_two_teams(tiny(tmp_path))
    ran = rota("plan", MONTH, "--team", "back", "--repo", root)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"rota: {GROUP} has no draft of {MONTH} whose other teams could stay; plan all of them first: "
        f"rota plan {MONTH}\n"
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--group", "town-hal"], 'rota: no rota group is named "town-hal"; did you mean "town-hall"?\n'),
        (["--team", "fron"], 'rota: no team of town-hall is named "fron"; did you mean "front"?\n'),
    ],
)
def test_unknown_groups_and_teams_name_the_nearest(
    first: tuple[Path, Ran], args: list[str], said: str
) -> None:
    root, _ = first
    ran = rota("plan", MONTH, *args, "--repo", root)
    assert (ran.code, ran.out, ran.err) == (2, "", said)
    assert [path.name for path in drafts(root).iterdir()] == ["1.toml"]


def test_groups_are_planned_apart(tmp_path: Path) -> None:
    """With a group for each team, each draft holds its own people only, and the group must be named."""
    root = in_two_teams(tiny(tmp_path))
    centre = root / "centre.toml"
    text = centre.read_text().replace('teams = ["front", "back"]', 'teams = ["front"]')
    centre.write_text(text + '\n[[group]]\nid = "rear"\nteams = ["back"]\n')
    (root / "rules.toml").write_text('[[rule]]\nuse = "shift-patterns"\n\n[[rule]]\nuse = "contract-days"\n')
    ran = rota("plan", MONTH, "--repo", root)
    assert (ran.code, ran.err) == (
        2,
        "rota: there are 2 rota groups; say --group town-hall or --group rear\n",
    )
    assert rota("plan", MONTH, "--group", "rear", "--repo", root).code == 0
    assert [path.name for path in (root / "drafts").iterdir()] == ["rear"]
    repository = Repository.open(root)
    assert sorted(repository.draft("rear", MONTH, 1).cells) == ["a4", "a5", "a6"]


def test_reproducible_gives_the_same_draft_twice(tmp_path: Path) -> None:
    """Even with half the rules, to be quick: the cells and the header are the same, byte for byte."""
    root = tiny(tmp_path)
    keep_rules(
        root, "shift-patterns", "working-days", "contract-days", "trained", "lieu-day", "cover", "wishes"
    )
    for _ in range(2):
        assert rota("plan", MONTH, "--reproducible", "--repo", root).code == 0
    one, two = (drafts(root) / f"{number}.toml" for number in (1, 2))
    assert one.read_bytes() == two.read_bytes()
    assert read(root).made["mode"] == "reproducible"


def test_a_month_with_too_few_people_is_a_rota_with_its_shortfalls_named(tmp_path: Path) -> None:
    """Reception needs nine on Tuesday 15 December from 12:00 to 13:00; of six people, five are trained for it.

    All five are there, as cover of that hour is worth no less than any other: at least four are short.
    """
    root = tiny(tmp_path)
    keep_rules(root, "shift-patterns", "working-days", "contract-days", "trained", "cover")
    with (root / "demand.toml").open("a") as demand:
        demand.write(
            '\n[[need]]\nservice = "reception"\ndate = 2026-12-15\nstart = "12:00"\nend = "13:00"\nheads = 9\n'
        )
    ran = rota("plan", MONTH, "--repo", root)
    assert ran.code == 0
    # the phones lose as many as reception gains: 2 are needed there as well, and one who knows no reception is there
    short = re.search(r"Cover      (\d+) head half-hours? short", ran.out)
    assert short is not None
    assert int(short[1]) == 2 * (9 + 2 - 6)
    assert re.search(r"reception \d+, at worst reception Tue 15 Dec 12:00-13:00: \d short", ran.out)
    assert rota("check", MONTH, "--repo", root).code == 0


# ---- The referee --------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small example with few rules, which is planned in no time."""
    root = tiny(tmp_path)
    keep_rules(root, "shift-patterns", "working-days", "contract-days", "trained", "same-pattern")
    return root


def test_a_checker_that_disagrees_is_our_fault_and_nothing_is_written(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checker is made to find one breach more than there is; the planner in its own process is not."""
    honest = SamePattern.check

    def check(self: SamePattern, judged: object) -> object:
        yield from honest(self, judged)
        yield self.finding("a1", date(2026, 12, 1), "a1 is said to leave the month's pattern")

    monkeypatch.setattr(SamePattern, "check", check)
    ran = rota("plan", MONTH, "--repo", small)
    assert (ran.code, ran.out) == (70, "")
    assert "Traceback" not in ran.err
    assert "rota itself went wrong (DisagreementError" in ran.err
    assert "This is our fault, not yours." in ran.err
    log = Path(re.search(r"details are in (\S+);", ran.err)[1])
    assert "SHIFT02 counts 1 shifts off the month's pattern, the planner 0" in log.read_text()
    log.unlink()
    assert not (small / "drafts").exists()


def test_a_breach_that_only_the_checker_sees_stops_the_plan_too(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from constraints.trained import Trained

    monkeypatch.setattr(
        Trained,
        "check",
        lambda self, _: iter([self.finding("a1", date(2026, 12, 1), "a1 is untrained")]),
    )
    ran = rota("plan", MONTH, "--repo", small)
    assert ran.code == 70
    log = Path(re.search(r"details are in (\S+);", ran.err)[1])
    assert "the planner and the checkers disagree: SKILL01 a1 is untrained" in log.read_text()
    log.unlink()
    assert not (small / "drafts").exists()


def test_amounts_are_equal_and_nothing_disagrees(small: Path) -> None:
    planned = made(small)
    assert planned.outcome.amounts is not None
    assert list(disagreements(planned.verdicts, planned.outcome.amounts)) == []
    card = card_of(planned)
    assert all(tier.bound <= tier.best for tier in card.tiers)
    assert card.pins_cost is None


def made(root: Path) -> Plan:
    limits = default_limits(None, reproducible=False)
    return plan(Repository.open(root), Request(GROUP, MONTH, limits=limits), lambda *_: None)


# ---- No answer ----------------------------------------------------------------------------------


def test_out_of_time_is_no_answer_and_nothing_is_written(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solving, "solve", lambda *_: Outcome(Status.OUT_OF_TIME, 5.0))
    ran = rota("plan", MONTH, "--time-limit", "5", "--repo", small)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "rota: no rota was found in 5 s, and none was proven impossible; give it longer with --time-limit\n"
    )
    assert not (small / "drafts").exists()
