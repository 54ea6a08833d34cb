"""Hostile names through the workbook, read back by openpyxl and by LibreOffice."""

import io
import zipfile

from openpyxl import load_workbook

from rota.show.edition.whole import Edition
from rota.show.xlsx.book import to_xlsx
from tests.hostile.names import FIXED
from tests.hostile.world import editions, hostile


def from_xlsx(edition: Edition) -> list[str]:
    """The names beside the ids, every cell of every sheet being what it says and no formula or link."""
    content = to_xlsx(edition)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode("utf-8", "replace")
            assert "<f>" not in text, name
            assert "TargetMode=" not in text, name
    book = load_workbook(io.BytesIO(content), read_only=True)
    rows = book["Rota"].iter_rows(max_col=2)
    cells = [list(row) for row in rows]
    assert {cell.data_type for row in cells for cell in row if cell.value is not None} <= {"s", "n"}
    found = [[cell.value for cell in row] for row in cells]
    return [name or "" for id, *rest in found if id and str(id).startswith("h0") for name in rest]


def test_every_name_comes_back_as_the_text_that_it_is():
    for edition, names in editions():
        assert from_xlsx(edition) == list(names)


def test_libreoffice_shows_each_as_text(office, tmp_path):
    path = tmp_path / "hostile.xlsx"
    edition = hostile(FIXED)
    path.write_bytes(to_xlsx(edition))
    rows = office.sheets(path, tmp_path / "out")["Rota"]
    shown = [row[1] for row in rows if row[0].startswith("h0")]
    assert [" ".join(text.split()) for text in shown] == [
        " ".join(member.name.split()) for member in edition.members
    ]
