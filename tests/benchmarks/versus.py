"""The plan against the plain weighted model: which is better in the first tier that differs?"""

import json
from collections.abc import Iterator
from typing import Any

from tests.benchmarks.months import Month
from tests.benchmarks.plans import Planned
from tests.benchmarks.processes import PYTHON, must_run
from tests.benchmarks.table import Figure, columns, within

Table = dict[str, Any]


def versus(month: Month, planned: Planned) -> Iterator[Figure]:
    """Give the weighted model the seconds and workers that the plan's solving used; print both."""
    if planned.ended is None:
        yield Figure("the plan", "a rota", "none", met=False)
        return
    given = (f"{planned.solving:.1f}", str(planned.workers))
    arguments = (str(planned.folder), month.group, month.month, *given)
    command = (PYTHON, "-m", "tests.benchmarks.judged", *arguments)
    done = must_run(command, planned.folder.with_suffix(".judged"))
    found: Table = json.loads(done.printed.splitlines()[-1])
    yield Figure("given to both: seconds of solving", "", f"{planned.solving:.1f} s")
    yield Figure("given to both: workers", "", str(planned.workers))
    yield within("processor seconds: the plan, whole command", None, planned.run.processor, "s")
    yield within("processor seconds: the weighted model, judging both included", None, done.processor, "s")
    yield _ending(found)
    if found["weighted"] is not None:
        yield _verdict(found)
        _print_tiers(found)


def _ending(found: Table) -> Figure:
    ending = "proven" if found["proven"] else "out of time" if found["weighted"] else "no rota"
    return Figure(f"the weighted model ended after {found['seconds']:.1f} s", "", ending)


def _verdict(found: Table) -> Figure:
    """Who is better in the first tier that differs; must rules come first of all."""
    what = "the plan in the first tier that differs"
    for name, plan, weighted in zip(_tiers(found), found["plan"], found["weighted"], strict=True):
        if plan != weighted:
            better = plan < weighted
            said = "better" if better else "worse"
            return Figure(f"{what}, {name}", "not worse", said, better)
    return Figure(what, "not worse", "none differs", met=True)


def _print_tiers(found: Table) -> None:
    units = ["breaches beyond the facts", *found["units"]]
    rows = zip(_tiers(found), map(str, found["plan"]), map(str, found["weighted"]), units, strict=True)
    columns(("tier, as the checkers judge it", "plan", "weighted", "unit"), rows)


def _tiers(found: Table) -> list[str]:
    return ["must rules", *found["names"]]
