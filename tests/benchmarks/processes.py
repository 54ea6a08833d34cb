"""Run one program to its end and say what it took."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
ROTA = str(Path(PYTHON).parent / "rota")
"""The installed command, as a user starts it."""


@dataclass(frozen=True)
class Run:
    """One run of a program: seconds on the clock and of the processor, exit code, what it printed, MiB at its highest."""

    began: float
    wall: float
    processor: float
    code: int
    printed: str
    memory: float


_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment of an installed program, which keeps its compiled modules."""


def run(command: Sequence[str], printed: Path) -> Run:
    """Run ``command`` in the root of the checkout; all it prints goes through the file ``printed``.

    ``began`` is by ``time.monotonic``, which all processes of a machine share.
    """
    with printed.open("wb") as out:
        began = time.monotonic()
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=_INSTALLED
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    text = printed.read_text(encoding="utf-8")
    return Run(began, wall, usage.ru_utime + usage.ru_stime, process.returncode, text, usage.ru_maxrss / 1024)


def must_run(command: Sequence[str], printed: Path, fine: Sequence[int] = (0,)) -> Run:
    """As :func:`run`; RuntimeError with what it printed if it ends with another code than ``fine``."""
    done = run(command, printed)
    if done.code not in fine:
        raise RuntimeError(f"{' '.join(command)} ended with {done.code}:\n{done.printed}")
    return done
