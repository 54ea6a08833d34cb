"""How fast a published month lives: finding a swap, approving one, mending a bad morning, as whole processes."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.months import EXAMPLE
from tests.benchmarks.processes import ROTA, Run, must_run
from tests.benchmarks.table import Figure, within

MONTH = "2026-06"
"""The last published month of the example."""

_FRIDAY, _TUESDAY = "2026-06-05T08:00:00+01:00", "2026-06-09T07:40:00+01:00"
_RUNS = 5
_ILL = ("a027", "a033", "a034")
"""Three of the seven who have a desk in the service centre's hall that morning."""


def life(folder: Path) -> Iterator[Figure]:
    """Find, request, accept and approve swaps; then three people are ill, and the day is mended."""
    EXAMPLE.make(folder)
    find = [_rota(folder, _FRIDAY, "swap", "find", "2026-06-15", "--agent", "a005") for _ in range(_RUNS)]
    yield within(f"swap find, 47 agents, median of {_RUNS}", 1.5, median(run.wall for run in find), "s", 2)
    yield within("  processor seconds, median", None, median(run.processor for run in find), "s", 2)
    approvals = [_approved(folder, day) for day in ("15", "16", "17", "22", "24")]
    yield within(f"swap approve, median of {_RUNS}", 1.0, median(run.wall for run in approvals), "s", 2)
    yield within("  processor seconds, median", None, median(run.processor for run in approvals), "s", 2)
    for agent in _ILL:
        _rota(folder, _TUESDAY, "absence", "add", agent, "2026-06-09", "2026-06-09", "--as", "a027")
    repair = _rota(folder, _TUESDAY, "repair", MONTH, "--day", "2026-06-09", "--as", "a035")
    yield within("repair of three absences on one day", 15, repair.wall, "s", 1)
    yield within("  processor seconds", None, repair.processor, "s", 1)
    proven = sum("Proven" in line for line in repair.printed.splitlines())
    yield Figure("  options proven", "", str(proven))


def _approved(folder: Path, day: str) -> Run:
    """The run that approves a swap with whoever is found to do the least harm."""
    date = f"2026-06-{day}"
    found = _rota(folder, _FRIDAY, "swap", "find", date, "--agent", "a005").printed
    partner = found.rpartition("--with ")[2].split()[0]
    _rota(folder, _FRIDAY, "swap", "request", "a005", date, "--with", partner, "--as", "a005")
    id = max((folder / "changes").iterdir(), key=lambda matter: matter.stat().st_mtime).name
    _rota(folder, _FRIDAY, "swap", "accept", id, "--as", partner)
    leader = "a008" if partner == "a001" else "a001"
    return _rota(folder, _FRIDAY, "swap", "approve", id, "--yes", "--as", leader)


def _rota(folder: Path, now: str, *args: str) -> Run:
    return must_run(
        ("env", f"ROTA_NOW={now}", ROTA, *args, "--repo", str(folder)), folder.with_suffix(".life")
    )
