"""Planning again what was told or published: close to what staff know, and never behind their backs."""

import re
from pathlib import Path

from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files import matters
from rota.files.repository import Repository
from rota.work.amend import cells_digest
from tests.cli_helpers import MONTH, Ran, rota, tiny, with_draft
from tests.living_world import GROUP, NOW
from tests.living_world import published as published_world

LATE = '[[need]]\nservice = "phones"\ndate = 2026-12-14\nstart = "17:30"\nend = "18:00"\nheads = 1\n'
"""On Monday 14 December the last half hour needs somebody, and everybody was told to be early."""

RULES = ("shift-patterns", "working-days", "contract-days", "trained", "agreed-limits", "cover")


def small(folder: Path) -> Path:
    """The small example with few rules, one need and a draft by hand in which everybody is early."""
    root = tiny(folder)
    levels = {"cover": 'level = "should"\n'}
    tables = (f'[[rule]]\nuse = "{name}"\n{levels.get(name, "")}' for name in RULES)
    (root / "rules.toml").write_text("\n".join(tables))
    (root / "demand.toml").write_text(LATE)
    return with_draft(root)


def tell(root: Path, draft: int) -> None:
    """Record that staff were told a draft."""
    cells = Repository.open(root).draft(GROUP, MONTH, draft).cells
    event = PublicationEvent(
        event=Step.TOLD,
        by="a3",
        at="2026-10-12T09:00:00+00:00",
        rota="0" * 64,
        draft=draft,
        notice=49,
        judged={f"{GROUP}/{MONTH}": cells_digest(cells)},
    )
    matters.begin_at(root, f"rotas/{GROUP}/{MONTH}", event)


def tiers(ran: Ran) -> list[tuple[str, int]]:
    table = re.search(r"^Tier .*\n((?:.+\n)+)", ran.out, re.MULTILINE)
    assert table is not None
    found = (re.match(r"(.+?)  +(\d+) +(\d+) ", line) for line in table[1].splitlines())
    return [(match[1], int(match[2])) for match in found if match]


def test_planning_again_stays_close_to_what_was_told(tmp_path: Path) -> None:
    """One cell of one person is all that the late half hour asks for."""
    root = small(tmp_path)
    tell(root, 1)
    ran = rota("plan", MONTH, "--repo", root)
    assert ran.code == 0
    assert tiers(ran) == [("cover", 0), ("people moved", 1), ("cells changed", 1)]
    head, change, last = ran.err.splitlines()[-3:]
    assert head == "Against draft 1, which was told: 1 person moved, 1 cell changed:"
    assert re.fullmatch(r"  a\d .*Mon 14 Dec: early \w+ -> late phones", change)
    assert last == f"Draft 2 of {GROUP} {MONTH} is in drafts/{GROUP}/{MONTH}/2.toml."


def test_what_was_told_counts_and_not_the_newest_draft(tmp_path: Path) -> None:
    """Draft 2 has another's day moved by hand: the next plan goes back to draft 1 but for its pin."""
    root = small(tmp_path)
    tell(root, 1)
    rota("plan", MONTH, "--repo", root)
    assert (
        rota("set", "a2", "2026-12-15", "late phones", "--draft", "2", "--as", "a3", "--repo", root).code == 0
    )
    assert rota("unpin", "a2", "2026-12-15", "--draft", "2", "--as", "a3", "--repo", root).code == 0
    ran = rota("plan", MONTH, "--repo", root)
    assert tiers(ran) == [("cover", 0), ("people moved", 1), ("cells changed", 1)]
    told, newest = [line for line in ran.err.splitlines() if line.startswith("Against")]
    assert told == "Against draft 1, which was told: 1 person moved, 1 cell changed:"
    assert re.fullmatch(r"Against draft 2: \d (person|people) moved, \d cells? changed\.", newest)


def test_without_telling_the_newest_draft_is_compared_with(tmp_path: Path) -> None:
    root = small(tmp_path)
    (root / "demand.toml").write_text("")
    ran = rota("plan", MONTH, "--repo", root)
    assert "people moved" not in ran.out
    assert re.search(
        r"^(Against draft 1: \d+ .+ moved, \d+ .+ changed|Nobody is moved from draft 1)\.$", ran.err, re.M
    )


def test_a_told_draft_whose_file_is_gone_binds_nobody(tmp_path: Path) -> None:
    root = small(tmp_path)
    tell(root, 1)
    (root / "drafts" / GROUP / MONTH / "1.toml").unlink()
    ran = rota("plan", MONTH, "--repo", root)
    assert (ran.code, tiers(ran)) == (0, [("cover", 0)])
    assert "Against" not in ran.err


def test_a_published_month_is_not_drafted_again(tmp_path: Path) -> None:
    root = published_world(tmp_path)
    ran = rota("plan", MONTH, "--repo", root, ROTA_NOW=NOW)
    assert (ran.code, ran.out) == (1, "")
    assert f"{GROUP} {MONTH} is published" in ran.err
    assert f"`rota plan {MONTH} --from DATE`" in ran.err
    assert not (root / "drafts").exists()
