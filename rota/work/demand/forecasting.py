"""A forecast of a month's calls, service by service: by the method or, where the past is short or was told better so, by last week."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from rota.demand import forecast, naive
from rota.demand.backtest import Trial, tried
from rota.demand.forecast import Fitted, fit
from rota.demand.handling import handling
from rota.demand.naive import Naive
from rota.demand.past import AFTER, Around, Past, past_of
from rota.domain.opening import Opening
from rota.domain.period import ONE_DAY, Period
from rota.domain.volumes import Volume
from rota.files.callhistory import CallHistory
from rota.files.callsheet import HISTORY
from rota.files.callwriting import forecast_path
from rota.files.repository import Repository
from rota.work.errors import Unusable, unknown

LEAST_DAYS = 7
"""Days of history without which there is no forecast at all."""

ENOUGH_DAYS = 56
"""Days of history from which on the method is used; before, the same weekday of the last week."""


@dataclass(frozen=True)
class Forecast:
    """What is forecast of one service in ``period``, and what it rests on.

    ``days`` holds hundredths of calls by half hour; ``left_out`` the open days that it does not tell, each with the reason. ``fitted`` is what
    the method found, ``trial`` how both methods did on the past; without them the past is too short. ``set_handling`` and ``after`` are what ``[[calls]]`` says of
    handling time and of the day after a bank holiday, for where the past says nothing.
    """

    service: str
    period: Period
    around: Around
    past: Past
    files: tuple[str, ...]
    handling: int | None
    set_handling: int
    after: float
    fitted: Fitted | None
    trial: Trial | None
    days: Mapping[date, Mapping[int, int]]
    left_out: Mapping[date, str] = field(default_factory=dict)

    @property
    def by_method(self) -> bool:
        """Whether it is the method's, and not the naive one."""
        return self.fitted is not None and (self.trial is None or self.trial.keeps_method)

    @property
    def method(self) -> str:
        """How it was found."""
        return forecast.METHOD if self.by_method else naive.METHOD

    def volumes(self) -> dict[tuple[str, date], dict[int, Volume]]:
        """The forecast as listed volumes."""
        return {
            (self.service, day): {at: Volume(calls, self.handling) for at, calls in halves.items()}
            for day, halves in self.days.items()
        }


def forecasts(
    repo: Repository, month: str, service: str | None, until: date | None
) -> tuple[tuple[Forecast, ...], tuple[str, ...]]:
    """The forecast of each service that answers calls in ``month``, and why there is none for some of them.

    Unusable where there is none at all, or no such service; BadInput where the history cannot be read.
    """
    period = Period.of_month(month)
    services = _services(repo, period, service)
    history = CallHistory(repo.root, [entry.id for entry in repo.centre.service])
    # What came in the month itself is no forecast of it.
    last = min(until or period.start, period.start - ONE_DAY)
    found, without = [], []
    for each in services:
        told = _forecast(repo, history, each, period, last)
        if isinstance(told, str):
            without.append(told)
        else:
            found.append(told)
    if not found:
        raise Unusable(*without)
    return tuple(found), tuple(without)


def _services(repo: Repository, period: Period, wanted: str | None) -> tuple[str, ...]:
    known = [entry.id for entry in repo.centre.service]
    if wanted is not None and wanted not in known:
        raise unknown("service", wanted, known)
    answering = [each for each in known if any(repo.demand.calls_at(each, day) for day in period.days)]
    if wanted is not None and wanted not in answering:
        raise Unusable(f"{wanted} answers no calls in {period.month}: add a [[calls]] table to demand.toml")
    if not answering:
        raise Unusable(f"no service answers calls in {period.month}: add a [[calls]] table to demand.toml")
    return tuple(answering) if wanted is None else (wanted,)


def _forecast(
    repo: Repository, history: CallHistory, service: str, period: Period, last: date
) -> Forecast | str:
    """The forecast of one service, or why there is none."""
    opening = Opening(repo.centre, repo.calendar)
    around = Around(service, opening, repo.calendar, repo.demand.event)
    listed = history.of(service)
    past = past_of(around, listed).until(last)
    if past.length < LEAST_DAYS or not any(seen.total for seen in past.days):
        return _too_short(service, past, last)
    fitted = fit(past) if past.length >= ENOUGH_DAYS else None
    trial = tried(past) if fitted else None
    calls = next(found for day in period.days if (found := repo.demand.calls_at(service, day)))
    made = Forecast(
        service=service,
        period=period,
        around=around,
        past=past,
        files=history.files(service),
        handling=handling(listed, past.last),
        set_handling=calls.aht,
        after=calls.after_bank_holiday / 100,
        fitted=fitted,
        trial=trial,
        days={},
    )
    days, left_out = {}, {}
    for day, halves in _told(repo, made):
        if isinstance(halves, str):
            left_out[day] = halves
        else:
            days[day] = halves
    return replace(made, days=days, left_out=left_out)


def _too_short(service: str, past: Past, last: date) -> str:
    there = f"{past.length} days from {past.first} on" if past.days else "there is none"
    return (
        f"{service}: the history up to {last} is too short: {there}, and a forecast needs {LEAST_DAYS} days. Put what came into "
        f"{HISTORY}/{service}.csv (date,start,calls), or what a usual day brings into demand.toml ([[calls.day]])"
    )


def _told(repo: Repository, made: Forecast) -> Iterator[tuple[date, Mapping[int, int] | str]]:
    """Each open day on which the service answers calls: its half hours, or why it is left out."""
    simple, around = Naive(made.past), made.around
    target = forecast_path(made.period.month)
    elsewhere = {key: sheet for sheet in repo.contents.sheets for key in sheet.days if sheet.file != target}
    for day in made.period.days:
        starts = around.starts(day)
        if not starts or repo.demand.calls_at(made.service, day) is None:
            continue
        if (made.service, day) in elsewhere:
            yield day, f"listed in {elsewhere[made.service, day].file}"
            continue
        if made.by_method and made.fitted is not None:
            effects, given = around.effects(day)
            # What the history knows nothing of may stand in [[calls]].
            given *= made.after if AFTER in effects and AFTER not in made.fitted.effects else 1.0
            halves = made.fitted.halves(day, starts, effects, given)
        else:
            halves = simple.halves(day, starts)
        yield (
            day,
            {at: round(calls * 100) for at, calls in halves.items()} or "no such weekday in the history",
        )
