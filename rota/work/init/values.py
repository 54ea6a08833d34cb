"""Single values of a sheet: ids, days, times and lists as people type them."""

import re
from datetime import date
from fractions import Fraction

from rota.domain.table import ID_PATTERN, Weekday, parse_minutes

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_BRITISH = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_TIMES = re.compile(r"(\d{1,2})[.:]?(\d{2})?\s*(?:-|\u2013|to)\s*(\d{1,2})[.:]?(\d{2})?")


def as_id(text: str) -> str | None:
    """``Team 1`` as ``team-1``; None if it cannot be an id."""
    id = re.sub(r"[\s_./]+", "-", text.strip().lower()).strip("-")
    return id if re.fullmatch(ID_PATTERN, id) else None


def as_day(text: str) -> date | None:
    """A day written 2026-12-01 or, day first, 1/12/2026 or 1.12.2026; None if it is none."""
    iso, british = _ISO.fullmatch(text), _BRITISH.fullmatch(text)
    parts = iso.groups() if iso else british.groups()[::-1] if british else None
    try:
        return date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None


def as_times(text: str) -> tuple[int, int] | None:
    """Minutes of ``8.30-16.30``, ``08:30-16:30`` or ``9-17``; None if it is no span of time."""
    match = _TIMES.fullmatch(text.strip())
    if match is None:
        return None
    numbers = [int(number or 0) for number in match.groups()]
    start, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    in_order = 0 <= start < end <= 24 * 60 and max(numbers[1], numbers[3]) < 60
    return (start, end) if in_order else None


def as_share(text: str) -> Fraction | None:
    """An FTE such as 1, 0.6, 0,6 or 60%; None if it is none."""
    percent = text.endswith("%")
    try:
        share = Fraction(text.rstrip("%").strip().replace(",", ".")) / (100 if percent else 1)
    except (ValueError, ZeroDivisionError):
        return None
    return share if 0 < share <= 1 else None


def as_length(text: str) -> int | None:
    """Minutes of ``37:30``, ``37.5`` or ``37``; None if it is no length of a week's work."""
    try:
        minutes = parse_minutes(text) if ":" in text else int(Fraction(text.replace(",", ".")) * 60)
    except (ValueError, ZeroDivisionError):
        return None
    return minutes if 0 < minutes <= 168 * 60 else None


def as_weekdays(text: str) -> tuple[Weekday, ...] | None:
    """Weekdays of ``mon;tue`` or ``Monday Tuesday``, in order; None if one of them is none."""
    words = {word[:3].lower() for word in re.split(r"[\s;,/]+", text) if word}
    if not words or not words <= {weekday.value for weekday in Weekday}:
        return None
    return tuple(weekday for weekday in Weekday if weekday.value in words)


def as_list(text: str) -> list[str]:
    """The pieces of ``phones; reception``."""
    return [piece.strip() for piece in re.split(r"[;,|]", text) if piece.strip()]
