"""The codes of a workbook's cells: what each means in this rota, and which was meant where one is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from rota.domain.cell import Cell, shift
from rota.domain.facts import Facts
from rota.files.wording import either, listed
from rota.show.letters import Letters
from rota.show.xlsx.codes import FACTS, KIND_CODES
from rota.show.xlsx.layout import MISSING, PARTS

CHANGED_SIGN, PINNED_SIGN = "~", "!"
"""What the sheet shows behind codes, and what somebody may type because it stands there."""


@dataclass(frozen=True)
class Typed:
    """What was typed into a cell: the ``cell``, or None and ``why`` it is none, with what would be.

    ``pin`` says that it is to be pinned, ``loose`` that it was not typed exactly as the key has it: ``plain`` is how.
    """

    cell: Cell | None
    plain: str = ""
    why: str = ""
    fix: str = ""
    pin: bool = False
    loose: bool = False


class Codes:
    """The codes of one rota, by the letters that its patterns and services have now."""

    def __init__(self, facts: Facts) -> None:
        self._letters = Letters(facts)
        whole = [(code, Cell(kind)) for kind, code in KIND_CODES.items()]
        shifts = [shift(pattern, service) for service in facts.services for pattern in facts.patterns]
        pairs = [*whole, *((self._letters.cell(cell)[0], cell) for cell in shifts)]
        self._cells: dict[str, list[Cell]] = {}
        for code, cell in pairs:
            self._cells.setdefault(code, []).append(cell)
        self._folded: dict[str, list[str]] = {}
        for code in self._cells:
            self._folded.setdefault(code.casefold(), []).append(code)
        self._words: Mapping[str, str] = {str(cell): code for code, cell in pairs}

    @property
    def allowed(self) -> list[str]:
        """Those that may be entered."""
        return [code for code, cells in self._cells.items() if cells[0].kind not in FACTS]

    def of(self, cell: Cell | None) -> str:
        """How ``cell`` stands in a sheet, without the signs of what became of it."""
        if cell is None:
            return ""
        return self._letters.cell(cell)[0] + self._letters.mark(cell, "")

    def means(self, code: str, words: str) -> bool:
        """Whether ``code`` stands for the cell that ``words`` are."""
        return any(str(cell) == words for cell in self._cells.get(code, ()))

    def meaning(self, code: str) -> str:
        """What ``code`` stands for, in our own words; empty where it stands for nothing."""
        return " or ".join(str(cell) for cell in self._cells.get(code, ()))

    def read(self, text: str) -> Typed:
        """What ``text`` says: a code, in capitals or not, or a cell's own words."""
        trimmed = " ".join(text.split())
        bare = trimmed.rstrip(CHANGED_SIGN + PINNED_SIGN + " ")
        pin = PINNED_SIGN in trimmed[len(bare) :]
        if trimmed in self._cells or not bare:
            bare, pin = trimmed, False
        found = self._exact(bare)
        if found.cell is None:
            return found
        loose = text not in {found.plain, found.plain + PINNED_SIGN}
        return Typed(found.cell, found.plain, pin=pin, loose=loose)

    def _exact(self, text: str) -> Typed:
        codes = [text] if text in self._cells else self._folded.get(text.casefold(), [])
        cells = [cell for code in codes for cell in self._cells[code]]
        if len(cells) == 1:
            return Typed(cells[0], codes[0])
        if cells:
            said = either(str(cell) for cell in cells)
            return Typed(
                None,
                why=f"may be {said}",
                fix="give patterns and services letters of their own in centre.toml",
            )
        words = self._words.get(text.lower())
        if words is not None:
            return Typed(next(c for c in self._cells[words] if str(c) == text.lower()), words)
        return self._none(text)

    def _none(self, text: str) -> Typed:
        if not text:
            return Typed(None, why="is empty", fix='a day off is "."; put in what it is to be')
        if text == MISSING:
            return Typed(
                None, why="says that a cell is missing", fix='a day off is "."; put in what it is to be'
            )
        if text.endswith(PARTS) and self._exact(text.removesuffix(PARTS)).cell is not None:
            fix = f"write {text.removesuffix(PARTS)}, and give the parts with `rota set`, or `rota move` once it is published"
            return Typed(
                None, why="stands for a shift with timed parts, of which a sheet does not say which", fix=fix
            )
        if text[:4].isdigit() and text[4:5] == "-":
            return Typed(
                None,
                why="is a day, and no code",
                fix="a spreadsheet makes days of what looks like one: type the code",
            )
        near = get_close_matches(text.casefold(), self._folded, cutoff=0.5)  # codes are short
        meant = f"did you mean {either(self._folded[each][0] for each in near)}? " if near else ""
        return Typed(
            None,
            why="is no code",
            fix=f"{meant}The codes are {listed(self.allowed)}; the sheet Key says of what",
        )
