"""Days, lengths of time and names in the words of a reader."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from rota.domain.clock import day_words, hhmm
from rota.domain.cover import Shortfall
from rota.domain.facts import Facts
from rota.domain.period import Period
from rota.show.safe import safe

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July")
MONTHS = (*_MONTHS, "August", "September", "October", "November", "December")


def weekday(day: date) -> str:
    """The short name of the weekday, ``Mon``."""
    return _DAYS[day.weekday()]


def day_month(day: date) -> str:
    """A day without its weekday, ``6 Jul``."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def period_words(period: Period) -> str:
    """A period, ``July 2026 (Mon 29 Jun to Sun 2 Aug)``."""
    year, month = period.month.split("-")
    name = MONTHS[int(month) - 1]
    return f"{name} {year} ({day_words(period.start)} to {day_words(period.end)})"


def length(minutes: int) -> str:
    """A length of time in hours and minutes, ``7:30``."""
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    return f"{sign}{minutes // 60}:{minutes % 60:02}"


def times(start: int, end: int) -> str:
    """A span of the day, ``08:30-16:30``."""
    return f"{hhmm(start)}-{hhmm(end)}"


def signed(number: int) -> str:
    """A difference with its sign: ``+1``, ``0``, ``-2``."""
    return f"{number:+}" if number else "0"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, ``1 shift`` or ``2 shifts``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def in_unit(amount: int, scale: int = 1) -> str:
    """An amount of a rule in its unit, of which ``scale`` make one, with the decimals that it takes: ``53.2``."""
    return format(Decimal(amount) / scale, "f")


def unit_number(amount: int, scale: int = 1) -> int | float:
    """The same as a number for other programs: whole where it is."""
    return amount / scale if amount % scale else amount // scale


def agent_words(agent: str, names: Mapping[str, str]) -> str:
    """An agent's id, and the name where it is known."""
    return safe(f"{agent} {names[agent]}" if names.get(agent, agent) != agent else agent)


def shortfall_words(shortfall: Shortfall) -> str:
    """A shortfall, ``phones Mon 6 Jul 16:30-18:00: 2 short``."""
    when = f"{day_words(shortfall.day)} {times(shortfall.start, shortfall.end)}"
    return safe(f"{shortfall.service} {when}: {shortfall.missing} short")


def group_words(facts: Facts) -> str:
    """The name of the rota group, its id where it has none."""
    return safe(
        next((group.name for group in facts.centre.group if group.id == facts.group), "") or facts.group
    )
