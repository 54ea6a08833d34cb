"""How a centre handles notice, swaps, leave and rounds of wishes (tables of ``centre.toml``)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from rota.domain.table import Id, Table

Days = Annotated[int, Field(ge=0, le=366)]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])$")]
"""A day of any year, such as ``04-01``; the last days of a month are not wanted."""


class Notice(Table):
    """How long before a month its rota is known, in days.

    A rota is not published later than ``floor`` days before its first day without a reason; ``target``
    is what the centre aims at. Inside ``window`` days a cell is frozen: it changes only by consent.
    ``hours`` before its start a shift can still be swapped.
    """

    floor: Days = 28
    target: Days = 42
    window: Days = 7
    hours: int = Field(default=12, ge=0, le=168)

    @model_validator(mode="after")
    def _in_order(self) -> "Notice":
        if self.target < self.floor:
            raise ValueError(f"the target of {self.target} days is less than the floor of {self.floor}")
        return self


class Ruling(StrEnum):
    """What becomes of a swap that makes things worse by a rule."""

    ALLOW = "allow"
    REFER = "refer"
    DENY = "deny"


class SwapRule(Table):
    """What becomes of a swap that makes things worse by one rule."""

    rule: Id
    do: Ruling


class Swaps(Table):
    """How swaps are settled: a proposal expires after so many days, and what each level of rule does.

    A swap that worsens nothing, or only what is allowed, is for the leader to approve like any other;
    what is referred stands out on the decision card, and what is denied cannot be approved.
    """

    expires: int = Field(default=7, ge=1, le=90)
    must: Ruling = Ruling.DENY
    should: Ruling = Ruling.REFER
    wish: Ruling = Ruling.ALLOW
    rule: tuple[SwapRule, ...] = ()


class Standby(StrEnum):
    """Who acts for a team whose leader, and every deputy, is away."""

    LEADERS = "leaders"
    NOBODY = "nobody"


class Authority(Table):
    """Who decides when a team's own leader and deputies are away: the group's other leaders, or nobody."""

    when_away: Standby = Standby.LEADERS


class Round(Table):
    """When wishes and leave for a month are asked for, in days before its first day."""

    opens: Days = 84
    wishes_close: Days = 56
    leave_closes: Days = 63

    @model_validator(mode="after")
    def _in_order(self) -> "Round":
        if max(self.wishes_close, self.leave_closes) >= self.opens:
            raise ValueError("a round closes after it opens: opens is the largest number of days")
        return self


class Copy(Table):
    """What the staff copy shows beyond shifts: names of colleagues, and the rules by which swaps are looked at there.

    Only rules that shifts alone can tell are of use in it, where nobody's leave, lieu days, limits and contracts stand.
    """

    names: bool = True
    rules: tuple[Id, ...] = (
        "daily-rest",
        "weekly-rest",
        "max-days-in-row",
        "no-two-saturdays",
        "trained",
        "cover",
    )


Phrase = Annotated[str, StringConstraints(min_length=2, max_length=80)]


class Privacy(Table):
    """Words and phrases that mean nobody in this centre, though they could elsewhere; capitals do not matter."""

    allow: tuple[Phrase, ...] = ()
