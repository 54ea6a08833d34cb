"""Make the files of examples/b-town that a tool would have made: rotas, history, wishes and leave.

    python examples/generate_b_town.py [FOLDER]

Reads centre.toml, people.toml, demand.toml and calendar/ of examples/b-town and writes into FOLDER, by
default examples/b-town itself. The same files come out every time.
"""

import hashlib
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from b_town_asked import ASKED, GRANTED, WISHES
from past_months import PastMonths
from pydantic import BaseModel

from rota.domain.calendar import Calendar
from rota.domain.centre import Centre
from rota.domain.clock import hhmm
from rota.domain.demand import Demand
from rota.domain.facts import Facts
from rota.domain.hours import lieu_minutes
from rota.domain.leave import LeaveEvent
from rota.domain.matter import Step
from rota.domain.people import People
from rota.domain.period import Period, monday_of, span
from rota.domain.wishes import Strength, Wish, WishFor
from rota.files import matters, rotafile, wishfile
from rota.files.digest import digest
from rota.files.rotafile import RotaFile

HERE = Path(__file__).parent / "b-town"
GROUP = "b-town"
SINCE, AS_OF = date(2025, 6, 30), date(2025, 12, 28)
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 7))
M = TypeVar("M", bound=BaseModel)


def main(folder: Path) -> None:
    """Write every file that is made by machine into ``folder``."""
    facts = facts_of(HERE, GROUP, SINCE, Period.of_month(MONTHS[-1]).end)
    files = dict([*past_files(facts, AS_OF), *leave_files(facts, GRANTED, ASKED), *wish_files(WISHES)])
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def facts_of(folder: Path, group: str, first: date, last: date) -> Facts:
    """The facts of ``group`` from ``first`` to ``last`` by the hand-written files in ``folder``."""
    days: dict[str, list[object]] = {}
    for path in sorted(folder.glob("calendar/*.toml")):
        for key, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            days.setdefault(key, []).extend(entries)
    return Facts(
        period=Period(first, last),
        group=group,
        centre=_read(Centre, folder / "centre.toml"),
        people=_read(People, folder / "people.toml"),
        demand=_read(Demand, folder / "demand.toml"),
        calendar=Calendar.model_validate(days),
    )


def past_files(facts: Facts, as_of: date) -> Iterator[tuple[str, str]]:
    """Rotas of the months after ``as_of`` and history.toml for the time before, by name."""
    past = PastMonths(facts, _leave_weeks(facts), _absences(facts))
    first, last = facts.period.start, facts.period.end
    cells = past.plan()
    month = Period.holding(as_of + timedelta(days=1))
    while month.end <= last:
        own = {a: {d: c for d, c in days.items() if d in month} for a, days in cells.items()}
        made = {"by": "examples/generate_b_town.py"}
        rota = RotaFile(facts.group, month.month, {a: days for a, days in own.items() if days}, made)
        yield f"rotas/{facts.group}/{month.month}.toml", rotafile.dump(rota)
        month = month.after
    yield "history.toml", _history(past, first, as_of)


def _leave_weeks(facts: Facts) -> set[tuple[str, date]]:
    """Two or three weeks of leave for everybody in each half-year, spread over the weeks."""
    weeks = facts.period.weeks
    return {
        (agent, weeks[(at * 17 + turn * 17 + half * 26) % len(weeks)][0])
        for at, agent in enumerate(facts.agents)
        for half in range(2)
        for turn in range(2 if at % 3 else 1)
    }


def _absences(facts: Facts) -> set[tuple[str, date]]:
    """Spells of one to five days, for a third of the people at a time of their own."""
    spells = set()
    for at, agent in enumerate(facts.agents):
        if at % 3 == 1:
            start = facts.period.start + timedelta(days=(at * 83) % 350)
            spells |= {(agent, day) for day in span(start, start + timedelta(days=at % 5))}
    return spells


def _history(past: PastMonths, first: date, as_of: date) -> str:
    lines = [
        "# Balances from before the first rota here, counted from `since` to `as-of`.",
        "",
        f"since = {first}",
        f"as-of = {as_of}",
    ]
    for at, agent in enumerate(past.facts.agents):
        cells = past.cells[agent].items()
        if any(day <= as_of for day, _ in cells):
            saturdays = ", ".join(str(day) for day in past.saturdays[agent] if day <= as_of)
            late = sum(c.is_shift and past.facts.patterns[c.pattern].late for d, c in cells if d <= as_of)
            # Chosen so that the ledger of time off in lieu is even when July is planned.
            lieu = -sum(lieu_minutes(c, agent, d, past.facts) for d, c in cells if d > as_of)
            lines += ["", "[[agent]]", f'id = "{agent}"', f"saturdays = [{saturdays}]", f"lates = {late}"]
            lines += [f"refused = {at * 7 % 4}", f'lieu = "{hhmm(lieu).removeprefix("0")}"']
    return "\n".join(lines) + "\n"


def leave_files(facts: Facts, granted: str, asked: str) -> Iterator[tuple[str, str]]:
    """The events of leave matters, one a line: granted by the leader, a leader's own by another; or only asked."""
    leaders = {team.id: team.leader or "" for team in facts.centre.team}
    for line in granted.strip().splitlines():
        agent, first, last = line.split()
        own = leaders[facts.agent_of[agent].team]
        approver = own if own != agent else next(leader for leader in leaders.values() if leader != agent)
        yield from _matter(agent, first, last, approver)
    for line in asked.strip().splitlines():
        agent, first, last = line.split()
        yield from _matter(agent, first, last, None)


def _matter(agent: str, first: str, last: str, approver: str | None) -> Iterator[tuple[str, str]]:
    seed = hashlib.sha256(f"{agent} {first}".encode()).hexdigest()
    asked_on = monday_of(date.fromisoformat(first)) - timedelta(weeks=9, days=int(seed[0], 16) % 5)
    asked = LeaveEvent.model_validate(
        {
            "event": Step.REQUESTED,
            "agent": agent,
            "from": date.fromisoformat(first),
            "until": date.fromisoformat(last),
            "by": agent,
            "at": f"{asked_on}T09:{int(seed[1:3], 16) % 60:02}:00Z",
        }
    )
    text = matters.dump(asked)
    yield f"leave/{seed[:12]}/1.toml", text
    if approver:
        update = {
            "event": Step.APPROVED,
            "by": approver,
            "at": f"{asked_on + timedelta(days=2)}T15:{int(seed[3:5], 16) % 60:02}:00Z",
            "previous": digest(tomllib.loads(text)),
        }
        yield f"leave/{seed[:12]}/2.toml", matters.dump(asked.model_copy(update=update))


def wish_files(text: str) -> Iterator[tuple[str, str]]:
    """Wish files by name, from lines as in WISHES."""
    wishes: dict[str, list[Wish]] = {}
    for line in text.strip().split("\n"):
        agent, what, *rest = line.split()
        strength = Strength.STRONG if rest[-1] == "!" else Strength.MILD
        dates = [word for word in rest if word[:2] == "20"]
        own = wishes.setdefault(agent, [])
        table: Mapping[str, object] = {
            "id": f"w{len(own) + 1}",
            "what": what,
            "pattern": rest[0] if what == WishFor.PATTERN else None,
            "service": rest[0] if what == WishFor.SERVICE else None,
            "from": date.fromisoformat(dates[0]),
            "until": date.fromisoformat(dates[1]),
            "strength": strength,
        }
        own.append(Wish.model_validate(table))
    return ((f"wishes/{agent}.toml", wishfile.dump(agent, own)) for agent, own in wishes.items())


def _read(model: type[M], path: Path) -> M:
    return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
