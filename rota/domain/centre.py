"""The centre: employers, contracts, sites, teams, rota groups, services, patterns (``centre.toml``)."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from rota.domain.calendarsettings import CalendarSettings
from rota.domain.cell import RESERVED
from rota.domain.clock import hhmm
from rota.domain.contract import Contract
from rota.domain.interval import INTERVAL
from rota.domain.payroll import Payroll
from rota.domain.period import ONE_DAY
from rota.domain.policy import Authority, Copy, MonthDay, Notice, Privacy, Round, Swaps
from rota.domain.table import MONDAY_TO_FRIDAY, Dated, Duration, Id, Minute, Table, Weekday

_FEBRUARY, _LAST_OF_FEBRUARY = 2, 28


class Closing(StrEnum):
    """What a closed day does to the hours of an agent who would have worked it."""

    CREDITED = "credited"
    FROM_LEAVE = "from-leave"
    UNPAID = "unpaid"


class Employer(Table):
    """An employer, and what its terms say about closed days and about leave.

    ``leave`` is what a full-timer may take in a leave year, which begins on ``leave_year``; it is pro
    rata by FTE and by the part of the year worked here.
    """

    id: Id
    name: str = ""
    leave: Duration | None = None
    leave_year: MonthDay = "04-01"
    bank_holidays: Closing = Closing.CREDITED
    closures: Closing = Closing.CREDITED

    def leave_year_of(self, day: date) -> tuple[date, date]:
        """The first and the last day of the leave year that ``day`` falls in."""
        month, first = (int(part) for part in self.leave_year.split("-"))

        def begins(year: int) -> date:
            return date(year, month, min(first, _LAST_OF_FEBRUARY) if month == _FEBRUARY else first)

        start = begins(day.year) if begins(day.year) <= day else begins(day.year - 1)
        return start, begins(start.year + 1) - ONE_DAY


class Site(Table):
    """A place of work."""

    id: Id
    name: str = ""


class Deputy(Dated):
    """Somebody who may do for a time what the team's leader may."""

    id: Id


class Team(Table):
    """The agents of one team leader on one site, and who deputises."""

    id: Id
    site: Id
    name: str = ""
    leader: Id | None = None
    deputy: tuple[Deputy, ...] = ()


class Group(Table):
    """A rota group: teams that are planned and published together."""

    id: Id
    teams: tuple[Id, ...] = Field(min_length=1)
    name: str = ""


class Hours(Dated):
    """Opening hours on some weekdays; an entry with dates stands above one without."""

    weekdays: tuple[Weekday, ...] = MONDAY_TO_FRIDAY
    open: Minute | None = None
    close: Minute | None = None
    closed: bool = False

    @model_validator(mode="after")
    def _open_before_close(self) -> Self:
        if self.closed:
            return self
        if self.open is None or self.close is None:
            raise ValueError("give both open and close, or closed = true")
        if self.close <= self.open:
            raise ValueError(f"it closes at {hhmm(self.close)}, before it opens at {hhmm(self.open)}")
        return self


class Service(Table):
    """A queue or a desk that has demand, such as phones or reception.

    ``overrun`` is how many minutes a shift may run past its hours (a desk that closes at 17:30 may
    keep people until 18:00 for the day's paperwork). ``skill`` is what one must be trained in, by
    default the service itself.
    """

    id: Id
    site: Id
    name: str = ""
    letter: str = Field(default="", max_length=2)
    skill: Id | None = None
    overrun: int = Field(default=0, ge=0)
    hours: tuple[Hours, ...] = Field(min_length=1)

    @property
    def needs_skill(self) -> str:
        """The skill that an agent must have to serve here."""
        return self.skill or self.id


class Window(Table):
    """From when until when something may be placed."""

    from_: Minute
    until: Minute


class Pattern(Table):
    """A shift pattern: when a shift starts and ends, on which weekdays, and its breaks, unpaid or paid, in minutes.

    With ``break_window`` the break of each shift, ``unpaid_break`` or else ``paid_break``, is placed inside it as a
    part of the cell; without, whoever works the shift sees to it.
    """

    id: Id
    name: str = ""
    letter: str = Field(default="", max_length=2)
    start: Minute
    end: Minute
    unpaid_break: int = Field(default=0, ge=0)
    paid_break: int = Field(default=0, ge=0)
    break_window: Window | None = None
    weekdays: tuple[Weekday, ...] = MONDAY_TO_FRIDAY
    late: bool = False

    @model_validator(mode="after")
    def _start_before_end(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"it ends at {hhmm(self.end)}, before it begins at {hhmm(self.start)}")
        return self

    @model_validator(mode="after")
    def _window_holds_the_break(self) -> Self:
        window = self.break_window
        if window is None:
            return self
        if not self.break_length:
            raise ValueError("a break-window needs a break to place: give unpaid-break or paid-break")
        if not (self.start < window.from_ and window.until < self.end):
            raise ValueError(
                f"the break-window {hhmm(window.from_)}-{hhmm(window.until)} must lie inside the shift, with work "
                f"before and after it, {hhmm(self.start)}-{hhmm(self.end)}"
            )
        if not self.break_starts:
            raise ValueError(
                f"a break of {self.break_length} minutes that begins on a half hour does not fit into "
                f"{hhmm(window.from_)}-{hhmm(window.until)}"
            )
        return self

    @property
    def break_length(self) -> int:
        """Minutes of the break that a break-window places."""
        return self.unpaid_break or self.paid_break

    @property
    def break_starts(self) -> tuple[int, ...]:
        """When a placed break may begin, on the half hour; none without a break-window."""
        if self.break_window is None:
            return ()
        first = -(-self.break_window.from_ // INTERVAL) * INTERVAL
        return tuple(range(first, self.break_window.until - self.break_length + 1, INTERVAL))

    @property
    def paid(self) -> int:
        """Paid minutes of a whole shift of this pattern."""
        return self.end - self.start - self.unpaid_break


class Centre(Table):
    """``centre.toml``: the organisation that the rotas are for, and how it handles what happens to them.

    ``hr`` are the ids of those who act for HR; they see everything and approve nothing.
    """

    name: str
    zone: str = "Europe/London"
    employer: tuple[Employer, ...] = Field(min_length=1)
    site: tuple[Site, ...] = Field(min_length=1)
    team: tuple[Team, ...] = Field(min_length=1)
    group: tuple[Group, ...] = Field(min_length=1)
    service: tuple[Service, ...] = Field(min_length=1)
    pattern: tuple[Pattern, ...] = Field(min_length=1)
    contract: tuple[Contract, ...] = Field(min_length=1)
    hr: tuple[Id, ...] = ()
    notice: Notice = Notice()
    swaps: Swaps = Swaps()
    authority: Authority = Authority()
    round: Round = Round()
    staff_copy: Copy = Copy()
    privacy: Privacy = Privacy()
    payroll: Payroll = Payroll()
    calendar: CalendarSettings = CalendarSettings()

    @model_validator(mode="after")
    def _no_reserved_words(self) -> Self:
        ids = [pattern.id for pattern in self.pattern] + [service.id for service in self.service]
        for id in ids:
            if id in RESERVED:
                raise ValueError(f'"{id}" means something else in a cell; choose another id')
        return self
