"""What a cell amounts to on the pay sheet: minutes by what they were, unpaid breaks taken off."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from rota.domain.cell import Cell, Kind
from rota.domain.centre import Closing
from rota.domain.clock import minutes_between
from rota.domain.facts import Facts
from rota.domain.hours import (
    closed_length,
    day_length,
    leave_minutes,
    lieu_minutes,
    paid_at_work,
    worked,
)
from rota.domain.saturdays import SATURDAY


class Measure(StrEnum):
    """What minutes are counted as, in the order in which they are written.

    *worked* is time at work and training, less unpaid breaks; *saturday* and *late* are what of it was on a Saturday,
    or in a late shift. *lieu-earned* and *lieu-taken* are the two sides of the lieu ledger. *leave* is also what closed
    days take of it; *absent* is hours alone, never why. *closed* are closed days that are credited, *unpaid* those that
    are not. *cover-paid* and *cover-owed* are shifts taken over in cover whose hours were agreed to be paid, or are
    owed. Saturday, late and cover are parts of what was worked, and come to nothing besides.
    """

    WORKED = "worked"
    SATURDAY = "saturday"
    LATE = "late"
    LIEU_EARNED = "lieu-earned"
    LIEU_TAKEN = "lieu-taken"
    LEAVE = "leave"
    ABSENT = "absent"
    CLOSED = "closed"
    UNPAID = "unpaid"
    COVER_PAID = "cover-paid"
    COVER_OWED = "cover-owed"


Amounts = Mapping[Measure, int]
"""Minutes by measure; what is not there is 0."""

CONTRACT = (Measure.WORKED, Measure.LIEU_TAKEN, Measure.LEAVE, Measure.ABSENT, Measure.CLOSED)
"""What counts towards contract hours: together the same as ``hours.credited`` counts."""


def amounts(cell: Cell, agent: str, day: date, facts: Facts) -> Amounts:
    """What ``cell`` comes to, without measures that are 0; how cover is settled is not in a cell."""
    at_work = _at_work(cell, agent, day, facts)
    taken = _lieu_taken(cell, agent, day, facts)
    found = {
        Measure.WORKED: at_work,
        Measure.SATURDAY: at_work if day.weekday() == SATURDAY else 0,
        Measure.LATE: at_work if cell.is_shift and facts.patterns[cell.pattern].late else 0,
        Measure.LIEU_EARNED: lieu_minutes(cell, agent, day, facts) + taken,
        Measure.LIEU_TAKEN: taken,
        Measure.LEAVE: leave_minutes(cell, agent, day, facts),
        Measure.ABSENT: _absent(cell, agent, day, facts),
        **_closed(cell, agent, day, facts),
    }
    return {measure: minutes for measure, minutes in found.items() if minutes}


def _at_work(cell: Cell, agent: str, day: date, facts: Facts) -> int:
    if cell.kind is Kind.TRAINING:
        return day_length(agent, day, facts)
    if not (cell.is_shift or cell.kind is Kind.OFF):
        return 0
    # Where clocks change during the shift, it is as long as it was, not as the clocks say.
    spans, zone = worked(cell, facts), facts.centre.zone
    shifted = sum(minutes_between((day, start), (day, end), zone) - (end - start) for start, end in spans)
    return paid_at_work(cell, facts) + shifted


def _lieu_taken(cell: Cell, agent: str, day: date, facts: Facts) -> int:
    if cell.kind is Kind.LIEU:
        return day_length(agent, day, facts)
    return _spent(cell, "lieu")


def _absent(cell: Cell, agent: str, day: date, facts: Facts) -> int:
    if cell.kind is Kind.ABSENT:
        return day_length(agent, day, facts)
    return _spent(cell, "absent")


def _closed(cell: Cell, agent: str, day: date, facts: Facts) -> Amounts:
    """A closed day: credited, or unpaid; one that is taken from leave is leave."""
    what = facts.closing(agent, day) if cell.kind is Kind.CLOSED else None
    if what in (None, Closing.FROM_LEAVE):
        return {}
    length = closed_length(agent, day, facts)
    return {Measure.CLOSED: length} if what is Closing.CREDITED else {Measure.UNPAID: length}


def _spent(cell: Cell, what: str) -> int:
    return sum(part.end - part.start for part in cell.parts if part.what == what)
