"""Cover below a grid: heads against need by day, the service level of calls, and every shortfall in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from rota.domain.answering import Answering
from rota.domain.cover import Cover, Shortfall, missing_heads
from rota.domain.levels import Level, called, level_of
from rota.domain.rota import Rota
from rota.show.levels import in_time, level_words
from rota.show.paint import Line, Segment, wrapped
from rota.show.safe import safe
from rota.show.sheet import Row
from rota.show.words import counted, shortfall_words, signed, times

HEADS = ("Cover against need", "worst half hour")
LEVEL_HEADS = ("Service level in %", "< under target")
UNDER = "<"
"""The sign behind a service level that misses its target."""

WORST = 5
"""So many stretches of half hours are named where it is only to know where to look."""

_FAR = 0.1
"""Under target by more than this stands out."""


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


def level_rows(cover: Cover, services: Sequence[str], days: Sequence[date]) -> tuple[Row, ...]:
    """A row for each service with calls: each day's expected service level; empty where nobody calls."""
    answering = Answering(cover)
    return tuple(
        Row((safe(service), ""), [level_cell(level_of(answering, service, [day])) for day in days])
        for service in called(cover.facts, services, days)
    )


def half_hour_row(cover: Cover, service: str, day: date, starts: Iterable[int]) -> Row | None:
    """The expected service level of ``service`` in each half hour of ``day``; None where nobody calls."""
    found = {half.start: half for half in Answering(cover).on(service, day)}
    halves = [Level(service, (found[start],) if start in found else ()) for start in starts]
    return Row(("  % in time", ""), [level_cell(half) for half in halves]) if found else None


def level_cell(level: Level) -> Segment:
    """A service level in whole percent, 99 at most, in its colour, with a sign where it misses the target."""
    share = level.sums.level
    if share is None:
        return "", ""
    # Three digits would make every column of the month wider.
    text = in_time(min(share, 0.99), 0).removesuffix("%")
    if level.met:
        return text, ""
    return text + UNDER, "bold red" if share < level.target - _FAR else "red"


def cover_lines(
    cover: Cover, services: Sequence[str], days: Sequence[date], width: int | None = None
) -> Iterator[Line]:
    """What cover comes to on ``days``: posts that are short, the service level of calls, and heads that calls ask for.

    Where calls are answered the service level is the verdict. Half hours below required headcount only say where to look
    for more, so of several days those are told that miss their target: one head at a quiet half hour means little.
    """
    queues = called(cover.facts, services, days)
    if not queues:
        yield from shortfall_lines(_on(days, cover.shortfalls(services)))
        return
    if any(cover.facts.posts(service, day) for service in services for day in days):
        yield from posts_lines(_on(days, cover.shortfalls(services, posts=True)))
    answering = Answering(cover)
    levels = [level_of(answering, service, days) for service in queues]
    yield from level_lines(levels, width)
    yield from _below(_on(days, cover.shortfalls(queues)), levels, days)


def shortfall_lines(shortfalls: Sequence[Shortfall]) -> list[Line]:
    """The shortfalls in words, one line for each service and day, and what they come to."""
    if not shortfalls:
        return [[("Cover meets the need in every half hour.", "green")]]
    return [[(f"Short of need in {_in_all(shortfalls)}:", "bold red")], *_by_day(shortfalls)]


def posts_lines(shortfalls: Sequence[Shortfall]) -> list[Line]:
    """The same of posts alone: heads that no formula asks for."""
    if not shortfalls:
        return [[("Every given post is filled in every half hour.", "green")]]
    return [[(f"Posts short in {_in_all(shortfalls)}:", "bold red")], *_by_day(shortfalls)]


def level_lines(levels: Sequence[Level], width: int | None, label: str = "Service level  ") -> Iterator[Line]:
    """The service level of each service behind ``label``, in red where it misses its target."""
    first = label
    for level in levels:
        for line in wrapped(level_words(level), width and width - len(label)):
            yield [(first, "bold"), (line[0][0], "" if level.met else "bold red")]
            first = " " * len(label)


def _below(asked: Sequence[Shortfall], levels: Iterable[Level], days: Sequence[date]) -> Iterator[Line]:
    """Half hours below required headcount: of one day all, of several those of days that miss their target."""
    missed = {(level.service, day.day) for level in levels for day in level.days if not day.met}
    told = [entry for entry in asked if (entry.service, entry.day) in missed or len(days) == 1]
    others = len({day for _, day in _places(asked) - _places(told)})
    if told:
        under = counted(len({entry.day for entry in told}), "day")
        where = f"in {_in_all(told)}" if len(days) == 1 else f"on {under} under target"
        yield [(f"Below required headcount {where}:", "bold")]
        yield from _by_day(told) if len(days) == 1 else worst_lines(told)
    if others:
        more = counted(others, "more day" if told else "day")
        yield [
            (
                f"{more} below {'it' if told else 'required headcount'} in some half hour, yet on target.",
                "dim",
            )
        ]


def worst_first(shortfalls: Iterable[Shortfall]) -> list[Shortfall]:
    """Those that miss most heads first, then the longest, then by day."""
    return sorted(
        shortfalls, key=lambda entry: (-entry.missing, -entry.amount, entry.day, entry.start, entry.service)
    )


def worst_lines(shortfalls: Sequence[Shortfall]) -> Iterator[Line]:
    """The first of those in words, a line each, and how many more there are."""
    yield from ([(f"  {shortfall_words(entry)}", "")] for entry in worst_first(shortfalls)[:WORST])
    if len(shortfalls) > WORST:
        yield [(f"  and {len(shortfalls) - WORST} more", "dim")]


def _places(shortfalls: Iterable[Shortfall]) -> set[tuple[str, date]]:
    return {(entry.service, entry.day) for entry in shortfalls}


def _on(days: Sequence[date], shortfalls: Iterable[Shortfall]) -> list[Shortfall]:
    wanted = set(days)
    return [entry for entry in shortfalls if entry.day in wanted]


def _in_all(shortfalls: Sequence[Shortfall]) -> str:
    amount = counted(missing_heads(shortfalls), "head half-hour")
    return f"{counted(len(shortfalls), 'place')}, {amount} in all"


def _by_day(shortfalls: Iterable[Shortfall]) -> Iterator[Line]:
    days = groupby(shortfalls, key=lambda entry: (entry.day, entry.service))
    return ([(f"  {_day_words(list(entries))}", "")] for _, entries in days)


def _day_words(shortfalls: Sequence[Shortfall]) -> str:
    """Shortfalls of one service and day: ``phones Mon 6 Jul 16:30-18:00: 2 short, 18:00-18:30: 1 short``."""
    further = (f"{times(entry.start, entry.end)}: {entry.missing} short" for entry in shortfalls[1:])
    return ", ".join([shortfall_words(shortfalls[0]), *further])
