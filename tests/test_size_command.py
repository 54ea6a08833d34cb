"""``rota size`` as it is typed: what it answers, and what it cannot."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

from rota.files.repository import Repository
from rota.model.sizeanswer import answer_size
from rota.work.size.asked import Asked
from rota.work.size.ground import Ground
from rota.work.size.recount import met_days
from rota.work.size.sizing import sizing, task_of
from tests.cli_helpers import TINY, rota, tiny
from tests.files_world import change, make

NOW = "2026-03-02T09:00:00+00:00"


@cache
def size(*args: object, root: Path = TINY):
    return rota("size", *args, "--repo", root, ROTA_NOW=NOW)


def test_the_town_hall_needs_just_the_six_it_has() -> None:
    """Five heads on Monday mornings take 5 / 0.856 = 5.84 posts: the part-timer, there on Mondays, is one of them."""
    done = size("2026")
    assert done.code == 0
    assert done.out.splitlines()[:9] == [
        "Posts of town-hall in 2026, with 90% of the days of each weekday met in full",
        "",
        "Contract    home service  posts  today  difference",
        "full-time   phones            3      3           0",
        "full-time   reception         2      2           0",
        "three-days  phones            1      1           0",
        "all posts                     6      6           0",
        "FTE sized                   5.6    5.6         0.0",
        "",
    ]
    assert "It is proven that fewer FTE do not do." in done.out
    assert "the busiest half hour, Mon 10:00                 5         0.856    5.8  binds" in done.out


def test_the_year_is_the_current_one_unless_named() -> None:
    assert size("--format", "csv").out == size("2026", "--format", "csv").out


def test_csv_and_json_hold_the_same_posts() -> None:
    rows = list(csv.DictReader(io.StringIO(size("2026", "--format", "csv").out)))
    found = json.loads(size("2026", "--format", "json").out)
    assert sum(int(row["posts"]) for row in rows) == sum(line["posts"] for line in found["posts"]) == 6
    assert found["fte"] == {"needed": "28/5", "today": "28/5", "at-least": "28/5"}


def test_a_contract_that_does_not_exist_lists_the_nearest() -> None:
    done = size("2026", "--contracts", "full-tme")
    assert (done.code, done.out) == (2, "")
    assert 'no contract is named "full-tme"; did you mean "full-time"?' in done.err


def test_half_hours_that_no_contract_covers_are_named() -> None:
    """Whoever works from Monday to Wednesday covers no Thursday, however many they are."""
    done = size("2026", "--contracts", "three-days")
    assert (done.code, done.out) == (1, "")
    assert "no number of posts meets this year: no shift pattern of three-days covers" in done.err
    assert "phones Thu 08:30-09:00" in done.err
    assert "Wed 09:00" not in done.err


def test_a_year_without_a_calendar_says_so() -> None:
    assert "* calendar/2029.toml lists no bank holiday, so none is reckoned with." in size("2029").out


def test_without_demand_there_is_nothing_to_size(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "demand.toml").write_text("", encoding="utf-8")
    done = size("2026", root=root)
    assert (done.code, done.out) == (2, "")
    assert "demand.toml asks for nobody at the services of town-hall in 2026" in done.err


def test_absence_is_not_counted_twice(tmp_path: Path) -> None:
    root = calls_town(tmp_path, shrinkage=10)
    assert Ground(Repository.open(root), Asked("all", 2026)).absent == 0
    assert Ground(Repository.open(root), Asked("all", 2026, absence=4)).absent == Fraction(4, 100)
    change(root, "demand.toml", "shrinkage = 10\n", "")
    assert Ground(Repository.open(root), Asked("all", 2026)).absent == Fraction(5, 100)


def test_new_posts_have_the_four_commonest_contracts_of_today() -> None:
    """Of b-town's eleven; term-time and alternating weeks are for those who have agreed to them."""
    ground = Ground(Repository.open(TINY.parent / "b-town"), Asked("b-town", 2026))
    had = Counter(contract for contract, _ in ground.staff.elements())
    plain = {c.id for c in ground.facts.centre.contract if not (c.cycle or c.term_time)}
    used = {contract.id for contract in ground.contracts}
    assert len(used) == 4
    assert used <= plain
    assert min(had[c] for c in used) >= max(had[c] for c in plain - used)


