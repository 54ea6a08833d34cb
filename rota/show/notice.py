"""One agent's notice of a month: the days worked, what became of wishes and leave, and who to turn to."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rota.domain.cell import Cell, Kind
from rota.domain.clock import day_words
from rota.domain.duties import duty
from rota.domain.hours import leave_minutes, worked
from rota.domain.period import ONE_DAY, monday_of
from rota.domain.rota import Rota
from rota.domain.saturdays import takes_turn
from rota.show.paint import Line, paint, wrapped
from rota.show.safe import safe
from rota.show.totals import ledger, totals
from rota.show.words import agent_words, counted, day_month, length, period_words, times, weekday

WIDTH = 96
"""Columns of a notice: it is a letter, the same on a screen, in a file and in an e-mail."""

_HELD = "\u00a0"
_KINDS = {Kind.LIEU: "off in lieu"}


@dataclass(frozen=True)
class WishAnswer:
    """What became of one wish; of a refused one, ``how`` the rota goes against it and what stood ``against`` it."""

    wish: str
    granted: bool
    how: str = ""
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """What one agent is told: ``standing`` says how final it is, ``asked`` is leave that nobody has decided.

    ``contacts`` are whom to ask: each id with what that is; ``rules`` are the sentences on changes and swaps.
    """

    rota: Rota
    agent: str
    standing: str
    wishes: tuple[WishAnswer, ...] = ()
    asked: tuple[tuple[date, date], ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()


def notice_text(notice: Notice, names: Mapping[str, str]) -> str:
    """The notice as a letter, section by section; nothing in it is about anybody else but whom to ask."""
    rota, agent = notice.rota, notice.agent
    standing = next((found for day in rota.days if (found := rota.facts.standing(agent, day))), None)
    team = f", {safe(standing.team.name or standing.team.id)}" if standing else ""
    head = f"Rota of {agent_words(agent, names)}{team}, for {period_words(rota.facts.period)}"
    lines: list[Line] = [*wrapped(head, WIDTH), *wrapped(safe(notice.standing), WIDTH)]
    lines += [[], [("Days", "")], *_days(rota, agent)]
    sections = {
        "Saturdays": _saturdays(rota, agent),
        "Leave": _leave(notice),
        "Sums": _sums(rota, agent),
        "Wishes": [text for answer in notice.wishes for text in _wish(answer)],
        "Questions": [*_contacts(notice, names), *notice.rules],
    }
    for title, texts in sections.items():
        if said := list(texts):
            lines += [[], [(title, "")], *_prose(said)]
    return paint(lines)


def _prose(texts: Iterable[str]) -> Iterator[Line]:
    for text in texts:
        yield from wrapped(safe(text), WIDTH, indent="  ", hang="    ")


def _days(rota: Rota, agent: str) -> Iterator[Line]:
    """A line for each week, days that are alike put together."""
    for week in rota.facts.period.weeks:
        runs = groupby(week, key=lambda day: cell_words(rota, agent, day, breaks=False))
        said = (f"{run_words(list(days), weekday)} {words}" for words, days in runs)
        title = f"  {f'{day_month(week[0])} - {day_month(week[-1])}':15}  "
        # A line is broken between days, never inside one.
        kept = "; ".join(one.replace(" ", _HELD) for one in said)
        lines = wrapped(kept, WIDTH, indent=title, hang=" " * len(title))
        yield from ([(text.replace(_HELD, " "), style) for text, style in line] for line in lines)


def cell_words(rota: Rota, agent: str, day: date, *, breaks: bool = True) -> str:
    """A cell with its times, ``early phones 08:30-16:30``; timed parts follow in brackets.

    Without ``breaks`` what fills troughs is left out as well.
    """
    cell = rota.cells.get(agent, {}).get(day)
    if cell is None:
        return "no cell" if rota.facts.present(agent, day) else "not in this rota"
    cell = cell if breaks else duty(cell, rota.facts.demand)
    whole = f"{cell.pattern} {cell.service}" if cell.is_shift else _KINDS.get(cell.kind, cell.kind.value)
    parts = ", ".join(f"{times(part.start, part.end)} {part.what}" for part in cell.parts)
    pieces = [whole, _hours(rota, cell), f"({parts})" if parts else ""]
    return safe(" ".join(piece for piece in pieces if piece))


def _hours(rota: Rota, cell: Cell) -> str:
    return ", ".join(times(*span) for span in worked(cell, rota.facts)) if cell.is_shift else ""


def run_words(days: Sequence[date], words: Callable[[date], str] = day_words) -> str:
    """Days that follow one another: ``Mon``, ``Mon and Tue``, ``Mon to Fri``."""
    if len(days) == 1:
        return words(days[0])
    return f"{words(days[0])} {'and' if len(days) == 2 else 'to'} {words(days[-1])}"


def _saturdays(rota: Rota, agent: str) -> Iterator[str]:
    """Each Saturday turn, with the day off in lieu for it."""
    for day, cell in rota.in_period(agent):
        if cell.is_shift and takes_turn(rota.facts, agent, day):
            week = [other for other, own in rota.in_period(agent) if monday_of(other) == monday_of(day)]
            lieu = [other for other in week if rota.cells[agent][other].kind is Kind.LIEU]
            off = (
                f"the day off in lieu is {day_words(lieu[0])}" if lieu else "no day off in lieu in that week"
            )
            yield f"{day_words(day)}, {cell_words(rota, agent, day, breaks=False)}; {off}"


def _leave(notice: Notice) -> Iterator[str]:
    """Leave that stands in the rota, what all leave of the month takes, and leave that is not decided."""
    rota, agent = notice.rota, notice.agent
    days = [day for day, cell in rota.in_period(agent) if cell.kind is Kind.LEAVE]
    if days:
        yield "; ".join(run_words(run) for run in runs(days))
    taken = [(cell.kind, leave_minutes(cell, agent, day, rota.facts)) for day, cell in rota.in_period(agent)]
    if minutes := sum(minutes for _, minutes in taken):
        closed = sum(minutes for kind, minutes in taken if kind is Kind.CLOSED)
        yield f"{length(minutes)} taken" + (f", {length(closed)} of it for closed days" if closed else "")
    for first, last in notice.asked:
        yield f"asked for and not decided yet: {run_words([first, last] if last != first else [first])}"


def runs(days: Iterable[date]) -> Iterator[list[date]]:
    """Days in order, those that follow one another together."""
    found: list[date] = []
    for day in days:
        if found and day != found[-1] + ONE_DAY:
            yield found
            found = []
        found.append(day)
    if found:
        yield found


def _sums(rota: Rota, agent: str) -> Iterator[str]:
    sums, lieu = totals(rota, agent), ledger(rota, agent)
    saturdays = counted(len(sums.saturdays), "Saturday")
    yield f"{counted(sums.shifts, 'shift')}, {counted(sums.lates, 'late')}, {saturdays}, {length(sums.minutes)} hours"
    moves = (
        f"{length(lieu.brought)} brought forward + {length(lieu.earned)} earned - {length(lieu.taken)} taken"
    )
    yield f"time in lieu: {moves} = {length(lieu.balance)}"


def _wish(answer: WishAnswer) -> Iterator[str]:
    if answer.granted:
        yield f"granted: {answer.wish}"
        return
    yield f"refused: {answer.wish}: {answer.how}"
    if answer.against:
        yield f"  what stood against it: {'; '.join(answer.against)}"
    else:
        yield "  no rule that comes before wishes stood against it; ask whether it can still be granted"


def _contacts(notice: Notice, names: Mapping[str, str]) -> Iterator[str]:
    listed = [f"{agent_words(id, names)} ({what})" for id, what in notice.contacts]
    if listed:
        yield f"ask {', or '.join(listed)}"
