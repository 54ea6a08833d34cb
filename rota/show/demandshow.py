"""Demand as text: a month day by day, or a day by half hours, and where each day's figures come from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words, hhmm
from rota.domain.interval import INTERVAL
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import counted, length

UNKNOWN = "?"
"""Stands for calls that nothing says the number of."""


@dataclass(frozen=True)
class HalfWanted:
    """One half hour: its calls in hundredths and their handling time, where it has calls; heads given, heads required in all."""

    start: int
    calls: int | None
    aht: int | None
    given: int
    required: int


@dataclass(frozen=True)
class DayWanted:
    """One open day of a service: its half hours, work that comes in (minutes, and the day by whose end it is due), and sources.

    ``unknown`` says that it answers calls and nothing says how many. ``sources`` say where its figures come from, one a line.
    """

    service: str
    day: date
    halves: tuple[HalfWanted, ...]
    work: int
    due: date | None
    unknown: bool
    sources: tuple[str, ...]

    @property
    def calls(self) -> int | None:
        """Its calls in hundredths; None for a day without."""
        known = [half.calls for half in self.halves if half.calls is not None]
        return sum(known) if known else None

    @property
    def busiest(self) -> HalfWanted | None:
        """The first of the half hours with the highest required headcount; None where nobody is required."""
        return max(
            (half for half in self.halves if half.required), key=lambda half: half.required, default=None
        )

    @property
    def minutes(self) -> int:
        """Minutes of heads required."""
        return sum(half.required for half in self.halves) * INTERVAL


def month_text(title: str, days: Sequence[DayWanted], *, color: bool = False) -> str:
    """A table for each service, a line for each of its open days, with sums."""
    lines: list[Line] = [[(f"Demand of {title}", "bold")]]
    for service in dict.fromkeys(entry.service for entry in days):
        own = [entry for entry in days if entry.service == service]
        lines += [[], *_service(service, own)]
    return paint(lines, color=color)


def _service(service: str, days: Sequence[DayWanted]) -> Iterator[Line]:
    with_calls = any(entry.calls is not None or entry.unknown for entry in days)
    with_heads = any(entry.busiest for entry in days)
    with_work = any(entry.work for entry in days)
    columns = [Column(safe(service))]
    columns += [Column("calls", right=True)] if with_calls else []
    columns += [Column("heads", right=True), Column("at"), Column("hours", right=True)] if with_heads else []
    columns += [Column("work", right=True), Column("due")] if with_work else []
    rows = []
    for entry in days:
        cells = [day_words(entry.day)]
        cells += [_calls(entry)] if with_calls else []
        cells += _heads(entry) if with_heads else []
        cells += [length(entry.work), day_words(entry.due) if entry.due else ""] if with_work else []
        first, *further = entry.sources or ("",)
        rows.append([*cells, first])
        rows += [[*[""] * len(cells), source] for source in further]
    yield from table([*columns, Column("from")], rows)
    yield [(_sum(days, with_calls=with_calls, with_heads=with_heads, with_work=with_work), "")]


def _calls(entry: DayWanted) -> str:
    if entry.unknown:
        return UNKNOWN
    return "" if entry.calls is None else f"{entry.calls / 100:.0f}"


def _heads(entry: DayWanted) -> list[str]:
    most = entry.busiest
    return [str(most.required), hhmm(most.start), length(entry.minutes)] if most else ["", "", ""]


def _sum(days: Sequence[DayWanted], *, with_calls: bool, with_heads: bool, with_work: bool) -> str:
    parts = [counted(len(days), "day")]
    if with_calls:
        parts.append(f"{sum(entry.calls or 0 for entry in days) / 100:,.0f} calls")
    if with_heads:
        parts.append(f"{sum(entry.minutes for entry in days) / 60:,.0f} hours of heads")
    if with_work:
        parts.append(f"{sum(entry.work for entry in days) / 60:,.0f} hours of work that can wait")
    unknown = sum(entry.unknown for entry in days)
    return f"In all: {', '.join(parts)}." + (
        f" How many calls come is not known on {counted(unknown, 'day')}." if unknown else ""
    )


def day_text(day: date, days: Sequence[DayWanted], *, color: bool = False) -> str:
    """One day half hour by half hour, service by service."""
    lines: list[Line] = [[(f"Demand of {day_words(day)} {day.year}", "bold")]]
    for entry in days:
        lines += [[], [(safe(entry.service), "bold")]]
        lines += [[(f"  from {safe(source)}", "")] for source in entry.sources]
        if entry.work:
            due = f", due by the end of {day_words(entry.due)}" if entry.due else ""
            lines.append([(f"  {length(entry.work)} hours of work come in{due}", "")])
        lines += _halves(entry)
    if not days:
        lines.append([("Nothing is open.", "")])
    return paint(lines, color=color)


def _halves(entry: DayWanted) -> Iterator[Line]:
    with_calls = entry.calls is not None
    columns = [Column("  start")]
    columns += [Column("calls", right=True), Column("seconds", right=True)] if with_calls else []
    columns += [Column("given", right=True)] if any(half.given for half in entry.halves) else []
    rows = []
    for half in entry.halves:
        cells = [f"  {hhmm(half.start)}"]
        cells += [_amount(half.calls), str(half.aht or "")] if with_calls else []
        cells += [str(half.given or "")] if len(columns) > len(cells) else []
        rows.append([*cells, str(half.required or "")])
    if any(half.required or half.calls for half in entry.halves):
        yield from table([*columns, Column("required", right=True)], rows)


def _amount(calls: int | None) -> str:
    return "" if calls is None else f"{calls / 100:.1f}"
