"""Measure rota on this machine: goals and what is reached, side by side; nothing is asserted.

python -m tests.benchmarks [--quick] [--only NAME]...
"""

import argparse
import os
import platform
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.demand import required_headcount
from tests.benchmarks.formats import formats
from tests.benchmarks.life import life
from tests.benchmarks.months import BUSIER, EXAMPLE, GIVEN, MANY, Month
from tests.benchmarks.plans import Planned, figures, gaps, plan, tiers
from tests.benchmarks.referee import referee
from tests.benchmarks.service import service
from tests.benchmarks.start import check, completions, help_pages
from tests.benchmarks.table import section, show
from tests.benchmarks.versus import versus

_MIB = 1536
_SLOW = ("many", "weighted")


class Bench:
    """The sections, in the order in which they run; a month that several need is planned once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._planned = cache(lambda month: plan(month, folder / month.name))

    def help(self) -> None:
        """How fast `rota --help` is."""
        section("rota --help")
        show(help_pages(self._folder))

    def complete(self) -> None:
        """How long a shell waits for the words that can come next."""
        section("Completion in a shell")
        show(completions(self._folder))

    def demand(self) -> None:
        """How fast calls become required headcount."""
        section("From calls to required headcount")
        show(required_headcount())

    def service(self) -> None:
        """How fast a month is looked at through its callers."""
        section("rota service: B-town, 47 agents, a published month")
        show(service(self._folder / "service"))

    def formats(self) -> None:
        """How fast a large month becomes what people look at."""
        section("rota export: 152 agents on five sites, a published month")
        show(formats(self._folder / "formats"))

    def plan(self) -> None:
        """The example month, and the same with more to do."""
        for month in (EXAMPLE, BUSIER):
            planned = self._plan(month, first=10, proven=None)
            show([gaps(planned, "widest gap of any tier when time was up", 0.01)])
            tiers(planned)

    def given(self) -> None:
        """The example month by given heads."""
        tiers(self._plan(GIVEN, first=5, proven=60))

    def _plan(self, month: Month, first: float, proven: float | None) -> Planned:
        section(f"rota plan: {month.title}")
        planned = self._planned(month)
        show(figures(planned, first=first, proven=proven, whole=90, mib=_MIB))
        return planned

    def check(self) -> None:
        """How fast a planned month is judged."""
        section(f"rota check: {EXAMPLE.title}")
        show(check(EXAMPLE, self._planned(EXAMPLE)))

    def referee(self) -> None:
        """How fast a year of a large centre is judged."""
        section("rota check: 152 agents on five sites, a year of published rotas")
        show(referee(self._folder / "referee"))

    def life(self) -> None:
        """How fast a published month is changed."""
        section("A published month of 47 agents, each command from its start")
        show(life(self._folder / "life"))

    def weighted(self) -> None:
        """The plans against a plain model of one weighted sum."""
        for month in (EXAMPLE, GIVEN):
            section(f"Against one weighted sum: {month.title}")
            show(versus(month, self._planned(month)))

    def many(self) -> None:
        """The month of 152 agents."""
        section(f"rota plan --time-limit {MANY.seconds:g}: {MANY.title}")
        planned = self._planned(MANY)
        show(figures(planned, first=20, proven=None, whole=None, mib=None))
        show([gaps(planned, f"widest gap of any tier after {MANY.seconds:g} s of solving", 0.005)])
        tiers(planned)


def main() -> None:
    """Run the sections that were asked for."""
    names = [name for name in vars(Bench) if not name.startswith("_")]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help=f"leave out {' and '.join(_SLOW)}")
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=", ".join(names))
    asked = parser.parse_args()
    _machine()
    with TemporaryDirectory(prefix="rota-bench-") as folder:
        bench = Bench(Path(folder))
        for name in asked.only or [name for name in names if not (asked.quick and name in _SLOW)]:
            run: Callable[[], None] = getattr(bench, name)
            try:
                run()
            except RuntimeError as error:
                print(f"  {name} could not be measured: {error}", flush=True)


def _machine() -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}")
    print(f"rota {version('rota')}, ortools {version('ortools')}, typer {version('typer')}")


if __name__ == "__main__":
    main()
