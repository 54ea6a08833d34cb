"""Findings as text: in full for people, a line each for tools, and as JSON."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rota.checking import count_levels, fails
from rota.domain.clock import day_words
from rota.domain.place import Place
from rota.rules import Finding, Level
from rota.show.paint import Line, Segment, paint, wrapped
from rota.show.safe import safe
from rota.show.words import agent_words, counted

FORMAT = "rota-check/1"
Resolve = Callable[[Place], Place]

_TITLES = {
    "must": ("Must rules broken", "bold red"),
    "should": ("Should rules broken", "bold yellow"),
    "wish": ("Wishes refused", "bold cyan"),
    "unknown": ("Unknown: not enough history to judge", "bold magenta"),
}


FAULTS = ("Faults in the input", "bold red")


def _all_faults(found: Sequence[Finding]) -> bool:
    """Whether these are faults of the input, which come from no rule."""
    return bool(found) and not any(finding.rule for finding in found)


def closing(found: Sequence[Finding], fail_on: Level = Level.MUST) -> str:
    """How many findings there are of each level, and the verdict; for faults of the input, how many."""
    if _all_faults(found):
        return f"{counted(len(found), 'fault')} in the input; put right what comes first and try again."
    counts = count_levels(found)
    refused = sum(finding.rule == "wishes" and finding.level is Level.WISH for finding in found)
    others = counts["wish"] - refused
    wishes = f"{counted(refused, 'wish', 'wishes')} refused" + (
        f" and {others} more of level wish" * bool(others)
    )
    line = f"{counts['must']} must, {counts['should']} should, {wishes}, {counts['unknown']} unknown"
    already = sum(
        finding.in_facts and finding.level is Level.MUST and not finding.unknown for finding in found
    )
    facts = f" ({already} of the must findings in the facts already)" if already else ""
    return f"{line}{facts}: {'fails' if fails(found, fail_on) else 'passes'}."


def concise(found: Iterable[Finding], *, resolve: Resolve = lambda place: place) -> str:
    """One line for each finding: ``file:line:column: CODE level message``."""
    lines = ((_where(f.place, resolve), f.code, _level(f), _message(f, {})) for f in found)
    return "".join(f"{place}: {code} {level} {message}\n" for place, code, level, message in lines)


def full(
    found: Sequence[Finding],
    *,
    names: Mapping[str, str],
    resolve: Resolve = lambda place: place,
    fail_on: Level = Level.MUST,
    width: int | None = None,
    color: bool = False,
) -> str:
    """Every finding with place, message, amount and next step, worst first, and a closing line.

    ``resolve`` gives a place its line and column.
    """
    lines: list[Line] = []
    for level, of_level in groupby(found, key=_level):
        findings = list(of_level)
        title, style = FAULTS if _all_faults(findings) else _TITLES[level]
        lines += [[(f"{title} ({len(findings)})", style)], []]
        for finding in findings:
            lines += [*_entry(finding, names, resolve, width), []]
    style = "bold red" if fails(found, fail_on) else "bold green"
    return paint([*lines, [(closing(found, fail_on), style)]], color=color)


def as_json(
    found: Sequence[Finding],
    *,
    resolve: Resolve = lambda place: place,
    fail_on: Level = Level.MUST,
    group: str = "",
    month: str = "",
) -> str:
    """The findings as JSON of the format ``rota-check/1``, keys in a fixed order."""
    counts = count_levels(found)
    document = {
        "format": FORMAT,
        "group": group,
        "month": month,
        "passes": not fails(found, fail_on),
        "counts": {level: counts[level] for level in _TITLES},
        "findings": [_entry_json(finding, resolve) for finding in found],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _level(finding: Finding) -> str:
    return "unknown" if finding.unknown else finding.level.value


def _where(place: Place | None, resolve: Resolve) -> str:
    return (safe(str(resolve(place))) if place and place.file else "") or "-"


def _message(finding: Finding, names: Mapping[str, str]) -> str:
    """The message; agent and day stand before it where it does not name them itself."""
    message, missing = safe(finding.message), []
    if finding.agent is not None:
        named = re.compile(rf"(?<![\w-]){re.escape(finding.agent)}(?![\w-])")
        who = agent_words(finding.agent, names)
        message, found = named.subn(lambda _: who, message, count=1)
        missing = [] if found else [who]
    if finding.day is not None and not {day_words(finding.day), str(finding.day)} & _pieces(message):
        missing.append(day_words(finding.day))
    return f"{', '.join(missing)}: {message}" if missing else message


def _pieces(message: str) -> set[str]:
    """Everything in ``message`` that looks like a day."""
    return set(re.findall(r"\d{4}-\d\d-\d\d|[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}", message))


def _entry(finding: Finding, names: Mapping[str, str], resolve: Resolve, width: int | None) -> Iterator[Line]:
    rule: Segment = (f" {finding.rule}" if finding.rule else "", "")
    yield [(finding.code, "bold"), rule, ("  ", ""), (_where(finding.place, resolve), "dim")]
    message = f"{_message(finding, names)}{_amount(finding)}"
    yield from wrapped(message, width, indent="  ", hang="    ")
    if finding.second:
        yield [(f"  See also {_where(finding.second, resolve)}", "")]
    if finding.in_facts:
        yield from wrapped("In the facts already: no plan could avoid it.", width, indent="  ", hang="    ")
    if finding.fix:
        yield from wrapped(f"Next: {safe(finding.fix)}", width, indent="  ", hang="    ")


def _amount(finding: Finding) -> str:
    """What a finding counts, where that is not simply one, and whether the wish is a strong one."""
    notes = ["strong wish"] if finding.strong else []
    if finding.amount > 1:
        notes.append(f"{finding.amount} {finding.unit}".rstrip())
    return f" [{', '.join(notes)}]" if notes else ""


def _entry_json(finding: Finding, resolve: Resolve) -> dict[str, Any]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "level": finding.level.value,
        "unknown": finding.unknown,
        "message": safe(finding.message),
        "agent": finding.agent,
        "day": str(finding.day) if finding.day else None,
        "amount": finding.amount,
        "unit": finding.unit,
        "strong": finding.strong,
        "in_facts": finding.in_facts,
        "cells": [[agent, str(day)] for agent, day in finding.cells],
        "next": safe(finding.fix),
        "place": _place_json(finding.place, resolve),
        "second": _place_json(finding.second, resolve),
    }


def _place_json(place: Place | None, resolve: Resolve) -> dict[str, Any] | None:
    if place is None or not place.file:
        return None
    found = resolve(place)
    return {"file": safe(found.file), "line": found.line, "column": found.column, "path": list(found.path)}
