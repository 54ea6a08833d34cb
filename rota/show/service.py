"""How the calls of a month fare by its rota: services, days, half hours, the worst of them and what would mend those."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import inf

from rota.domain.answering import Answered
from rota.domain.clock import day_words, hhmm
from rota.domain.facts import Facts
from rota.domain.levels import Level
from rota.show.levels import in_time
from rota.show.paint import Line, paint, wrapped
from rota.show.safe import safe
from rota.show.servicewords import no_calls, planned_words, quiet_words, terms_words
from rota.show.sparks import spark_lines
from rota.show.table import Column, table
from rota.show.words import counted, group_words, period_words

WORST = 10
"""So many half hours are named."""


@dataclass(frozen=True)
class ServiceSheet:
    """How calls fare in one month, or on one ``day`` of it.

    ``levels`` are the services that have calls then, ``quiet`` those that were asked for as well and have none.
    """

    facts: Facts
    levels: tuple[Level, ...]
    quiet: tuple[str, ...]
    day: date | None = None

    @cached_property
    def below(self) -> tuple[Answered, ...]:
        """The half hours below their target, those with most calls outside it first."""
        found = [half for level in self.levels for half in level.halves if not half.met]
        return tuple(sorted(found, key=lambda half: (-half.expected.outside, half.day, half.start)))

    @property
    def worst(self) -> tuple[Answered, ...]:
        """The first of those."""
        return self.below[:WORST]


def service_text(
    sheet: ServiceSheet, *, width: int | None = None, color: bool = False, blocks: bool = True
) -> str:
    """Each service with calls, then its days, or half hours where one day is shown; then the worst half hours.

    A month begins with a sign for each day, in block characters where ``blocks`` can be shown.
    """
    when = (
        period_words(sheet.facts.period) if sheet.day is None else f"{day_words(sheet.day)} {sheet.day.year}"
    )
    sections: list[Sequence[Line]] = [[[(f"{group_words(sheet.facts)}, {when}", "bold")]]]
    if not sheet.levels:
        sections.append(wrapped(no_calls(sheet.facts, sheet.quiet, sheet.day), width))
    else:
        sections.append(list(_services(sheet)))
        if sheet.day is None:
            sections.append(spark_lines(sheet.facts.period, sheet.levels, width, blocks=blocks))
        for level in sheet.levels:
            rows = _half_hours(level) if sheet.day else _days(level)
            sections.append([_heading(level.service), *rows])
        sections.append(list(_worst(sheet)))
        notes = [planned_words(sheet.levels), *quiet_words(sheet.facts, sheet.quiet)]
        sections.append([line for note in notes if note for line in wrapped(note, width)])
    lines = [line for section in sections if section for line in [*section, []]]
    return paint(lines[:-1], color=color)


def _heading(service: str) -> Line:
    return [(safe(service), "bold")]


def _columns(left: Sequence[str], right: Sequence[str], last: Sequence[str] = ()) -> list[Column]:
    return [*map(Column, left), *(Column(title, right=True) for title in right), *map(Column, last)]


def _services(sheet: ServiceSheet) -> Iterator[Line]:
    """What the days shown come to, a line for each service."""
    columns = _columns(["Calls of"], ["offered", "in time", "outside"], ["target", "", "half hours below it"])
    rows = [
        (
            level.service,
            *_sums(level),
            terms_words(sheet.facts, level),
            _verdict(level),
            f"{_below(level)} of {len(level.halves)}",
        )
        for level in sheet.levels
    ]
    yield from table(columns, rows)


def _days(level: Level) -> Iterator[Line]:
    columns = _columns(["Day"], ["offered", "in time", "outside", "required at peak", "below target"], [""])
    rows = [
        (
            day_words(day.day),
            *_sums(day),
            str(max(half.load.need for half in day.halves)),
            counted(_below(day), "half hour"),
            _verdict(day),
        )
        for day in level.days
    ]
    yield from table(columns, rows)


def _half_hours(level: Level) -> Iterator[Line]:
    titles = ["offered", "required", "on duty", "agents", "in time", "outside", "occupancy", "wait"]
    rows = [
        (
            hhmm(half.start),
            _calls(half.load.calls),
            str(half.load.need),
            str(half.heads),
            f"{half.expected.agents:.2f}",
            in_time(half.expected.level) if half.load.calls else "-",
            _calls(half.expected.outside),
            f"{half.expected.occupancy:.0%}" if half.heads else "-",
            "no end" if half.expected.wait == inf else f"{half.expected.wait:.0f} s",
        )
        for half in level.halves
    ]
    yield from table(_columns(["From"], titles), rows)


def _worst(sheet: ServiceSheet) -> Iterator[Line]:
    if not sheet.worst:
        yield [("Every half hour meets its target.", "green")]
        return
    most = f"The ten worst of {len(sheet.below)} half hours below target"
    few = "The half hours below target, worst first"
    yield [(most if len(sheet.below) > WORST else few, "bold")]
    titles = ["offered", "on duty", "in time", "outside", "to target"]
    rows = [
        (
            f"{day_words(half.day)} {hhmm(half.start)}",
            half.service,
            _calls(half.load.calls),
            str(half.heads),
            in_time(half.expected.level),
            _calls(half.expected.outside),
            f"{counted(half.more, 'head')} more",
        )
        for half in sheet.worst
    ]
    yield from table(_columns(["", ""], titles), rows)


def _sums(level: Level) -> tuple[str, str, str]:
    share = level.sums.level
    return _calls(level.sums.offered), "-" if share is None else in_time(share), _calls(level.sums.outside)


def _calls(calls: float) -> str:
    """A number of calls in a column, all with one decimal place."""
    return f"{calls:,.1f}"


def _below(level: Level) -> int:
    return sum(not half.met for half in level.halves)


def _verdict(level: Level) -> str:
    return "met" if level.met else "MISSED"
