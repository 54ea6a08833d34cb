"""Break a valid rota on purpose: what a seeding function changes, and what must be found for it.

A seeding function gets a generator and a :class:`Breach` that begins as a valid repository. It changes cells and files, and
says from *how* it broke them what the rule must find and where; it never asks the rule. Lines are found by reading the
text from its top, so that the product's own scanner is judged too.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

Files = dict[str, str]


@dataclass(frozen=True)
class Valid:
    """A valid repository: the text of each of its files; and which month of which group is judged."""

    files: Files
    group: str
    month: str

    def rota(self, month: str) -> str:
        """The file of a month's base."""
        return f"rotas/{self.group}/{month}.toml"

    @cached_property
    def _rows(self) -> dict[str, dict[str, dict[str, str]]]:
        """Agent, day and cell, by the file of each month's base."""
        folder = f"rotas/{self.group}/"
        bases = (file for file in self.files if file.startswith(folder) and file.count("/") == 2)
        return {file: tomllib.loads(self.files[file])["cells"] for file in bases}

    @cached_property
    def cells(self) -> dict[tuple[str, date], str]:
        """Every cell of the month that is judged."""
        return {
            (agent, date.fromisoformat(day)): cell
            for agent, row in self._rows[self.rota(self.month)].items()
            for day, cell in row.items()
        }

    @cached_property
    def agents(self) -> list[str]:
        """Everybody with cells in the month."""
        return list(self._rows[self.rota(self.month)])

    @cached_property
    def days(self) -> list[date]:
        """The days of the month, whole weeks from a Monday on."""
        return sorted({day for _, day in self.cells})

    @property
    def mondays(self) -> list[date]:
        """The first day of each of its weeks."""
        return self.days[::7]

    def file_of(self, agent: str, day: date) -> str:
        """The base that holds a cell."""
        return next(file for file, rows in self._rows.items() if str(day) in rows.get(agent, {}))

    def cell(self, agent: str, day: date) -> str:
        """What stands in a cell of any month."""
        return self._rows[self.file_of(agent, day)][agent][str(day)]

    def worked(self, agent: str) -> list[date]:
        """The days of the month on which ``agent`` has a shift."""
        return [day for (who, day), cell in self.cells.items() if who == agent and is_shift(cell)]

    def with_(self, files: Mapping[str, str]) -> "Valid":
        """The same with some files otherwise."""
        return Valid(self.files | files, self.group, self.month)

    def with_cells(self, cells: Mapping[tuple[str, date], str]) -> "Valid":
        """The same with some cells of its bases otherwise."""
        breach = Breach(self)
        for (agent, day), cell in cells.items():
            breach.put(agent, day, cell)
        return self.with_(breach.files)


def is_shift(cell: str) -> bool:
    """Whether a cell as it is written is a shift: a pattern and a service."""
    return len(cell.partition(";")[0].split()) == 2


@dataclass(frozen=True)
class Spot:
    """A line of a file: from its top on, the next line that begins with each of ``starts``, one after the other."""

    file: str
    starts: tuple[str, ...]

    def line(self, files: Mapping[str, str]) -> str:
        """``file:line`` in ``files``."""
        lines = files[self.file].splitlines()
        at = -1
        for start in self.starts:
            at = next(n for n in range(at + 1, len(lines)) if lines[n].startswith(start))
        return f"{self.file}:{max(at, 0) + 1}"


@dataclass(frozen=True)
class Expected:
    """One finding that must be there: of whom, when, how much, in which line, and which other line it contradicts."""

    agent: str | None
    day: date | None
    amount: int
    spot: Spot
    second: Spot | None = None


@dataclass
class Breach:
    """A valid repository being broken: the files changed so far, and what must be found for it."""

    valid: Valid
    files: Files = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)

    def text(self, file: str) -> str:
        """A file as it is by now."""
        return self.files.get(file) or self.valid.files[file]

    def put(self, agent: str, day: date, cell: str) -> None:
        """Write ``cell`` into the base, as its author might have."""
        file = self.valid.file_of(agent, day)
        before, header, row = self.text(file).partition(f"[cells.{agent}]\n")
        head, key, tail = row.partition(f'{day} = "')
        self.files[file] = f'{before}{header}{head}{key}{cell}"{tail[tail.index(chr(10)) :]}'

    def edit(self, file: str, old: str, new: str) -> None:
        """Put ``new`` where ``old`` stands, which it does once."""
        text = self.text(file)
        assert text.count(old) == 1, (file, old, text.count(old))
        self.files[file] = text.replace(old, new)

    def agent(self, agent: str, line: str) -> None:
        """Give an agent of people.toml another key."""
        self.edit("people.toml", f'id = "{agent}"\n', f'id = "{agent}"\n{line}\n')

    def expect(
        self,
        agent: str | None,
        day: date | None,
        amount: int = 1,
        at: Spot | None = None,
        *,
        second: Spot | None = None,
    ) -> None:
        """A finding there must be; without ``at``, at the cell, the agent's row, or the head of the rota."""
        self.expected.append(Expected(agent, day, amount, at or self._spot(agent, day), second))

    def _spot(self, agent: str | None, day: date | None) -> Spot:
        row = (f"[cells.{agent}]",) if agent else ()
        return Spot(self.valid.rota(self.valid.month), (*row, f"{day} = ") if agent and day else row)

    def wanted(self, code: str) -> Counter[tuple[object, ...]]:
        """What must be found, as :func:`holding.told` tells it."""
        files = self.valid.files | self.files
        return Counter(
            (
                code,
                one.agent,
                one.day,
                one.amount,
                one.spot.line(files),
                one.second.line(files) if one.second else "",
            )
            for one in self.expected
        )
