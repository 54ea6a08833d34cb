"""``make mutants``: change the rules and the referee one place at a time, and see whether any test notices.

    python -m tests.mutants [--jobs N] [--quick] [FILE, RULE or CODE ...]

Without names, every file. With ``--quick`` only drawn cases judge: a first look, which takes some survivors for more than
they are. What is known from an earlier run is not tried again while nothing that it depends on has
changed. Exit 1 if fewer than nine mutants in ten are noticed, 2 if a test fails without any mutant.
"""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter, deque
from importlib import import_module
from pathlib import Path

from rota.packs import all_rules
from tests.mutants.judging import ROOT, Judge, files, judges, module_of
from tests.mutants.ledger import HEAD, Count, Ledger, count, equivalents, together
from tests.mutants.mutations import LEFT_OUT, Mutant, mutants
from tests.mutants.trial import Child, begin, measure

ENOUGH = 90.0
"""Percent of the mutants, those apart that are listed as doing the same."""
SLOW = 5
"""A mutant may compute so many times as long as the unchanged module, and a little more."""

EVERY = 10
"""Seconds after which what is known is written down."""


class Asked(Namespace):
    """The arguments."""

    jobs: int
    quick: bool
    only: list[str]


def main() -> int:
    """Run over the files named, or all; the exit code."""
    parser = ArgumentParser(prog="make mutants")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("only", nargs="*")
    asked = parser.parse_args(namespace=Asked())
    chosen = _chosen(asked.only)
    all_rules()
    print(f"not mutated, as a class: {LEFT_OUT}\n\n{HEAD}", flush=True)
    counts: list[Count] = []
    left: list[str] = []
    broken = False
    for file in chosen:
        found = _mutants(file)
        if (noticed := _noticed(file, found, asked)) is None:
            broken = True
            continue
        counts.append(count(file, found, noticed, equivalents()))
        print(counts[-1].row(), flush=True)
        left += [_shown(one) for one in found if not noticed[one.key]]
    whole = together(counts)
    print(f"{whole.row()}\n", *left, *_same(chosen), sep="\n")
    return 2 if broken else int(whole.share < ENOUGH)


def _chosen(only: list[str]) -> list[str]:
    """The files meant by names of files, rules or codes; usage error if one means nothing."""
    known = {Path(file).stem: file for file in files()}
    for rule in all_rules():
        known[rule.name] = known[rule.code] = f"{rule.__module__.replace('.', '/')}.py"
    names = [
        name.replace("constraints/", "").removesuffix(".py") for given in only for name in given.split(",")
    ]
    if wrong := [name for name in names if name not in known]:
        sys.exit(f"no file, rule or code is named {', '.join(wrong)}; there are {', '.join(sorted(known))}")
    return list(dict.fromkeys(known[name] for name in names)) or files()


def _mutants(file: str) -> list[Mutant]:
    return mutants(file, (ROOT / file).read_text("utf-8"), import_module(module_of(file)))


def _noticed(file: str, found: list[Mutant], asked: Asked) -> dict[str, str] | None:
    """Who noticed each mutant; None, said aloud, if a judge is wrong without any."""
    ledger = Ledger.of(file)
    waiting = deque(one for one in found if one.key not in ledger.noticed)
    if not waiting:
        return ledger.noticed
    called = [judge for judge in judges(file) if judge.quick or not asked.quick]
    took, wrong = measure(called)
    if wrong:
        print(f"{file}: not judged, since these fail without any mutant: {wrong}", flush=True)
        return None
    seconds = SLOW * sum(took.values()) + 20
    running: deque[tuple[Mutant, Child]] = deque()
    survived: dict[str, str] = {}
    kept = time.monotonic()
    while waiting or running:
        while waiting and len(running) < asked.jobs:
            one = waiting.popleft()
            order = _in_order(called, took, ledger, one)
            running.append((one, begin(one, order, seconds)))
        one, child = running.popleft()
        by = child.verdict()
        (ledger.noticed if by or not asked.quick else survived)[one.key] = by
        if time.monotonic() - kept > EVERY or not (waiting or running):
            ledger.keep()
            kept = time.monotonic()
    return ledger.noticed | survived


def _in_order(called: list[Judge], took: dict[str, float], ledger: Ledger, mutant: Mutant) -> list[Judge]:
    """The judges: who noticed it last time, then those who noticed most for the time they take, then the quick."""
    last, successes = ledger.before.get(mutant.key, ""), Counter(ledger.noticed.values())

    def turn(judge: Judge) -> tuple[bool, float, float]:
        seconds = took[judge.name] + 0.001
        return judge.name != last, -successes[judge.name] / seconds, seconds

    return sorted(called, key=turn)


def _shown(mutant: Mutant) -> str:
    where = f"{mutant.file}:{mutant.line}: {mutant.function}".rstrip(": ")
    same = next((f"\n  does the same: {one.reason}" for one in equivalents() if one.means(mutant)), "")
    return f"{where}\n  - {mutant.was}\n  + {mutant.becomes}{same}\n"


def _same(chosen: list[str]) -> list[str]:
    """Lines of ``equivalent.toml`` that mean no mutant any more."""
    found = {file: _mutants(file) for file in chosen}
    stale = [one for one in equivalents() if one.file in found and not any(map(one.means, found[one.file]))]
    return [f"{one.file}: listed as equivalent, but there is no such mutant: {one.becomes}" for one in stale]


if __name__ == "__main__":
    sys.exit(main())
