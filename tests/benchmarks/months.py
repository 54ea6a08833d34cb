"""The months that are planned here, each in a temporary folder of its own."""

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import tomli_w

from tests.benchmarks.processes import PYTHON, ROOT, must_run

Table = dict[str, Any]
B_TOWN = ROOT / "examples" / "b-town"
WORKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri"})


@dataclass(frozen=True)
class Month:
    """A month of a rota group, and how to make its repository in a folder that is not there yet."""

    name: str
    title: str
    group: str
    make: Callable[[Path], None]
    month: str = "2026-07"
    seconds: float | None = None
    """The time limit, if not the command's own."""


def _copied(folder: Path) -> None:
    shutil.copytree(B_TOWN, folder)


def _heavier(folder: Path, since: str) -> None:
    """B-town, but with one head more at the phones in each half hour from ``since`` on, Mondays to Fridays."""
    _copied(folder)
    path = folder / "demand.toml"
    demand = tomllib.loads(path.read_text(encoding="utf-8"))
    for need in demand["need"]:
        if need["service"] == "phones" and ("date" in need or WORKDAYS & set(need["weekdays"])):
            first = _half_hours(since) - _half_hours(need["start"])
            need["heads"] = [heads + (at >= first) for at, heads in enumerate(need["heads"])]
    path.write_text(tomli_w.dumps(demand), encoding="utf-8", newline="\n")


def _half_hours(clock: str) -> int:
    hour, minute = clock.split(":")
    return 2 * int(hour) + int(minute) // 30


def _b152(folder: Path) -> None:
    folder.mkdir()
    command = (PYTHON, "tests/benchmarks/b152.py", str(folder))
    must_run(command, folder.with_suffix(".made"))


EXAMPLE = Month("example", "B-town, 47 agents, 2026-07", "b-town", _copied)
STRESS = (
    Month(
        "late",
        "B-town, one head more at the phones from 16:30 on",
        "b-town",
        partial(_heavier, since="16:30"),
    ),
    Month(
        "all-day", "B-town, one head more at the phones all day", "b-town", partial(_heavier, since="08:30")
    ),
)
"""So that the figures are not only those of a month that the planner was measured on as it was made."""

MANY = Month("many", "152 agents on five sites, 2026-07", "all-sites", _b152, seconds=180)
