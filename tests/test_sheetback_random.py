"""Whatever is edited comes back as exactly that: random edits, rows in any order, and through LibreOffice."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from rota.domain.cell import Cell, Kind
from rota.domain.facts import Facts
from rota.files.repository import Repository
from rota.show.xlsx.layout import FIRST_AGENT_ROW, ROTA
from rota.work.choose import choose
from rota.work.importing.grid import Grid
from rota.work.importing.xlsx import read_sheet_of
from rota.work.sheetback.back import read_back
from rota.work.sheetback.codes import Codes
from rota.work.sheetback.edits import edits_of
from rota.work.sheetback.origin import Origin, origin_of
from rota.work.sheetback.table import table_of
from rota.work.situation import facts_of
from tests.living_world import GROUP, MONTH
from tests.sheetback_world import column_of, drafted, edited, exported, published

Key = tuple[str, date]
FACTS = (Kind.LEAVE, Kind.ABSENT, Kind.CLOSED)


class World:
    """One exported workbook, read once."""

    def __init__(self, root: Path) -> None:
        path = exported(root)
        found = origin_of(path)
        assert found is not None
        self.origin: Origin = found
        self.grid = read_sheet_of(path, ROTA)
        repo = Repository.open(root)
        chosen = choose(repo, GROUP, MONTH)
        self.facts: Facts = facts_of(repo, GROUP, MONTH, draft=chosen.file)
        self.codes = Codes(self.facts)
        self.free = [key for key, cell in found.cells.items() if cell.kind not in FACTS]
        self.rows = {row[0]: at for at, row in enumerate(self.grid.rows) if row and row[0] in found.agents}


@cache
def worlds() -> tuple[World, ...]:
    from tempfile import mkdtemp

    return tuple(World(make(Path(mkdtemp()))) for make in (drafted, published))


@some.composite
def edited_sheets(draw: Any) -> tuple[World, Grid, Mapping[Key, str]]:
    """A workbook with random codes in random cells, agents in a random order."""
    world: World = draw(some.sampled_from(worlds()))
    codes = draw(
        some.dictionaries(some.sampled_from(world.free), some.sampled_from(world.codes.allowed), max_size=40)
    )
    rows = [list(row) for row in world.grid.rows]
    for (agent, day), code in codes.items():
        rows[world.rows[agent]][column_of(str(day)) - 1] = code
    below = draw(some.permutations(rows[FIRST_AGENT_ROW - 1 :]))
    return world, Grid(world.grid.file, ROTA, [*rows[: FIRST_AGENT_ROW - 1], *below]), codes


@settings(deadline=None)
@given(edited_sheets())
def test_random_edits_come_back_as_exactly_those(drawn: tuple[World, Grid, Mapping[Key, str]]) -> None:
    world, grid, codes = drawn
    found = edits_of(table_of(grid, world.origin), world.origin, world.codes, lambda *_: "")
    assert found.findings == []
    wanted = {key: code for key, code in codes.items() if code != world.codes.of(world.origin.cells[key])}
    assert {edit.key: world.codes.of(edit.cell) for edit in found.cells} == wanted
    assert all(edit.was == world.origin.cells[edit.key] for edit in found.cells)
    assert all(grid.rows[edit.row][edit.column] == wanted[edit.key] for edit in found.cells)
    assert (found.notes, found.pins) == ([], [])


@settings(deadline=None)
@given(some.text(max_size=8))
def test_whatever_is_typed_is_a_cell_or_is_named(text: str) -> None:
    codes = worlds()[0].codes
    typed = codes.read(text)
    assert (typed.cell is None) == bool(typed.why)
    assert (typed.cell is None) == bool(typed.fix)
    if typed.cell is not None:
        assert codes.of(typed.cell) == typed.plain


def test_every_code_is_read_as_the_cell_whose_code_it_is() -> None:
    for world in worlds():
        for code in world.codes.allowed:
            cell = world.codes.read(code).cell
            assert isinstance(cell, Cell)
            assert world.codes.of(cell) == code


def test_a_workbook_that_libreoffice_has_saved_comes_back(office: Any, tmp_path: Path) -> None:
    root = published(tmp_path)
    path = edited(
        exported(root), ("a2", "2026-12-14", "EP"), ("a4", "2026-12-21", "."), ("a5", "2026-12-22", "mr")
    )
    (saved,) = office.convert(path, "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved")
    origin = origin_of(saved)
    assert origin is not None
    back = read_back(Repository.open(root), origin)
    assert {(agent, str(day)): str(cell) for (agent, day), cell in back.wanted.items()} == {
        ("a2", "2026-12-14"): "early phones",
        ("a4", "2026-12-21"): "off",
        ("a5", "2026-12-22"): "middle reception",
    }
    assert back.notes == ('read: Rota!Y11 "mr" as MR',)


def test_one_that_nobody_edited_comes_back_from_libreoffice_as_it_was(office: Any, tmp_path: Path) -> None:
    root = drafted(tmp_path)
    (saved,) = office.convert(exported(root), "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved")
    origin = origin_of(saved)
    assert origin is not None
    back = read_back(Repository.open(root), origin)
    assert (back.edits, back.pins, back.notes) == ((), (), ())
