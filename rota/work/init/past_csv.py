"""Past months from a sheet: every cell as our text, as a pattern's letter, or as times of day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rota.domain.cell import ABSENT, LEAVE, LIEU, OFF, Cell, Kind, parse_cell, shift
from rota.domain.centre import Pattern
from rota.domain.clock import hhmm
from rota.domain.table import Weekday
from rota.files.repository import Repository
from rota.work.errors import nearest
from rota.work.init.sheet import Complaints, Row, Sheet
from rota.work.init.values import as_day, as_id, as_times

Cells = dict[str, dict[date, Cell]]

_LONG = ("agent", "date", "cell")
_ABOUT_AGENTS = frozenset({"name", "team", "site", "employer", "contract"})
_WORDS: Mapping[str, Cell] = {
    **dict.fromkeys(("", ".", "-", "day off", "rest", "rd"), OFF),
    **dict.fromkeys(("annual leave", "holiday", "al", "v"), LEAVE),
    **dict.fromkeys(("toil", "o"), LIEU),
    **dict.fromkeys(("sick", "absence", "x"), ABSENT),
    "t": Cell(Kind.TRAINING),
    "#": Cell(Kind.CLOSED),
}


class PastReader:
    """Reads sheets of past cells against the people and patterns of a repository."""

    def __init__(self, repo: Repository) -> None:
        self._agents = {agent.id: agent for agent in repo.people.agent}
        self._patterns = repo.centre.pattern
        self._services = {service.id for service in repo.centre.service}
        self._letters = {service.letter: service.id for service in repo.centre.service if service.letter}

    def read(self, sheet: Sheet) -> Cells:
        """The cells of ``sheet`` by agent and day; Unusable names every cell that cannot be read."""
        complaints = Complaints(sheet.name)
        found: Cells = {}
        entries = (
            self._long(sheet, complaints)
            if set(_LONG) <= set(sheet.header)
            else self._grid(sheet, complaints)
        )
        for row, column, agent, day in entries:
            cell = self._cell(row, column, agent, day, complaints)
            if cell is not None and day in found.setdefault(agent, {}):
                complaints.cell(row, column, f"one cell of {agent} on {day}; there is another above")
            elif cell is not None:
                found[agent][day] = cell
        complaints.raise_any()
        return found

    def _long(self, sheet: Sheet, complaints: Complaints) -> Iterator[tuple[Row, str, str, date]]:
        for row in sheet.rows:
            agent, day = self._agent(row, "agent", complaints), as_day(row["date"])
            if day is None:
                complaints.cell(row, "date", "a day such as 2026-12-01 or 01/12/2026")
            if agent and day:
                yield row, "cell", agent, day

    def _grid(self, sheet: Sheet, complaints: Complaints) -> Iterator[tuple[Row, str, str, date]]:
        first, *others = sheet.header
        days = {column: day for column in others if (day := as_day(column)) is not None}
        for column in others:
            if column and column not in days and column not in _ABOUT_AGENTS:
                complaints.header(f'column "{column}": expected a day such as 2026-12-01 or 01/12/2026')
        if not days:
            complaints.header("expected columns agent, date and cell, or agent and a column for each day")
        for row in sheet.rows:
            agent = self._agent(row, first, complaints)
            for column, day in days.items() if agent else ():
                if row[column] or self._agents[agent].holds(day):
                    yield row, column, agent, day

    def _agent(self, row: Row, column: str, complaints: Complaints) -> str:
        id = as_id(row[column]) or ""
        if id not in self._agents:
            complaints.cell(row, column, f"an agent's id; {nearest(id or row[column], self._agents)}")
            return ""
        return id

    def _cell(self, row: Row, column: str, agent: str, day: date, complaints: Complaints) -> Cell | None:
        if not self._agents[agent].holds(day):
            complaints.cell(row, column, f"nothing: {agent} does not work here on {day}, says people.toml")
            return None
        home = next(terms.home for terms in self._agents[agent].terms(day) if terms.home is not None)
        cell = self._understood(row[column], day, home)
        if cell is None:
            complaints.cell(row, column, self._expected(day))
        return cell

    def _understood(self, text: str, day: date, home: str) -> Cell | None:
        plain = " ".join(text.lower().split())
        if plain in _WORDS and not any(
            pattern.letter.lower() == plain for pattern in self._patterns if plain
        ):
            return _WORDS[plain]
        span = as_times(text)
        if span is not None:
            fits = [pattern for pattern in self._on(day) if (pattern.start, pattern.end) == span]
            return shift(fits[0].id, home) if fits else None
        return self._lettered(text.strip(), day, home) or self._written(plain)

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
        good = not cell.is_shift or (cell.pattern in known and cell.service in self._services)
        return cell if good else None

    def _on(self, day: date) -> Sequence[Pattern]:
        """Patterns, those for this weekday first, since letters and times may be shared."""
        return sorted(self._patterns, key=lambda pattern: Weekday.of(day) not in pattern.weekdays)

    def _expected(self, day: date) -> str:
        fitting = [pattern for pattern in self._patterns if Weekday.of(day) in pattern.weekdays]
        shifts = ", ".join(
            f"{pattern.letter or pattern.id} or {hhmm(pattern.start)}-{hhmm(pattern.end)}"
            for pattern in fitting or self._patterns
        )
        return f'{shifts}, or off, lieu, leave, absent, training, closed, or "PATTERN SERVICE"'
