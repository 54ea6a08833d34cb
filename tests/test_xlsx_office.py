"""LibreOffice reads the workbook as we mean it, and prints it."""

from pathlib import Path
from typing import Any

from rota.show.xlsx.book import to_xlsx
from rota.show.xlsx.layout import BY_AGENT, CHANGES, ROTA
from tests.test_xlsx_safe import HOSTILE, crowd
from tests.xlsx_world import changed


def test_it_shows_codes_with_their_signs_and_prints_a_page(office: Any, pdf: Any, tmp_path: Path):
    book = tmp_path / "rota.xlsx"
    book.write_bytes(to_xlsx(changed()))
    sheets = office.sheets(book, tmp_path / "csv")
    ann, bob = sheets[ROTA][6:8]
    assert ann[:7] == ["ann", "Ann Example", "Ep~", "Ep!", "Ep*!", "Ep", "Ep"]
    assert bob[2:9] == ["Lp", "Lp", "Lp", "v", "v", ".", "."]
    assert sheets[ROTA][4][:5] == ["Agent", "Name", "1", "2", "3"]
    assert sheets[ROTA][6][16:] == ["10", "1", "0", "87.00", "-1.00"]
    assert sheets[ROTA][13][1:4] == ["phones (p)", "0", "-1"]
    assert sheets[BY_AGENT][4][:6] == ["ann", "Ann Example", "Phones", "1 Jun 2026", "Mon", "Ep~"]
    assert sheets[CHANGES][4][:3] == ["1 Jun 2026", "ann", "Ann Example"]
    paper = office.pdf(book, tmp_path / "pdf")
    texts = pdf.pages(paper)
    assert len(texts) == 6
    assert set(pdf.sizes(paper)) == {(420, 297), (297, 420)}
    for at, text in enumerate(texts, 1):
        assert "the published rota of town 2026-06, version 3" in text
        assert f"page {at} of 6" in text
    (line,) = (line for line in texts[0].splitlines() if line.split()[:1] == ["ann"])
    assert line.split()[:8] == ["ann", "Ann", "Example", "Ep~", "Ep!", "Ep*!", "Ep", "Ep"]


def test_it_takes_no_name_for_a_formula(office: Any, tmp_path: Path):
    book = tmp_path / "hostile.xlsx"
    book.write_bytes(to_xlsx(crowd()))
    table = {row[0]: row[1] for row in office.sheets(book, tmp_path / "csv")[ROTA] if len(row) > 1}
    assert {f"a{at}": table[f"a{at}"] for at in range(len(HOSTILE))} == {
        f"a{at}": name for at, name in enumerate(HOSTILE)
    }
