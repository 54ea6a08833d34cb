"""Agreements that the average week of 48 hours does not bind (Working Time Regulations 1998, regulation 5)."""

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from rota.domain.table import Dated, Day

LONGEST_NOTICE = 3
"""Months: an agreement may ask for no longer notice (regulation 5(3))."""
LONGEST_NOTICE_DAYS = 92
"""What three months can come to."""


class OptOut(Dated):
    """One agent's written agreement: it holds from the day it was ``signed``, or from a later ``from``.

    ``withdrawn`` is the day on which the agent gave notice to end it. It holds for ``notice`` days more, seven unless the
    agreement says otherwise, and never for more than three months.
    """

    signed: Day
    withdrawn: Day | None = None
    notice: int = Field(default=7, ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ is not None and self.from_ < self.signed:
            raise ValueError(
                f"the opt-out holds from {self.from_}, before it was signed on {self.signed}; "
                "correct one of the days, as it cannot reach back"
            )
        if self.withdrawn is not None and self.withdrawn < self.signed:
            raise ValueError(
                f"the opt-out was withdrawn on {self.withdrawn}, before it was signed on {self.signed}; "
                "correct one of the days"
            )
        if self.notice > LONGEST_NOTICE_DAYS:
            raise ValueError(
                f"notice is {self.notice} days, regulation 5(3) allows three months at most; "
                "give the days of notice that the agreement asks for"
            )
        return self

    @property
    def ends(self) -> date | None:
        """The last day of notice; None while it is not withdrawn."""
        if self.withdrawn is None:
            return None
        return min(
            self.withdrawn + timedelta(days=self.notice), _months_after(self.withdrawn, LONGEST_NOTICE)
        )

    def holds(self, day: date) -> bool:
        """Whether the agreement was in force on ``day``: signed, and no notice of it run out."""
        return self.signed <= day and super().holds(day) and (self.ends is None or day <= self.ends)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    first = date(day.year + (day.month + months - 1) // 12, (day.month + months - 1) % 12 + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), after - timedelta(days=1))