def test_who_serves_what_follows_from_most_of_todays_people() -> None:
    """At the town hall everybody but one is trained for both services."""
    ground = Ground(Repository.open(TINY), Asked("town-hall", 2026))
    assert ground.serves("phones") == ("phones", "reception")
    assert ground.part_time == 17


def test_every_day_counted_again_is_met_or_one_of_those_that_may_be_missed() -> None:
    """The answer against the calendar, half hour by half hour, from patterns and needs alone."""
    ground = Ground(Repository.open(TINY), Asked("town-hall", 2026))
    task = task_of(ground)
    answer = answer_size(task)
    missed: Counter[int] = Counter()
    for day in ground.year.days:
        heads: Counter[tuple[str, int]] = Counter()
        for (pattern, service, _), number in answer.shifts[day.kind].items():
            shift = ground.facts.patterns[pattern]
            for half in range(shift.start, shift.end, 30):
                heads[service, half] += number
        needs = {
            (s, at): n for s in ("phones", "reception") for at, n in ground.facts.needs(s, day.day).items()
        }
        met = all(heads[spot] >= number for spot, number in needs.items())
        assert met == (day.day in met_days(ground.year, task, answer))
        missed[day.day.weekday()] += not met
    open_days = Counter(day.day.weekday() for day in ground.year.days)
    assert all(missed[weekday] <= days // 10 for weekday, days in open_days.items())


def test_shifts_are_worked_by_those_who_are_there_on_average() -> None:
    ground = Ground(Repository.open(TINY), Asked("town-hall", 2026))
    answer = answer_size(task_of(ground))
    posts = Counter[str]()
    for kind, number in zip(ground.kinds, answer.posts or (), strict=True):
        posts[kind.contract] += number
    there = {name: presence.share * posts[name] for name, presence in ground.presences.items()}
    week = 0
    for at, kind in enumerate(ground.year.kinds):
        shifts = sum(answer.shifts[at].values())
        if kind.weekday < 5:
            assert shifts <= there["full-time"] + (there["three-days"] if kind.weekday < 3 else 0)
        week += shifts * kind.usual
    assert week <= 5 * there["full-time"] + 3 * there["three-days"]


def calls_town(folder: Path, factor: int = 1, shrinkage: int = 0) -> Path:
    root = make(folder)
    off = f"shrinkage = {shrinkage}\n" if shrinkage else ""
    calls = ", ".join(
        str(number * factor) for number in (4, 8, 12, 15, 15, 14, 12, 10, 10, 11, 12, 11, 9, 8, 6, 5)
    )
    change(
        root,
        "demand.toml",
        "",
        f'[[calls]]\nservice = "phones"\naht = 300\nwithin = 20\n{off}\n'
        f'[[calls.day]]\nweekdays = ["mon", "tue", "wed", "thu", "fri"]\nstart = "10:00"\ncalls = [{calls}]\n',
    )
    return root


def test_more_calls_never_take_fewer_fte(tmp_path: Path) -> None:
    found = []
    for factor in (1, 2, 3):
        repo = Repository.open(calls_town(tmp_path / str(factor), factor))
        sized = sizing(repo, Asked("all", 2026, contracts=("full",)), lambda _: None)
        assert sized.proven
        found.append(sized.fte)
    assert found == sorted(found)
    assert found[0] < found[2]


def test_days_met_by_fewer_days_never_take_more_fte() -> None:
    """With all days, not nine of ten, the Mondays and Thursdays with more at reception count as well."""
    ground = Ground(Repository.open(TINY), Asked("town-hall", 2026))
    strict = Ground(Repository.open(TINY), replace(ground.asked, percent=100))
    assert answer_size(task_of(ground)).cost <= answer_size(task_of(strict)).cost
