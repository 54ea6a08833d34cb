"""Poppler: what is on the pages of a PDF."""

import re
import subprocess
from pathlib import Path

POINTS_A_MM = 72 / 25.4


class Pdf:
    """Reads PDFs by pdftotext, pdfinfo and pdftoppm."""

    def pages(self, pdf: Path) -> list[str]:
        """The text of each page, laid out as on paper."""
        text = _said("pdftotext", "-layout", "-enc", "UTF-8", pdf, "-")
        return text.removesuffix("\f").split("\f")

    def sizes(self, pdf: Path) -> list[tuple[int, int]]:
        """Width and height of each page in whole millimetres, as it is shown: A3 landscape is (420, 297)."""
        told = _said("pdfinfo", "-f", "1", "-l", "10000", pdf)
        sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)
        turned = [int(turn) % 180 != 0 for turn in re.findall(r"Page +\d+ rot: +(\d+)", told)]
        whole = [(round(float(x) / POINTS_A_MM), round(float(y) / POINTS_A_MM)) for x, y in sizes]
        return [(y, x) if turn else (x, y) for (x, y), turn in zip(whole, turned, strict=True)]

    def pictures(self, pdf: Path, folder: Path, dpi: int = 80) -> list[Path]:
        """A PNG of each page, in order."""
        folder.mkdir(exist_ok=True)
        _said("pdftoppm", "-png", "-r", dpi, pdf, folder / pdf.stem)
        return sorted(folder.glob(f"{pdf.stem}-*.png"))


def _said(*command: object) -> str:
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, encoding="utf-8", timeout=120, check=True).stdout
