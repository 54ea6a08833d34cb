"""What a sizing is asked for."""

from dataclasses import dataclass

SECONDS = 60.0
"""How long a sizing takes at most, unless told otherwise."""

ABSENCE = 5
"""Percent of working days lost to absence, where nothing else is said and no shrinkage counts it."""


@dataclass(frozen=True)
class Asked:
    """What to size: a rota group's year, None for the current one.

    ``percent`` of the days of each weekday are to be met in full, ``absence`` percent of working days are lost to it, None for
    what is usual. New posts have one of ``contracts``, None for the commonest of today's staff; at most ``part_time`` percent of
    them are part-time ones, None for today's share.
    """

    group: str
    year: int | None = None
    percent: int = 90
    absence: int | None = None
    contracts: tuple[str, ...] | None = None
    part_time: int | None = None
    seconds: float = SECONDS
