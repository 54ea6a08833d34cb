"""``rota export --to xlsx`` on a copy of the small example."""

import subprocess
import sys
from pathlib import Path

import pytest

from rota.show.xlsx.layout import ORIGIN, ROTA
from tests.cli_helpers import MONTH, rota, tiny, with_draft
from tests.xlsx_world import read, rows


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return with_draft(tiny(tmp_path))


def test_a_workbook_is_written_and_the_same_again(repo: Path, tmp_path: Path):
    books = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for book in books:
        ran = rota("export", MONTH, "--to", "xlsx", "--for", "leader", "--output", book, "--repo", repo)
        assert (ran.code, ran.out) == (0, "")
        assert ran.err == f"This is draft 1 of town-hall 2026-12, for leaders, written to {book}.\n"
    assert books[0].read_bytes() == books[1].read_bytes()
    book = read(books[0].read_bytes())
    assert book[ROTA]["A1"].value == "Rota: Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)"
    assert [row[0] for row in rows(book[ROTA])[6:12]] == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert dict(row for row in rows(book[ORIGIN])[:5]) == {
        "format": "rota-sheet/1",
        "group": "town-hall",
        "month": MONTH,
        "for": "leader",
        "version": "draft 1",
    }


def test_it_can_be_piped_and_loads_its_library_only_then(repo: Path):
    code = (
        "import sys, atexit; atexit.register(lambda: print('xlsxwriter' in sys.modules, file=sys.stderr));"
        "from rota.cli.main import main; main()"
    )

    def run(*args: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([sys.executable, "-c", code, *args], cwd=repo, capture_output=True, check=False)

    piped, help = run("export", MONTH, "--to", "xlsx"), run("export", "--help")
    assert (piped.returncode, piped.stdout[:4], piped.stderr.split()[-1]) == (0, b"PK\x03\x04", b"True")
    assert read(piped.stdout)[ROTA]["A2"].value == "Town hall. Draft 1 of town-hall 2026-12, for the team."
    assert (help.returncode, help.stderr.split()) == (0, [b"False"])
