"""How fast the referee is: a year of a large centre, one month of it, and whether more costs more than its share."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.months import B_TOWN
from tests.benchmarks.processes import PYTHON, ROTA, Run, must_run
from tests.benchmarks.table import Figure, within

_RUNS = 3
_AGENTS = {"small": 47, "large": 152}
_MIB = 400


def referee(folder: Path) -> Iterator[Figure]:
    """``rota check`` as a whole process: its seconds, its memory, and its growth with months and with agents."""
    folder.mkdir()
    year, half, small = folder / "year", folder / "half", folder / "small"
    must_run((PYTHON, "tests/benchmarks/b152.py", str(year), "YEAR"), folder / "made")
    shutil.copytree(year, half)
    for path in sorted(half.glob("rotas/*/*.toml"))[6:]:
        path.unlink()
    shutil.copytree(B_TOWN, small)
    whole = _check(year)
    yield within("152 agents, 12 months, all rules", 5, _seconds(whole), "s", 2)
    yield within("  processor seconds", None, _processor(whole), "s", 2)
    yield within("  memory at its highest", _MIB, max(run.memory for run in whole), "MiB", 0)
    yield within("152 agents, one month, all rules", 1, _seconds(_check(year, "2026-06")), "s", 2)
    six, few = _processor(_check(half)), _processor(_check(small))
    yield within(
        "twelve months against twice six, processor seconds", 1.3, _processor(whole) / (2 * six), "", 2
    )
    share = _AGENTS["large"] / _AGENTS["small"]
    yield within("152 agents against 47, by the head, six months each", 1.3, six / few / share, "", 2)


def _check(repo: Path, *month: str) -> list[Run]:
    command = (ROTA, "check", *month, "--repo", str(repo), "--format", "concise")
    must_run(command, repo.with_suffix(".warm"), (0, 1))
    return [must_run(command, repo.with_suffix(".printed"), (0, 1)) for _ in range(_RUNS)]


def _seconds(runs: list[Run]) -> float:
    return median(run.wall for run in runs)


def _processor(runs: list[Run]) -> float:
    return median(run.processor for run in runs)
