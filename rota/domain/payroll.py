"""Payroll: until which day hours are paid, and which columns its csv has (``[payroll]`` of ``centre.toml``)."""

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from rota.domain.period import ONE_DAY, Period
from rota.domain.table import Table

PERIOD_END: Literal["period-end"] = "period-end"


class HoursAs(StrEnum):
    """How lengths of time are written: ``7.50``, ``7:30``, or ``450`` minutes."""

    DECIMAL = "decimal"
    CLOCK = "clock"
    MINUTES = "minutes"


class PayValue(StrEnum):
    """What a column says. Those of hours are lengths of time; with ``correction-`` in front, what later corrections add.

    *days* are days with any work, *hours* what was worked. *contract-hours* are all that counts towards the contract, as
    rotas count it: work, lieu taken, leave, absence and credited closures. *payroll-number* stands in ``names.toml``.
    """

    AGENT = "agent"
    PAYROLL_NUMBER = "payroll-number"
    NAME = "name"
    GROUP = "group"
    EMPLOYER = "employer"
    CONTRACT = "contract"
    MONTH = "month"
    FIRST_DAY = "first-day"
    CUT_OFF = "cut-off"
    DAYS = "days"
    SATURDAYS = "saturdays"
    LATES = "lates"
    HOURS = "hours"
    SATURDAY_HOURS = "saturday-hours"
    LATE_HOURS = "late-hours"
    LIEU_EARNED = "lieu-earned"
    LIEU_TAKEN = "lieu-taken"
    LEAVE_HOURS = "leave-hours"
    ABSENCE_HOURS = "absence-hours"
    CLOSED_HOURS = "closed-hours"
    UNPAID_HOURS = "unpaid-hours"
    COVER_PAID = "cover-paid"
    COVER_OWED = "cover-owed"
    CONTRACT_HOURS = "contract-hours"
    CORRECTION_DAYS = "correction-days"
    CORRECTION_SATURDAYS = "correction-saturdays"
    CORRECTION_LATES = "correction-lates"
    CORRECTION_HOURS = "correction-hours"
    CORRECTION_SATURDAY_HOURS = "correction-saturday-hours"
    CORRECTION_LATE_HOURS = "correction-late-hours"
    CORRECTION_LIEU_EARNED = "correction-lieu-earned"
    CORRECTION_LIEU_TAKEN = "correction-lieu-taken"
    CORRECTION_LEAVE_HOURS = "correction-leave-hours"
    CORRECTION_ABSENCE_HOURS = "correction-absence-hours"
    CORRECTION_CLOSED_HOURS = "correction-closed-hours"
    CORRECTION_UNPAID_HOURS = "correction-unpaid-hours"
    CORRECTION_COVER_PAID = "correction-cover-paid"
    CORRECTION_COVER_OWED = "correction-cover-owed"
    CORRECTION_CONTRACT_HOURS = "correction-contract-hours"


CORRECTION = "correction-"


def _pay_value(value: Any) -> Any:
    plain = [each.value for each in PayValue if not each.startswith(CORRECTION)]
    if value in list(PayValue):
        return value
    raise ValueError(
        f"{value!r} is no value of a column: there are {', '.join(plain)}, and those from days on with {CORRECTION} in "
        f"front, such as {PayValue.CORRECTION_HOURS}; give one of these, or text for what is the same in every row"
    )


Heading = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Value = Annotated[PayValue, BeforeValidator(_pay_value)]


class PayColumn(Table):
    """A column: its heading, what stands in it, and how its hours are written, as all others unless ``as`` says so.

    What stands in it is a ``value``, or a ``text`` that is the same in every row.
    """

    name: Heading
    value: Value | None = None
    text: Heading | None = None
    as_: HoursAs | None = None

    @model_validator(mode="after")
    def _value_or_text(self) -> "PayColumn":
        if (self.value is None) == (self.text is None):
            raise ValueError(
                f'column "{self.name}" has either a value or a text, which is the same in every row'
            )
        return self


def heading(value: PayValue) -> str:
    """What rota itself calls a column: hours say that they are those worked, as others count towards the contract."""
    return f"{value}-worked" if value.removeprefix(CORRECTION) == PayValue.HOURS else value.value


_ABOUT = (PayValue.AGENT, PayValue.EMPLOYER, PayValue.CONTRACT, PayValue.MONTH, PayValue.CUT_OFF)
_PAID = (
    *(PayValue.HOURS, PayValue.SATURDAYS, PayValue.SATURDAY_HOURS, PayValue.LATES),
    *(PayValue.LIEU_EARNED, PayValue.LIEU_TAKEN, PayValue.LEAVE_HOURS, PayValue.ABSENCE_HOURS),
    *(PayValue.CLOSED_HOURS, PayValue.UNPAID_HOURS, PayValue.COVER_PAID),
)
_DEFAULT = (*_ABOUT, *_PAID, *(PayValue(f"{CORRECTION}{value}") for value in _PAID))
COLUMNS = tuple(PayColumn(name=heading(value), value=value) for value in _DEFAULT)
"""The columns where ``centre.toml`` maps none: each figure, and what later corrections add to each."""


def _cut_off(value: Any) -> Any:
    if value == PERIOD_END or (type(value) is int and 1 <= value <= 31):
        return value
    raise ValueError(
        f'{value!r} is no cut-off; give "period-end", or a day of the month from 1 to 31 (31 is every month\'s last)'
    )


CutOff = Annotated[
    Literal["period-end"] | Annotated[int, Field(ge=1, le=31, strict=True)], BeforeValidator(_cut_off)
]


class Payroll(Table):
    """Until which day of each month hours are paid, and the columns of the csv, in their order.

    ``cut_off`` is the end of the rota's period, or a day of the calendar month, the last day of one that is shorter;
    then ``2026-12`` is paid from the day after the cut-off of November to that of December. It is one for all months:
    another one, once months were paid, would pay days between the two twice or not at all.
    """

    cut_off: CutOff = PERIOD_END
    as_: HoursAs = HoursAs.DECIMAL
    column: tuple[PayColumn, ...] = COLUMNS

    @model_validator(mode="after")
    def _headings_differ(self) -> "Payroll":
        names = [column.name for column in self.column]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f'two columns are headed "{twice}"; give one of them another name')
        if not names:
            raise ValueError("no column is left; leave column out for the usual ones")
        return self

    def days(self, month: str) -> tuple[date, date]:
        """The first and the last day that are paid with ``month``."""
        if isinstance(self.cut_off, str):
            period = Period.of_month(month)
            return period.start, period.end
        year, number = (int(part) for part in month.split("-"))
        before = _day(year - (number == 1), (number - 2) % 12 + 1, self.cut_off)
        return before + ONE_DAY, _day(year, number, self.cut_off)

    def ends_on(self, day: date) -> bool:
        """Whether ``day`` is the cut-off of its calendar month; False where the period's end is."""
        return not isinstance(self.cut_off, str) and day == _day(day.year, day.month, self.cut_off)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
