"""What `rules.toml` may say of ranks, and what becomes of a rota that cannot be written."""

import errno
import re
from pathlib import Path

import pytest

from rota.files.repository import Repository
from rota.model.stages import stages_of
from rota.packs import make_rule
from rota.rules import Tier
from tests.cli_helpers import MONTH, rota, tiny


def test_rules_of_one_rank_are_added_up_in_one_stage() -> None:
    """Both count shifts; wishes come last, strong before mild; what must hold has no stage."""
    tables = [
        {"use": "shift-patterns", "level": "should", "rank": 2},
        {"use": "wishes"},
        {"use": "trained"},
        {"use": "cover"},
        {"use": "agreed-limits", "level": "should", "rank": 3},
        {"use": "working-days", "level": "should", "rank": 3},
    ]
    stages = [stage for stage in stages_of([make_rule(table) for table in tables], {}) if not stage.strong]
    assert [(stage.name, stage.members, stage.tier) for stage in stages] == [
        ("cover", (3,), Tier.COVER),
        ("shift-patterns", (0,), Tier.SHOULD),
        ("agreed-limits + working-days", (4, 5), Tier.SHOULD),
        ("wishes", (1,), Tier.WISH),
    ]


def test_rules_of_one_rank_must_count_the_same(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    text = (root / "rules.toml").read_text()
    for name in ("same-pattern", "late-share"):
        text = text.replace(f'use = "{name}"\n', f'use = "{name}"\nrank = 1\n')
    (root / "rules.toml").write_text(text)
    ran = rota("plan", MONTH, "--repo", root)
    assert (ran.code, ran.out) == (2, "")
    assert "late-share counts lates past the first block, by how many blocks" in ran.err
    assert "same-pattern of the same rank 1 counts shifts off the month's pattern" in ran.err
    assert "give one of them another rank" in ran.err
    assert re.match(r"rules\.toml:\d+:1: DATA08 ", ran.err)


def test_a_rota_that_cannot_be_written_is_saved_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tiny(tmp_path)
    (root / "rules.toml").write_text('[[rule]]\nuse = "shift-patterns"\n\n[[rule]]\nuse = "contract-days"\n')

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("rota.files.write.os.fsync", full)
    ran = rota("plan", MONTH, "--repo", root)
    assert ran.code == 2
    assert not list(root.glob("drafts/**/*.toml"))
    (saved,) = re.findall(r"the rota itself is in (\S+\.toml)", ran.err)
    monkeypatch.undo()
    assert rota("check", "--file", saved, "--repo", root).code == 0
    Path(saved).unlink()


def test_a_pin_that_breaks_a_must_rule_is_said_aloud_with_how_to_lift_it(tmp_path: Path) -> None:
    """a1 is pinned off on a working Wednesday: one contract day is missing, whatever is planned around it."""
    root = tiny(tmp_path)
    (root / "rules.toml").write_text('[[rule]]\nuse = "shift-patterns"\n\n[[rule]]\nuse = "contract-days"\n')
    assert rota("plan", MONTH, "--repo", root).code == 0
    assert rota("set", "a1", "2026-12-02", "off", "--as", "a3", "--repo", root).code == 1
    ran = rota("plan", MONTH, "--repo", root)
    assert ran.code == 0
    assert "These must rules are broken by what was given beforehand" in ran.err
    assert "HOURS01" in ran.err
    assert "`rota unpin a1 2026-12-02` and plan again" in ran.err


def test_what_need_not_change_stays_when_planning_again(tmp_path: Path) -> None:
    """With two rules only, nearly every cell is free; from the newest draft on, none has to move."""
    root = tiny(tmp_path)
    (root / "rules.toml").write_text('[[rule]]\nuse = "shift-patterns"\n\n[[rule]]\nuse = "contract-days"\n')
    assert [rota("plan", MONTH, "--repo", root).code for _ in range(2)] == [0, 0]
    first, second = (Repository.open(root).draft("town-hall", MONTH, number).cells for number in (1, 2))
    assert first == second


def test_approved_leave_says_that_the_draft_does_not_know_of_it(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "rules.toml").write_text('[[rule]]\nuse = "shift-patterns"\n')
    assert rota("plan", MONTH, "--repo", root).code == 0
    asked = rota("leave", "request", "a5", "2026-12-15", "--as", "a5", "--repo", root).out.strip()
    ran = rota("leave", "approve", asked, "--as", "a3", "--repo", root)
    assert (ran.code, ran.err) == (
        0,
        "The draft of 2026-12 does not know of it yet; plan again: rota plan 2026-12\n",
    )
