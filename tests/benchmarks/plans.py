"""Plan a month by the real command, in a process of its own, and read what was noted of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rota.model.result import StageResult
from rota.show.scorecard import percent
from rota.show.words import in_unit
from tests.benchmarks.months import Month
from tests.benchmarks.processes import PYTHON, Run, run
from tests.benchmarks.table import Figure, columns, within

MIB = 2**20


@dataclass(frozen=True)
class Planned:
    """One ``rota plan`` of the month in ``folder``.

    Seconds are from the command's start, but for ``solving`` (of the outcome's own) and
    ``first_after``, which the solving process counts from the moment its model stands. Times and
    stages are missing where no rota was found.
    """

    folder: Path
    run: Run
    own: int
    child: int
    first: float | None = None
    ended: float | None = None
    solving: float = 0.0
    first_after: float | None = None
    workers: int = 0
    stages: tuple[StageResult, ...] = ()

    @property
    def counting(self) -> tuple[StageResult, ...]:
        """The stages in which something can be broken at all."""
        return tuple(stage for stage in self.stages if stage.counts)

    @property
    def proven_after(self) -> float | None:
        """Seconds until every stage was proven; None if some were not."""
        return self.ended if self.stages and all(stage.proven for stage in self.stages) else None


def plan(month: Month, folder: Path) -> Planned:
    """Make the repository of ``month`` in ``folder`` and plan it."""
    month.make(folder)
    notes_file = folder.with_suffix(".json")
    limit = () if month.seconds is None else ("--time-limit", f"{month.seconds:g}")
    arguments = ("plan", month.month, "--repo", str(folder), *limit)
    command = (PYTHON, "-m", "tests.benchmarks.recorded", str(notes_file), *arguments)
    done = run(command, folder.with_suffix(".txt"))
    if not notes_file.exists():
        raise RuntimeError(f"rota plan ended with {done.code}, leaving no notes:\n{done.printed}")
    notes = json.loads(notes_file.read_text(encoding="utf-8"))
    stages = tuple(StageResult(**stage) for stage in notes.pop("stages", ()))
    for moment in {"first", "ended"} & set(notes):
        notes[moment] -= done.began
    return Planned(folder, done, **notes, stages=stages)


def figures(
    planned: Planned, *, first: float | None, proven: float | None, whole: float | None, mib: float | None
) -> Iterator[Figure]:
    """When answers came and what it took, against the goals that there are."""
    if planned.run.code:
        yield Figure("rota plan ended with exit code", "0", str(planned.run.code), met=False)
        yield Figure(planned.run.printed.strip(), "", "")
        return
    yield within("first complete rota, from the command's start", first, planned.first, "s")
    yield within("  of that, solving", None, planned.first_after, "s")
    yield _all_proven(planned, proven)
    yield within("solver ended, from the command's start", None, planned.ended, "s")
    yield within("whole rota plan", whole, planned.run.wall, "s")
    yield within("  processor seconds, on all cores", None, planned.run.processor, "s")
    share = planned.run.processor / planned.run.wall / max(1, planned.workers)
    yield Figure("  share of its cores that the machine left it", "", percent(share))
    yield within("peak memory, parent + child", mib, (planned.own + planned.child) / MIB, "MiB", 0)
    yield within("  of that, child", None, planned.child / MIB, "MiB", 0)


def _all_proven(planned: Planned, goal: float | None) -> Figure:
    if planned.proven_after is not None:
        return within("every tier proven, from the command's start", goal, planned.proven_after, "s")
    proven = f"{sum(stage.proven for stage in planned.counting)} of {len(planned.counting)}"
    met = None if goal is None else False
    return Figure("tiers proven when time was up", "" if goal is None else f"in {goal:g} s", proven, met)


def gaps(planned: Planned, what: str, goal: float) -> Figure:
    """The widest gap of any tier, as a share, against ``goal``."""
    worst = max((stage.gap for stage in planned.counting), default=None)
    reached = "none" if worst is None else percent(worst)
    return Figure(what, percent(goal), reached, worst is not None and worst <= goal)


def tiers(planned: Planned) -> None:
    """Print each tier: best, bound, gap and seconds; and say so if the command printed something else."""
    rows = [
        (
            stage.name,
            in_unit(stage.best, stage.scale),
            in_unit(stage.bound, stage.scale),
            "proven" if stage.proven else percent(stage.gap),
            f"{stage.seconds:.1f}",
            stage.unit,
        )
        for stage in planned.counting
    ]
    if not rows:
        return
    columns(("tier", "best", "bound", "gap", "seconds", "unit"), rows)
    lines = {" ".join(line.split()) for line in planned.run.printed.splitlines()}
    same = all(_as_printed(stage) in lines for stage in planned.counting)
    print(f"  These are {'the' if same else 'NOT the'} tiers that the command printed.", flush=True)


def _as_printed(stage: StageResult) -> str:
    status = "proven" if stage.proven else f"gap {percent(stage.gap)}"
    amounts = (in_unit(amount, stage.scale) for amount in (stage.best, stage.bound, stage.allowance))
    numbers = f"{' '.join(amounts)} {stage.seconds:.1f}"
    return f"{stage.name} {numbers} {status} {stage.unit}"
