"""LibreOffice Calc without a window: what a spreadsheet is to a program that did not write it."""

import csv
import subprocess
from pathlib import Path

SECONDS = 180
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
"""Comma, double quotes, UTF-8, cells as they are shown, every sheet into a file of its own."""


class Office:
    """LibreOffice with a profile of its own, so that several may run at once."""

    def __init__(self, soffice: str, profile: Path) -> None:
        self._command = [soffice, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]

    def convert(self, sheet: Path, kind: str, folder: Path) -> list[Path]:
        """Write ``sheet`` as ``kind`` (pdf, ods, xlsx, html, a csv filter) into ``folder``; the new files by name."""
        before = set(folder.iterdir()) if folder.is_dir() else set()
        options = ["--convert-to", kind, "--outdir", str(folder), str(sheet)]
        done = subprocess.run(
            [*self._command, *options], capture_output=True, text=True, timeout=SECONDS, check=False
        )
        made = sorted(set(folder.iterdir()) - before) if folder.is_dir() else []
        assert done.returncode == 0, done.stdout + done.stderr
        assert made, f"LibreOffice wrote nothing new: {done.stdout}{done.stderr}"
        return made

    def pdf(self, sheet: Path, folder: Path) -> Path:
        """All of it as it would be printed."""
        (made,) = self.convert(sheet, "pdf", folder)
        return made

    def sheets(self, sheet: Path, folder: Path) -> dict[str, list[list[str]]]:
        """Every sheet by name: rows of cells, each as it is shown to a person."""
        made = self.convert(sheet, EVERY_SHEET, folder)
        return {path.stem.removeprefix(f"{sheet.stem}-"): _rows(path) for path in made}


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))
