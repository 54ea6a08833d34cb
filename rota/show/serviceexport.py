"""How the calls of a month fare, for other programs: JSON of the format ``rota-service/1``, and CSV of its half hours.

``format``, ``group``, ``month``; ``first`` and ``last`` day shown; then

``services``  those that have calls. Each has ``service``, ``offered`` and ``outside`` (calls, and those expected outside target),
              ``level`` (the share expected in time, from 0 to 1, null where nobody calls), ``target`` (the same, to be reached), ``met``,
              ``counted`` (calls outside target as a plan counts them: differs from ``outside`` where heads are so few that
              every further one counts alike), and ``days``. Each day has ``date``, the same figures, and ``half_hours``.
``half_hours`` have ``start``, ``offered``, ``aht`` (average handling time, seconds), ``required`` (headcount that the calls ask for),
              ``heads`` (on duty, breaks taken off), ``agents`` (heads less shrinkage and availability), ``level``, ``target``, ``met``,
              ``outside``, ``counted``, ``occupancy`` (share of their time that agents spend on calls), ``wait`` (mean seconds until an
              answer, null where the queue only grows) and ``more`` (fewest heads more with which the target is met).
``worst``     the ten half hours below target with most calls outside it: ``service``, ``date``, and the same fields.
``without_calls``  services that have none.

CSV has one row for each half hour with those fields, after ``service``, ``date`` and ``weekday``.
"""

import csv
import io
import json
from math import inf
from typing import Any

from rota.domain.answering import Answered
from rota.domain.clock import hhmm
from rota.domain.levels import Level
from rota.show.safe import guarded, safe
from rota.show.service import ServiceSheet
from rota.show.words import weekday

FORMAT = "rota-service/1"
_HALF = ("start", "offered", "aht", "required", "heads", "agents", "level", "target", "met", "outside")
COLUMNS = ("service", "date", "weekday", *_HALF, "counted", "occupancy", "wait", "more")


def service_json(sheet: ServiceSheet) -> str:
    """The whole month, or the day that is shown, keys in a fixed order."""
    period = sheet.facts.period
    document = {
        "format": FORMAT,
        "group": sheet.facts.group,
        "month": period.month,
        "first": str(sheet.day or period.start),
        "last": str(sheet.day or period.end),
        "services": [_service(level) for level in sheet.levels],
        "worst": [
            {"service": safe(half.service), "date": str(half.day), **_half(half)} for half in sheet.worst
        ],
        "without_calls": [safe(service) for service in sheet.quiet],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def service_csv(sheet: ServiceSheet) -> str:
    """Every half hour, with a header; a value that is not known is empty, a share is from 0 to 1."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for level in sheet.levels:
        for half in level.halves:
            values = {"service": guarded(half.service), "date": str(half.day), "weekday": weekday(half.day)}
            row = values | _half(half)
            writer.writerow([_written(row[column]) for column in COLUMNS])
    return text.getvalue()


def _written(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _service(level: Level) -> dict[str, Any]:
    days = [{"date": str(day.day), **_sums(day), "half_hours": _halves(day)} for day in level.days]
    return {"service": safe(level.service), **_sums(level), "days": days}


def _halves(level: Level) -> list[dict[str, Any]]:
    return [_half(half) for half in level.halves]


def _sums(level: Level) -> dict[str, Any]:
    sums = level.sums
    return {
        "offered": round(sums.offered, 2),
        "outside": round(sums.outside, 2),
        "level": None if sums.level is None else round(sums.level, 4),
        "target": round(level.target, 4),
        "met": level.met,
        "counted": sums.priced / 100,
    }


def _half(half: Answered) -> dict[str, Any]:
    load, expected = half.load, half.expected
    return {
        "start": hhmm(half.start),
        "offered": load.calls,
        "aht": load.aht,
        "required": load.need,
        "heads": half.heads,
        "agents": round(expected.agents, 4),
        "level": round(expected.level, 4),
        "target": load.target,
        "met": half.met,
        "outside": round(expected.outside, 2),
        "counted": half.priced / 100,
        "occupancy": round(expected.occupancy, 4),
        "wait": None if expected.wait == inf else round(expected.wait, 1),
        "more": half.more,
    }
