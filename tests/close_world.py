"""A published December that is over, of two employers, with unpaid breaks; a4 goes to the other employer on the 14th.

The council credits bank holidays, the trust does not pay them. A day is 7:30 (8:00 less half an hour), a Saturday 7:00.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from rota.domain.cell import OFF, Kind, shift
from rota.domain.closings import ClosedEvent
from rota.files.closings import closings_of
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.work.situation import facts_of
from tests.cli_helpers import Ran, rota
from tests.living_world import GROUP, LEADER, MONTH, published

AFTER = "2027-01-04T09:00:00+00:00"
"""The Monday after the period."""

LATER = "2027-01-20T09:00:00+00:00"
JANUARY = "2027-01"
"""The next month, Mon 4 to Sun 31 January, where :func:`next_month` has put it."""

FEBRUARY = "2027-02-01T09:00:00+00:00"
"""The Monday after that."""

_TRUST = """
[[employer]]
id = "trust"
name = "=The trust"
bank-holidays = "unpaid"

[[contract]]
id = "trust-time"
employer = "trust"
fte = 1.0
hours = "37:30"
days = 5
patterns = ["early", "middle", "late", "saturday"]
saturdays = true
"""
_MOVES = """
[[agent.dated]]
from = 2026-12-14
employer = "trust"
contract = "trust-time"
"""


def closed_world(folder: Path, payroll: str = "") -> Path:
    """The repository, with ``payroll`` at the end of ``centre.toml``; what was asked for and is open is left out."""
    root = published(folder)
    centre = (root / "centre.toml").read_text("utf-8")
    for old, new in (
        ('end = "16:30"\npaid-break = 30', 'end = "16:30"\nunpaid-break = 30'),
        ('end = "18:00"\npaid-break = 30', 'end = "18:00"\nunpaid-break = 30'),
        ('hours = "40:00"', 'hours = "37:30"'),
        ('hours = "24:00"', 'hours = "22:30"'),
    ):
        assert old in centre
        centre = centre.replace(old, new)
    (root / "centre.toml").write_text(f"{centre}{_TRUST}{payroll}", "utf-8")
    replace(root, "people.toml", '\n[[agent]]\nid = "a5"', f'{_MOVES}\n[[agent]]\nid = "a5"')
    for file in (root / "leave").glob("*/1.toml"):
        if not (file.parent / "2.toml").exists():
            file.unlink()
            file.parent.rmdir()
    return root


def replace(root: Path, file: str, old: str, new: str) -> None:
    """What somebody types: ``old`` in a file becomes ``new``."""
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    (root / file).write_text(text.replace(old, new), "utf-8")


def run(root: Path, *args: object, now: str = AFTER, by: str = LEADER) -> Ran:
    """A command at that moment by somebody."""
    return rota(*args, "--repo", root, ROTA_NOW=now, ROTA_AS=by)


def close(root: Path, *args: object, month: str = MONTH, now: str = AFTER, by: str = LEADER) -> Ran:
    """``rota close`` of a month."""
    return run(root, "close", month, *args, now=now, by=by)


def closed(root: Path, *args: object, month: str = MONTH, now: str = AFTER) -> Ran:
    """As ``close``, for what has to succeed."""
    ran = close(root, *args, month=month, now=now)
    assert ran.code == 0, ran
    return ran


def ill(root: Path, agent: str, first: str, last: str = "", now: str = LATER) -> None:
    """Somebody's absence, entered late."""
    ran = run(root, "absence", "add", agent, first, last or first, "--means", "phone", now=now)
    assert ran.code == 0, ran


def next_month(root: Path) -> Path:
    """January published as a base alone: everybody early at home on contracted days, a1 also on Sat 9 January."""
    repo = Repository.open(root)
    facts = facts_of(repo, GROUP, JANUARY)
    cells = {
        agent: {
            day: fixed.cell
            if (fixed := facts.fixed.get((agent, day))) and fixed.cell.kind is not Kind.LEAVE
            else shift("early", "phones")
            if facts.standing(agent, day).contracted
            else OFF
            for day in facts.period.days
        }
        for agent in facts.agents
    }
    cells["a1"][date(2027, 1, 9)] = shift("saturday", "phones")
    repo.write_base(RotaFile(GROUP, JANUARY, cells, made={"by": "hand"}))
    return root


def events(root: Path, month: str = MONTH) -> tuple[ClosedEvent, ...]:
    """What was confirmed of a month, in order."""
    ref = f"closings/{GROUP}/{month}"
    return next((chain.events for chain in closings_of(root) if chain.ref == ref), ())


def written(root: Path, number: int = 1, month: str = MONTH) -> dict[str, Any]:
    """An event of the closing as a stranger reads it."""
    return tomllib.loads((root / f"closings/{GROUP}/{month}/{number}.toml").read_text("utf-8"))
