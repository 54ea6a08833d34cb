"""Workbooks that rota exported, edited as a leader edits them, and brought back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rota.domain.audience import Audience
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.show.xlsx.book import to_xlsx
from rota.show.xlsx.layout import DATES_ROW, FIRST_AGENT_ROW, FIRST_DAY_COLUMN, ID_COLUMN, ROTA
from rota.work.edition.edition import Wanted, edition_of
from tests.cli_helpers import Ran, rota, tiny, with_draft
from tests.living_world import GROUP, MONTH, NOW
from tests.test_plan_command import keep_rules
from tests.torn_commands import small

Change = Callable[[Worksheet], None]
PERIOD = Period.of_month(MONTH)


def drafted(folder: Path) -> Path:
    """A centre with one draft, everybody early at home, and few rules."""
    root = with_draft(tiny(folder))
    keep_rules(root, "trained", "agreed-limits", "daily-rest", "leave-kept", "absence-cap", "cover")
    return root


def published(folder: Path) -> Path:
    """The same centre with its December published, and few rules."""
    return small(folder)


def exported(root: Path, audience: Audience = Audience.LEADER, **more: Any) -> Path:
    """The month's workbook, beside the repository."""
    path = root.parent / f"{audience.value}.xlsx"
    path.write_bytes(to_xlsx(edition_of(Repository.open(root), Wanted(MONTH, audience, **more))))
    return path


def row_of(sheet: Worksheet, agent: str) -> int:
    """The row of an agent in the sheet Rota."""
    rows = range(FIRST_AGENT_ROW, sheet.max_row + 1)
    return next(row for row in rows if sheet.cell(row, ID_COLUMN).value == agent)


def column_of(day: str) -> int:
    """The column of a day."""
    return FIRST_DAY_COLUMN + (date.fromisoformat(day) - PERIOD.start).days


def edited(path: Path, *cells: tuple[str, str, Any], change: Change | None = None) -> Path:
    """The workbook with other codes in some cells, and with whatever else ``change`` does to its sheet Rota."""
    book = load_workbook(path)
    sheet = book[ROTA]
    for agent, day, code in cells:
        sheet.cell(row_of(sheet, agent), column_of(day)).value = code
    if change:
        change(sheet)
    target = path.with_name("edited.xlsx")
    book.save(target)
    return target


def date_cell(sheet: Worksheet, day: str) -> Any:
    """The cell that heads a day."""
    return sheet.cell(DATES_ROW, column_of(day))


def back(root: Path, path: Path, *more: object, by: str = "a3", now: str = NOW) -> Ran:
    """``rota import`` of that workbook by a leader."""
    ran = rota("import", path, *more, "--as", by, "--repo", root, ROTA_NOW=now)
    return Ran(ran.code, ran.out.replace(f"{path.parent}/", ""), ran.err.replace(f"{path.parent}/", ""))


def files(root: Path) -> dict[str, bytes]:
    """All that stands in the repository."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def draft_of(root: Path, number: int = 1) -> Any:
    """A draft as it stands."""
    return Repository.open(root).draft(GROUP, MONTH, number)
