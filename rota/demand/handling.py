"""The handling time that the past shows."""

from collections.abc import Mapping
from datetime import date, timedelta

from rota.domain.volumes import Volume

WEEKS = 8
"""Weeks that are averaged: handling times follow systems and staff, not the calendar."""


def handling(listed: Mapping[date, Mapping[int, Volume]], last: date) -> int | None:
    """The mean seconds of the calls of the last weeks up to ``last``, each call counted once; None where none are known."""
    since = last - timedelta(weeks=WEEKS)
    known = [
        (volume.calls, volume.aht)
        for day, halves in listed.items()
        if since < day <= last
        for volume in halves.values()
        if volume.aht is not None and volume.calls
    ]
    calls = sum(count for count, _ in known)
    return (sum(count * aht for count, aht in known) * 2 + calls) // (2 * calls) if calls else None
