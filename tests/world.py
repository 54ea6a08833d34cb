"""Small worlds drawn by letters: the tables of a case become Facts and a Rota.

``tests/cases/README.md`` is the format; ``tests/cases/world.toml`` the world that is laid under.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from rota.domain.absence import Absence
from rota.domain.calendar import Calendar
from rota.domain.cell import Cell, parse_cell
from rota.domain.centre import Centre
from rota.domain.demand import Demand
from rota.domain.facts import Facts, Fixed, Why
from rota.domain.history import History
from rota.domain.leave import Half, Leave
from rota.domain.people import People
from rota.domain.period import ONE_DAY, Period
from rota.domain.record import Record
from rota.domain.rota import Rota
from rota.domain.wishes import Wish
from tests.record_world import RecordError, draw_record

CASES = Path(__file__).parent / "cases"
WORLD_KEYS = frozenset({"start", "legend", "centre", "people", "history", "demand", "calendar"})
DRAWN_KEYS = frozenset(
    {"rota", "before", "after", "past", "facts", "pins"}
    | {"leave", "wishes", "absences", "taken-over", "given-over", "record"}
)
WEEKS_OFF_BEFORE = 12
NO_CELL = "-"
NEWCOMER = "ann"
OPEN = "?"
"""The last day of what goes on until nobody knows when."""
_DAYS = re.compile(
    r"(?P<agent>\S+) (?P<first>-?\d+)(\.\.(?P<last>-?\d+|\?))?(?P<said> asked| morning| afternoon)?"
)

Drawn = Mapping[str, Any]
Row = dict[date, Cell]


class CaseError(Exception):
    """A case is drawn wrongly; the message says where."""


@cache
def small_world() -> Drawn:
    """The tables of ``world.toml``."""
    return tomllib.loads((CASES / "world.toml").read_text("utf-8"))


def lay(over: Any, base: Any) -> Any:
    """``over`` laid over ``base``: tables by key, lists of tables by ``id``, anything else replaced."""
    if isinstance(over, Mapping) and isinstance(base, Mapping):
        return dict(base) | {key: lay(value, base.get(key)) for key, value in over.items()}
    if _has_ids(over) and _has_ids(base):
        both = {row["id"]: row for row in base}
        for row in over:
            both[row["id"]] = lay(row, both.get(row["id"]))
        return list(both.values())
    return over


def _has_ids(rows: Any) -> bool:
    return (
        isinstance(rows, list)
        and bool(rows)
        and all(isinstance(row, Mapping) and "id" in row for row in rows)
    )


@dataclass(frozen=True)
class World:
    """The tables of a world with everything laid over it, and how to read drawings in it."""

    tables: Drawn

    @classmethod
    def of(cls, *overlays: Drawn) -> "World":
        """The small world with ``overlays`` laid over it, in order."""
        tables = small_world()
        for overlay in overlays:
            if unknown := set(overlay) - WORLD_KEYS:
                raise CaseError(f"a world has no {sorted(unknown)}; it has {sorted(WORLD_KEYS)}")
            tables = lay(overlay, tables)
        return cls(tables)

    @property
    def start(self) -> date:
        """The period's first Monday."""
        start: date = self.tables["start"]
        if start.weekday():
            raise CaseError(f"start {start} is not a Monday")
        return start

    def day(self, number: int | date) -> date:
        """Day ``number`` of the period, from 1; a date stays one."""
        return number if isinstance(number, date) else self.start + timedelta(days=number - 1)

    def row(self, letters: str, first: date) -> Row:
        """The cells that ``letters`` draw from ``first`` on."""
        drawn = "".join(letters.replace("|", "").split())
        return {
            first + timedelta(days=at): self.cell(letter)
            for at, letter in enumerate(drawn)
            if letter != NO_CELL
        }

    def cell(self, letter: str) -> Cell:
        """The cell that a letter stands for."""
        legend = self.tables["legend"]
        if letter not in legend:
            raise CaseError(f'no cell has the letter "{letter}"; there are {" ".join(legend)}')
        return parse_cell(legend[letter])

    def days(self, text: str) -> Iterator[tuple[str, date]]:
        """The cells that ``ann 3..5`` names."""
        found = _DAYS.fullmatch(text)
        if found is None:
            raise CaseError(f'"{text}" names no days; write "ann 3" or "ann 3..5"')
        first = int(found["first"])
        last = first if found["last"] in (None, OPEN) else int(found["last"])
        for number in range(first, last + 1):
            yield found["agent"], self.day(number)


