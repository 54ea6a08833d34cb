"""Rota and draft files: one fact a line, so that one changed cell is one changed line in a diff."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import lru_cache

from rota.domain.cell import Cell, parse_cell
from rota.domain.place import Place
from rota.files.lines import facts, tables

HEADER = "# Written by rota: change cells with `rota set`, or by hand; `rota check` judges either."
BASE_HEADER = (
    "# Published by rota, and never edited again: what changes later stands in changes/, leave/ and absence/."
)
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
    who pinned which cell, ``edits`` what was changed by hand, in order. Of a published rota as it
    stands now, ``places`` says where each changed cell was changed. ``gone`` are cells of agents who
    belonged to the group and do not any more on that day: they are read, and not written again.
    """

    group: str
    month: str
    cells: Mapping[str, Mapping[date, Cell]]
    made: Mapping[str, str | int] = field(default_factory=dict)
    pins: Mapping[str, Mapping[date, str]] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    place: Place = field(default=Place(""), compare=False)
    places: Mapping[tuple[str, date], Place] = field(default_factory=dict, compare=False)
    gone: Mapping[str, Mapping[date, Cell]] = field(default_factory=dict, compare=False)


parse_cell_once = lru_cache(maxsize=4096)(parse_cell)
"""A month has thousands of cells and a few dozen different ones."""


def dump(rota: RotaFile, header: str = HEADER) -> str:
    """The text of ``rota`` as a file that begins with the line ``header``."""
    whole = {
        "format": FORMAT,
        "group": rota.group,
        "month": rota.month,
        "made": dict(rota.made),
        "cells": {agent: _by_day(cells) for agent, cells in rota.cells.items()},
        "pins": {agent: _by_day(pins) for agent, pins in sorted(rota.pins.items()) if pins},
    }
    filled = {key: value for key, value in whole.items() if key != "pins" or value}
    return f"{header}\n{facts(filled)}" + "".join(tables("edit", (asdict(edit) for edit in rota.edits)))


def _by_day(values: Mapping[date, object]) -> dict[str, str]:
    return {str(day): str(value) for day, value in sorted(values.items())}
