"""FAIR02 part-time-parity: part-timers have no more of the burdens than full-timers, pro rata.

Why      Saturdays, refusals and bank holidays are where part-timers lose out unnoticed: each by a little, together by law too
         much.
Source   Part-time Workers (Prevention of Less Favourable Treatment) Regulations 2000, regulation 5: no less favourable
         treatment than a comparable full-timer, by the pro rata principle.
Counts   For each employer, its part-timers together against its full-timers together (an FTE of 1), over the last ``weeks`` weeks of
         the group's rotas. Saturday turns worked, by the FTE of those who share in each open Saturday. Wishes refused, and leave refused
         or put on the waitlist, of those asked for and decided. Bank holidays credited, in days of a five-day week, by the
         days that people were here; there it counts what part-timers have less. What full-timers had is scaled to
         part-timers; a difference of up to ``tolerance`` is left. Without full-timers who had a share there is nobody to compare with.
Carries  ``weeks`` weeks to the period's end, as far as rotas are there; where they do not reach back, it says so.
Costs    Beyond the tolerance, one per Saturday, refusal or day, begun.
Fix      Look at `rota parity --detail`. Give the coming Saturdays to full-timers, grant what part-timers ask, or credit them bank
         holidays pro rata.
Waive    HR, where the treatment is justified on objective grounds (regulation 5(2)(b)), written down as the reason.

    [[rule]]
    use = "part-time-parity"
    level = "should"
    weeks = 52
    tolerance = 3

    [[pass]]
    name = "two Saturdays of full-time ann, one of bob at 0.6"
    settings = { weeks = 3, tolerance = 0 }
    people.bob.contract = "three-days"
    before.ann = "EEEEES.|EEEEE.."
    before.bob = "EEE....|EEE..S."
    rota.ann = "EEEEES."
    rota.bob = "EEE...."
    record = {}

    [[fail]]
    name = "none of full-time ann, two of bob"
    settings = { weeks = 3, tolerance = 0 }
    people.bob.contract = "three-days"
    before.ann = "EEEEE..|EEEEE.."
    before.bob = "EEE....|EEE..S."
    rota.ann = "EEEEE.."
    rota.bob = "EEE..S."
    record = {}
    breaks = ["- -"]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import chain
from math import ceil
from typing import ClassVar

from pydantic import Field

from rota.domain.clock import day_words
from rota.domain.parity import Figure, Side, decimal
from rota.domain.paritycount import bank_holidays, here, known_from, leave, saturdays, wishes
from rota.domain.period import ONE_DAY, ONE_WEEK
from rota.domain.rota import Rota
from rota.rules import Finding, Level, RotaModel, Rule

_NONE = Fraction(0)


@dataclass(frozen=True)
class _Measure:
    """Something that both sides have, of what, and in which words; less of it is worse where ``good``."""

    figure: Figure
    of: Figure
    had: str
    each: str
    good: bool = False


_MEASURES = (
    _Measure(Figure.SATURDAYS, Figure.SHARE, "worked {} Saturdays", "{} full-time Saturdays"),
    _Measure(Figure.WISHES_REFUSED, Figure.WISHES, "were refused {} wishes", "{} wishes"),
    _Measure(Figure.LEAVE_REFUSED, Figure.LEAVE, "were refused {} requests for leave", "{} requests"),
    _Measure(
        Figure.BANK_HOLIDAYS, Figure.DAYS, "were credited {} days of bank holidays", "{} days here", good=True
    ),
)


class PartTimeParity(Rule):
    """Part-timers work no more Saturdays, are refused no more and are credited no less than full-timers, pro rata."""

    code: ClassVar[str] = "FAIR02"
    name: ClassVar[str] = "part-time-parity"
    unit: ClassVar[str] = "Saturdays, refusals or days beyond parity"
    remedy: ClassVar[str] = (
        "see `rota parity --detail`, and share the coming Saturdays and refusals out by it, or credit bank holidays pro rata"
    )
    plans: ClassVar[bool] = False

    level: Level = Level.SHOULD
    weeks: int = Field(default=52, ge=1, le=52)
    tolerance: int = Field(default=2, ge=0)

    def encode(self, model: RotaModel) -> None:
        """Nothing: of a year one plan changes little, and what it can do saturday-share and wish-share tell it."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Add up what either side had, and scale the full-timers' to the part-timers."""
        if rota.facts.record is None:
            return
        wanted = rota.end + ONE_DAY - self.weeks * ONE_WEEK
        first = max(wanted, known_from(rota))
        if first > wanted:
            yield self.unknown(
                f"what part-timers and full-timers had from {wanted} to {first - ONE_DAY} is not known"
            )
        sums = _sums(rota, first)
        for employer in rota.facts.centre.employer:
            for measure in _MEASURES:
                yield from self._compare(rota, first, employer.id, measure, sums)

    def _compare(
        self,
        rota: Rota,
        first: date,
        employer: str,
        measure: _Measure,
        sums: dict[tuple[Figure, Side], Fraction],
    ) -> Iterator[Finding]:
        part, full = Side(employer, full_time=False), Side(employer, full_time=True)
        (had, of), (theirs, of_theirs) = (
            (sums.get((measure.figure, side), _NONE), sums.get((measure.of, side), _NONE))
            for side in (part, full)
        )
        if not of or not of_theirs:
            return
        fair = theirs * of / of_theirs
        worse = fair - had if measure.good else had - fair
        if worse <= self.tolerance:
            return
        message = (
            f"from {day_words(first)} {first.year} to {day_words(rota.end)} {rota.end.year} part-timers of {employer} "
            f"{measure.had.format(decimal(had))} of {measure.each.format(decimal(of))}, where {decimal(fair)} are pro rata to "
            f"full-timers ({decimal(theirs)} of {decimal(of_theirs)}); tolerance {self.tolerance}"
        )
        yield self.finding(None, None, message, amount=ceil(worse - self.tolerance), cells=())


def _sums(rota: Rota, first: date) -> dict[tuple[Figure, Side], Fraction]:
    """What each side had of each figure from ``first`` to the period's end."""
    sums: dict[tuple[Figure, Side], Fraction] = {}
    for one in chain(
        here(rota.facts, first, rota.end),
        saturdays(rota, first, rota.end),
        wishes(rota, first, rota.end),
        leave(rota.facts, first, rota.end),
        bank_holidays(rota, first, rota.end),
    ):
        sums[one.figure, one.side] = sums.get((one.figure, one.side), _NONE) + one.amount
    return sums
