"""What sheets of requests and of wishes have in common: whose row it is, who may enter it, and its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.matter import Means
from rota.files.repository import Repository
from rota.work.act import Act
from rota.work.errors import Refused
from rota.work.identity import Actor
from rota.work.init.sheet import Complaints, Row, Sheet
from rota.work.init.values import as_day
from rota.work.rights import for_agent


@dataclass
class AskedSheet:
    """Reads the cells of one sheet; ``means`` is how the agents told ``who`` imports it. What is wrong is complained of."""

    repo: Repository
    who: Actor
    means: Means
    complaints: Complaints

    def has(self, sheet: Sheet, needed: Sequence[str], columns: Sequence[str]) -> bool:
        """Whether ``sheet`` has the columns that it needs, of all the ``columns`` that are read."""
        missing = [column for column in needed if column not in sheet.header]
        if missing:
            self.complaints.header(f"no column {', '.join(missing)}; the columns are {', '.join(columns)}")
        return not missing

    def act(self, row: Row) -> Act | None:
        """Who acts, and for whom; None where there is no such agent, or the importer may not act for them."""
        agent = row["agent"].lower()
        if agent not in {entry.id for entry in self.repo.people.agent}:
            self.complaints.cell(row, "agent", "the id of an agent in people.toml")
            return None
        means = None if agent == self.who.id else self.means
        try:
            return for_agent(self.repo, self.who.id, agent, self.who.claim, means)
        except Refused as error:
            self.complaints.cell(row, "agent", f"an agent whom you may act for: {error}")
        return None

    def days(self, row: Row) -> tuple[date, date] | None:
        """The first and the last day; a row without ``until`` is of one day."""
        first = self._day(row, "from")
        last = self._day(row, "until") if row["until"] else first
        return None if first is None or last is None else (first, last)

    def _day(self, row: Row, column: str) -> date | None:
        day = as_day(row[column])
        if day is None:
            self.complaints.cell(row, column, "a day such as 2026-12-01 or 01/12/2026")
        return day
