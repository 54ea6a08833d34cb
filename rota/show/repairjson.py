"""A bad morning as JSON, for tools."""

import json
from collections.abc import Iterable
from typing import Any

from rota.domain.cover import Shortfall, missing_heads
from rota.show.leveljson import move_json
from rota.show.repair import OptionSheet, RepairSheet, RuleLine
from rota.show.words import times, unit_number

FORMAT = "rota-repair/1"


def repair_json(sheet: RepairSheet) -> str:
    """The sheet as JSON; amounts are heads missing, added up over half hours."""
    table = {
        "format": FORMAT,
        "group": sheet.group,
        "month": sheet.month,
        "absent": {str(day): list(agents) for day, agents in sheet.absent.items()},
        "missing": missing_heads(sheet.short),
        "short": _short(sheet.short),
        "options": [_option_table(at, option) for at, option in enumerate(sheet.options, 1)],
        "asks": [{**ask.__dict__, "day": str(ask.day), "span": times(*ask.span)} for ask in sheet.asks],
        "left": _short(sheet.left),
        "later": [str(day) for day in sheet.later],
        "elsewhere": [str(day) for day in sheet.elsewhere],
    }
    return json.dumps(table, indent=2, ensure_ascii=True) + "\n"


def _option_table(number: int, option: OptionSheet) -> dict[str, Any]:
    return {
        "number": number,
        "extent": option.extent,
        "people": sorted({cell.agent for cell in option.cells}),
        "cells": [cell.model_dump(mode="json", exclude={"on"}) for cell in option.cells],
        "missing": {"before": option.missing[0], "after": option.missing[1], "bound": option.least},
        "moves": {"number": len(option.cells), "bound": option.fewest},
        "proven": option.proven,
        "cover": {"before": _short(option.cover[0]), "after": _short(option.cover[1])},
        **({"service_level": [move_json(move) for move in option.levels]} if option.levels else {}),
        "rules": [_rule(line) for line in option.rules],
    }


def _rule(line: RuleLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "level": line.level,
        "unit": line.unit,
        "before": unit_number(line.before, line.scale),
        "after": unit_number(line.after, line.scale),
    }


def _short(short: Iterable[Shortfall]) -> list[dict[str, Any]]:
    return [
        {
            "service": one.service,
            "day": str(one.day),
            "times": times(one.start, one.end),
            "missing": one.missing,
        }
        for one in short
    ]
