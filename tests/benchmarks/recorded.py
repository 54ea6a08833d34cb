"""Run one ``rota plan`` as it is, and note when its answers came and what it took.

    python -m tests.benchmarks.recorded NOTES rota-arguments...

The command is the real one; only its call of the solver is watched. A process of its own, so that
peak memory is this plan's. NOTES is written as JSON, times by ``time.monotonic``.
"""

import json
import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

Notes = dict[str, Any]

_KIB = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of ``ru_maxrss``."""


def main(notes_file: Path, arguments: list[str]) -> None:
    """Run rota with ``arguments``, leave with its exit code, and write what was noted."""
    from rota.cli.main import main as rota

    notes: Notes = {}
    sys.argv = ["rota", *arguments]
    try:
        with patch("rota.work.planning.solving.solve", _noting(notes)):
            rota()
    finally:
        notes["own"], notes["child"] = (
            resource.getrusage(who).ru_maxrss * _KIB
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        notes_file.write_text(json.dumps(notes), encoding="utf-8")


def _noting(notes: Notes) -> Any:
    """``rota.model.run.solve``, noting when its first rota was seen and what it ended with."""
    from rota.model.child import Task
    from rota.model.result import Outcome, Progress
    from rota.model.run import Watch, solve

    def noted(task: Task, watch: Watch) -> Outcome:
        def watched(seconds: float, best: Progress | None) -> None:
            if best is not None:
                notes.setdefault("first", time.monotonic())
            watch(seconds, best)

        outcome = solve(task, watched)
        notes["ended"] = time.monotonic()
        notes["workers"] = task.limits.workers
        notes["solving"], notes["first_after"] = outcome.seconds, outcome.first_after
        notes["stages"] = [asdict(stage) for stage in outcome.stages]
        return outcome

    return noted


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
