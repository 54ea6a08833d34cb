"""Calls by date and half hour, as ``demand/*.csv`` lists them."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Volume(NamedTuple):
    """Calls offered in one half hour, in hundredths of a call, and their average handling time in seconds where it is given."""

    calls: int
    aht: int | None = None


Volumes = Mapping[tuple[str, date], Mapping[int, Volume]]
"""Volumes by service and day, and then by the minute at which each half hour begins."""
