"""A rota for other programs: CSV with a row for each cell, and JSON."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rota.domain.cell import Cell
from rota.domain.clock import hhmm
from rota.domain.hours import credited
from rota.domain.levels import levels_of
from rota.domain.rota import Rota
from rota.show.leveljson import level_json
from rota.show.safe import guarded, safe
from rota.show.words import length, weekday

FORMAT = "rota-rota/1"
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


def to_csv(rota: Rota, names: Mapping[str, str]) -> str:
    """One row for each agent and day of the period, with a header; hours are what the cell counts.

    A value that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for agent in rota.agents:
        for day, cell in rota.in_period(agent):
            values = _values(rota, names, agent, day, cell)
            writer.writerow([guarded(values[column]) for column in COLUMNS])
    return text.getvalue()


def to_json(rota: Rota, names: Mapping[str, str]) -> str:
    """The rota as JSON of the format ``rota-rota/1``, keys in a fixed order; with service levels where calls are answered."""
    period = rota.facts.period
    document = {
        "format": FORMAT,
        "group": rota.facts.group,
        "month": period.month,
        "first": str(period.start),
        "last": str(period.end),
        "agents": [_agent_json(rota, names, agent) for agent in rota.agents],
        **({"service_level": levels} if (levels := [level_json(level) for level in levels_of(rota)]) else {}),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _values(rota: Rota, names: Mapping[str, str], agent: str, day: date, cell: Cell) -> dict[str, str]:
    standing = rota.facts.standing(agent, day)
    pattern = rota.facts.patterns[cell.pattern] if cell.is_shift else None
    return {
        "month": rota.facts.period.month,
        "agent": agent,
        "name": names.get(agent, ""),
        "team": standing.team.id if standing else "",
        "date": str(day),
        "weekday": weekday(day),
        "cell": str(cell),
        "kind": cell.kind.value,
        "pattern": cell.pattern,
        "service": cell.service,
        "start": hhmm(pattern.start) if pattern else "",
        "end": hhmm(pattern.end) if pattern else "",
        "hours": length(credited(cell, agent, day, rota.facts)),
        "parts": "; ".join(str(part) for part in cell.parts),
    }


def _agent_json(rota: Rota, names: Mapping[str, str], agent: str) -> dict[str, Any]:
    return {
        "id": agent,
        "name": safe(names[agent]) if agent in names else None,
        "cells": list(_cells_json(rota, agent)),
    }


def _cells_json(rota: Rota, agent: str) -> Iterator[dict[str, Any]]:
    for day, cell in rota.in_period(agent):
        values = _values(rota, {}, agent, day, cell)
        shown = ("team", "date", "cell", "kind", "pattern", "service", "start", "end")
        yield {
            **{key: safe(values[key]) or None for key in shown},
            "minutes": credited(cell, agent, day, rota.facts),
            "parts": [
                {"start": hhmm(part.start), "end": hhmm(part.end), "what": safe(part.what)}
                for part in cell.parts
            ],
        }
