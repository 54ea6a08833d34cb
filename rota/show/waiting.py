"""What waits for whoever looks: decisions, months to publish, who is away today, shifts to come."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.domain.period import Period
from rota.show.paint import Line, paint
from rota.show.safe import safe
from rota.show.words import agent_words, counted


@dataclass(frozen=True)
class Wait:
    """A matter that waits: for an answer of whoever looks if ``command`` says how, else for somebody else's."""

    kind: str
    id: str
    agents: tuple[str, ...]
    days: tuple[date, ...]
    expires: date | None = None
    command: str = ""


@dataclass(frozen=True)
class Month:
    """One group's month that is not over: ``left`` days to its first day, drafts, what was told, what has changed.

    ``floor`` and ``target`` are the days of notice that the centre keeps to.
    """

    group: str
    month: str
    left: int
    floor: int
    target: int
    drafts: tuple[int, ...] = ()
    told: tuple[int | None, date] | None = None
    published: bool = False
    cut_short: bool = False
    changes: int = 0
    unapplied: int = 0


@dataclass(frozen=True)
class Over:
    """One group's month that ended on ``end``, whose hours are confirmed ``until`` a day before that, or not at all."""

    group: str
    month: str
    end: date
    until: date | None
    command: str


@dataclass(frozen=True)
class Desk:
    """All that waits for one person on one day, section by section; ``role`` says what the person is here."""

    centre: str
    today: date
    person: str
    role: str
    decide: tuple[Wait, ...] = ()
    answer: tuple[Wait, ...] = ()
    asked: tuple[Wait, ...] = ()
    months: tuple[Month, ...] = ()
    over: tuple[Over, ...] = ()
    away: tuple[tuple[str, str], ...] | None = None
    shifts: tuple[tuple[date, str], ...] | None = None
    frozen: date | None = None
    next_step: str = ""


def desk_text(desk: Desk, names: Mapping[str, str], *, color: bool = False) -> str:
    """The desk as text; a section with nothing in it is left out, but for what the person surely asks."""
    today = f"{day_words(desk.today)} {desk.today.year}"
    title = f"{safe(desk.centre)}, {today}: {agent_words(desk.person, names)}, {desk.role}"
    sections = {
        "To decide": [wait_words(wait, names, desk.today) for wait in desk.decide],
        "To answer": [wait_words(wait, names, desk.today) for wait in desk.answer],
        "Asked for": [wait_words(wait, names, desk.today) for wait in desk.asked],
        "Months": [_month(month) for month in desk.months],
        "To confirm": [_over(over) for over in desk.over],
        "Away today": _away(desk, names),
        "Shifts to come": _shifts(desk),
    }
    lines: list[Line] = [[(title, "bold")]]
    for name, section in sections.items():
        if section:
            lines += [[], [(name, "bold")], *([(f"  {safe(text)}", "")] for text in section)]
    return paint([*lines, [], [(f"Next: {desk.next_step}", "")]], color=color)


def wait_words(wait: Wait, names: Mapping[str, str], today: date) -> str:
    """What waits, whose it is, on which days and how long; behind a gap the command that settles it."""
    who = " and ".join(agent_words(agent, names) for agent in wait.agents)
    when = _days(wait.days)
    expires = ""
    if wait.expires is not None:
        left = (wait.expires - today).days
        soon = "today" if left == 0 else f"in {counted(left, 'day')}"
        expires = f"; expires {soon}" + (", soon" if 0 < left <= 2 else "")
    return f"{wait.kind} {wait.id}: {who}, {when}{expires}" + (f"   {wait.command}" if wait.command else "")


def _days(days: tuple[date, ...]) -> str:
    """The first day and the last."""
    first, last = days[0], days[-1]
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def _month(month: Month) -> str:
    said = "; ".join(_published(month) if month.published else _unpublished(month))
    return f"{month.group} {month.month}: {said}"


def _over(over: Over) -> str:
    hours = "hours not confirmed" if over.until is None else f"hours confirmed until {day_words(over.until)}"
    return f"{over.group} {over.month} ended on {day_words(over.end)}, {hours}: {over.command}"


def _published(month: Month) -> Iterator[str]:
    yield "published"
    if month.left > 0:
        yield f"begins in {counted(month.left, 'day')}"
    if month.changes:
        yield f"{counted(month.changes, 'change')} since"
    if month.unapplied:
        yield f"{counted(month.unapplied, 'change')} not applied, see `rota check {month.month}`"


def _unpublished(month: Month) -> Iterator[str]:
    """The drafts, what was told, and how long there is until publishing comes too late."""
    if month.left <= 0 and not month.drafts and not month.cut_short:
        # There is no notice left to count down: only the command helps.
        yield f"{begun_words(month.month)}: rota plan {month.month}"
        return
    if month.cut_short:
        yield f"publishing was cut short, run `rota publish {month.month}` again"
    yield f"draft {month.drafts[-1]}" if month.drafts else "no draft yet"
    if month.told is not None:
        number, day = month.told
        yield f"draft {number} told on {day_words(day)}" if number else f"told on {day_words(day)}"
    yield f"begins in {counted(month.left, 'day')}" if month.left > 0 else "has begun"
    yield _until(month)


def begun_words(month: str) -> str:
    """What is said of a ``month`` that nobody planned, and whose first day is not ahead any more."""
    return f"began on {day_words(Period.of_month(month).start)} and has no rota"


def _until(month: Month) -> str:
    if month.left < month.floor:
        return f"too late for the floor of {month.floor} days: publishing needs a --reason"
    if month.left < month.target:
        within = month.left - month.floor
        return f"the target of {month.target} days is missed, the floor of {month.floor} is {_ahead(within)}"
    return f"the target of {month.target} days is {_ahead(month.left - month.target)}"


def _ahead(days: int) -> str:
    return f"{counted(days, 'day')} ahead" if days else "today"


def _away(desk: Desk, names: Mapping[str, str]) -> list[str]:
    if desk.away is None:
        return []
    return [f"{agent_words(agent, names)} ({why})" for agent, why in desk.away] or ["nobody"]


def _shifts(desk: Desk) -> list[str]:
    if desk.shifts is None:
        return []
    return list(_each_shift(desk, desk.shifts)) or ["no published rota has a shift from today on"]


def _each_shift(desk: Desk, shifts: Iterable[tuple[date, str]]) -> Iterator[str]:
    for day, words in shifts:
        frozen = "  frozen" if desk.frozen is not None and day <= desk.frozen else ""
        yield f"{day_words(day):10}  {words}{frozen}"
