"""Working time as the law means it: which minutes of a day count towards an average, and which days do not."""

from collections.abc import Iterable
from datetime import date

from rota.domain.cell import OFF, Cell, Kind
from rota.domain.centre import Closing
from rota.domain.facts import Facts
from rota.domain.hours import day_length, paid_at_work

_AWAY = frozenset({Kind.LEAVE, Kind.ABSENT})


class WorkingTime:
    """Looks up the working time of cells; a shift without parts, which most are, takes no arithmetic."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._paid = {pattern.id: pattern.paid for pattern in facts.patterns.values()}

    def minutes(self, agent: str, day: date, cell: Cell | None) -> int:
        """Minutes of working time: at work without an unpaid break, meetings included.

        A training day without times is an ordinary day's work.
        """
        if cell is None:
            return 0
        if not cell.parts:
            if cell.is_shift:
                return self._paid[cell.pattern]
            return day_length(agent, day, self._facts) if cell.kind is Kind.TRAINING else 0
        return paid_at_work(cell, self._facts)

    def reckoned(
        self, agent: str, days: Iterable[date], cells: Iterable[Cell | None]
    ) -> tuple[list[int], list[bool]]:
        """What each of ``days`` brings to an average (regulation 4(6)): minutes, and whether it is excluded.

        Excluded, and to be replaced, are days of leave and absence, and days worked while the agent has opted out,
        whose minutes do not count.
        """
        opt_outs, paid = self._facts.agent_of[agent].opt_out, self._paid
        minutes, excluded = [], []
        for day, cell in zip(days, cells, strict=True):
            if cell is None or cell is OFF:
                minutes.append(0)
                excluded.append(False)
                continue
            plain = cell.is_shift and not cell.parts
            worked = paid[cell.pattern] if plain else self.minutes(agent, day, cell)
            lifted = bool(opt_outs) and worked > 0 and any(agreed.holds(day) for agreed in opt_outs)
            minutes.append(0 if lifted else worked)
            excluded.append(lifted or (not worked and self._away(agent, day, cell)))
        return minutes, excluded

    def _away(self, agent: str, day: date, cell: Cell | None) -> bool:
        if cell is None or cell.kind is Kind.OFF:
            return False
        if cell.kind is Kind.CLOSED:
            return self._facts.closing(agent, day) is Closing.FROM_LEAVE
        return cell.kind in _AWAY
