"""Rota and draft files: one fact a line, so that one changed cell is one changed line in a diff."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rota.domain.cell import Cell, parse_cell
from rota.domain.place import Place
from rota.files.wording import basic

HEADER = "# Written by rota: change cells with `rota set`, or by hand; `rota check` judges either."
FORMAT = 1


@dataclass(frozen=True)
class Edit:
    """A change that somebody made to a cell of a draft; ``before`` and ``after`` as cells are written."""

    agent: str
    day: date
    before: str
    after: str
    by: str


@dataclass(frozen=True)
class RotaFile:
    """What a rota or draft file says.

    ``made`` tells how it came about (mode, versions, seed, limits, digest of the inputs), ``pins``
    who pinned which cell, ``edits`` what was changed by hand, in order.
    """

    group: str
    month: str
    cells: Mapping[str, Mapping[date, Cell]]
    made: Mapping[str, str | int] = field(default_factory=dict)
    pins: Mapping[str, Mapping[date, str]] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    place: Place = field(default=Place(""), compare=False)


parse_cell_once = lru_cache(maxsize=4096)(parse_cell)
"""A month has thousands of cells and a few dozen different ones."""


def dump(rota: RotaFile) -> str:
    """The text of ``rota`` as a file."""
    return "\n".join(_lines(rota)) + "\n"


def _lines(rota: RotaFile) -> Iterator[str]:
    yield HEADER
    yield f"format = {FORMAT}"
    yield f"group = {basic(rota.group)}"
    yield f"month = {basic(rota.month)}"
    yield from _table("made", rota.made.items())
    for agent, cells in rota.cells.items():
        yield from _table(f"cells.{agent}", ((str(day), str(cell)) for day, cell in sorted(cells.items())))
    for agent, pins in sorted(rota.pins.items()):
        if pins:
            yield from _table(f"pins.{agent}", ((str(day), by) for day, by in sorted(pins.items())))
    for edit in rota.edits:
        yield from ("", "[[edit]]", f"agent = {basic(edit.agent)}", f"day = {edit.day}")
        yield from (
            f"before = {basic(edit.before)}",
            f"after = {basic(edit.after)}",
            f"by = {basic(edit.by)}",
        )


def _table(name: str, pairs: Iterable[tuple[str, str | int]]) -> Iterator[str]:
    yield from ("", f"[{name}]")
    for key, value in pairs:
        yield f"{key} = {basic(value)}"
