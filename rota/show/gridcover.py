"""Cover against need below a grid: signed numbers by day, and every shortfall in words."""

from collections.abc import Sequence
from itertools import groupby

from rota.domain.cover import Cover, Shortfall, missing_heads
from rota.domain.rota import Rota
from rota.show.paint import Line, Segment
from rota.show.safe import safe
from rota.show.sheet import Row
from rota.show.words import counted, shortfall_words, signed, times

HEADS = ("Cover against need", "worst half hour")


def cover_rows(rota: Rota, cover: Cover, services: Sequence[str]) -> tuple[Row, ...]:
    """A row for each service: each day's lowest difference between heads and need; empty where none is needed."""
    return tuple(
        Row((safe(service), ""), [difference(cover.worst(service, day)) for day in rota.days])
        for service in services
    )


def difference(number: int | None) -> Segment:
    """A signed difference in its colour; None is nothing."""
    if number is None:
        return "", ""
    return signed(number), "bold red" if number < 0 else "green" if number else ""


def shortfall_lines(shortfalls: Sequence[Shortfall]) -> list[Line]:
    """The shortfalls in words, one line for each service and day, and what they come to."""
    if not shortfalls:
        return [[("Cover meets the need in every half hour.", "green")]]
    amount = counted(missing_heads(shortfalls), "head half-hour")
    title = f"Short of need in {counted(len(shortfalls), 'place')}, {amount} in all:"
    days = groupby(shortfalls, key=lambda entry: (entry.day, entry.service))
    return [[(title, "bold red")], *([(f"  {_day_words(list(entries))}", "")] for _, entries in days)]


def _day_words(shortfalls: Sequence[Shortfall]) -> str:
    """Shortfalls of one service and day: ``phones Mon 6 Jul 16:30-18:00: 2 short, 18:00-18:30: 1 short``."""
    further = (f"{times(entry.start, entry.end)}: {entry.missing} short" for entry in shortfalls[1:])
    return ", ".join([shortfall_words(shortfalls[0]), *further])
