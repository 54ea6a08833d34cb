"""What one cell of a sheet says: our own words, a pattern's letter, times of day, or a code from a table."""

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from rota.domain.cell import (
    ABSENT,
    AWAY_PARTS,
    CLOSED,
    LEAVE,
    LIEU,
    OFF,
    TRAINING,
    UNSERVED_PARTS,
    Cell,
    parse_cell,
    shift,
)
from rota.domain.centre import Pattern
from rota.domain.clock import hhmm
from rota.domain.table import Weekday
from rota.files.repository import Repository
from rota.files.wording import close, either
from rota.work.init.values import as_day, as_times

_WORDS: Mapping[str, Cell] = {
    **dict.fromkeys(("", ".", "-", "day off", "rest", "rd"), OFF),
    **dict.fromkeys(("annual leave", "holiday", "al", "v"), LEAVE),
    **dict.fromkeys(("toil", "o"), LIEU),
    **dict.fromkeys(("sick", "absence", "x"), ABSENT),
    "t": TRAINING,
    "#": CLOSED,
}


class CellWords:
    """Reads single cells against the patterns and services of a repository.

    With ``codes``, what a code stands for is read as such, and beside codes only what leaves no doubt: whole words and times,
    no letters; an empty table is one that can be filled, None where there can be none. A pattern without a service is
    worked at the agent's home service.
    """

    def __init__(self, repo: Repository, codes: Mapping[str, str] | None = None) -> None:
        self._patterns = repo.centre.pattern
        self._services = {service.id for service in repo.centre.service}
        self._letters = {service.letter: service.id for service in repo.centre.service if service.letter}
        self._table = codes is not None
        self._codes = dict(codes or {})
        shifts = {f"{pattern.id} {service}" for pattern in self._patterns for service in self._services}
        self._whole_words = sorted(
            {*shifts, *(pattern.id for pattern in self._patterns), *(each for each in _WORDS if each[2:])}
        )
        folded = {code.casefold(): code for code in self._codes}
        twice = len(folded) < len(self._codes)
        self._folded = {} if twice else folded

    def read(self, text: str, day: date, home: str) -> Cell | None:
        """The cell that ``text`` says, of an agent whose home service is ``home``; None if it says none."""
        plain = " ".join(text.split())
        code = plain if plain in self._codes else self._folded.get(plain.casefold())
        if code is not None:
            return self.plain(self._codes[code], day, home)
        return self._whole(plain, day, home) if self._codes else self.plain(plain, day, home)

    def plain(self, text: str, day: date, home: str) -> Cell | None:
        """The cell that ``text`` says without any code."""
        low = text.lower()
        if low in _WORDS and not any(pattern.letter.lower() == low for pattern in self._patterns if low):
            return _WORDS[low]
        return self._lettered(text, day, home) or self._whole(text, day, home)

    def expected(self, text: str, day: date) -> str:
        """What a cell that cannot be read might have said."""
        if as_day(text.partition(" ")[0]) is not None:
            return "a spreadsheet makes days of codes such as 9-5: format the column as text, and type the code again"
        if self._codes:
            return self._nearest_code(text)
        near = close(text, self._whole_words)
        meant = f"did you mean {either(near)}? Expected are " if near else ""
        fitting = [pattern for pattern in self._patterns if Weekday.of(day) in pattern.weekdays]
        shifts = ", ".join(
            f"{pattern.letter or pattern.id} or {hhmm(pattern.start)}-{hhmm(pattern.end)}"
            for pattern in fitting or self._patterns
        )
        table = "; or say what it means in a table of codes: --codes" if self._table else ""
        return f'{meant}{shifts}, or off, lieu, leave, absent, training, closed, or "PATTERN SERVICE"{table}'

    def _nearest_code(self, text: str) -> str:
        codes = {code.casefold(): code for code in self._codes if code}
        near = [
            codes[each] for each in get_close_matches(text.casefold(), codes, cutoff=0.5)
        ]  # codes are short
        meant = (
            f"did you mean {either(near)}? If"
            if near
            else f"the codes are {', '.join(sorted(codes.values()))}; if"
        )
        return f"{meant} it is a code, add it to the table of codes"

    def _whole(self, text: str, day: date, home: str) -> Cell | None:
        """Times of day, or a cell as our files write it; an empty cell is a day off."""
        if not text:
            return OFF
        span = as_times(text)
        if span is None:
            return self._written(text.lower())
        fits = [pattern for pattern in self._on(day) if (pattern.start, pattern.end) == span]
        return shift(fits[0].id, home) if fits else None

    def _lettered(self, text: str, day: date, home: str) -> Cell | None:
        """``L``, ``LP`` (pattern and service, as the grid shows them) or a pattern's id alone."""
        for pattern in self._on(day):
            if text.lower() == pattern.id or (pattern.letter and text.upper() == pattern.letter.upper()):
                return shift(pattern.id, home)
            letter = text.removeprefix(pattern.letter) if pattern.letter else text
            if letter != text and letter in self._letters:
                return shift(pattern.id, self._letters[letter])
        return None

    def _written(self, text: str) -> Cell | None:
        try:
            cell = parse_cell(text)
        except ValueError:
            return None
        known = {pattern.id for pattern in self._patterns}
        served = {cell.service} if cell.is_shift else set()
        served |= {part.what for part in cell.parts} - AWAY_PARTS - UNSERVED_PARTS
        good = (not cell.is_shift or cell.pattern in known) and served <= self._services
        return cell if good else None

    def _on(self, day: date) -> Sequence[Pattern]:
        """Patterns, those for this weekday first, since letters and times may be shared."""
        return sorted(self._patterns, key=lambda pattern: Weekday.of(day) not in pattern.weekdays)
