"""One agent's month as a list: every day's cell in words, with times and hours, and the balances."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from rota.domain.breaks import breaks
from rota.domain.cell import BREAK, Cell, Kind
from rota.domain.clock import day_words
from rota.domain.hours import credited, leave_minutes, lieu_minutes, worked
from rota.domain.rota import Rota
from rota.show.letters import Letters, state_of
from rota.show.paint import Line, Segment, padded, paint, width_of
from rota.show.safe import safe
from rota.show.totals import Ledger, Totals, ledger, totals
from rota.show.words import agent_words, counted, length, period_words, times

Columns = tuple[Segment, Segment, Segment, Segment, Segment]
"""The day, the cell, its times, its hours, and what else is to be said."""


def agent_month(rota: Rota, agent: str, *, names: Mapping[str, str], color: bool = False) -> str:
    """The cells of ``agent`` in the period: a line a day, with its break, and a line for each other timed part."""
    facts = rota.facts
    standing = next((found for day in rota.days if (found := facts.standing(agent, day))), None)
    team = f", {safe(standing.team.name or standing.team.id)}" if standing else ""
    title = f"{agent_words(agent, names)}{team}, {period_words(facts.period)}"
    rows = [row for week in facts.period.weeks for row in [*days_rows(rota, agent, week), None]]
    sums = [*_summary(totals(rota, agent), ledger(rota, agent)), *_leave(rota, agent)]
    return paint([[(title, "bold")], [], *aligned(rows), *sums], color=color)


def days_rows(rota: Rota, agent: str, days: Iterable[date]) -> Iterator[Columns]:
    """A row for each of the ``days`` of ``agent``, and one for each timed part besides breaks."""
    letters = Letters(rota.facts)
    for day in days:
        cell = rota.cell(agent, day)
        if cell is not None:
            yield from _day_rows(rota, letters, agent, day, cell)
        else:
            missing = rota.facts.present(agent, day)
            what = ("no cell", "bold red") if missing else ("not in this rota", "dim")
            yield (_day(day), what, ("", ""), ("", ""), ("", ""))


def _day_rows(rota: Rota, letters: Letters, agent: str, day: date, cell: Cell) -> Iterator[Columns]:
    _, style = letters.cell(cell)
    whole = safe(f"{cell.pattern} {cell.service}" if cell.is_shift else cell.kind.value)
    spans = ", ".join(times(*span) for span in worked(cell, rota.facts))
    minutes = credited(cell, agent, day, rota.facts)
    hours = length(minutes) if minutes else ""
    yield (_day(day), (whole, style), (spans, ""), (hours, ""), (_notes(rota, agent, day, cell), ""))
    for part in (part for part in cell.parts if part.what != BREAK):
        yield (("", ""), (f"  {safe(part.what)}", ""), (times(part.start, part.end), ""), ("", ""), ("", ""))


def _day(day: date) -> Segment:
    return day_words(day), "bold" if day.weekday() == 5 else ""


def _notes(rota: Rota, agent: str, day: date, cell: Cell) -> str:
    lieu = lieu_minutes(cell, agent, day, rota.facts)
    notes = [f"break {times(pause.start, pause.end)}" for pause in breaks(cell)]
    if lieu:
        notes.append(f"{'earns' if lieu > 0 else 'takes'} {length(abs(lieu))} of lieu")
    if cell.kind is Kind.CLOSED and (taken := leave_minutes(cell, agent, day, rota.facts)):
        notes.append(f"takes {length(taken)} of leave")
    return ", ".join([*notes, *([state] if (state := state_of(rota, agent, day)) else [])])


def aligned(rows: Sequence[Columns | None]) -> Iterator[Line]:
    """The rows with their columns below one another; None is a blank line."""
    filled = [row for row in rows if row]
    widths = [max(width_of(row[at][0]) for row in filled) for at in range(5)]
    for row in rows:
        line: list[Segment] = []
        for at, segment in enumerate(row or ()):
            line += [*padded(segment, widths[at], right=at == 3), ("  ", "")]
        yield line


def _summary(sums: Totals, lieu: Ledger) -> list[Line]:
    saturdays = ", ".join(day_words(day) for day in sums.saturdays)
    named = f" ({saturdays})" if saturdays else ""
    counts = f"{counted(sums.shifts, 'shift')}, {counted(sums.lates, 'late')}, "
    counts += f"{counted(len(sums.saturdays), 'Saturday')}{named}, {length(sums.minutes)} hours"
    moves = (
        f"{length(lieu.brought)} brought forward + {length(lieu.earned)} earned - {length(lieu.taken)} taken"
    )
    return [
        [("Month  ", "bold"), (counts, "")],
        [("Lieu   ", "bold"), (f"{moves} = {length(lieu.balance)}", "")],
    ]


def _leave(rota: Rota, agent: str) -> Iterator[Line]:
    """The leave that the month takes, and how much of it for closed days; nothing where it takes none."""
    taken = [(cell.kind, leave_minutes(cell, agent, day, rota.facts)) for day, cell in rota.in_period(agent)]
    if any(minutes for _, minutes in taken):
        closed = sum(minutes for kind, minutes in taken if kind is Kind.CLOSED)
        whole = f"{length(sum(minutes for _, minutes in taken))} taken"
        yield [
            ("Leave  ", "bold"),
            (f"{whole}, {length(closed)} of it for closed days" if closed else whole, ""),
        ]
