"""Months that are missing, before the first and in between: said aloud, as unknown where nobody can know."""

from datetime import date
from pathlib import Path

import pytest

from rota.domain.cell import Cell
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.rules import Finding
from rota.work.check import report
from rota.work.situation import facts_of
from rota.work.wanted import How, Wanted
from tests.cli_helpers import _plain, rota
from tests.files_world import make
from tests.living_world import GROUP, MONTH, published

BROKEN_OFF = {"DAYS01", "FAIR01", "FAIR02", "REST03", "SAT01", "SAT02", "SHIFT03"}
"""The rules of examples/tiny that look back beyond their rota and depend on it in this December."""


def found(root: Path, code: str, **wanted: str) -> list[Finding]:
    return [finding for finding in report(root, Wanted(**wanted), How()).findings if finding.code == code]


def publish(root: Path, *months: str, group: str = "all") -> Path:
    """Write a base for each of ``months`` in which nobody works on days that are not theirs."""
    for month in months:
        repo = Repository.open(root)
        facts = facts_of(repo, group, month)
        cells: dict[str, dict[date, Cell]] = {agent: dict(_plain(facts, agent)) for agent in facts.agents}
        repo.write_base(RotaFile(group, month, cells))
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two agents, no history, and nothing published yet."""
    make(tmp_path)
    (tmp_path / "rotas" / "all" / "2026-12.toml").unlink()
    (tmp_path / "history.toml").unlink()
    return tmp_path


# ---- Between published months ---------------------------------------------------------------------


def test_months_that_follow_one_another_leave_nothing_out(root: Path) -> None:
    publish(root, "2026-11", "2026-12", "2027-01")
    assert found(root, "DATA25") == []
    assert found(root, "DATA28") == []


def test_each_stretch_of_missing_months_is_one_finding_in_weeks(root: Path) -> None:
    publish(root, "2026-06", "2026-08", "2026-11")
    one, two = found(root, "DATA25")
    assert one.message == (
        "all has no published rota of 2026-07 (5 weeks), though those of 2026-06 and 2026-08 are"
    )
    assert (str(one.place), str(one.second)) == ("rotas/all/2026-08.toml:1:1", "rotas/all/2026-06.toml:1:1")
    assert (one.amount, one.unit) == (5, "weeks without a rota")
    assert one.fix == "bring it back from git if it was there, or make it up: rota plan 2026-07 --group all"
    assert two.message == (
        "all has no published rota of 2026-09 to 2026-10 (9 weeks), though those of 2026-08 and 2026-11 are"
    )
    assert rota("check", "--repo", root, "--select", "DATA25").code == 1


def test_a_month_that_has_a_draft_is_to_be_published(root: Path) -> None:
    publish(root, "2026-06", "2026-08")
    repo = Repository.open(root)
    facts = facts_of(repo, "all", "2026-07")
    repo.write_draft(
        RotaFile("all", "2026-07", {agent: dict(_plain(facts, agent)) for agent in facts.agents})
    )
    (finding,) = found(root, "DATA25")
    assert finding.fix == "publish its draft: rota publish 2026-07 --group all"


def test_a_month_whose_publication_is_recorded_is_said_by_its_record_alone(tmp_path: Path) -> None:
    root = published(tmp_path)
    publish(root, "2026-11", "2027-01", group=GROUP)
    (root / "rotas" / GROUP / f"{MONTH}.toml").unlink()
    assert found(root, "DATA25") == []
    assert [finding.message for finding in found(root, "DATA24")] == [
        "town-hall 2026-12 was published, and its base is gone"
    ]


# ---- What rules look back on ----------------------------------------------------------------------


def test_a_hole_in_what_rules_look_back_on_is_unknown_in_each_later_rota(root: Path) -> None:
    publish(root, "2026-06", "2026-08", "2026-09")
    holes = found(root, "DATA28")
    assert [(str(f.place), f.unknown, f.amount) for f in holes] == [
        ("rotas/all/2026-08.toml:1:1", True, 0),
        ("rotas/all/2026-09.toml:1:1", True, 0),
    ]
    assert {finding.message for finding in holes} == {
        "2026-07 is not known for 2 of 2 agents, so what rules count back over it may be too low"
    }
    assert len(found(root, "DATA28", month="2026-09")) == 1
    assert found(root, "DATA28", month="2026-06") == []


def test_opening_balances_count_what_is_before_them_and_nothing_after(root: Path) -> None:
    publish(root, "2026-09")
    text = "since = 2026-03-30\nas-of = {}\n"
    (root / "history.toml").write_text(text.format("2026-08-30"))
    assert found(root, "DATA28") == []
    (root / "history.toml").write_text(text.format("2026-06-28"))
    (finding,) = found(root, "DATA28")
    assert finding.message.startswith("2026-07 to 2026-08 is not known for 2 of 2 agents")
    (root / "history.toml").write_text(text.format("2026-08-02"))
    (finding,) = found(root, "DATA28")
    assert finding.message.startswith("2026-08 is not known for 2 of 2 agents")


def test_a_year_is_as_far_as_facts_reach_back(root: Path) -> None:
    publish(root, "2025-06", "2025-08", "2026-08", "2026-09")
    (august,) = found(root, "DATA28", month="2026-08")
    assert august.message.startswith("2025-09 to 2026-07 is not known")
    assert found(root, "DATA28", month="2026-09") == []


def test_who_was_not_here_then_is_not_counted(root: Path) -> None:
    people = root / "people.toml"
    people.write_text(people.read_text().replace('id = "bob"\n', 'id = "bob"\nfrom = 2026-08-03\n'))
    publish(root, "2026-06", "2026-08")
    (finding,) = found(root, "DATA28")
    assert finding.message.startswith("2026-07 is not known for 1 of 2 agents")


# ---- The first month, and --strict ----------------------------------------------------------------


def test_in_a_first_month_without_history_every_rule_that_looks_back_says_that_it_cannot_know(
    tmp_path: Path,
) -> None:
    root = published(tmp_path)
    (root / "history.toml").unlink()
    made = report(root, Wanted(), How())
    unknown = {finding.code for finding in made.findings if finding.unknown}
    assert unknown == BROKEN_OFF
    assert made.passes
    assert not report(root, Wanted(), How(strict=True)).passes


def test_what_is_unknown_fails_under_strict_alone(tmp_path: Path) -> None:
    root = published(tmp_path)
    (root / "history.toml").unlink()
    plain, strict = rota("check", "--repo", root), rota("check", "--repo", root, "--strict")
    assert (plain.code, strict.code) == (0, 1)
    assert "DAYS01" in plain.out
    assert "DAYS01" in strict.out


def test_strict_fails_nothing_where_all_is_known(root: Path) -> None:
    (root / "rules.toml").write_text('[[rule]]\nuse = "max-days-in-row"\ndays = 6\n')
    publish(root, "2026-11")
    assert rota("check", "--repo", root, "--strict").code == 1
    publish(root, "2026-12")
    assert rota("check", "2026-12", "--repo", root, "--strict").code == 0
