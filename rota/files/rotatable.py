"""The tables of a rota or draft file, as the reader and the schema know them."""

from typing import Literal

from pydantic import Field

from rota.domain.table import Day, Id, Table


class EditTable(Table):
    """``[[edit]]``: one change by hand."""

    agent: Id
    day: Day
    before: str
    after: str
    by: str


class RotaTable(Table):
    """A rota or draft file, as editors and the schema know it."""

    format: Literal[1]
    group: Id
    month: str = Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")
    made: dict[str, str | int] = Field(default_factory=dict)
    cells: dict[Id, dict[str, str]]
    pins: dict[Id, dict[str, str]] = Field(default_factory=dict)
    edit: tuple[EditTable, ...] = ()
