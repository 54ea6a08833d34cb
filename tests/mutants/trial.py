"""A mutant on trial: in a forked child whose modules are the mutant's, judge after judge until one notices."""

import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from rota import packs
from tests.mutants.judging import ROOT, Judge, module_of, users
from tests.mutants.mutations import Mutant

MEMORY = 6 << 30
"""Bytes of address space: a mutant that fills them is noticed by running out."""
NOBODY = ""
CLOCK = "the clock"


@dataclass
class Child:
    """A trial under way."""

    pid: int
    reader: int

    def verdict(self) -> str:
        """Which judge noticed; empty if none did. Waits until it is known."""
        with os.fdopen(self.reader, encoding="utf-8") as pipe:
            said = pipe.read()
        _, status = os.waitpid(self.pid, 0)
        if os.WIFSIGNALED(status):
            return (
                CLOCK if os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM) else "a crash of the solver"
            )
        return said


def begin(mutant: Mutant, judges: Sequence[Judge], seconds: float) -> Child:
    """Put ``mutant`` on trial in a child that may compute for so many seconds."""
    return _fork(lambda: _noticed(mutant, judges), seconds)


def measure(judges: Sequence[Judge]) -> tuple[dict[str, float], str]:
    """How many seconds of computing each judge takes without any mutant, and those that are wrong even so."""

    def run() -> str:
        lines = []
        for judge in judges:
            before = time.process_time()
            wrong = _finds(judge)
            lines.append(f"{time.process_time() - before:.4f} {wrong:d} {judge.name}")
        return "\n".join(lines)

    rows = [line.split(" ", 2) for line in _fork(run, 3600).verdict().splitlines()]
    return {name: float(took) for took, _, name in rows}, ", ".join(
        name for _, wrong, name in rows if wrong == "1"
    )


def _fork(run: Callable[[], str], seconds: float) -> Child:
    reader, writer = os.pipe()
    sys.stdout.flush()
    if pid := os.fork():
        os.close(writer)
        return Child(pid, reader)
    os.close(reader)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * 20)
    try:
        with os.fdopen(writer, "w", encoding="utf-8") as pipe:
            pipe.write(run())
    finally:
        os._exit(0)
    raise AssertionError


def _noticed(mutant: Mutant, judges: Sequence[Judge]) -> str:
    try:
        _become(mutant)
    except BaseException:
        return "loading it"
    return next((judge.name for judge in judges if _finds(judge)), NOBODY)


def _finds(judge: Judge) -> bool:
    try:
        return bool(judge.run())
    except BaseException:
        return True


def _become(mutant: Mutant) -> None:
    """Put the mutant in its module's place, and have all that uses it read anew."""
    names = [module_of(file) for file in users(mutant.file)]
    old = {name: sys.modules.pop(name, None) for name in names}
    _load(names[0], mutant)
    packs.rule_class.cache_clear()
    for name in names:
        _rebind(old[name], import_module(name))


def _load(name: str, mutant: Mutant) -> None:
    module = ModuleType(name)
    module.__file__ = str(ROOT / mutant.file)
    module.__package__, _, last = name.rpartition(".")
    sys.modules[name] = module
    setattr(sys.modules[module.__package__], last, module)
    exec(compile(mutant.text, module.__file__, "exec"), module.__dict__)  # noqa: S102


def _rebind(old: ModuleType | None, new: ModuleType) -> None:
    """Whoever holds something of the old module by name holds the new one's."""
    held = (
        {
            id(value): name
            for name, value in vars(old).items()
            if getattr(value, "__module__", "") == new.__name__
        }
        if old
        else {}
    )
    for module in [
        one for name, one in sys.modules.items() if name.split(".")[0] in ("rota", "tests") and one is not new
    ]:
        for name, value in list(vars(module).items()):
            if id(value) in held and hasattr(new, held[id(value)]):
                setattr(module, name, getattr(new, held[id(value)]))
