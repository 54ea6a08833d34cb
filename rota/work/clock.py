"""What time it is: the only clock that commands go by."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from rota.domain.centre import Centre
from rota.work.errors import Unusable

VARIABLE = "ROTA_NOW"
"""Stands for the present in trials, so that they can be repeated: ``2026-11-20`` or a moment in full."""


def now(environment: Mapping[str, str] = os.environ) -> datetime:
    """The present moment in UTC, to the second; Unusable where ``ROTA_NOW`` is no moment."""
    stated = environment.get(VARIABLE)
    if not stated:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        raise Unusable(
            f'{VARIABLE} is "{stated}", which is no moment; write it as 2026-11-20T09:00:00+00:00'
        ) from None
    # A bare day or time is taken as UTC, so that it means the same on every machine.
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


def today(centre: Centre) -> date:
    """The day that it is at the centre."""
    return now().astimezone(ZoneInfo(centre.zone)).date()
