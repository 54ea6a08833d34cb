"""How fast small commands are as whole processes, and what they do not load."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.months import Month
from tests.benchmarks.plans import Planned
from tests.benchmarks.processes import PYTHON, ROOT, ROTA, Run, must_run
from tests.benchmarks.table import Figure, within

_CHECKS, _PAIRS = 9, 15
_HEAVY = ("ortools", "pandas", "numpy", "holidays")

_BARE = '''
import typer
import rich

app = typer.Typer(rich_markup_mode="rich")

@app.callback()
def root() -> None:
    """A program that does nothing."""
'''

_BARE_COMMAND = '''
@app.command("command-{at}")
def command_{at}(name: str, count: int = 1) -> None:
    """Does nothing, for the {at}th time."""
'''

_LOADED = """
import sys
from rota.cli.main import main
try:
    main()
except SystemExit:
    print("\\nloaded", *sorted(set({heavy}) & set(sys.modules)))
"""


def check(month: Month, planned: Planned) -> Iterator[Figure]:
    """``rota check`` of a planned month, several times after one run to warm up; 1 means findings."""
    command = _check_command(month, planned)
    must_run(command, planned.folder.with_suffix(".check"), (0, 1))
    runs = [must_run(command, planned.folder.with_suffix(".check"), (0, 1)) for _ in range(_CHECKS)]
    wall, processor = [done.wall for done in runs], [done.processor for done in runs]
    yield within(f"rota check, whole process, median of {_CHECKS}", 0.5, median(wall), "s", 2)
    yield within("  the fastest and", None, min(wall), "s", 2)
    yield within("  the slowest", None, max(wall), "s", 2)
    yield within("  processor seconds, median", None, median(processor), "s", 2)
    yield imports("rota check", command, planned.folder.with_suffix(".check"))


def help_pages(folder: Path) -> Iterator[Figure]:
    """``rota --help`` against a bare program with as many commands, run in turn."""
    bare, commands = _bare(folder)
    printed = folder / "help.txt"
    ours = (ROTA, "--help")
    pairs = [(must_run(ours, printed), must_run(bare, printed)) for _ in range(_PAIRS + 1)][1:]
    yield Figure("commands of each program", "", str(commands))
    plain = [must_run((PYTHON, "-c", "pass"), printed).wall for _ in range(_PAIRS)]
    yield within("Python that does nothing, for scale", None, median(plain), "s", 3)
    yield within(f"rota --help, median of {_PAIRS}", None, median(one.wall for one, _ in pairs), "s", 3)
    yield within("  the bare program", None, median(other.wall for _, other in pairs), "s", 3)
    yield within("  ratio, median over pairs", 1.5, _ratio(pairs, "wall"), "", 2)
    yield within("  the same of processor seconds", None, _ratio(pairs, "processor"), "", 2)
    yield imports("rota --help", ours, printed)


def completions(folder: Path) -> Iterator[Figure]:
    """What a shell waits for when it completes a word, as a whole process: B-town with 600 matters of leave."""
    root = folder / "complete"
    shutil.copytree(ROOT / "examples" / "b-town", root)
    request = next((root / "leave").glob("*/1.toml")).read_text("utf-8")
    for at in range(600):
        (root / "leave" / f"matter-{at}").mkdir()
        (root / "leave" / f"matter-{at}" / "1.toml").write_text(request, encoding="utf-8")
    asked = {
        "agents": ("show", "--agent", ""),
        "months": ("show", ""),
        "rules": ("explain", ""),
        "cells": ("set", "a001", "2026-06-01", ""),
        "open matters": ("leave", "approve", ""),
    }
    for what, words in asked.items():
        command = ("env", "ROTA_COMPLETING=bash", ROTA, "--repo", str(root), *words)
        runs = [must_run(command, folder / "complete.txt") for _ in range(_PAIRS + 1)][1:]
        offered = len(runs[0].printed.splitlines())
        title = f"{offered} {what} completed, whole process, median of {_PAIRS}"
        yield within(title, 0.15, median(run.wall for run in runs), "s", 3)


def _check_command(month: Month, planned: Planned) -> tuple[str, ...]:
    return (ROTA, "check", month.month, "--repo", str(planned.folder))


def _ratio(pairs: list[tuple[Run, Run]], field: str) -> float:
    return float(median(getattr(one, field) / getattr(other, field) for one, other in pairs))


def _bare(folder: Path) -> tuple[tuple[str, ...], int]:
    """A program that does nothing, as a compiled module behind a short script, as ours is installed."""
    from rota.cli.main import app

    commands = len(app.registered_commands) + len(app.registered_groups)
    source = _BARE + "".join(_BARE_COMMAND.format(at=at) for at in range(commands))
    (folder / "bare_program.py").write_text(source, encoding="utf-8")
    script = folder / "bare"
    script.write_text("from bare_program import app\napp()\n", encoding="utf-8")
    return (sys.executable, str(script), "--help"), commands


def imports(title: str, command: tuple[str, ...], printed: Path) -> Figure:
    """Which of the heavy packages ``command`` loads."""
    program = (PYTHON, "-c", _LOADED.format(heavy=_HEAVY), *command[1:])
    last = must_run(program, printed).printed.splitlines()[-1]
    loaded = last.split()[1:]
    what = f"{title} loads, of {', '.join(_HEAVY)}"
    return Figure(what, "none", ", ".join(loaded) or "none", not loaded)
