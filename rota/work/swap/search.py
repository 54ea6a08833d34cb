"""Try swaps of one agent's day, each judged by what it touches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.cell import Cell
from rota.domain.matter import CellChange
from rota.domain.period import ONE_DAY, Period, monday_of, span
from rota.domain.saturdays import SATURDAY, saturdays
from rota.files.repository import Repository
from rota.show.decisionparts import WishLine
from rota.show.partners import OutLine
from rota.work.amend import changes_to
from rota.work.clock import today
from rota.work.errors import Refused, Unusable
from rota.work.swap.consequences import wishes_moved
from rota.work.swap.guard import in_time
from rota.work.swap.harm import Harm, Judge
from rota.work.swap.lieu import lieu_moves
from rota.work.swap.months import Months
from rota.work.swap.proposal import Ask, Wanted, exchanged


@dataclass(frozen=True)
class Option:
    """A swap that could be asked for, its cells, its harm, and the wishes that it grants or refuses."""

    ask: Ask
    cells: tuple[CellChange, ...]
    harm: Harm
    wishes: tuple[WishLine, ...]

    @property
    def order(self) -> tuple[object, ...]:
        """Harm first, then wishes of the others that it grants, strong ones before mild, then the asker's."""
        me = self.ask.people[0]
        theirs = [wish for wish in self.wishes if wish.granted and wish.agent != me]
        own = [wish for wish in self.wishes if wish.granted and wish.agent == me]
        strong = sum(wish.strong for wish in theirs)
        return (*self.harm.order, -strong, -len(theirs), -len(own), self.ask.days != (self.ask.day,))


class Search:
    """Tries swaps of one agent's day, and judges each by what it touches."""

    def __init__(self, repo: Repository, months: Months, me: str, day: date) -> None:
        self.repo = repo
        self.months = months
        self.me = me
        self.day = day
        self.judge = Judge(repo, months)
        self.rota = months.of(me, day)

    @property
    def others(self) -> tuple[str, ...]:
        """Everybody else of the rota group on the day."""
        facts = self.rota.facts
        return tuple(agent for agent in facts.agents if agent != self.me and facts.present(agent, self.day))

    def pairs(self) -> tuple[list[Option], list[OutLine]]:
        """Every legal swap of two, as far as rules can tell that look at agents and days alone, and who has none."""
        legal: list[Option] = []
        out: list[OutLine] = []
        for other in self.others:
            tried = [self.tried(ask) for ask in self._ways(other)]
            found = [option for option in tried if isinstance(option, Option)]
            legal += found
            if not found:
                out.append(next(one for one in tried if isinstance(one, OutLine)))
        return legal, out

    def tried(self, ask: Ask) -> Option | OutLine:
        """A swap with its harm, or why it cannot be."""
        other = ask.people[1]
        try:
            over = exchanged(self.repo, ask, self.months)
            if (locked := self._locked(over)) is not None:
                return OutLine(other, *locked)
            cells = changes_to(self.repo, {**over, **lieu_moves(self.repo, over, self.months)})
            in_time(self.repo, cells)
        except (Refused, Unusable) as reason:
            return OutLine(other, "", str(reason).splitlines()[0])
        harm = self.judge.alone(cells)
        if harm.denied:
            return OutLine(other, harm.denied.rule.name, harm.denied.words)
        return Option(ask, cells, harm, tuple(wishes_moved(cells, self.rota)))

    def _locked(self, over: Wanted) -> tuple[str, str] | None:
        """The first lock that ``over`` goes against, and how: what is ruled out so need not be looked at further."""
        for (agent, day), cell in over.items():
            screen = self.months.locks(self.months.of(agent, day))
            for move in screen.of_cells(agent, {day: cell}):
                if move.by > 0:
                    return screen.rules[move.at].name, move.came[0].message
        return None

    def _ways(self, other: str) -> Iterator[Ask]:
        """On the day itself; and where only one of the two works, against a day on which only the other does."""
        yield Ask((self.me, other), self.day)
        mine, theirs = (self._cell(agent, self.day) for agent in (self.me, other))
        if mine and theirs and mine.is_shift and not theirs.is_shift:
            for day in self._their_days():
                own, back = self._cell(self.me, day), self._cell(other, day)
                if own and back and back.is_shift and not own.is_shift:
                    yield Ask((self.me, other), self.day, day)

    def _their_days(self) -> Iterable[date]:
        """The days that could be given back: days of the week, or for a Saturday others of this and the next month."""
        period, now = self.rota.facts.period, today(self.repo.centre)
        if self.day.weekday() == SATURDAY:
            found = saturdays(max(period.start, now), period.after.end)
            return [day for day in found if day != self.day]
        monday = monday_of(self.day)
        return [day for day in span(monday, monday + 6 * ONE_DAY) if day != self.day and day >= now]

    def _cell(self, agent: str, day: date) -> Cell | None:
        rota = self.repo.rota(self.rota.facts.group, Period.holding(day).month)
        return rota.cells.get(agent, {}).get(day) if rota else None

    def settle(self, options: Iterable[Option], limit: int) -> tuple[tuple[Option, ...], list[OutLine]]:
        """The first ``limit`` of ``options`` judged by every rule, in order, and those whom that rules out."""
        kept: list[Option] = []
        out: list[OutLine] = []
        for option in options:
            if len(kept) == limit:
                break
            harm = self.judge.whole(option.cells)
            if harm.denied:
                out.append(OutLine(option.ask.people[1], harm.denied.rule.name, harm.denied.words))
            else:
                kept.append(Option(option.ask, option.cells, harm, option.wishes))
        return tuple(sorted(kept, key=lambda option: option.order)), out
