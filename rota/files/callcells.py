"""One line of a sheet of calls, cell by cell: what it says, or all that is wrong with it."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rota.files.callvalues import Order, Wrong, aht_of, calls_of, day_of, start_of


class Cells(NamedTuple):
    """What a line says; ``service`` is empty where the line does not say it."""

    service: str
    day: date
    start: int
    calls: int
    aht: int | None


def split(line: str, mark: str) -> list[str]:
    """The cells of a line, without quotes and the spaces around them; Wrong where a quotation mark is not closed."""
    try:
        (cells,) = csv.reader([line], delimiter=mark, strict=True)
    except csv.Error:
        raise Wrong(
            "date", "quotes", "a quotation mark is not closed on this line", "take it out, or close it"
        ) from None
    return [cell.strip() for cell in cells]


def wrong_cells(cells: Sequence[str], columns: Sequence[str], order: Order) -> list[Wrong]:
    """Everything that is wrong with ``cells``, column by column."""
    if len(cells) != len(columns):
        return [
            Wrong(
                "date",
                "cells",
                f"the line has {len(cells)} cells, and the header {len(columns)}",
                f"write {', '.join(columns)}, in this order, and numbers without a separator of thousands",
            )
        ]
    said = dict(zip(columns, cells, strict=True))
    readers: Mapping[str, Callable[[str], object]] = {
        "date": lambda text: day_of(text, order),
        "start": start_of,
        "calls": calls_of,
        "aht": aht_of,
    }
    found = []
    for column, reader in readers.items():
        try:
            reader(said.get(column, ""))
        except Wrong as wrong:
            found.append(wrong)
    return found


def read_cells(cells: Sequence[str], columns: Sequence[str]) -> Cells:
    """What ``cells`` say that have nothing wrong with them."""
    said = dict(zip(columns, cells, strict=True))
    return Cells(
        said.get("service", ""),
        day_of(said["date"]),
        start_of(said["start"]),
        calls_of(said["calls"]),
        aht_of(said.get("aht", "")),
    )
