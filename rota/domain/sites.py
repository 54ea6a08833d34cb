"""At which site a cell has its agent work."""

from rota.domain.cell import AWAY_PARTS, Cell
from rota.domain.facts import Facts


class Sites:
    """Looks up where cells are worked.

    A shift is worked at the site of its service, and a timed part at another service at the site of that; but
    deferrable work is done where one sits.
    """

    def __init__(self, facts: Facts) -> None:
        deferrable = {entry.service for entry in facts.demand.deferrable}
        self._facts = facts
        self._of = {service.id: service.site for service in facts.centre.service}
        self._moving = {service: site for service, site in self._of.items() if service not in deferrable}

    def of(self, service: str) -> str | None:
        """The site of ``service``; None for one that does not exist."""
        return self._of.get(service)

    def at(self, cell: Cell, minute: int) -> str | None:
        """The site at which ``cell`` is worked at ``minute``; None while nothing is, or nobody knows where."""
        pattern = self._facts.patterns.get(cell.pattern) if cell.is_shift else None
        own = self._of.get(cell.service) if pattern and pattern.start <= minute < pattern.end else None
        for part in cell.parts:
            if part.start <= minute < part.end:
                return None if part.what in AWAY_PARTS else self._moving.get(part.what, own)
        return own

    def of_cell(self, cell: Cell) -> tuple[str, ...]:
        """Every site at which ``cell`` is worked for some time, its own first."""
        whole = [self._of[cell.service]] if cell.service in self._of else []
        parts = [self._moving[part.what] for part in cell.parts if part.what in self._moving]
        return tuple(dict.fromkeys([*whole, *parts]))
