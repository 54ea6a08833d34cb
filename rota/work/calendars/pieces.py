"""What a cell is in its agent's calendar: the stretches at work, or a day of training, and nothing that is not worked."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from rota.domain.cell import AWAY_PARTS, UNSERVED_PARTS, Cell, Kind, Part
from rota.domain.centre import Centre, Service
from rota.domain.facts import Facts
from rota.domain.hours import Span, worked
from rota.domain.people import People
from rota.domain.period import Period
from rota.show.safe import safe
from rota.show.words import times


@dataclass(frozen=True)
class Piece:
    """An unbroken stretch at work in minutes of the day, or a whole day without hours (``span`` is None).

    ``notes`` are its timed parts, a line each; ``place`` is the name of the site, empty where it is not known.
    """

    span: Span | None
    summary: str
    notes: tuple[str, ...] = ()
    place: str = ""


class Pieces:
    """Makes the pieces of cells, in the words of one centre. A month has few different cells: each is made once."""

    def __init__(self, centre: Centre, people: People) -> None:
        # When work is done only the patterns say, in whatever period and group.
        self._facts = Facts(Period(date.min, date.min), centre.group[0].id, centre, people)
        self._services = {service.id: service for service in centre.service}
        self._sites = {site.id: safe(site.name) or site.id for site in centre.site}
        self.of = cache(self._of)

    def _of(self, cell: Cell | None) -> tuple[Piece, ...]:
        """The pieces of ``cell`` in order; none where nothing is worked, or there is no cell."""
        if cell is None:
            return ()
        # What is spent away from work is no colleague's and no calendar's business.
        there = tuple(part for part in cell.parts if part.what not in AWAY_PARTS)
        if cell.kind is Kind.TRAINING:
            return (Piece(None, "training", self._notes(there, "")),)
        return tuple(self._piece(cell, there, span) for span in worked(cell, self._facts))

    def _piece(self, cell: Cell, there: tuple[Part, ...], span: Span) -> Piece:
        parts = tuple(part for part in there if span[0] <= part.start and part.end <= span[1])
        if cell.is_shift and self._in_shift(cell, span):
            site = self._services[cell.service].site
            return Piece(span, self._duty(cell), self._notes(parts, site), self._sites[site])
        served = [self._services[part.what] for part in parts if part.what in self._services]
        site = served[0].site if served else ""
        summary = ", ".join(dict.fromkeys(self._word(part) for part in parts))
        return Piece(span, summary, self._notes(parts, site), self._sites.get(site, ""))

    def _in_shift(self, cell: Cell, span: Span) -> bool:
        pattern = self._facts.patterns[cell.pattern]
        return span[0] < pattern.end and pattern.start < span[1]

    def _duty(self, cell: Cell) -> str:
        pattern, service = self._facts.patterns[cell.pattern], self._services[cell.service]
        return f"{safe(pattern.name) or pattern.id} {_name(service)}"

    def _notes(self, parts: tuple[Part, ...], site: str) -> tuple[str, ...]:
        return tuple(
            f"{times(part.start, part.end)} {self._word(part)}{self._at(part, site)}" for part in parts
        )

    def _word(self, part: Part) -> str:
        return part.what if part.what in UNSERVED_PARTS else _name(self._services[part.what])

    def _at(self, part: Part, site: str) -> str:
        """Where a part is, if that is not ``site``."""
        service = self._services.get(part.what)
        return "" if service is None or service.site == site else f", {self._sites[service.site]}"


def _name(service: Service) -> str:
    return safe(service.name) or service.id
