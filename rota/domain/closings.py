"""Closings: the hours worked in a published month, confirmed day by day (``closings/GROUP/MONTH/1.toml``...).

An event holds what it confirms itself, so that nothing that is edited later, in ``centre.toml`` or anywhere, changes
what was confirmed. What changes afterwards is confirmed by another event, which holds the changed days alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, ClassVar, NamedTuple, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from rota.domain.anchor import Digest
from rota.domain.cell import parse_cell
from rota.domain.matter import Event, Step
from rota.domain.paytime import Amounts, Measure
from rota.domain.table import Day, Id, parse_minutes

NONE = "none"
"""What stands for the cell of somebody who has none on a day: who came after the month was published, or had left."""

CellKey = tuple[str, date]


class Line(NamedTuple):
    """What is confirmed of one agent on one day: the cell, and what it comes to.

    Written ``late phones = worked 7:30, late 7:30``; a cell that comes to nothing stands alone.
    """

    cell: str
    amounts: Amounts

    def __str__(self) -> str:
        said = (
            f"{measure} {self.amounts[measure] // 60}:{self.amounts[measure] % 60:02}"
            for measure in Measure
            if self.amounts.get(measure)
        )
        return " = ".join(part for part in (self.cell, ", ".join(said)) if part)


@lru_cache(maxsize=8192)
def parse_line(text: str) -> Line:
    """Read a line as it is written; ValueError says what is wrong."""
    cell, equals, said = text.partition(" = ")
    if cell != NONE:
        parse_cell(cell)
    found: dict[Measure, int] = {}
    for piece in said.split(", ") if equals else ():
        name, _, minutes = piece.partition(" ")
        if name not in set(Measure) or Measure(name) in found:
            raise ValueError(
                f'"{name}" is not a measure of hours, or stands there twice; write one of {", ".join(Measure)}'
            )
        found[Measure(name)] = parse_minutes(minutes)
    line = Line(cell, found)
    if str(line) != text:
        raise ValueError(f'"{text}" is not as rota writes it: "{line}"')
    return line


def _a_line(text: str) -> str:
    parse_line(text)
    return text


def _a_day(text: str) -> str:
    if len(text) != 10 or date.fromisoformat(text).isoformat() != text:
        raise ValueError(f'"{text}" is not a day; write it as 2026-12-01')
    return text


LineText = Annotated[str, AfterValidator(_a_line)]
DayText = Annotated[str, AfterValidator(_a_day)]
MonthNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])/[1-9][0-9]{0,5}$")]
"""An event of an earlier month's closing, ``2026-11/2``."""


class ClosedEvent(Event):
    """Hours were confirmed: all days up to ``until`` that no event before confirmed, and those that changed since.

    ``day`` holds them by agent, employer and contract, one day a line. ``seen`` lists the newest closing of each earlier
    month of the group with its digest: what those confirmed was known when this was written. ``despite`` names what was
    still open, such as ``changes/k3f9x2m7q1zw``, and how it stood.
    """

    follows: ClassVar[Mapping[Step | None, frozenset[Step]]] = {
        None: frozenset({Step.CLOSED}),
        Step.CLOSED: frozenset({Step.CLOSED}),
    }

    until: Day
    seen: dict[MonthNumber, Digest] = Field(default_factory=dict)
    despite: dict[str, str] = Field(default_factory=dict)
    day: dict[Id, dict[Id, dict[Id, dict[DayText, LineText]]]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _each_day_once(self) -> Self:
        known: set[CellKey] = set()
        for entry in self.entries():
            if entry.key in known:
                raise ValueError(
                    f"{entry.agent} on {entry.day} is confirmed twice; one event confirms a day once"
                )
            if entry.day > self.until:
                raise ValueError(
                    f"{entry.agent} on {entry.day} lies after {self.until}, until when hours are confirmed"
                )
            known.add(entry.key)
        return self

    def entries(self) -> Iterator["Entry"]:
        """What it confirms, line by line."""
        for agent, employers in self.day.items():
            for employer, contracts in employers.items():
                for contract, days in contracts.items():
                    for day, line in days.items():
                        yield Entry(agent, date.fromisoformat(day), employer, contract, parse_line(line))


class Entry(NamedTuple):
    """One agent's day: by which employer and contract it counts, and what it comes to."""

    agent: str
    day: date
    employer: str
    contract: str
    line: Line

    @property
    def key(self) -> CellKey:
        """Agent and day."""
        return self.agent, self.day

    @property
    def pay(self) -> tuple[object, ...]:
        """All of it that pay goes by: who did the same hours at another desk is paid alike."""
        amounts = tuple(sorted(self.line.amounts.items()))
        return (self.employer, self.contract, amounts) if amounts else ()


def tables(entries: Sequence[Entry]) -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    """``entries`` as an event holds them, in order of agents and days."""
    found: dict[str, dict[str, dict[str, dict[str, str]]]] = {}
    for entry in sorted(entries, key=lambda one: one.key):
        days = found.setdefault(entry.agent, {}).setdefault(entry.employer, {}).setdefault(entry.contract, {})
        days[str(entry.day)] = str(entry.line)
    return found


@dataclass(frozen=True)
class Correction:
    """A confirmed day that came out otherwise later; ``was`` is None where nobody had reckoned with the agent then.

    Where employer or contract changed too, the two stand under different ones.
    """

    was: Entry | None
    now: Entry


def confirmed(events: Sequence[ClosedEvent]) -> dict[CellKey, Entry]:
    """What stands confirmed after ``events``, the first of one month's closing: the last word on each day."""
    return {entry.key: entry for event in events for entry in event.entries()}


def corrections(
    was: Mapping[CellKey, Entry], now: Mapping[CellKey, Entry], until: date
) -> tuple[Correction, ...]:
    """Where ``now`` is paid otherwise than ``was`` on the days up to ``until``, which were confirmed, in order of days.

    Who is in ``was`` alone has no hours any more.
    """
    gone = {key: entry._replace(line=Line(NONE, {})) for key, entry in was.items() if key not in now}
    changed = [
        Correction(was.get(key), entry)
        for key, entry in {**gone, **now}.items()
        if entry.day <= until and entry.pay != (was[key].pay if key in was else ())
    ]
    return tuple(sorted(changed, key=lambda one: (one.now.day, one.now.agent)))
