"""The decision card as JSON of the format ``rota-decision/1``, keys in a fixed order."""

import json
from collections.abc import Iterable
from typing import Any

from rota.rules import Finding
from rota.show.decisionparts import Card, CoverLine, PersonLine, RuleLine
from rota.show.leveljson import move_json
from rota.show.safe import safe
from rota.show.words import unit_number

FORMAT = "rota-decision/1"


def card_json(card: Card) -> str:
    """The whole card; lengths of time are minutes, amounts of rules in their unit, pairs before and after."""
    document = {
        "format": FORMAT,
        "id": card.id,
        "kind": card.kind,
        "state": card.standing,
        "about": safe(card.about),
        "remarks": [safe(remark) for remark in (card.state, *card.remarks)],
        "cells": [
            {"agent": line.agent, "day": str(line.day), "before": line.before, "after": line.after}
            for line in card.cells
        ],
        "events": [safe(event) for event in card.events],
        "rules": [_rule(line) for line in card.rules],
        "unchanged": card.unchanged if card.judged else None,
        "people": [_person(line) for line in card.people],
        "wishes": [
            {"agent": line.agent, "wish": safe(line.wish), "granted": line.granted} for line in card.wishes
        ],
        "cover": [_cover(line) for line in card.cover],
        **({"service_level": [move_json(move) for move in card.levels]} if card.levels else {}),
        "owed": [
            {
                "agent": line.agent,
                "saturday": str(line.saturday),
                "minutes": line.minutes,
                "by": str(line.by),
            }
            for line in card.owed
        ],
        "approvers": list(card.approvers),
        "expires": str(card.expires) if card.expires else None,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rule(line: RuleLine) -> dict[str, Any]:
    return {
        "rule": line.name,
        "code": line.code,
        "level": line.level,
        "unit": line.unit,
        "before": unit_number(line.before, line.scale),
        "after": unit_number(line.after, line.scale),
        "ruling": line.ruling.value if line.ruling else None,
        "came": _findings(line.came),
        "went": _findings(line.went),
    }


def _findings(found: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "message": safe(finding.message),
            "agent": finding.agent,
            "day": str(finding.day) if finding.day else None,
            "amount": unit_number(finding.amount, finding.scale),
            "waived": finding.excuse is not None,
        }
        for finding in found
    ]


def _person(line: PersonLine) -> dict[str, Any]:
    return {
        "agent": line.agent,
        "hours": list(line.hours),
        "lieu": list(line.lieu),
        "leave": list(line.leave),
        "saturdays": list(line.saturdays),
        "saturdays_due": list(line.due) if line.due else None,
        "rest": list(line.rest),
    }


def _cover(line: CoverLine) -> dict[str, Any]:
    return {
        "service": line.service,
        "day": str(line.day),
        "start": line.start,
        "end": line.end,
        "need": line.need,
        "heads": [line.before, line.after],
    }
