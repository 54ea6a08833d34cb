"""The figures of a pay sheet: how many days, Saturdays and lates, and how many minutes of what."""

from collections.abc import Iterable, Mapping

from rota.domain.closings import Entry
from rota.domain.payroll import CORRECTION, PayColumn, PayValue
from rota.domain.paytime import CONTRACT, Measure

COUNTS: Mapping[PayValue, Measure] = {
    PayValue.DAYS: Measure.WORKED,
    PayValue.SATURDAYS: Measure.SATURDAY,
    PayValue.LATES: Measure.LATE,
}
"""Days that are counted, each by the measure of which it has any minutes."""

MINUTES: Mapping[PayValue, tuple[Measure, ...]] = {
    PayValue.HOURS: (Measure.WORKED,),
    PayValue.SATURDAY_HOURS: (Measure.SATURDAY,),
    PayValue.LATE_HOURS: (Measure.LATE,),
    PayValue.LIEU_EARNED: (Measure.LIEU_EARNED,),
    PayValue.LIEU_TAKEN: (Measure.LIEU_TAKEN,),
    PayValue.LEAVE_HOURS: (Measure.LEAVE,),
    PayValue.ABSENCE_HOURS: (Measure.ABSENT,),
    PayValue.CLOSED_HOURS: (Measure.CLOSED,),
    PayValue.UNPAID_HOURS: (Measure.UNPAID,),
    PayValue.COVER_PAID: (Measure.COVER_PAID,),
    PayValue.COVER_OWED: (Measure.COVER_OWED,),
    PayValue.CONTRACT_HOURS: CONTRACT,
}
"""Lengths of time, each with the measures that it adds up."""

FIGURES = (*COUNTS, *MINUTES)

Figures = Mapping[PayValue, int]


def figures(entry: Entry | None) -> dict[PayValue, int]:
    """What one day adds to each figure: 1 to what is counted, minutes to the others; nothing where there is no day."""
    said = entry.line.amounts if entry else {}
    counts = {value: int(said.get(measure, 0) > 0) for value, measure in COUNTS.items()}
    minutes = {value: sum(said.get(each, 0) for each in measures) for value, measures in MINUTES.items()}
    return counts | minutes


def total(entries: Iterable[Entry]) -> dict[PayValue, int]:
    """The figures of ``entries`` together."""
    return added(figures(entry) for entry in entries)


def unseen(columns: Iterable[PayColumn], more: Figures) -> tuple[PayValue, ...]:
    """What ``more`` corrects of the figures that ``columns`` show, and no column of theirs tells."""
    shown = {column.value for column in columns}
    return tuple(
        value
        for value in FIGURES
        if more[value] and value in shown and PayValue(f"{CORRECTION}{value}") not in shown
    )


def added(several: Iterable[Figures]) -> dict[PayValue, int]:
    """Each figure of ``several`` added up: minutes as minutes, so nothing is rounded."""
    sums = dict.fromkeys(FIGURES, 0)
    for one in several:
        for value, number in one.items():
            sums[value] += number
    return sums


def less(now: Figures, was: Figures) -> dict[PayValue, int]:
    """What has come to each figure."""
    return {value: now[value] - was[value] for value in FIGURES}
