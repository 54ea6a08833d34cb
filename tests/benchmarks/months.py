"""The months that are planned here, each in a temporary folder of its own."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.benchmarks.given import give_heads
from tests.benchmarks.processes import PYTHON, ROOT, must_run

B_TOWN = ROOT / "examples" / "b-town"
_MONTH = "2026-07"


@dataclass(frozen=True)
class Month:
    """A month of a rota group, and how to make its repository in a folder that is not there yet."""

    name: str
    title: str
    group: str
    make: Callable[[Path], None]
    month: str = _MONTH
    seconds: float | None = None
    """The time limit, if not the command's own."""


def _copied(folder: Path) -> None:
    shutil.copytree(B_TOWN, folder)


def _given(folder: Path) -> None:
    """B-town with heads given for each half hour, as the planner was first measured on."""
    _copied(folder)
    give_heads(folder)


def _busier(folder: Path) -> None:
    """B-town with a tenth more calls in each half hour that its forecast lists."""
    _copied(folder)
    path = folder / "demand" / f"{_MONTH}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(map(_tenth_more, lines)) + "\n", encoding="utf-8", newline="\n")


def _tenth_more(line: str) -> str:
    cells = line.split(",")
    if line.startswith("#") or not cells[0][:1].isdigit():
        return line
    return ",".join([*cells[:3], f"{Decimal(cells[3]) * Decimal('1.1'):.2f}", *cells[4:]])


def _b152(folder: Path) -> None:
    folder.mkdir()
    command = (PYTHON, "tests/benchmarks/b152.py", str(folder))
    must_run(command, folder.with_suffix(".made"))


EXAMPLE = Month("example", "B-town, 47 agents, 2026-07", "b-town", _copied)
GIVEN = Month("given", "B-town with heads given instead of calls, and no breaks placed", "b-town", _given)
BUSIER = Month("busier", "B-town, a tenth more calls", "b-town", _busier)
"""So that the figures are not only those of a month that the planner was measured on as it was made."""

MANY = Month("many", "152 agents on five sites, 2026-07", "all-sites", _b152, seconds=180)
