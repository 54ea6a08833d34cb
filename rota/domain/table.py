"""The base of every table that people write in TOML, and the types of its values.

Keys are kebab-case in the files (``fixed-days``) and snake_case in Python; ``from`` and other
Python keywords carry a trailing underscore here.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import core_schema

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,31}$"
_TIME_SCHEMA = {"type": "string", "pattern": r"^([01]?[0-9]|2[0-4]):[0-5][0-9]$"}
_DURATION_SCHEMA = {"type": "string", "pattern": r"^-?[0-9]{1,4}:[0-5][0-9]$"}
_FTE_SCHEMA = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}


def kebab(name: str) -> str:
    """The key that a Python field has in a file."""
    return name.rstrip("_").replace("_", "-")


class Table(BaseModel):
    """A TOML table as an object: frozen, and strict about its keys."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=kebab,
        populate_by_name=True,
        defer_build=True,
    )


def parse_minutes(value: Any) -> Any:
    """Minutes from ``"HH:MM"``; a whole number stays as it is; anything else is refused."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    hours, colon, minutes = str(value).lstrip("-").partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(minutes) < 60):
        raise ValueError(f'{value!r} is not a time; write it as "08:30", in quotes')
    total = int(hours) * 60 + int(minutes)
    return -total if str(value).startswith("-") else total


def _time_of_day(value: Any) -> Any:
    minutes = parse_minutes(value)
    if not 0 <= minutes <= 24 * 60:
        raise ValueError(f'{value!r} is not a time of day; times run from "00:00" to "24:00"')
    return minutes


def _fraction(value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, Fraction, float, str)):
        raise ValueError(f"{value!r} is not a number")
    try:
        share = Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError(f"{value!r} is not a number") from error
    if not 0 < share <= 1:
        raise ValueError(f"an FTE is more than 0 and at most 1, not {value}")
    return share


def _plain_date(value: Any) -> Any:
    if type(value) is date:
        return value
    raise ValueError(f"{value!r} is not a date; write it as 2026-12-01, without quotes")


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""A name used to refer to something: lower-case letters, digits and hyphens."""

Minute = Annotated[int, BeforeValidator(_time_of_day), WithJsonSchema(_TIME_SCHEMA)]
"""A local time of day, as minutes after midnight."""

Duration = Annotated[int, BeforeValidator(parse_minutes), WithJsonSchema(_DURATION_SCHEMA)]
"""A length of time in minutes, written ``"37:00"``."""

Day = Annotated[date, BeforeValidator(_plain_date), WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar day, written as a bare TOML date."""


class _FractionType:
    """Pydantic's view of an FTE: an exact fraction, read from a TOML number."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return core_schema.no_info_plain_validator_function(_fraction)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return dict(_FTE_SCHEMA)


Fte = Annotated[Fraction, _FractionType]
"""Full-time equivalent, exact: 1 is full time."""


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """The weekday that ``day`` falls on."""
        return _WEEKDAYS[day.weekday()]


_WEEKDAYS = tuple(Weekday)
MONDAY_TO_FRIDAY = _WEEKDAYS[:5]


class Dated(Table):
    """A table that holds only from one day until another, both included; open where left out."""

    from_: Day | None = None
    until: Day | None = None

    def holds(self, day: date) -> bool:
        """Whether this was in force on ``day``."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)
