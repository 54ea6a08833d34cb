"""What judges a mutant of a module: only what is about the rules that use it.

Its cases and the examples of its page, put to checker and planner; its settings and its reach; its tiny worlds; the breaches
seeded for it; and the test files that ``judges.toml`` names. Each is one judge, which raises or returns faults where it notices anything.
"""

import ast
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rota.packs import installed, make_rule, rule_class
from rota.rules import Level
from rota.rules.page import page_of
from rota.testing import (
    Case,
    CaseFile,
    Declared,
    case_files,
    checker_faults,
    page_faults,
    planner_faults,
    worlds_in,
)
from rota.testing.checks import naming_faults
from rota.testing.compare import compare
from rota.testing.worlds import Exhausted
from tests.casefiles import CASES, WORLDS
from tests.rulefaults import leaver_faults, level_faults, reach_faults, settings_faults
from tests.seeded.holding import SEEDED, Seeded, holds

ROOT = Path(__file__).parents[2]
CHECKING = "rota/checking.py"
_NAMED = tomllib.loads((Path(__file__).parent / "judges.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Judge:
    """``run`` raises, or returns what is wrong; empty where nothing is. A drawn case is ``quick``."""

    name: str
    run: Callable[[], object]
    quick: bool = False


def files() -> list[str]:
    """Every file that is mutated, as its path from the root."""
    rules = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "constraints").glob("*.py"))
    return [CHECKING, *(file for file in rules if not file.endswith("__init__.py"))]


def module_of(file: str) -> str:
    """The module's name."""
    return file.removesuffix(".py").replace("/", ".")


@cache
def _imports() -> dict[str, frozenset[str]]:
    """Which files of the rules each of them imports."""
    return {file: frozenset(_imported(ast.parse((ROOT / file).read_text("utf-8")))) for file in files()}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            package, _, name = node.module.partition(".")
            if package == "constraints":
                yield from (
                    [f"constraints/{name}.py"]
                    if name
                    else (f"constraints/{one.name}.py" for one in node.names)
                )


def users(file: str) -> list[str]:
    """``file`` and every file of the rules that imports it, however far around."""
    found = [file]
    for one in found:
        found += [other for other, imported in _imports().items() if one in imported and other not in found]
    return found


def used(file: str) -> list[str]:
    """Every file of the rules that ``file`` imports, however far around."""
    found = [file]
    for one in found:
        found += [other for other in sorted(_imports().get(one, ())) if other not in found]
    return found[1:]


@cache
def rules_of(file: str) -> tuple[str, ...]:
    """The names of the rules that stand in ``file`` or use it; of the referee itself, all."""
    if file == CHECKING:
        return tuple(sorted(installed()))
    modules = set(map(module_of, users(file)))
    return tuple(
        sorted(name for name, entry in installed().items() if entry.value.partition(":")[0] in modules)
    )


def tests_of(file: str) -> list[str]:
    """The test files that ``judges.toml`` names for ``file``, or for a file that uses it or is used by it."""
    tables = (_NAMED.get(Path(one).stem, []) for one in (*users(file), *used(file)))
    return sorted({test for found in tables for test in found})


def judges(file: str) -> list[Judge]:
    """Everything that judges a mutant of ``file``."""
    rules = rules_of(file)
    found = [judge for name in rules for judge in _cases(name, planner=file != CHECKING)]
    if file != CHECKING:
        found += [judge for name in rules for judge in _of_rule(name)]
        found += [
            judge
            for world, level in worlds_in(WORLDS)
            if world.rule_name in rules
            for judge in _world(world, level)
        ]
        found += [
            Judge(f"seeded {one}", lambda one=one: _seeded(one)) for one in _all_seeded() if one.rule in rules
        ]
    return found + [Judge(test, lambda test=test: _tested(test)) for test in tests_of(file)]


@cache
def _all_seeded() -> tuple[Seeded, ...]:
    for path in sorted((ROOT / "tests/seeded").glob("test_*.py")):
        import_module(f"tests.seeded.{path.stem}")
    return tuple(SEEDED)


@cache
def _drawn(name: str) -> tuple[tuple[Case, dict[str, object]], ...]:
    """Every case of a rule, and the table that its rule is made of."""
    code, page = rule_class(name).code, page_of(rule_class(name))
    drawn = [
        (file, *case) for file in case_files(CASES) if file.tables["rule"] == name for case in file.drawn()
    ]
    own = CaseFile(Path(f"page of {code}.toml"), {"rule": name})
    drawn += [(own, example.fails, example.table) for example in page.examples]
    return tuple((file.case(fails, table), file._rule_table(table)) for file, fails, table in drawn)


def _cases(name: str, *, planner: bool) -> Iterator[Judge]:
    for case, table in _drawn(name):
        for half, faults in (("checker", checker_faults), ("planner", planner_faults)):
            if half == "checker" or planner:
                yield Judge(
                    f"{case.id}: {half}",
                    lambda c=case, t=table, f=faults: f(replace(c, rule=make_rule(t))),
                    quick=True,
                )


def _of_rule(name: str) -> Iterator[Judge]:
    """What is asked of every rule besides its cases."""
    (file,) = (file for file in case_files(CASES) if file.tables["rule"] == name)
    yield Judge(f"{name}: its code and names", lambda: list(naming_faults(file)), quick=True)
    yield Judge(f"{name}: its page", lambda: page_faults(rule_class(name)), quick=True)
    yield Judge(f"{name}: its settings", lambda: list(settings_faults(name)), quick=True)
    for case, table in _drawn(name):
        yield Judge(
            f"{case.id}: reach", lambda c=case, t=table: list(reach_faults(c, make_rule(t))), quick=True
        )
    for fails, table in file.drawn():
        about = f"{file.code} {table['name']}: at another level"
        yield Judge(about, lambda f=fails, t=table: level_faults(file, f, t), quick=True)
    for fails, table in dict(reversed(file.drawn())).items():
        about = f"{file.code} {table['name']}: with somebody who leaves"
        yield Judge(about, lambda f=fails, t=table: leaver_faults(file, f, t), quick=True)


def _world(world: Declared, level: Level) -> Iterator[Judge]:
    for number, exhausted in enumerate(_exhausted(world.id), 1):
        name = f"{world.id} ({level}), variant {number}"
        yield Judge(name, lambda one=exhausted: next(compare(one, one.rule(level), set()), None))


@cache
def _exhausted(identity: str) -> tuple[Exhausted, ...]:
    return next(tuple(world.exhausted()) for world, _ in worlds_in(WORLDS) if world.id == identity)


def _seeded(one: Seeded) -> None:
    with TemporaryDirectory() as folder:
        holds(one, Path(folder))


def _tested(test: str) -> str:
    arguments = [
        str(ROOT / test),
        "-x",
        "-q",
        "--no-header",
        "--no-summary",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
    ]
    return "" if (status := pytest.main(arguments)) == 0 else f"pytest exits {status}"
