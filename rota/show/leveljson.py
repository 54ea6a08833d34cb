"""Service level for other programs: shares of 1 and numbers of calls, rounded, times as in the other formats."""

from typing import Any

from rota.domain.answering import Answered, Answers
from rota.domain.clock import hhmm
from rota.domain.levels import Level, LevelMove


def level_json(level: Level) -> dict[str, Any]:
    """A service's calls in all, by day, and by half hour."""
    return {
        "service": level.service,
        **_sums(level.sums),
        "target": round(level.target, 4),
        "days": [_day(day) for day in level.days],
    }


def _day(level: Level) -> dict[str, Any]:
    return {
        "date": str(level.day),
        **_sums(level.sums),
        "target": round(level.target, 4),
        "half_hours": [_half(half) for half in level.halves],
    }


def _half(half: Answered) -> dict[str, Any]:
    return {
        "start": hhmm(half.start),
        "offered": round(half.load.calls, 2),
        "required": half.load.need,
        "heads": half.heads,
        "level": round(half.expected.level, 4),
        "outside": round(half.expected.outside, 2),
    }


def _sums(sums: Answers) -> dict[str, Any]:
    return {
        "offered": round(sums.offered, 2),
        "level": None if sums.level is None else round(sums.level, 4),
        "outside": round(sums.outside, 2),
    }


def move_json(move: LevelMove) -> dict[str, Any]:
    """The same calls before and after a change; ``from`` is the time from which they count, where not all day."""
    return {
        "service": move.service,
        "day": str(move.day) if move.day else None,
        **({} if move.start is None else {"from": hhmm(move.start)}),
        "target": round(move.after.target, 4),
        "offered": round(move.after.sums.offered, 2),
        "level": [_sums(level.sums)["level"] for level in (move.before, move.after)],
        "outside": [_sums(level.sums)["outside"] for level in (move.before, move.after)],
    }
