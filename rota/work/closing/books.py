"""What is confirmed of a rota group: the closings of its months, and until when each reaches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rota.domain.closings import CellKey, ClosedEvent, Entry, confirmed
from rota.domain.period import Period
from rota.files.closings import closings_of
from rota.files.matters import Chain
from rota.files.repository import Repository


@dataclass(frozen=True)
class Books:
    """The closings of one group by month, in order of months."""

    group: str
    chains: Mapping[str, Chain[ClosedEvent]]

    @classmethod
    def of(cls, repo: Repository, group: str) -> "Books":
        """Those of ``group``; BadInput where any closing is not whole."""
        found = (chain for chain in closings_of(repo.root) if chain.ref.split("/")[1] == group)
        return cls(group, {chain.id: chain for chain in sorted(found, key=lambda chain: chain.id)})

    def events(self, month: str, number: int | None = None) -> tuple[ClosedEvent, ...]:
        """The events of a month's closing, or the first ``number`` of them; none where it was never closed."""
        chain = self.chains.get(month)
        return chain.events[:number] if chain else ()

    def until(self, month: str) -> date | None:
        """The last day of ``month`` whose hours are confirmed; None where none are."""
        events = self.events(month)
        return events[-1].until if events else None

    def is_closed(self, month: str) -> bool:
        """Whether the hours of the whole month are confirmed."""
        return self.until(month) == Period.of_month(month).end

    def confirmed(self, month: str) -> dict[CellKey, Entry]:
        """What stands confirmed of ``month``."""
        return confirmed(self.events(month))

    def heads(self, month: str) -> Iterator[tuple[str, str]]:
        """The newest closing of each earlier month, such as ``2026-11/2``, with its digest."""
        for other, chain in self.chains.items():
            if other < month:
                yield f"{other}/{len(chain.events)}", chain.head
