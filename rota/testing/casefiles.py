"""Case files: a file ``CODE.toml`` becomes cases, each with a rule, a rota and the breaks expected."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rota.domain.rota import Rota
from rota.packs import make_rule
from rota.rules import Finding, Rule
from rota.testing.drawing import DRAWN_KEYS, draw
from rota.testing.world import OWN_WORLD, WORLD_KEYS, CaseError, Drawn, World

FILE_KEYS = frozenset({"rule", "source", "level", "settings", "legend", "world", "pass", "fail"})
CASE_KEYS = frozenset({"name", "settings", "level", "breaks", "amount", "in-facts", "unknown", "says"})
_BREAK = re.compile(r"(\S+) (-|-?\d+)")

Break = tuple[str, int | None]
"""Agent (``-`` for none) and day, counted from 1."""


@dataclass(frozen=True)
class Case:
    """One drawn case. ``breaks`` is empty for a pass."""

    file: Path
    name: str
    rule: Rule
    rota: Rota
    breaks: tuple[Break, ...]
    in_facts: tuple[Break, ...] | None
    amount: int | None
    unknown: bool
    says: tuple[str, ...] | None = None

    @property
    def id(self) -> str:
        """How the tests name it."""
        return f"{self.file.stem} {self.name}"

    def where(self, finding: Finding) -> Break:
        """Agent and day of a finding, as cases write them."""
        return finding.agent or "-", self.number(finding.day)

    def number(self, day: date | None) -> int | None:
        """The number of a day in the period."""
        return None if day is None else (day - self.rota.start).days + 1


@dataclass(frozen=True)
class CaseFile:
    """The tables of one file; ``ground`` is the world of its folder, laid over the small world for every case."""

    path: Path
    tables: Mapping[str, Any]
    ground: Drawn = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "CaseFile":
        """The file at ``path``; CaseError if it is no TOML, and names keys that do not exist."""
        return cls.parse(path, path.read_text("utf-8"), ground_of(path.parent))

    @classmethod
    def parse(cls, path: Path, text: str, ground: Drawn | None = None) -> "CaseFile":
        """The tables of ``text``, whose code is the name of ``path``; CaseError as :meth:`read` does."""
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise CaseError(f"{path.name}: {error}") from error
        if unknown := set(tables) - FILE_KEYS:
            raise CaseError(f"{path.name}: no key {sorted(unknown)}; there are {sorted(FILE_KEYS)}")
        if "rule" not in tables:
            raise CaseError(f'{path.name}: no rule; its first line is rule = "NAME"')
        return cls(path, tables, ground or {})

    @property
    def code(self) -> str:
        """The code of the rule that the file is for."""
        return self.path.stem

    def drawn(self) -> list[tuple[bool, Mapping[str, Any]]]:
        """Every case's table, and whether it is a fail."""
        return [(kind == "fail", table) for kind in ("pass", "fail") for table in self.tables.get(kind, ())]

    def case(self, fails: bool, table: Mapping[str, Any]) -> Case:
        """The case that ``table`` draws."""
        try:
            return self._case(fails, table)
        except (CaseError, ValueError, KeyError) as error:
            raise CaseError(f'{self.path.name}, "{table.get("name")}": {error!r}') from error

    def _case(self, fails: bool, table: Mapping[str, Any]) -> Case:
        if unknown := set(table) - CASE_KEYS - WORLD_KEYS - DRAWN_KEYS:
            raise CaseError(f"no key {sorted(unknown)}")
        if fails != bool(table.get("breaks")):
            raise CaseError("a fail names its breaks, and a pass has none")
        overlay = {key: table[key] for key in WORLD_KEYS & set(table)}
        legend = {"legend": self.tables.get("legend", {})}
        world = World.of(self.ground, legend, self.tables.get("world", {}), overlay)
        facts = table.get("in-facts")
        return Case(
            file=self.path,
            name=table["name"],
            rule=make_rule(self._rule_table(table)),
            rota=draw(world, {key: table[key] for key in DRAWN_KEYS & set(table)}),
            breaks=_breaks(table.get("breaks", ())),
            in_facts=None if facts is None else _breaks(facts),
            amount=table.get("amount"),
            unknown=table.get("unknown", False),
            says=tuple(table["says"]) if "says" in table else None,
        )

    def _rule_table(self, table: Mapping[str, Any]) -> dict[str, Any]:
        settings = {**self.tables.get("settings", {}), **table.get("settings", {})}
        level = table.get("level", self.tables.get("level"))
        return {"use": self.tables["rule"], **({"level": level} if level else {}), **settings}


def case_files(folder: Path | str) -> list[CaseFile]:
    """Every case file in ``folder``, by code; its ``world.toml``, if it has one, is laid over the small world."""
    paths = sorted(Path(folder).glob("*.toml"))
    return [CaseFile.read(path) for path in paths if path.name != OWN_WORLD]


def cases_of(rule: str, folder: Path | str) -> list[Case]:
    """Every case of the rule of that name in ``folder``."""
    files = (file for file in case_files(folder) if file.tables["rule"] == rule)
    return [file.case(fails, table) for file in files for fails, table in file.drawn()]


def ground_of(folder: Path) -> Drawn:
    """The tables that a folder's own ``world.toml`` lays over the small world."""
    path = folder / OWN_WORLD
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def _breaks(texts: list[str] | tuple[str, ...]) -> tuple[Break, ...]:
    found = [_BREAK.fullmatch(text) for text in texts]
    if None in found:
        raise CaseError(f'breaks are written "ann 3", not {texts}')
    return tuple((match[1], None if match[2] == "-" else int(match[2])) for match in found if match)
