"""Take the pictures anew: ``make pictures``."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from tests.outside.browser import Browser, chromium
from tests.outside.office import Office
from tests.outside.pdf import Pdf
from tests.pictures.terminal import as_page, typed

ROOT = Path(__file__).parents[2]
TAKEN = ROOT / "examples" / "pictures"
MONTH = "2026-06"
NOW = {"ROTA_NOW": "2026-06-09T07:40:00+01:00"}
ROTA = str(Path(sys.executable).parent / "rota")
TYPED = {
    "terminal": (f"rota show {MONTH} --team sc-oak", 184),
    "terminal-agent": ("rota show --agent a033", 80),
}
"""What is typed, at a terminal of so many columns."""


def main() -> None:
    """Export the example's month, look at what comes out, and keep what is seen."""
    TAKEN.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples" / "b-town", folder / "b-town")
        page, sheet, board = (exported(folder, kind) for kind in ("html", "xlsx", "board"))
        photographed(folder, page, board)
        printed(folder, sheet)
    for picture in sorted(TAKEN.glob("*.png")):
        print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size // 1024} KB")


def exported(folder: Path, kind: str) -> Path:
    """The month in one of its forms."""
    made = folder / f"june-{kind}.{'html' if kind == 'board' else kind}"
    command = [ROTA, "export", MONTH, "--to", kind, "--output", str(made)]
    subprocess.run(command, cwd=folder / "b-town", env=os.environ | NOW, check=True, capture_output=True)
    return made


def photographed(folder: Path, page: Path, board: Path) -> None:
    """What a browser shows."""
    with chromium() as running:
        browser = Browser(*running, folder)
        for name, taken, options in (
            ("page", page, {}),
            ("page-dark", page, {"dark": True}),
            ("page-phone", page, {"phone": True}),
        ):
            watched = browser.open(taken, **options)
            if name != "page-phone":
                watched.page.set_viewport_size({"width": 1280, "height": 1180})
            keep(watched.picture(folder / f"{name}.png", full_page=False))
        for name, (command, columns) in TYPED.items():
            shown = browser.open(as_page(command, sent(folder, command, columns), columns))
            shown.page.locator("pre").screenshot(path=folder / f"{name}.png")
            keep(folder / f"{name}.png")
        keep(first_page(folder, browser.open(board, printed=True).pdf(folder / "board.pdf"), dpi=80))
        browser.close()


def sent(folder: Path, command: str, columns: int) -> str:
    """What a terminal is sent when ``command`` is typed there."""
    state = {"XDG_STATE_HOME": str(folder / "state")}
    return typed([ROTA, *shlex.split(command)[1:]], folder / "b-town", columns, NOW | state)


def printed(folder: Path, sheet: Path) -> None:
    """What LibreOffice prints."""
    office = Office(shutil.which("soffice") or "libreoffice", folder / "profile")
    paper = office.pdf(sheet, folder / "office")
    keep(first_page(folder, paper.rename(folder / "sheet.pdf"), dpi=86))


def first_page(folder: Path, paper: Path, dpi: int) -> Path:
    """The first page of a PDF as a picture of the same name."""
    first, *_ = Pdf().pictures(paper, folder / "paper", dpi)
    return first.rename(folder / f"{paper.stem}.png")


def keep(picture: Path) -> None:
    """Keep a picture in few colours: what is printed on paper or screen has not many, and a repository keeps all for ever."""
    with Image.open(picture) as seen:
        # Of the ways there are, this one alone keeps small patches of a colour, such as those of a key.
        few = seen.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(TAKEN / picture.name, optimize=True)


if __name__ == "__main__":
    main()
