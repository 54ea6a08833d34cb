"""How fast ``rota service`` looks at a month of the example town."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.months import B_TOWN
from tests.benchmarks.processes import ROTA, must_run
from tests.benchmarks.start import imports
from tests.benchmarks.table import Figure, within

_RUNS = 9
_MONTH = "2026-06"
_CALLS = """
[[calls]]
service = "phones"
aht = 330
target = 80
within = 20
availability = 80

[[calls.day]]
weekdays = ["mon", "tue", "wed", "thu", "fri"]
start = "08:30"
calls = [20, 30, 40, 45, 46, 45, 40, 36, 32, 33, 33, 32.5, 30, 28, 25, 22, 20, 18, 12]
"""


def service(folder: Path) -> Iterator[Figure]:
    """A published month of 47 agents, several times after one run to warm up, and a day as JSON."""
    shutil.copytree(B_TOWN, folder)
    demand = folder / "demand.toml"
    if "[[calls]]" not in demand.read_text(encoding="utf-8"):
        with demand.open("a", encoding="utf-8", newline="\n") as file:
            file.write(_CALLS)
    month = (ROTA, "service", _MONTH, "--repo", str(folder))
    yield from _runs("rota service, whole process", month, folder, goal=1)
    yield from _runs("  the same as JSON", (*month, "--format", "json"), folder)
    yield from _runs("  rota show of that month, for scale", (ROTA, "show", *month[2:]), folder)
    yield imports("rota service", month, folder.with_suffix(".service"))


def _runs(what: str, command: tuple[str, ...], folder: Path, goal: float | None = None) -> Iterator[Figure]:
    printed = folder.with_suffix(".service")
    must_run(command, printed)
    wall = [must_run(command, printed).wall for _ in range(_RUNS)]
    yield within(f"{what}, median of {_RUNS}", goal, median(wall), "s", 2)
