"""What a calendar file gains and loses, one day or stretch of days a line."""

from collections import Counter
from collections.abc import Iterator

from rota.domain.calendar import Calendar, Closure, Days
from rota.domain.clock import day_words
from rota.show.safe import safe

_KINDS = (("bank_holiday", "bank holiday"), ("closure", "closure"), ("school_holiday", "school holiday"))
KIND = dict(_KINDS)
"""How a table of a calendar file is called."""


def difference_lines(before: Calendar, after: Calendar) -> tuple[str, ...]:
    """``+ Mon 28 Dec 2026  bank holiday  Boxing Day`` for what is new, the same with ``-`` for what is gone; in order of days."""
    found = [
        (entry.first, mark == "+", _line(mark, kind, entry))
        for table, kind in _KINDS
        for mark, entry in _changes(getattr(before, table), getattr(after, table))
    ]
    return tuple(line for _, _, line in sorted(found))


def _changes(before: tuple[Days, ...], after: tuple[Days, ...]) -> Iterator[tuple[str, Days]]:
    was, now = Counter(before), Counter(after)
    yield from (("-", entry) for entry in (was - now).elements())
    yield from (("+", entry) for entry in (now - was).elements())


def _line(mark: str, kind: str, entry: Days) -> str:
    return f"{mark} {stretch_words(entry)}  {kind}  {named(entry)}".rstrip()


def stretch_words(entry: Days, *, year: bool = True) -> str:
    """``Mon 28 Dec 2026`` or ``Mon 21 Dec 2026 to Fri 1 Jan 2027``; one and the same year is said once, or not at all."""
    first, last = day_words(entry.first), day_words(entry.last)
    if entry.first.year != entry.last.year:
        return f"{first} {entry.first.year} to {last} {entry.last.year}"
    said = f" {entry.last.year}" if year else ""
    return f"{first}{said}" if entry.first == entry.last else f"{first} to {last}{said}"


def named(entry: Days) -> str:
    """The name of an entry, and of a closure at which sites; empty for one without either."""
    sites = f"({', '.join(entry.sites)})" if isinstance(entry, Closure) and entry.sites else ""
    return safe(" ".join(part for part in (entry.name, sites) if part))
