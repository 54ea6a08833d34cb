"""One agent's month in an edition: the squares, and what they add up to as far as the audience may know."""

from datetime import date, timedelta
from functools import cache

from rota.domain.audience import Audience
from rota.domain.breaks import breaks
from rota.domain.cell import BREAK, Cell
from rota.domain.hours import credited, leave_minutes, without, worked
from rota.domain.table import Weekday
from rota.show.edition.people import Member, Span, Square, Sums, Terms, Year
from rota.show.letters import Letters
from rota.show.safe import safe
from rota.show.totals import ledger, pinned, totals, wishes_granted
from rota.work.edition.context import Context

_YEAR = timedelta(days=364)
"""Fifty-two whole weeks, so that as many Saturdays fall in it whenever it begins."""


class Members:
    """Makes the members of one edition."""

    def __init__(self, context: Context, letters: Letters) -> None:
        self._context = context
        self._rota = context.seen
        self._facts = context.seen.facts
        self._tones = {entry.id: tone for tone, entry in enumerate(self._facts.centre.service)}
        self._letters = cache(lambda cell: letters.cell(cell)[0] + letters.mark(cell, ""))
        self._spans = cache(self._worked)

    def of(self, agent: str) -> Member:
        """The month of ``agent``."""
        cells = dict(self._rota.in_period(agent))
        counts = totals(self._rota, agent)
        return Member(
            agent,
            safe(self._context.names.get(agent, "")),
            {day: self._square(agent, day, cell) for day, cell in cells.items()},
            frozenset(day for day in self._rota.days if day not in cells and self._facts.present(agent, day)),
            counts.shifts,
            counts.saturdays,
            counts.lates,
            self._year(agent),
            self._sums(agent) if self._context.audience is not Audience.TEAM else None,
        )

    def _square(self, agent: str, day: date, cell: Cell) -> Square:
        shown_whole = self._context.audience is not Audience.TEAM
        pattern = self._facts.patterns[cell.pattern] if cell.is_shift else None
        standing = self._facts.standing(agent, day)
        return Square(
            cell,
            self._letters(cell),
            self._spans(cell),
            breaks(cell),
            tuple(part for part in cell.parts if part.what != BREAK),
            credited(cell, agent, day, self._facts) if shown_whole else None,
            pattern is not None and pattern.late,
            self._tones.get(cell.service) if cell.is_shift else None,
            standing.team.id if standing else "",
            shown_whole and pinned(self._rota, agent, day),
            self._context.before.get((agent, day)),
        )

    def _worked(self, cell: Cell) -> tuple[Span, ...]:
        """When work is done, breaks left out that have a time of their own."""
        spans = list(worked(cell, self._facts))
        for pause in breaks(cell):
            spans = [piece for span in spans for piece in without(span, (pause.start, pause.end))]
        return tuple(spans)

    def _year(self, agent: str) -> Year:
        """Saturdays and lates of the cells that are known of the last 52 weeks, the period's own included."""
        first = self._rota.end - _YEAR + timedelta(days=1)
        past = self._facts.known.get(agent, {})
        known = {day: cell for day, cell in past.items() if first <= day < self._rota.start}
        cells = {**known, **dict(self._rota.in_period(agent))}
        shifts = [
            (day, cell) for day, cell in sorted(cells.items(), key=lambda each: each[0]) if cell.is_shift
        ]
        saturdays = tuple(day for day, _ in shifts if Weekday.of(day) is Weekday.SAT)
        lates = tuple(day for day, cell in shifts if self._facts.patterns[cell.pattern].late)
        since = min(cells, default=self._rota.start)
        return Year(since, len(saturdays), len(lates), saturdays, lates)

    def _sums(self, agent: str) -> Sums:
        rota = self._rota
        minutes = totals(rota, agent).minutes
        base = (minutes, ledger(rota, agent), wishes_granted(rota, agent))
        if self._context.audience is not Audience.HR:
            return Sums(*base)
        taken = sum(leave_minutes(cell, agent, day, self._facts) for day, cell in rota.in_period(agent))
        return Sums(*base, self._terms(agent), taken)

    def _terms(self, agent: str) -> Terms | None:
        days = (day for day in self._rota.days if self._facts.present(agent, day))
        first = next(days, None)
        standing = self._facts.standing(agent, first) if first else None
        if standing is None:
            return None
        employer, contract = standing.employer, standing.contract
        return Terms(
            safe(employer.name) or employer.id,
            safe(contract.name) or contract.id,
            round(contract.fte * 100),
            contract.hours,
        )
