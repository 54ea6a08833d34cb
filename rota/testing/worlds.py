"""Tiny worlds to be exhausted: a file ``CODE.toml``, drawn as cases are.

A world's rota has a ``?`` for each cell that is free; every other letter is a fact. ``alphabet``
are the letters that a free cell may have. ``variants`` are tables laid over the world one at a time, and
``sampled-pasts`` asks for so many more whose past cells are drawn by a seeded generator.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from rota.domain.cell import Cell
from rota.domain.duties import duty
from rota.domain.rota import Rota
from rota.model.exact import Choice
from rota.packs import make_rule
from rota.rules import CellKey, Level, Rule
from rota.testing.casefiles import ground_of
from rota.testing.drawing import DRAWN_KEYS, draw
from rota.testing.world import OWN_WORLD, WORLD_KEYS, CaseError, Drawn, World, lay

FREE = "?"
OWN_KEYS = frozenset(
    {"name", "settings", "levels", "alphabet", "variants", "sampled-pasts", "past-letters", "past-days"}
)


@dataclass(frozen=True)
class Exhausted:
    """A world with its facts, its free cells and what each may be."""

    rota: Rota
    free: tuple[CellKey, ...]
    alphabet: tuple[Cell, ...]
    settings: Mapping[str, Any]

    def rule(self, level: Level) -> Rule:
        """The world's rule at ``level``."""
        return make_rule({**self.settings, "level": level})

    def choices(self) -> Iterator[Choice]:
        """Every way to fill the free cells."""
        return product(self.alphabet, repeat=len(self.free))

    def duties(self, cells: Iterable[Cell]) -> Choice:
        """``cells`` without what the planner places in them, breaks and work that can wait: what it decides cell by cell."""
        return tuple(duty(cell, self.rota.facts.demand) for cell in cells)

    def with_cells(self, choice: Choice) -> Rota:
        """The rota with its free cells filled."""
        cells = {agent: dict(row) for agent, row in self.rota.cells.items()}
        for (agent, day), cell in zip(self.free, choice, strict=True):
            cells[agent][day] = cell
        return Rota(self.rota.facts, cells)


@dataclass(frozen=True)
class Declared:
    """One ``[[world]]`` of a rule: several exhausted worlds, one for each variant."""

    code: str
    rule_name: str
    table: Mapping[str, Any]
    ground: Drawn = field(default_factory=dict)

    @property
    def id(self) -> str:
        """How the tests name it."""
        return f"{self.code} {self.table['name']}"

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels at which checker and encoder are compared."""
        return tuple(Level(level) for level in self.table["levels"])

    def exhausted(self) -> list[Exhausted]:
        """The world in each of its variants."""
        return [self._exhaust(variant) for variant in (*self._declared_variants(), *self._sampled_pasts())]

    def _declared_variants(self) -> list[Mapping[str, Any]]:
        return self.table.get("variants") or [{}]

    def _sampled_pasts(self) -> Iterator[Mapping[str, Any]]:
        random = Random(self.id)  # noqa: S311 - repeatable, not secret
        letters, length = self.table.get("past-letters", "W."), self.table.get("past-days", 14)
        for _ in range(self.table.get("sampled-pasts", 0)):
            yield {
                "before": {agent: "".join(random.choices(letters, k=length)) for agent in self.table["rota"]}
            }

    def _exhaust(self, variant: Mapping[str, Any]) -> Exhausted:
        table = lay(variant, {key: value for key, value in self.table.items() if key != "variants"})
        if unknown := set(table) - OWN_KEYS - WORLD_KEYS - DRAWN_KEYS:
            raise CaseError(f"{self.id}: no key {sorted(unknown)}")
        world = World.of(self.ground, {key: table[key] for key in WORLD_KEYS & set(table)})
        rows = {agent: "".join(row.replace("|", "").split()) for agent, row in table["rota"].items()}
        drawn = {key: table[key] for key in DRAWN_KEYS & set(table)} | {
            "rota": {agent: row.replace(FREE, ".") for agent, row in rows.items()},
            "facts": [f"{agent} {at}" for agent, row in rows.items() for at in _facts(row)],
        }
        free = tuple((agent, world.day(at)) for agent, row in rows.items() for at, _ in _places(row, FREE))
        alphabet = tuple(world.cell(letter) for letter in table["alphabet"])
        return Exhausted(
            draw(world, drawn), free, alphabet, {"use": self.rule_name, **table.get("settings", {})}
        )


def _places(row: str, letters: str) -> Iterator[tuple[int, str]]:
    return ((at, letter) for at, letter in enumerate(row, 1) if letter in letters)


def _facts(row: str) -> list[int]:
    return [at for at, letter in enumerate(row, 1) if letter not in f"{FREE}-"]


def declared(folder: Path | str) -> list[Declared]:
    """Every world declared in ``folder``, by code; CaseError where a file is no TOML or names no rule."""
    paths = [path for path in sorted(Path(folder).glob("*.toml")) if path.name != OWN_WORLD]
    return [world for path in paths for world in _declared(path)]


def _declared(path: Path) -> list[Declared]:
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        ground = ground_of(path.parent)
        return [Declared(path.stem, tables["rule"], table, ground) for table in tables["world"]]
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{path.name}: {error}") from error
    except KeyError as error:
        raise CaseError(f"{path.name}: a file of worlds has a rule and at least one [[world]]") from error
