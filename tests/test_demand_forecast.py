"""Forecasts of series whose generator is known: what they recover, and how they stand against the naive one."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from math import exp
from random import Random

import pytest

from rota.demand.backtest import tried
from rota.demand.forecast import Fitted, fit
from rota.demand.handling import handling
from rota.demand.level import level_of
from rota.demand.naive import Naive
from rota.demand.past import AFTER, Around, Past, past_of
from rota.demand.robust import spread, trimmed_mean
from rota.domain.calendar import Calendar
from rota.domain.calls import Event
from rota.domain.centre import Centre
from rota.domain.opening import Opening
from rota.domain.period import span
from rota.domain.volumes import Volume
from tests.files_world import CENTRE

FIRST, LAST = date(2025, 1, 6), date(2026, 6, 28)
WEEKDAYS = (1.2, 1.0, 1.0, 0.95, 0.9, 0.3)
HOLIDAYS = (
    date(2025, 4, 21),
    date(2025, 5, 5),
    date(2025, 5, 26),
    date(2025, 8, 25),
    date(2026, 4, 6),
    date(2026, 5, 4),
)
CALENDAR = Calendar.model_validate({"bank_holiday": [{"day": day} for day in HOLIDAYS]})
OPENING = Opening(Centre.model_validate(tomllib.loads(CENTRE)), CALENDAR)
BILLS = [
    Event(name="bills", services=("phones",), from_=date(2025, 3, 10), until=date(2025, 3, 28)),
    Event(name="bills", services=("phones",), from_=date(2026, 3, 9), until=date(2026, 3, 27)),
]
BILLS_AGAIN = date(2026, 7, 27)
AGAIN = Event(name="bills", services=("phones",), date=BILLS_AGAIN)

Listed = dict[date, dict[int, Volume]]


def around(events: Sequence[Event] = ()) -> Around:
    return Around("phones", OPENING, CALENDAR, events)


def shape(starts: range) -> list[float]:
    """A peak late in the morning."""
    parts = [1 + 2 * exp(-(((at - 660) / 120) ** 2)) for at in starts]
    return [part / sum(parts) for part in parts]


def series(
    usual: Callable[[date], float], seed: int | None = None, first: date = FIRST, last: date = LAST
) -> Listed:
    """Calls by half hour: ``usual`` on a mean weekday, exact, or with each call coming by itself if there is a ``seed``."""
    chance = Random(seed or 0)  # noqa: S311 - calls, not secrets
    listed: Listed = {}
    for day in span(first, last):
        starts = around().starts(day)
        for at, part in zip(starts, shape(starts), strict=True):
            mean = usual(day) * WEEKDAYS[day.weekday()] * part
            calls = 100 * poisson(mean, chance) if seed is not None else round(100 * mean)
            listed.setdefault(day, {})[at] = Volume(calls)
    return listed


def poisson(mean: float, chance: Random) -> int:
    limit, calls, left = exp(-mean), 0, chance.random()
    while left > limit:
        calls, left = calls + 1, left * chance.random()
    return calls


def years(day: date) -> float:
    return (day - FIRST).days / 365


def flat(day: date) -> float:
    return 600.0


def with_bills(day: date) -> float:
    after = 1.4 if day - timedelta(days=1) in HOLIDAYS else 1.0
    return 600 * after * (1.3 if any(event.holds(day) for event in BILLS) else 1.0)


def fitted(listed: Listed, events: Sequence[Event] = ()) -> Fitted:
    return fit(past_of(around(events), listed))


def a_month_on(told: Fitted, usual: Callable[[date], float]) -> list[float]:
    """By what share each day from the fourth to the eighth week ahead is told too high or too low."""
    days = [day for day in span(LAST + timedelta(weeks=4), LAST + timedelta(weeks=8)) if around().starts(day)]
    return [(told.day(day) or 0) / (usual(day) * WEEKDAYS[day.weekday()]) - 1 for day in days]


def test_a_series_without_chance_is_told_exactly() -> None:
    told = fitted(series(flat))
    assert max(map(abs, a_month_on(told, flat))) < 0.001
    assert told.level.trend == pytest.approx(0, abs=1e-6)
    monday = date(2026, 7, 6)
    starts = around().starts(monday)
    halves = told.halves(monday, starts, (), 1.0)
    expected = [720 * part for part in shape(starts)]
    assert list(halves.values()) == pytest.approx(expected, rel=0.01)
    assert told.freaks == ()


def test_a_trend_is_followed_and_fades() -> None:
    def growing(day: date) -> float:
        return 600 * pow(1.25, years(day))

    errors = a_month_on(fitted(series(growing)), growing)
    assert all(-0.025 < error < 0 for error in errors)
    assert errors[-1] < errors[0]


@pytest.mark.parametrize("seed", [1, 2])
def test_on_chance_alone_it_is_no_worse_than_the_naive_one(seed: int) -> None:
    past = past_of(around(), series(flat, seed, first=date(2025, 9, 1)))
    trial = tried(past)
    assert trial is not None
    assert trial.weeks == 12
    assert trial.keeps_method
    # What nobody can foresee is four fifths of the root of each number; the naive one has that twice over, at right angles.
    assert trial.method.half_hour < 1.1 * trial.chance.half_hour
    assert trial.naive.half_hour > 1.3 * trial.chance.half_hour


@pytest.mark.parametrize(
    ("name", "usual"),
    [("trend", lambda day: 600 * pow(1.6, years(day))), ("fall", lambda day: 600 * pow(0.6, years(day)))],
)
def test_where_calls_grow_or_fall_it_is_the_better_one(name: str, usual: Callable[[date], float]) -> None:
    trial = tried(past_of(around(), series(usual, 3)))
    assert trial is not None
    assert trial.method.half_hour < 0.8 * trial.naive.half_hour
    assert trial.method.day < 0.9 * trial.naive.day


def test_bank_holidays_and_events_are_recovered() -> None:
    told = fitted(series(with_bills), [*BILLS, AGAIN])
    assert told.effects[AFTER].factor == pytest.approx(1.4, rel=0.005)
    assert told.effects["bills"].factor == pytest.approx(1.3, rel=0.005)
    assert (told.effects[AFTER].days, told.effects["bills"].days) == (6, 34)
    assert max(map(abs, a_month_on(told, flat))) < 0.005
    around_it = around([*BILLS, AGAIN])
    assert around_it.effects(BILLS_AGAIN) == (("bills",), 1.0)
    assert told.day(BILLS_AGAIN, *around_it.effects(BILLS_AGAIN)) == pytest.approx(720 * 1.3, rel=0.01)


def test_they_are_recovered_from_calls_that_come_by_chance() -> None:
    told = fitted(series(with_bills, 4), BILLS)
    assert told.effects[AFTER].factor == pytest.approx(1.4, rel=0.04)
    assert told.effects["bills"].factor == pytest.approx(1.3, rel=0.02)
    trial = tried(past_of(around(BILLS), series(with_bills, 4)))
    assert trial is not None
    assert trial.method.half_hour < 0.8 * trial.naive.half_hour


def test_a_given_percent_is_taken_as_it_is() -> None:
    given = [event.model_copy(update={"percent": 130}) for event in BILLS]
    told = fitted(series(with_bills), given)
    assert list(told.effects) == [AFTER]
    assert around(given).effects(date(2026, 3, 10)) == ((), 1.3)
    assert max(map(abs, a_month_on(told, flat))) < 0.005
    assert list(around(given).given(span(date(2026, 3, 2), date(2026, 3, 13)))) == [("bills", 130, 5)]


def test_an_event_that_runs_at_the_end_is_not_taken_for_the_level() -> None:
    running = Event(name="bills", services=("phones",), from_=date(2026, 6, 8), until=LAST)

    def usual(day: date) -> float:
        return with_bills(day) * (1.3 if running.holds(day) else 1.0)

    told = fitted(series(usual), [*BILLS, running])
    assert told.effects["bills"].factor == pytest.approx(1.3, rel=0.01)
    assert max(map(abs, a_month_on(told, flat))) < 0.01


def test_two_things_on_one_day_are_told_apart() -> None:
    both = [
        *BILLS,
        Event(name="passes", services=("phones",), from_=date(2025, 8, 18), until=date(2025, 8, 29)),
    ]

    def usual(day: date) -> float:
        return with_bills(day) * (1.2 if both[-1].holds(day) else 1.0)

    told = fitted(series(usual), both)
    assert told.effects["passes"].factor == pytest.approx(1.2, rel=0.01)
    assert told.effects[AFTER].factor == pytest.approx(1.4, rel=0.01)


def changed(
    listed: Listed, change: Callable[[date, dict[int, Volume]], Mapping[int, Volume] | None]
) -> Listed:
    new = {day: change(day, halves) for day, halves in listed.items()}
    return {day: dict(halves) for day, halves in new.items() if halves is not None}


FREAK = date(2026, 6, 17)
TROUBLES = {
    "a freak day": lambda day, halves: {at: Volume(v.calls * 4) for at, v in halves.items()} if day == FREAK else halves,
    "a day without a call": lambda day, halves: dict.fromkeys(halves, Volume(0)) if day == FREAK else halves,
    "half a day without a call": lambda day, halves: {at: Volume(0 if day == FREAK and at < 780 else v.calls) for at, v in halves.items()},
    "a day that is missing": lambda day, halves: None if day == FREAK else halves,
    "three weeks that are missing": lambda day, halves: None if 20 < (LAST - day).days < 42 else halves,
    "half hours that are missing": lambda day, halves: {at: v for at, v in halves.items() if (at + day.day) % 7},
    "the last month is missing": lambda day, halves: None if (LAST - day).days < 28 else halves,
}  # fmt: skip


@pytest.mark.parametrize("name", TROUBLES)
def test_what_may_be_wrong_with_a_history_does_not_move_the_forecast(name: str) -> None:
    plain, troubled = series(flat), changed(series(flat), TROUBLES[name])
    told = fitted(troubled)
    assert max(map(abs, a_month_on(told, flat))) < 0.01
    monday, starts = date(2026, 7, 6), around().starts(date(2026, 7, 6))
    expected = fitted(plain).halves(monday, starts, (), 1.0)
    assert list(told.halves(monday, starts, (), 1.0).values()) == pytest.approx(
        list(expected.values()), rel=0.03
    )
    assert told.freaks == ((FREAK,) if name in {"a freak day", "half a day without a call"} else ())


def test_rows_when_it_was_shut_are_left_out_and_counted() -> None:
    listed = series(flat)
    listed[date(2026, 6, 21)] = {600: Volume(500)}
    listed[LAST - timedelta(days=2)][18 * 60] = Volume(900)
    past = past_of(around(), listed)
    assert past.outside == 2
    assert date(2026, 6, 21) not in past.by_day


def test_hours_that_have_grown_are_filled_from_those_beside_them() -> None:
    told = fitted(series(flat))
    longer = told.halves(date(2026, 7, 6), range(8 * 60, 19 * 60, 30), (), 1.0)
    assert len(longer) == 22
    assert longer[480] == longer[510]
    assert sum(longer.values()) == pytest.approx(720, rel=0.01)


def test_a_weekday_that_never_was_is_not_told() -> None:
    told = fitted({day: halves for day, halves in series(flat).items() if day.weekday() != 5})
    assert told.day(date(2026, 7, 4)) is None
    assert told.halves(date(2026, 7, 4), around().starts(date(2026, 7, 4)), (), 1.0) == {}


def test_the_same_comes_out_every_time() -> None:
    assert fitted(series(with_bills, 5), BILLS) == fitted(series(with_bills, 5), BILLS)


def test_nothing_that_came_after_the_origin_of_a_trial_is_known_in_it() -> None:
    listed = series(flat, 6)
    origin = LAST - timedelta(weeks=5)
    doubled = changed(
        listed,
        lambda day, halves: {at: Volume(v.calls * 2) for at, v in halves.items()} if day > origin else halves,
    )
    then, now = (past_of(around(), each).until(origin) for each in (listed, doubled))
    assert then.days == now.days
    assert fit(then) == fit(now)


def test_trials_want_three_weeks_before_and_four_between() -> None:
    sunday = date(2026, 3, 29)

    def trial_of(weeks: int) -> int:
        first = sunday - timedelta(days=7 * weeks - 1)
        trial = tried(past_of(around(), series(flat, 7, first=first, last=sunday)))
        return trial.weeks if trial else 0

    assert [trial_of(weeks) for weeks in (4, 7, 8, 9, 19, 30)] == [0, 0, 1, 2, 12, 12]


def test_the_naive_one_is_the_same_weekday_of_the_last_week_known() -> None:
    listed = series(flat, 8)
    del listed[date(2026, 6, 22)]
    listed[date(2026, 6, 23)] = dict.fromkeys(listed[date(2026, 6, 23)], Volume(0))
    del listed[date(2026, 6, 24)][600]
    naive = Naive(past_of(around(), listed))

    def told(day: date) -> dict[int, float]:
        return naive.halves(day, around().starts(day))

    def came(day: date) -> dict[int, float]:
        return {at: volume.calls / 100 for at, volume in listed[day].items()}

    assert told(date(2026, 7, 30)) == came(date(2026, 6, 25))
    assert told(date(2026, 7, 27)) == came(date(2026, 6, 15))
    assert told(date(2026, 7, 28)) == came(date(2026, 6, 16))
    assert told(date(2026, 7, 29)) == came(date(2026, 6, 24)) | {600: came(date(2026, 6, 17))[600]}
    assert naive.halves(date(2026, 7, 5), range(540, 960, 30)) == {}


def test_handling_time_is_the_mean_of_all_calls_of_eight_weeks() -> None:
    listed = {
        date(2026, 6, 26): {600: Volume(300, 100), 630: Volume(100, 200), 660: Volume(900)},
        date(2026, 5, 1): {600: Volume(100_000, 999)},
    }
    assert handling(listed, LAST) == 125
    assert handling({date(2026, 6, 26): {600: Volume(300)}}, LAST) is None


def test_averages_that_freaks_do_not_move() -> None:
    assert trimmed_mean([1.0, 2.0, 3.0, 4.0, 1000.0]) == 3.0
    assert trimmed_mean([5.0]) == 5.0
    assert spread([1.0, 2.0, 3.0, 4.0, 1000.0]) == pytest.approx(1.4826)


def test_the_level_of_a_line_and_of_weeks_that_are_missing() -> None:
    assert level_of([100.0] * 30).after(8) == pytest.approx(100)
    assert level_of([None, 100.0, None, 100.0, None]).after(4) == pytest.approx(100)
    steady = level_of([100.0 + week for week in range(60)])
    assert 159 < steady.after(4) < 163.5
    assert steady.after(50) < 170


def test_a_past_knows_its_length() -> None:
    past = past_of(around(), series(flat, first=date(2026, 6, 22)))
    assert (past.first, past.last, past.length) == (date(2026, 6, 22), date(2026, 6, 27), 7)
    assert Past(around(), ()).length == 0