def draw(world: World, drawn: Drawn) -> Rota:
    """The rota that a case draws, with its facts."""
    if unknown := set(drawn) - DRAWN_KEYS:
        raise CaseError(f"a case has no {sorted(unknown)}; it has {sorted(DRAWN_KEYS)}")
    lengths = {len("".join(row.replace("|", "").split())) for row in drawn["rota"].values()}
    if len(lengths) != 1 or (days := lengths.pop()) % 7 or not days:
        raise CaseError("the rows of a rota are whole weeks and equally long")
    period = Period(world.start, world.start + timedelta(days=days - 1))
    agents = tuple(drawn["rota"])
    if strangers := {*drawn.get("before", ()), *drawn.get("after", ()), *drawn.get("wishes", ())} - set(
        agents
    ):
        raise CaseError(f"{sorted(strangers)} have no row in the rota")
    cells = {agent: world.row(letters, period.start) for agent, letters in drawn["rota"].items()}
    facts = Facts(
        period=period,
        group="town",
        centre=Centre.model_validate(world.tables["centre"]),
        people=_people(world, agents),
        calendar=Calendar.model_validate(world.tables.get("calendar", {})),
        demand=Demand.model_validate(world.tables.get("demand", {})),
        history=_history(world, drawn),
        wishes={agent: _wishes(world, rows) for agent, rows in drawn.get("wishes", {}).items()},
        leave=tuple(_leave(world, text, at) for at, text in enumerate(drawn.get("leave", ()))),
        absences=tuple(_absence(world, text, at) for at, text in enumerate(drawn.get("absences", ()))),
        taken_over=frozenset(key for text in drawn.get("taken-over", ()) for key in world.days(text)),
        given_over=frozenset(key for text in drawn.get("given-over", ()) for key in world.days(text)),
        record=_record(world, drawn, cells, period),
        known={agent: _known(world, drawn, agent, period) for agent in agents},
        fixed=_fixed(world, drawn, cells),
    )
    return Rota(facts, cells)


def _people(world: World, agents: tuple[str, ...]) -> People:
    tables = world.tables["people"]
    newcomer = small_world()["people"][NEWCOMER]
    rows = [{"id": agent, **newcomer, **tables.get(agent, {})} for agent in agents]
    return People.model_validate({"agent": rows})


def _history(world: World, drawn: Drawn) -> History:
    quiet: Drawn = {}
    if _past(drawn) == "off":
        as_of = world.start - timedelta(weeks=WEEKS_OFF_BEFORE, days=1)
        quiet = {"since": world.start - timedelta(weeks=52), "as-of": as_of}
    return History.model_validate(lay(world.tables.get("history", {}), quiet))


def _known(world: World, drawn: Drawn, agent: str, period: Period) -> Row:
    letters = "".join(drawn.get("before", {}).get(agent, "").replace("|", "").split())
    if _past(drawn) == "off" and not letters.startswith(NO_CELL):
        letters = letters.rjust(WEEKS_OFF_BEFORE * 7, ".")
    before = world.row(letters, period.start - timedelta(days=len(letters)))
    return before | world.row(drawn.get("after", {}).get(agent, ""), period.end + ONE_DAY)


def _past(drawn: Drawn) -> str:
    past: str = drawn.get("past", "off")
    if past not in ("off", "unknown"):
        raise CaseError(f'past is "off" or "unknown", not "{past}"')
    return past


def _wishes(world: World, rows: list[Drawn]) -> tuple[Wish, ...]:
    return tuple(
        Wish.model_validate(
            {"id": f"w{at}"}
            | row
            | {"from": world.day(row["from"]), "until": world.day(row.get("until", row["from"]))}
        )
        for at, row in enumerate(rows, 1)
    )


def _leave(world: World, text: str, at: int) -> Leave:
    days = list(world.days(text))
    half = next((half for half in Half if text.endswith(f" {half.value}")), None)
    asked = text.endswith(" asked")
    return Leave(f"leave-{at + 1}", days[0][0], days[0][1], days[-1][1], granted=not asked, half=half)


def _absence(world: World, text: str, at: int) -> Absence:
    days = list(world.days(text))
    last = None if text.endswith(OPEN) else days[-1][1]
    return Absence(f"absence-{at + 1}", days[0][0], days[0][1], last)


def _record(world: World, drawn: Drawn, cells: Mapping[str, Row], period: Period) -> Record | None:
    if "record" not in drawn:
        return None
    try:
        return draw_record(drawn["record"], cells, period, world.cell, world.day)
    except RecordError as error:
        raise CaseError(str(error)) from error


def _fixed(world: World, drawn: Drawn, cells: Mapping[str, Row]) -> dict[tuple[str, date], Fixed]:
    fixed: dict[tuple[str, date], Fixed] = {}
    for key, why in (("facts", Why.RECORDED), ("pins", Why.PIN)):
        for text in drawn.get(key, ()):
            for agent, day in world.days(text):
                if day not in cells.get(agent, {}):
                    raise CaseError(f"{key}: {agent} has no cell on {day}")
                fixed[agent, day] = Fixed(cells[agent][day], why, "tl" if why is Why.PIN else "")
    return fixed
