"""Service level in words: of a month, of a day, and before and after a change."""

from collections.abc import Iterable, Iterator
from math import floor

from rota.domain.clock import day_words, hhmm
from rota.domain.levels import Level, LevelMove
from rota.show.safe import safe
from rota.show.words import counted

_ROUNDING = 1e-9
_WHOLE = 1000
"""From so many calls on they are counted whole."""


def in_time(share: float, places: int = 1) -> str:
    """A service level in percent, rounded down, so that a target that is missed never reads as met."""
    step = 10**places
    return f"{floor(share * 100 * step + _ROUNDING) / step:.{places}f}%"


def target_words(share: float) -> str:
    """A target in percent: whole where it is."""
    return f"{share * 100:.1f}".removesuffix(".0") + "%"


def calls_words(calls: float) -> str:
    """A number of calls with one decimal place, and whole from a thousand on; a very small one is never shown as none."""
    if 0 < calls < 0.05:  # what would round to 0.0
        return "under 0.1"
    return f"{calls:,.0f}" if calls >= _WHOLE else f"{calls:.1f}".removesuffix(".0")


def level_words(level: Level) -> str:
    """``phones 86.1% of 13,204 calls in time, target 80%; 1,835 outside; 2 days under target; worst Mon 6 Jul 11:00 54%``."""
    sums = level.sums
    share = in_time(sums.level) if sums.level is not None else "none"
    met = "" if level.met else " MISSED"
    said = f"{level.service} {share} of {calls_words(sums.offered)} calls in time, target {target_words(level.target)}{met}"
    return safe("; ".join([said, f"{calls_words(sums.outside)} outside", *_under(level), *_worst(level)]))


def _under(level: Level) -> Iterator[str]:
    under = sum(not day.met for day in level.days)
    if under and len(level.days) > 1:
        yield f"{counted(under, 'day')} under target"


def _worst(level: Level) -> Iterator[str]:
    if (worst := level.worst) is not None:
        when = f"{day_words(worst.day)} {hhmm(worst.start)}" if len(level.days) > 1 else hhmm(worst.start)
        yield f"worst {when} {in_time(worst.expected.level, 0)}"


def move_words(move: LevelMove) -> str:
    """``phones Tue 7 Jul: service level 84.0% -> 79.2% (target 80%), 4.3 more calls outside target``."""
    return safe(f"{_where(move)}: service level {change_words(move)}")


def _where(move: LevelMove) -> str:
    day = f" {day_words(move.day)}" if move.day else " in all"
    return f"{move.service}{day}{f' from {hhmm(move.start)}' if move.start is not None else ''}"


def change_words(move: LevelMove) -> str:
    """``84.0% -> 79.2% (target 80%), 4.3 more calls outside target``."""
    before, after = (in_time(level.sums.level or 0.0) for level in (move.before, move.after))
    level = before if before == after else f"{before} -> {after}"
    return f"{level} (target {target_words(move.after.target)}), {more_words(move)}"


def more_words(move: LevelMove) -> str:
    """``4.3 more calls outside target``, or fewer, or as many."""
    if not move.moves:
        return f"{calls_words(move.after.sums.outside)} calls outside target, as before"
    return f"{calls_words(abs(move.more))} {'more' if move.more > 0 else 'fewer'} calls outside target"


def change_lines(moves: Iterable[LevelMove]) -> list[str]:
    """A line for each change."""
    return [move_words(move) for move in moves]
