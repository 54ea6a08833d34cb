"""REST02 weekly-rest: each week holds a rest of 24 hours in one piece, of 48 hours under 18.

Why      A night's sleep does not make up for a week's work; a day that is really free does.
Source   Working Time Regulations 1998, regulation 11.
Counts   Weeks, Monday to Sunday, without such a rest. Where the employer so determines, adults have
         ``form = "fortnight"``, in each fortnight two rests of ``hours`` or one of twice as many, or
         ``"one-in-fortnight"``, the one. The rest lies in its week or fortnight, and the eleven hours of
         daily rest come on top, before or after (11(7)): 35 hours between work, unless
         ``includes-daily-rest`` claims the exception for objective, technical or organisational reasons,
         which ``source`` then names. Under 18 rest is weekly, 48 hours in one piece: a Saturday's work,
         with Sunday and a day in the week off, leaves none. Hours are real ones: a Sunday in spring has
         23. Work is a shift with its timed parts; a training day without times is none. The age on the
         week's first day counts. Longer rest can be asked for, shorter cannot.
Carries  A fortnight, from the week ``starts`` or else the first week of employment, that reaches into
         known months is judged whole; one that ends later than all that is known is judged with the next
         rota. Where its beginning is not known, it says so.
Costs    One per agent and week, or fortnight, without its rest.
Waive    HR, naming what the regulations give. Adults: special-case (21), shift-change (22), split-work
         (22(1)(c)) or agreement (23), with as much rest to make up for it (24), or unmeasured (20). Under
         18: short-spells (11(8)(a)), or not-under-36 (11(8)(b)).

    [[rule]]
    use = "weekly-rest"
    hours = "24:00"
    hours-under-18 = "48:00"
    form = "weekly"

    [[pass]]
    name = "Sunday off"
    rota.ann = "EEEEEE."

    [[fail]]
    name = "no day off in a week"
    rota.ann = "EEEEEEE"
    breaks = ["ann 1"]

    [[fail]]
    name = "under 18: Saturday worked, with Wednesday and Sunday off, holds no 48 hours in one piece"
    rota.ann = "EEoEES."
    people.ann = { under-18-until = 2026-12-31 }
    breaks = ["ann 1"]
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import model_validator

from constraints import law as wtr
from constraints.rest_stretches import Form, Stretch, enough, fortnights, real, spans, usable
from constraints.rest_windows import keep_rest
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.period import ONE_WEEK
from rota.domain.rota import Rota
from rota.domain.table import Day, Duration
from rota.rules import Finding, Reach, RotaModel, Rule

_DAILY_REST = 11 * 60
"""What regulation 10(1) gives, and the weekly rest may not include."""
_TWO_DAYS_OFF = 47 * 60
"""What two days off hold at least, even when the clocks go forward."""
_LONGEST = 72 * 60


class WeeklyRest(Rule):
    """Each week, or fortnight, holds its uninterrupted rest."""

    code: ClassVar[str] = "REST02"
    name: ClassVar[str] = "weekly-rest"
    reach: ClassVar[Reach] = Reach.AGENT
    unit: ClassVar[str] = "rests"
    remedy: ClassVar[str] = "give the agent a day off, with late starts or early ends around it"
    law: ClassVar[str] = wtr.regulation("11")
    grounds: ClassVar[Mapping[str, str]] = wtr.grounds(
        wtr.SPECIAL_CASE,
        wtr.SHIFT_CHANGE,
        wtr.SPLIT_WORK,
        wtr.AGREEMENT,
        wtr.UNMEASURED,
        ("short-spells", "regulation 11(8)(a), under 18: work split up over the day or of short duration"),
        (
            "not-under-36",
            "regulation 11(8)(b), under 18: technical or organisational reasons, and 36 hours are left",
        ),
    )

    hours: Annotated[Duration, wtr.at_least(24 * 60, "11(1)", _LONGEST)] = 24 * 60
    hours_under_18: Annotated[Duration, wtr.at_least(48 * 60, "11(3)", _LONGEST)] = 48 * 60
    form: Form = Form.WEEKLY
    starts: Day | None = None
    includes_daily_rest: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.starts and self.starts.weekday():
            raise ValueError(f"starts is {day_words(self.starts)}; fortnights start on a Monday")
        if self.includes_daily_rest and not self.source:
            raise ValueError(
                "includes-daily-rest claims the exception of regulation 11(7) without a reason; "
                "name the objective, technical or organisational reason, or the agreement, in source"
            )
        return self

    def encode(self, model: RotaModel) -> None:
        """At least one way to rest, of all that the ends of work allow, is kept free of work."""
        facts = model.facts
        for agent in facts.agents:
            for stretch in self._stretches(facts, agent):
                if stretch.missing(facts) is None and not _over(facts, stretch):
                    keep_rest(model, self, stretch)

    def check(self, rota: Rota) -> Iterator[Finding]:
        """Measure the gaps between what is worked."""
        unclear = []
        for agent in rota.agents:
            for stretch in self._stretches(rota.facts, agent):
                missing = stretch.missing(rota.facts)
                if missing is not None:
                    unclear += [agent] if missing < rota.start <= stretch.days[-1] else []
                elif not _two_off(rota, stretch):
                    yield from self._judged(rota, stretch)
                    unclear += [agent] if _hangs_on_eve(rota, stretch) else []
        if unclear:
            many = f"{len(unclear)} of {len(rota.agents)} agents"
            yield self.unknown(f"the week before {day_words(rota.start)} is not known for {many}")

    def _judged(self, rota: Rota, stretch: Stretch) -> Iterator[Finding]:
        """Settled days that alone leave no rest are the breach; else all days worked are."""
        facts, agent = rota.facts, stretch.agent
        rests = _rests(rota, stretch, stretch.around)
        if enough(stretch, rests) or _over(facts, stretch):
            return
        settled = [day for day in stretch.around if _is_settled(facts, agent, day)]
        days = stretch.around if enough(stretch, _rests(rota, stretch, settled)) else settled
        cells = [(agent, day) for day in days if spans(rota.cell(agent, day), day, facts)]
        yield self.finding(agent, max(stretch.days[0], rota.start), _words(stretch, rests), cells=cells)

    def _stretches(self, facts: Facts, agent: str) -> Iterator[Stretch]:
        """The stretches of ``agent`` that touch the period, and the one that ends on its eve."""
        minor = facts.agent_of[agent].minor
        beside = 0 if self.includes_daily_rest else _DAILY_REST
        for days in fortnights(facts.agent_of[agent], self.starts, facts):
            if self.form is Form.FORTNIGHT and not minor(days[0]):
                yield Stretch(agent, days, self.hours, 2, beside)
            elif self.form is Form.ONE_IN_FORTNIGHT and not minor(days[0]):
                yield Stretch(agent, days, 2 * self.hours, 1, beside)
            else:
                for week in (days[:7], days[7:]):
                    if facts.period.start - ONE_WEEK <= week[0] <= facts.period.end:
                        yield self._week(agent, week, minor(week[0]), beside)

    def _week(self, agent: str, week: tuple[date, ...], minor: bool, beside: int) -> Stretch:
        return (
            Stretch(agent, week, self.hours_under_18)
            if minor
            else Stretch(agent, week, self.hours, 1, beside)
        )


def _words(stretch: Stretch, rests: Iterable[int]) -> str:
    """How long the longest rests are, and how long they must be."""
    longest = " and ".join(hhmm(max(0, rest)) for rest in sorted(rests, reverse=True)[: stretch.rests])
    wanted = hhmm(stretch.need)
    if stretch.rests > 1:
        wanted = f"{stretch.rests} of {wanted}, or one of {hhmm(stretch.rests * stretch.need)}"
    beside = f" beside {hhmm(stretch.beside)} of daily rest" if stretch.beside else ""
    return f"{stretch.agent} rests {longest} at most in the {stretch}{beside}, must be {wanted}"


def _rests(rota: Rota, stretch: Stretch, days: Iterable[date]) -> list[int]:
    """The rests in the stretch if only ``days`` are worked."""
    work = [span for day in days for span in spans(rota.cell(stretch.agent, day), day, rota.facts)]
    return usable(stretch, stretch.bounds(rota.facts), work)


def _two_off(rota: Rota, stretch: Stretch) -> bool:
    """Whether two days off in the stretch settle the matter: no hour need be measured then."""
    if stretch.rests > 1 or stretch.need + stretch.beside > _TWO_DAYS_OFF:
        return False
    off = [_is_off(rota, stretch.agent, day) for day in stretch.days]
    return any(off[at] and off[at + 1] for at in range(len(off) - 1))


def _is_off(rota: Rota, agent: str, day: date) -> bool:
    cell = rota.cell(agent, day)
    return cell is None or not (cell.is_shift or cell.parts)


def _hangs_on_eve(rota: Rota, stretch: Stretch) -> bool:
    """Whether there is rest enough only if the unknown day before the stretch was not worked."""
    if not stretch.beside or not stretch.eve_missing(rota.facts):
        return False
    facts, eve = rota.facts, stretch.around[0]
    late = real(facts.centre.zone, eve, (0, 24 * 60))
    work = [span for day in stretch.around[1:] for span in spans(rota.cell(stretch.agent, day), day, facts)]
    return enough(stretch, _rests(rota, stretch, stretch.around)) and not enough(
        stretch, usable(stretch, stretch.bounds(facts), [late, *work])
    )


def _is_settled(facts: Facts, agent: str, day: date) -> bool:
    return day not in facts.period or (agent, day) in facts.fixed


def _over(facts: Facts, stretch: Stretch) -> bool:
    """Whether the stretch ended before the period, and had its rest too little already then."""
    if stretch.days[-1] >= facts.period.start:
        return False
    if not stretch.beside:
        return True
    known = facts.known.get(stretch.agent, {})
    work = [span for day in stretch.around[:-1] for span in spans(known.get(day), day, facts)]
    return not enough(stretch, usable(stretch, stretch.bounds(facts), work))
