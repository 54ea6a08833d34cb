"""An edition for other programs: CSV with a row for each cell, and JSON."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from rota.domain.clock import hhmm
from rota.show.edition.cover import Calls, HalfHour, Staffed, Strip
from rota.show.edition.key import Pattern
from rota.show.edition.people import Member, Square
from rota.show.edition.whole import Edition
from rota.show.safe import guarded
from rota.show.words import length, weekday

FORMAT = "rota-rota/2"
BOM = "\ufeff"
COLUMNS = (
    "month",
    "agent",
    "name",
    "team",
    "date",
    "weekday",
    "cell",
    "kind",
    "pattern",
    "service",
    "start",
    "end",
    "hours",
    "parts",
)


def to_csv(edition: Edition, *, raw: bool = False) -> str:
    """One row for each agent and day of the period, with a header; hours are what the cell counts, if they may be seen.

    It begins with a byte order mark, without which spreadsheets misread names, and a value that they would take for a
    formula gets an apostrophe in front. ``raw`` is without either, for programs.
    """
    text = io.StringIO()
    text.write("" if raw else BOM)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    patterns = {pattern.id: pattern for pattern in edition.patterns}
    for member in edition.members:
        for day, square in member.squares.items():
            values = _values(member, day, square, patterns.get(square.cell.pattern))
            row = {"month": edition.month, **values}
            writer.writerow([row[column] if raw else guarded(row[column]) for column in COLUMNS])
    return text.getvalue()


def to_json(edition: Edition) -> str:
    """The edition as JSON of the format ``rota-rota/2``, keys in a fixed order; with service levels where calls are answered."""
    levels = [_strip(strip, strip.calls) for strip in edition.strips if strip.calls]
    patterns = {pattern.id: pattern for pattern in edition.patterns}
    document = {
        "format": FORMAT,
        "for": edition.audience.value,
        "group": edition.group,
        "month": edition.month,
        "first": str(edition.days[0].date),
        "last": str(edition.days[-1].date),
        "version": edition.version.name,
        "agents": [_member(member, patterns) for member in edition.members],
        **({"service_level": levels} if levels else {}),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _values(member: Member, day: date, square: Square, pattern: Pattern | None) -> dict[str, str]:
    return {
        "agent": member.id,
        "name": member.name,
        "team": square.team,
        "date": str(day),
        "weekday": weekday(day),
        "cell": str(square.cell),
        "kind": square.kind.value,
        "pattern": square.cell.pattern,
        "service": square.cell.service,
        "start": hhmm(pattern.start) if pattern else "",
        "end": hhmm(pattern.end) if pattern else "",
        "hours": "" if square.minutes is None else length(square.minutes),
        "parts": "; ".join(str(part) for part in square.cell.parts),
    }


def _member(member: Member, patterns: dict[str, Pattern]) -> dict[str, Any]:
    return {"id": member.id, "name": member.name or None, "cells": list(_cells(member, patterns))}


def _cells(member: Member, patterns: dict[str, Pattern]) -> Iterator[dict[str, Any]]:
    for day, square in member.squares.items():
        values = _values(member, day, square, patterns.get(square.cell.pattern))
        shown = ("team", "date", "cell", "kind", "pattern", "service", "start", "end")
        yield {
            **{key: values[key] or None for key in shown},
            **({} if square.minutes is None else {"minutes": square.minutes}),
            "parts": [
                {"start": hhmm(part.start), "end": hhmm(part.end), "what": part.what}
                for part in square.cell.parts
            ],
        }


def _strip(strip: Strip, calls: Calls) -> dict[str, Any]:
    days = [_day(day, day.calls) for day in strip.days if day.calls]
    return {"service": strip.service.id, **_sums(calls), "target": round(calls.target, 4), "days": days}


def _day(day: Staffed, calls: Calls) -> dict[str, Any]:
    halves = [_half(half, half.calls) for half in day.halves if half.calls]
    return {
        "date": str(day.date),
        **_sums(calls),
        "target": round(calls.target, 4),
        "half_hours": halves,
    }


def _half(half: HalfHour, calls: Calls) -> dict[str, Any]:
    sums = _sums(calls)
    return {
        "start": hhmm(half.start),
        "offered": sums["offered"],
        "required": half.need,
        "heads": half.heads,
        "level": sums["level"],
        "outside": sums["outside"],
    }


def _sums(calls: Calls) -> dict[str, Any]:
    return {
        "offered": round(calls.offered, 2),
        "level": None if calls.level is None else round(calls.level, 4),
        "outside": round(calls.outside, 2),
    }
