"""A forecast in the words of a reader."""

from collections.abc import Iterator

from rota.demand.backtest import AHEAD, Trial
from rota.demand.forecast import METHOD
from rota.demand.handling import WEEKS
from rota.demand.naive import METHOD as NAIVE
from rota.demand.past import AFTER
from rota.show.demandforecast import DayTold, Moved, Trials, Tried, View
from rota.work.demand.forecasting import ENOUGH_DAYS, Forecast


def view_of(made: Forecast) -> View:
    """What there is to say of a forecast."""
    fitted = made.fitted if made.by_method else None
    return View(
        service=made.service,
        open_days=len(made.past.days),
        first=made.past.first,
        last=made.past.last,
        files=made.files,
        ahead=(made.period.end - made.past.end).days // 7,
        outside=made.past.outside,
        method=made.method,
        why=_why(made),
        freaks=fitted.freaks if fitted else (),
        week=tuple((at, fitted.level.now * factor) for at, factor in sorted(fitted.weekdays.items()))
        if fitted
        else (),
        trend=fitted.level.trend if fitted else None,
        moved=tuple(_moved(made)) if fitted else (),
        handling=_handling(made),
        trials=_trials(made.trial) if made.trial else None,
        days=tuple(_days(made)),
        left_out=tuple(made.left_out.items()),
    )


def _why(made: Forecast) -> str:
    """Why it is the naive one."""
    if made.by_method:
        return ""
    if made.fitted is None:
        days = made.past.length
        return f"the history is {days} days long, under {ENOUGH_DAYS}: no trend and no event is known, and nothing was tried"
    return "it missed less in the trials below"


def _moved(made: Forecast) -> Iterator[Moved]:
    """What moves days, in the past or in the month."""
    if made.fitted is None:
        return
    here: dict[str, int] = {}
    for day in made.days:
        for name in made.around.effects(day)[0]:
            here[name] = here.get(name, 0) + 1
    for name, effect in made.fitted.effects.items():
        yield Moved(name, effect.factor, effect.days, here.get(name, 0))
    for name, count in here.items():
        if name not in made.fitted.effects:
            given = made.after if name == AFTER and made.after != 1 else None
            yield Moved(name, given, None, count)
    for name, percent, count in made.around.given(made.days):
        yield Moved(name, percent / 100, None, count)


def _handling(made: Forecast) -> str:
    if made.handling is None:
        return f"{made.set_handling} s, as [[calls]] says; the history has none"
    return f"{made.handling} s, the mean of the last {WEEKS} weeks; [[calls]] says {made.set_handling} s"


def _trials(trial: Trial) -> Trials:
    rows = (
        Tried(METHOD, trial.method.half_hour, trial.method.day, trial.keeps_method),
        Tried(NAIVE, trial.naive.half_hour, trial.naive.day, not trial.keeps_method),
        Tried("chance alone, which nobody foresees", trial.chance.half_hour, trial.chance.day),
    )
    return Trials(trial.weeks, trial.first, trial.last, AHEAD, rows)


def _days(made: Forecast) -> Iterator[DayTold]:
    for day, halves in made.days.items():
        busiest = max(halves, key=lambda at: (halves[at], -at))
        yield DayTold(day, sum(halves.values()) / 100, busiest, halves[busiest] / 100)
