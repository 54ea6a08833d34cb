"""The page that an agent opens every day: what is next, what has changed, what is open, and the days to come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rota.domain.clock import day_words, hhmm
from rota.domain.period import ONE_DAY, Period, monday_of
from rota.domain.rota import Rota
from rota.show.agent import Columns, aligned, days_rows
from rota.show.leave_list import BalanceLine, LeaveLine, balance_words
from rota.show.menow import now_words, shift_words
from rota.show.notice import run_words
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.waiting import Wait, wait_words
from rota.show.words import agent_words, counted, length, period_words


@dataclass(frozen=True)
class CellMove:
    """One day whose duty has become another, as cells are written; ``why`` says by which event, if that is known."""

    day: date
    before: str
    after: str
    why: str = ""


@dataclass(frozen=True)
class MonthNews:
    """A month that is new, with the shifts in it; of a ``draft`` that was told it says so. ``known`` was told before."""

    period: Period
    shifts: int
    draft: int | None = None
    known: bool = False


@dataclass(frozen=True)
class Changed:
    """What has changed ``since`` some moment, in words; ``unknown`` says why nobody can tell."""

    since: str
    months: tuple[MonthNews, ...] = ()
    cells: tuple[CellMove, ...] = ()
    unknown: str = ""


@dataclass(frozen=True)
class Stretch:
    """Days that stand in one rota, published or (``note``) only told.

    Without a rota there is none of them yet, or, where the ``note`` says so, there will be none of this agent.
    """

    days: tuple[date, ...]
    rota: Rota | None = None
    note: str = ""


@dataclass(frozen=True)
class Shift:
    """A shift to come; ``note`` says where it is not published yet."""

    day: date
    rota: Rota
    note: str = ""


@dataclass(frozen=True)
class Page:
    """All that one agent is shown on one day at one ``minute`` of it; ``days`` begin with that day.

    ``open`` are matters that wait for others, ``refused`` wishes with what the rota does instead, and ``lieu`` the
    minutes of time in lieu at the end of a day, None where that is not to be seen.
    """

    agent: str
    team: str
    today: date
    minute: int
    shifts: tuple[Shift, ...]
    changed: Changed
    days: tuple[Stretch, ...]
    answer: tuple[Wait, ...] = ()
    open: tuple[str, ...] = ()
    leave: tuple[LeaveLine, ...] = ()
    balances: tuple[BalanceLine, ...] = ()
    lieu: tuple[int, date] | None = None
    refused: tuple[str, ...] = ()


def page_text(page: Page, names: Mapping[str, str], *, color: bool = False, upward: bool = False) -> str:
    """The page as text; a section with nothing in it is left out.

    ``upward`` begins with the days and ends with now and next, for a terminal on which the beginning scrolls away.
    """
    team = f", {page.team}" if page.team else ""
    title = f"{agent_words(page.agent, names)}{safe(team)}, {day_words(page.today)} {page.today.year}, {hhmm(page.minute)}"
    sections: dict[str, Iterable[str]] = {
        f"Changed since {page.changed.since}": _changed(page.changed),
        "To answer": [wait_words(wait, names, page.today) for wait in page.answer],
        "Open swaps, cover and edits": page.open,
        "Leave": _leave(page),
        "Wishes refused": page.refused,
    }
    blocks: list[list[Line]] = [[[(title, "bold")], [], *_next(page)]]
    for name, texts in sections.items():
        if said := list(texts):
            blocks.append([[(name, "bold")], *([(f"  {safe(text)}", "")] for text in said)])
    blocks += _days(page)
    ordered = reversed(blocks) if upward else blocks
    return paint([line for block in ordered for line in ([], *block)][1:], color=color)


def _next(page: Page) -> Iterator[Line]:
    """How the agent stands now, and the next shifts below it."""
    said = [_now(page)]
    for shift in page.shifts:
        label = "Tomorrow" if shift.day == page.today + ONE_DAY else day_words(shift.day)
        words = shift_words(shift.rota.cells[page.agent][shift.day], shift.rota.facts)
        said.append((label, f"{words}{f' ({shift.note})' if shift.note else ''}"))
    if not page.shifts:
        said.append(("Then", "no shift is published or told from tomorrow on"))
    yield from ([(f"{label:10}", "bold"), (f"  {words}", "")] for label, words in said)


def _now(page: Page) -> tuple[str, str]:
    rota = page.days[0].rota
    cell = rota.cell(page.agent, page.today) if rota else None
    if rota is None or cell is None:
        return "Today", "in no rota that is published or told"
    return now_words(cell, rota.facts, page.minute)


def _changed(changed: Changed) -> Iterator[str]:
    if changed.unknown:
        yield changed.unknown
    elif not changed.months and not changed.cells:
        yield "nothing"
    for month in changed.months:
        yield _month(month)
    for run in _runs(changed.cells):
        first = run[0]
        why = f" ({first.why})" if first.why else ""
        yield f"{run_words([move.day for move in run])}: {first.before or 'no cell'} -> {first.after}{why}"


def _month(news: MonthNews) -> str:
    when, shifts = period_words(news.period), counted(news.shifts, "shift")
    if news.known:
        return f"{when} is published now"
    how = "published" if news.draft is None else f"draft {news.draft}, which may still change"
    return f"{when} is new: {shifts}, {how}"


def _runs(cells: Sequence[CellMove]) -> Iterator[list[CellMove]]:
    """Days that follow one another and change alike."""
    for _, alike in groupby(cells, key=lambda move: (move.before, move.after, move.why)):
        run: list[CellMove] = []
        for move in alike:
            if run and move.day != run[-1].day + ONE_DAY:
                yield run
                run = []
            run.append(move)
        yield run


def _leave(page: Page) -> Iterator[str]:
    for line in page.leave:
        yield f"{line.days}, {length(line.minutes)} hours: {line.state} ({line.id})"
    for balance in page.balances:
        yield from balance_words(balance)
    if page.lieu is not None:
        minutes, day = page.lieu
        yield f"Time in lieu: {length(minutes)} at the end of {day_words(day)}"


def _days(page: Page) -> list[list[Line]]:
    """The days to come, a line each, in weeks, in one block; columns stand below one another through all rotas."""
    rows: list[Columns | None] = []
    heads: dict[int, str] = {}
    for stretch in page.days:
        rows += [None] if heads else []
        heads[len(rows)] = _head(stretch)
        rows.append(None)
        for at, (_, week) in enumerate(groupby(stretch.days if stretch.rota else (), key=monday_of)):
            rows += [None] if at else []
            rows += days_rows(stretch.rota, page.agent, list(week)) if stretch.rota else []
    lines = enumerate(aligned(rows) if any(rows) else [() for _ in rows])
    days: list[Line] = [[(heads[at], "bold")] if at in heads else line for at, line in lines]
    return [days] if days else []


def _head(stretch: Stretch) -> str:
    first, last = stretch.days[0], stretch.days[-1]
    when = day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
    if stretch.rota is None:
        return f"{when}: {stretch.note or 'nothing is published or told yet'}"
    return f"{when}, {stretch.note or 'published'}"
