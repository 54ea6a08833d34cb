"""The call centre of 33 posts: it is what it says it is, can be planned, and needs about the posts that it has."""

import shutil
import tomllib
from collections import Counter
from pathlib import Path

from rota.files.repository import Repository
from rota.work.size.asked import Asked
from rota.work.size.ground import Ground
from rota.work.size.sizing import sizing
from tests.cli_helpers import TINY, rota

CALL_CENTRE = TINY.parent / "call-centre"
NOW = "2026-09-14T09:00:00+01:00"


def test_it_has_33_posts_in_five_roles() -> None:
    people = Repository.open(CALL_CENTRE).people.agent
    assert Counter(agent.id.split("-")[0] for agent in people) == {
        "manager": 1,
        "lead": 3,
        "advisor": 6,
        "development": 1,
        "rep": 22,
    }
    centre = Repository.open(CALL_CENTRE).centre
    assert [team.leader for team in centre.team] == ["manager", "lead-1", "lead-2", "lead-3"]


def test_manager_and_development_officer_answer_no_calls() -> None:
    repo = Repository.open(CALL_CENTRE)
    ground = Ground(repo, Asked("call-centre", 2026))
    assert {agent.id for agent in repo.people.agent if agent.home == "office"} == {"manager", "development"}
    assert ground.beside == {"office": 2}
    assert "office" not in ground.services


def test_its_year_needs_about_the_posts_that_it_has(monkeypatch) -> None:
    """With full-timers alone, which is proven soonest: 30 FTE, where 29.1 are there; part-timers make it 29.4."""
    monkeypatch.setenv("ROTA_NOW", NOW)
    sized = sizing(
        Repository.open(CALL_CENTRE), Asked("call-centre", 2026, contracts=("full-time",)), lambda _: None
    )
    assert (sized.today, float(sized.fte_today)) == (33, 29.1)
    assert sized.proven
    assert (sized.needed, sized.fte) == (32, 30)
    assert max(sized.binds, key=lambda bind: bind.posts).what == "shifts"
    assert [(week.weekday, week.met >= 9 * week.of // 10) for week in sized.week] == [
        (day, True) for day in range(6)
    ]


def planned_and_checked(root: Path) -> None:
    planned = rota("plan", "2026-11", "--time-limit", "1", "--reproducible", "--repo", root, ROTA_NOW=NOW)
    assert planned.code == 0, planned.err
    checked = rota("check", "--repo", root, ROTA_NOW=NOW)
    assert checked.code == 0
    assert "0 must" in checked.out


def test_its_month_can_be_planned_and_passes_every_must_rule(tmp_path: Path) -> None:
    """With its must rules alone, which are soon done; `make slow` plans with all."""
    root = tmp_path / "centre"
    shutil.copytree(CALL_CENTRE, root)
    head, *tables = (root / "rules.toml").read_text("utf-8").split("[[rule]]")
    must = [table for table in tables if tomllib.loads(table.split("\n[")[0]).get("level", "must") == "must"]
    assert len(must) == 34
    (root / "rules.toml").write_text("[[rule]]".join([head, *must]), "utf-8")
    planned_and_checked(root)


def test_its_files_are_in_order() -> None:
    checked = rota("check", "--repo", CALL_CENTRE, ROTA_NOW=NOW)
    assert (checked.code, checked.out) == (0, "")
