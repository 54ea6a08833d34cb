"""How fast a large month becomes every format: what its readers look at, made in one go by a fresh process.

    python -m tests.benchmarks.formats FOLDER MONTH

prints the seconds of each as JSON, libraries loaded on the way included.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from tests.benchmarks.processes import PYTHON, ROTA, must_run
from tests.benchmarks.table import Figure, within

_RUNS = 5
_MONTH = "2026-06"
_CALENDARS = "ics, a calendar for everybody"


def formats(folder: Path) -> Iterator[Figure]:
    """152 agents, a published month: all formats together, each by itself, and two commands from their start."""
    must_run((PYTHON, "tests/benchmarks/b152.py", str(folder)), folder.with_suffix(".made"))
    runs = [_seconds(folder) for _ in range(_RUNS)]
    whole = median(sum(took for what, took in run.items() if what != _OPENED) for run in runs)
    yield within("152 agents, one month, all formats", 3, whole, "s", 2)
    for what in runs[0]:
        yield within(f"  {what}", None, median(run[what] for run in runs), "s", 2)
    for to in ("xlsx", "html"):
        output = folder.with_suffix(f".{to}")
        command = (ROTA, "export", _MONTH, "--to", to, "--output", str(output), "--repo", str(folder))
        took = median(must_run(command, folder.with_suffix(".printed")).wall for _ in range(_RUNS))
        yield within(f"rota export --to {to}, whole process", None, took, "s", 2)
    size = folder.with_suffix(".html").stat().st_size / 1e6
    yield within("  the page, 152 agents", None, size, "MB", 2)


_OPENED = "reading the repository"


def _seconds(folder: Path) -> dict[str, float]:
    printed = folder.with_suffix(".seconds")
    must_run((PYTHON, "-m", "tests.benchmarks.formats", str(folder), _MONTH), printed)
    found: dict[str, float] = json.loads(printed.read_text("utf-8"))
    return found


def main(folder: Path, month: str) -> None:
    """Make every format once and print what each took."""
    from rota.domain.audience import Audience
    from rota.files.repository import Repository
    from rota.show.ics import to_ics
    from rota.work.calendars.feeds import feeds
    from rota.work.edition.edition import Wanted, edition_of
    from rota.work.exporting.formats import FORMATS

    took: dict[str, float] = {}
    repo = _timed(took, _OPENED, lambda: Repository.open(folder))
    leader = _timed(
        took, "edition for leaders, months read", lambda: edition_of(repo, Wanted(month, Audience.LEADER))
    )
    team = _timed(took, "edition for the team", lambda: edition_of(repo, Wanted(month)))
    for name, form in FORMATS.items():
        shown = team if name == "board" else leader
        _timed(took, name, lambda form=form, shown=shown: form.make(shown))
    _timed(took, _CALENDARS, lambda: [to_ics(feed) for feed in feeds(repo, (month,))])
    print(json.dumps(took))


def _timed(took: dict[str, float], what: str, make: Callable[[], Any]) -> Any:
    start = perf_counter()
    made = make()
    took[what] = perf_counter() - start
    return made


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
