"""What a change inside a day does to cover, half hour by half hour, and a leader's instruction in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from rota.domain.clock import day_words
from rota.domain.cover import Shortfall
from rota.domain.interval import INTERVAL
from rota.domain.levels import LevelMove
from rota.domain.matter import CellChange
from rota.show.levels import change_lines
from rota.show.safe import safe
from rota.show.words import times

Cover = tuple[Sequence[Shortfall], Sequence[Shortfall]]
"""The shortfalls before and after."""

HalfHour = tuple[date, str, int]


def moved_text(
    change: CellChange, cover: Cover, *, by: str, id: str, levels: Iterable[LevelMove] = ()
) -> str:
    """The instruction, and what it does to cover and to the service level on that day."""
    what = (
        f"{change.agent} on {day_words(change.day)}: {change.before} is now {change.after}, by {by} ({id})."
    )
    lines = [f"  {line}" for line in cover_lines(*cover)] or ["  Cover is as it was."]
    return "\n".join([safe(what), *lines, *(f"  {line}" for line in change_lines(levels))])


def cover_lines(before: Iterable[Shortfall], after: Iterable[Shortfall]) -> Iterator[str]:
    """Where cover changes, ``phones Mon 14 Dec 16:30-18:00: 1 short -> covered``, by day, service and time."""
    old, new = _missing(before), _missing(after)
    pairs = {key: (old.get(key, 0), new.get(key, 0)) for key in sorted(old.keys() | new.keys())}
    changed = [key for key, (was, is_) in pairs.items() if was != is_]

    def alike(place: tuple[int, HalfHour]) -> tuple[object, ...]:
        at, (day, service, start) = place
        return day, service, start - at * INTERVAL, pairs[day, service, start]

    for _, stretch in groupby(enumerate(changed), key=alike):
        keys = [key for _, key in stretch]
        day, service, start = keys[0]
        was, is_ = pairs[keys[0]]
        when = f"{day_words(day)} {times(start, keys[-1][2] + INTERVAL)}"
        yield safe(f"{service} {when}: {_short(was)} -> {_short(is_)}")


def _short(missing: int) -> str:
    return f"{missing} short" if missing else "covered"


def _missing(short: Iterable[Shortfall]) -> dict[HalfHour, int]:
    return {
        (one.day, one.service, at): one.missing for one in short for at in range(one.start, one.end, INTERVAL)
    }
