"""What full-timers and part-timers of each employer had of the same things: figures that anybody can count again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rota.domain.standing import Standing


class Figure(StrEnum):
    """What is counted; each has its own unit."""

    DAYS = "days here"
    FTE = "full-time days"
    SHARE = "share in Saturdays"
    SATURDAYS = "Saturdays worked"
    LATES = "lates"
    WISHES = "wishes"
    WISHES_REFUSED = "wishes refused"
    LEAVE = "leave decided"
    LEAVE_REFUSED = "leave refused"
    BANK_HOLIDAYS = "bank holidays"
    PUBLISHED = "notice published"
    TOLD = "notice told"
    AGREED = "changes by consent"
    IMPOSED = "changes without consent"


@dataclass(frozen=True, order=True)
class Side:
    """The full-timers, or the part-timers, of one employer."""

    employer: str
    full_time: bool

    @property
    def word(self) -> str:
        """``full-time`` or ``part-time``."""
        return "full-time" if self.full_time else "part-time"


@dataclass(frozen=True)
class Counted:
    """One cell or event that counts, of which agent and from which day; ``what`` says it in words.

    ``amount`` is 1 for what is counted one by one. Of days here it is their number, of full-time days and of a share in
    Saturdays that number by FTE, of a bank holiday credited the days of a five-day week that it stands for,
    and of notice the days of it.
    """

    figure: Figure
    side: Side
    agent: str
    day: date
    what: str
    amount: Fraction = Fraction(1)


@dataclass(frozen=True)
class Parity:
    """All that counts from ``first`` to ``last``; ``wanted`` is the first day of the whole year, before which nothing is asked.

    ``rotas`` are the published rotas that it comes from, such as ``b-town/2026-06``, and ``saturdays`` the
    Saturdays on which a group was open.
    """

    wanted: date
    first: date
    last: date
    rotas: tuple[str, ...]
    saturdays: int
    counted: tuple[Counted, ...]

    @property
    def days(self) -> int:
        """How many days are looked at."""
        return (self.last - self.first).days + 1

    @property
    def employers(self) -> tuple[str, ...]:
        """The employers of whom anybody was here."""
        return tuple(sorted({one.side.employer for one in self.counted if one.figure is Figure.DAYS}))

    def of(self, sides: Collection[Side], figure: Figure) -> list[Counted]:
        """What counts towards a figure of ``sides``."""
        return [one for one in self.counted if one.figure is figure and one.side in sides]


def total(counted: Iterable[Counted]) -> Fraction:
    """The amounts added up."""
    return sum((one.amount for one in counted), Fraction(0))


def decimal(amount: Fraction) -> str:
    """A fraction with two decimals where it is no whole number, half a hundredth up: ``3``, ``0.60``."""
    if amount.denominator == 1:
        return str(amount.numerator)
    hundredths = (200 * amount.numerator + amount.denominator) // (2 * amount.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def side_of(terms: Standing) -> Side:
    """The side on which somebody with these terms is."""
    return Side(terms.employer.id, terms.contract.fte == 1)
