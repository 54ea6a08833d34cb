"""Drawings: the tables of a case become Facts and a Rota. ``README.md`` of this folder is the format."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from rota.demand.staffing import CallStaffing
from rota.domain.absence import Absence
from rota.domain.calendar import Calendar
from rota.domain.centre import Centre
from rota.domain.demand import Demand
from rota.domain.facts import Facts, Fixed, Why
from rota.domain.history import History
from rota.domain.leave import Half, Leave, LeaveState
from rota.domain.people import People
from rota.domain.period import ONE_DAY, Period
from rota.domain.record import Record
from rota.domain.rota import Rota
from rota.domain.wishes import Wish
from rota.testing.record import RecordError, draw_record
from rota.testing.world import NO_CELL, OPEN, CaseError, Drawn, Row, World, lay, small_world

DRAWN_KEYS = frozenset(
    {"rota", "before", "after", "past", "facts", "pins"}
    | {"leave", "wishes", "absences", "taken-over", "given-over", "record"}
)
_DATE = r"\d{4}-\d\d-\d\d"
_LEAVE = re.compile(
    r"(?P<days>\S+ \S+)( (?P<half>morning|afternoon))?"
    rf"(?P<asked> asked( on (?P<on>{_DATE}))?)?( refused on (?P<refused>{_DATE}))?(?P<waits> waits)?"
)
_LEAVE_STATES = {
    "waits": LeaveState.WAITLISTED,
    "refused": LeaveState.REFUSED,
    "asked": LeaveState.REQUESTED,
}
WEEKS_OFF_BEFORE = 12
NEWCOMER = "ann"


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
    centre = Centre.model_validate(world.tables["centre"])
    calendar = Calendar.model_validate(world.tables.get("calendar", {}))
    demand = Demand.model_validate(world.tables.get("demand", {}))
    facts = Facts(
        period=period,
        group="town",
        centre=centre,
        people=_people(world, agents),
        calendar=calendar,
        demand=demand,
        staffing=CallStaffing(centre, calendar, demand, {}) if demand.calls else None,
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
            {"id": f"w{at}", **row}
            | {"from": world.day(row["from"]), "until": world.day(row.get("until", row["from"]))}
        )
        for at, row in enumerate(rows, 1)
    )


def _leave(world: World, text: str, at: int) -> Leave:
    found = _LEAVE.fullmatch(text)
    if found is None:
        raise CaseError(
            f'"{text}" is no leave; write "ann 3..5", or "ann 3 asked on 2026-05-04 refused on 2026-05-20"'
        )
    days, id = list(world.days(found["days"])), f"leave-{at + 1}"
    state = next((state for word, state in _LEAVE_STATES.items() if found[word]), LeaveState.GRANTED)
    return Leave(
        id,
        days[0][0],
        days[0][1],
        days[-1][1],
        granted=state is LeaveState.GRANTED,
        state=state,
        half=Half(found["half"]) if found["half"] else None,
        asked=_noon(found["on"]),
        refused=_noon(found["refused"]),
        refused_in=f"leave/{id}/2" if found["refused"] else "",
    )


def _noon(day: str | None) -> str:
    return f"{day}T12:00:00+00:00" if day else ""


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
