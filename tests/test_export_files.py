"""What ``rota export`` says about the file that it writes, and which it refuses to write under a name that deceives."""

import io
from pathlib import Path

import pytest

from tests.cli_helpers import MONTH, publish, rota, tiny, with_draft


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    made = tiny(tmp_path_factory.mktemp("repo"))
    with_draft(made)
    publish(made)
    return made


def export(root: Path, to: str, output: Path, *more: object):
    return rota("export", MONTH, "--to", to, "--output", output, "--repo", root, *more)


def said(ran) -> list[str]:
    assert ran.code == 0, ran.err
    return ran.err.splitlines()[1:]


@pytest.mark.parametrize(
    ("to", "name", "message"),
    [
        ("html", "july.pdf", "july.pdf: this is html; name it july.html, and print to PDF from the browser"),
        ("board", "july.PDF", "july.PDF: this is html; name it july.html, and print to PDF from the browser"),
        ("html", "july.xlsx", "july.xlsx: this is html; name it july.html"),
        ("xlsx", "july.csv", "july.csv: this is xlsx; name it july.xlsx"),
        ("csv", "july.xlsx", "july.xlsx: this is csv; name it july.csv"),
        ("json", "july.md", "july.md: this is json; name it july.json"),
        ("markdown", "july.html", "july.html: this is markdown; name it july.md"),
    ],
)
def test_an_ending_that_contradicts_the_format_is_refused(root, tmp_path, to, name, message):
    ran = export(root, to, tmp_path / name)
    assert ran.code == 2
    assert " ".join(ran.err.split()).startswith(f"rota: {tmp_path}/{message}")
    assert list(tmp_path.iterdir()) == []


def test_a_calendar_is_no_page_either(root, tmp_path):
    ran = rota("export", "--to", "ics", "--agent", "a2", "--output", tmp_path / "me.html", "--repo", root)
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])
    assert "me.html: this is ics; name it me.ics" in ran.err


@pytest.mark.parametrize(("to", "name"), [("html", "july.htm"), ("csv", "july.txt"), ("json", "july")])
def test_another_ending_of_the_same_and_one_that_nobody_knows_are_fine(root, tmp_path, to, name):
    assert export(root, to, tmp_path / name).code == 0


def test_a_page_that_becomes_one_for_others_is_told(root, tmp_path):
    page = tmp_path / "june.html"
    assert said(export(root, "html", page)) == []
    assert said(export(root, "html", page)) == []
    assert said(export(root, "html", page, "--for", "leader")) == [
        f"{page} was a page for the team; it is one for leaders now."
    ]
    assert said(export(root, "html", page, "--for", "hr")) == [
        f"{page} was a page for leaders; it is one for HR now."
    ]
    assert said(export(root, "board", page)) == [
        f"{page} was a page for HR; it is a notice board now.",
        f"Nothing to compare with: no board hung in {page}.",
    ]
    assert said(export(root, "html", page, "--for", "leader")) == [
        f"{page} was a notice board; it is a page for leaders now."
    ]


def test_what_rota_did_not_make_is_replaced_as_before(root, tmp_path):
    page = tmp_path / "mine.html"
    page.write_bytes(b"<title>mine</title>\xff")
    assert said(export(root, "html", page)) == []


def test_a_board_says_what_it_marks(root, tmp_path):
    page = tmp_path / "board.html"
    assert said(export(root, "board", page)) == [f"Nothing to compare with: no board hung in {page}."]
    assert said(export(root, "board", page)) == ["No cell is marked: this version hung there already."]
    hung = page.read_text("utf-8").replace('"mark":"', '"mark":"0')
    assert '"2026-12-01":"early phones"' in hung
    page.write_text(hung, "utf-8")
    assert said(export(root, "board", page)) == ["No cell is marked: none has changed since version 1."]
    page.write_text(hung.replace('"2026-12-01":"early phones"', '"2026-12-01":"off"', 1), "utf-8")
    assert said(export(root, "board", page)) == ["1 cell is marked against version 1."]
    page.write_text(hung.replace('"month":"2026-12"', '"month":"2026-11"'), "utf-8")
    assert said(export(root, "board", page)) == [
        f"Nothing to compare with: the board in {page} was of town-hall 2026-11."
    ]
    ran = rota("export", MONTH, "--to", "board", "--repo", root)
    assert "Nothing to compare with: name the page that hangs there with --hanging." in ran.err


@pytest.mark.parametrize("to", ["html", "board", "xlsx"])
def test_a_page_is_not_poured_over_a_terminal(root, monkeypatch, to):
    class Screen(io.TextIOWrapper):
        def isatty(self):
            return True

    from rota.cli.export import editions

    screen = Screen(io.BytesIO(), "utf-8")
    monkeypatch.setattr(editions.sys, "stdout", screen)
    with pytest.raises(editions.typer.BadParameter, match=f"name a file with --output {MONTH}"):
        editions.export(_asked(root, to), None)
    assert screen.buffer.getvalue() == b""
    editions.export(_asked(root, "csv"), None)
    assert screen.buffer.getvalue()


def _asked(root: Path, to: str):
    from rota.cli.export.editions import Asked
    from rota.cli.export.options import For, To

    return Asked(root, MONTH, To(to), For.TEAM, None, None, None, True, False, None)


def test_what_is_no_format_is_refused_in_words_of_ours(root):
    ran = rota("export", MONTH, "--to", "pdf", "--repo", root)
    assert ran.code == 2
    assert "Value error" not in ran.err
    assert "'pdf' is not one of" in ran.err
    assert "open the page of --to html or board in a browser and print it" in " ".join(ran.err.split())
    assert "browser" not in rota("export", MONTH, "--to", "doc", "--repo", root).err
    assert "Value error" not in rota("export", MONTH, "--to", "html", "--for", "all", "--repo", root).err
