"""Worlds of the cases: the tables that lie under a drawing, and how letters are read in them.

``README.md`` of this folder is the format; ``world.toml`` the small world that lies under all others.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from rota.domain.cell import Cell, parse_cell

WORLD_KEYS = frozenset({"start", "legend", "centre", "people", "history", "demand", "calendar"})
OWN_WORLD = "world.toml"
NO_CELL = "-"
OPEN = "?"
"""The last day of what goes on until nobody knows when."""
_DAYS = re.compile(
    r"(?P<agent>\S+) (?P<first>-?\d+)(\.\.(?P<last>-?\d+|\?))?(?P<said> asked| morning| afternoon)?"
)

Drawn = Mapping[str, Any]
Row = dict[date, Cell]


class CaseError(Exception):
    """A case is drawn wrongly; the message says where."""


@cache
def small_world() -> Drawn:
    """The tables of ``world.toml``."""
    return tomllib.loads((Path(__file__).parent / OWN_WORLD).read_text("utf-8"))


def lay(over: Any, base: Any) -> Any:
    """``over`` laid over ``base``: tables by key, lists of tables by ``id``, anything else replaced."""
    if isinstance(over, Mapping) and isinstance(base, Mapping):
        return dict(base) | {key: lay(value, base.get(key)) for key, value in over.items()}
    if _has_ids(over) and _has_ids(base):
        both = {row["id"]: row for row in base}
        for row in over:
            both[row["id"]] = lay(row, both.get(row["id"]))
        return list(both.values())
    return over


def _has_ids(rows: Any) -> bool:
    return (
        isinstance(rows, list)
        and bool(rows)
        and all(isinstance(row, Mapping) and "id" in row for row in rows)
    )


@dataclass(frozen=True)
class World:
    """The tables of a world with everything laid over it, and how to read drawings in it."""

    tables: Drawn

    @classmethod
    def of(cls, *overlays: Drawn) -> "World":
        """The small world with ``overlays`` laid over it, in order."""
        tables = small_world()
        for overlay in overlays:
            if unknown := set(overlay) - WORLD_KEYS:
                raise CaseError(f"a world has no {sorted(unknown)}; it has {sorted(WORLD_KEYS)}")
            tables = lay(overlay, tables)
        return cls(tables)

    @property
    def start(self) -> date:
        """The period's first Monday."""
        start: date = self.tables["start"]
        if start.weekday():
            raise CaseError(f"start {start} is not a Monday")
        return start

    def day(self, number: int | date) -> date:
        """Day ``number`` of the period, from 1; a date stays one."""
        return number if isinstance(number, date) else self.start + timedelta(days=number - 1)

    def row(self, letters: str, first: date) -> Row:
        """The cells that ``letters`` draw from ``first`` on."""
        drawn = "".join(letters.replace("|", "").split())
        return {
            first + timedelta(days=at): self.cell(letter)
            for at, letter in enumerate(drawn)
            if letter != NO_CELL
        }

    def cell(self, letter: str) -> Cell:
        """The cell that a letter stands for."""
        legend = self.tables["legend"]
        if letter not in legend:
            raise CaseError(f'no cell has the letter "{letter}"; there are {" ".join(legend)}')
        return parse_cell(legend[letter])

    def days(self, text: str) -> Iterator[tuple[str, date]]:
        """The cells that ``ann 3..5`` names."""
        found = _DAYS.fullmatch(text)
        if found is None:
            raise CaseError(f'"{text}" names no days; write "ann 3" or "ann 3..5"')
        first = int(found["first"])
        last = first if found["last"] in (None, OPEN) else int(found["last"])
        for number in range(first, last + 1):
            yield found["agent"], self.day(number)
