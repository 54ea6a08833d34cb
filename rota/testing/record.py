"""What was done to a published rota, drawn in lines: the table ``record`` of a case becomes a Record.

``README.md`` of this folder has the format.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rota.domain.absence import AbsenceEvent
from rota.domain.cell import Cell
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.effective import effective
from rota.domain.leave import LeaveEvent
from rota.domain.matter import BASE, PROPOSING, CellChange, Event, Step
from rota.domain.period import Period
from rota.domain.publication import LateReason, Publication, PublicationEvent
from rota.domain.record import Record, Recorded
from rota.files.matters import Chain

GROUP = "town"
DIGEST = "published"
"""What stands for the digest of the rota that a case draws as its base."""

_EVENT = re.compile(
    r"(?P<on>\d{4}-\d\d-\d\d)(?P<time> \d\d:\d\d)? (?P<by>\S+) (?P<step>[a-z]+)"
    r"( for (?P<for>\S+))?( by (?P<means>\S+))?( of (?P<of>\S+))?( because (?P<reason>\S+))?(: (?P<cells>.+))?"
)
_CELL = re.compile(r"(?P<agent>\S+) (?P<day>-?\d+) (?P<old>\S)>(?P<new>\S)( on (?P<on>\S+))?")
_KEYS = frozenset({"base", "publication", "leave", "absence", *(kind.value for kind in ChangeKind)})

Read = Callable[[str], Cell]
Number = Callable[[int], date]
Rows = Mapping[str, Mapping[date, Cell]]


class RecordError(Exception):
    """A record is drawn wrongly; the message says where."""


def draw_record(table: Mapping[str, Any], rows: Rows, period: Period, read: Read, day: Number) -> Record:
    """The record that ``table`` draws, of a rota whose cells are ``rows``."""
    if unknown := set(table) - _KEYS:
        raise RecordError(f"a record has no {sorted(unknown)}; it has {sorted(_KEYS)}")
    name = f"{GROUP}/{period.month}"
    chains = [
        Chain(_ref(family, id), tuple(_events(family, lines, name, read, day)), ())
        for family in sorted(_KEYS - {"base", "publication"})
        for id, lines in table.get(family, {}).items()
    ]
    told = tuple(_events("publication", table.get("publication", ()), name, read, day))
    changes = [change for chain in chains for change in chain.changes]
    base = {(agent, on): cell for agent, row in rows.items() for on, cell in row.items()}
    first = [cell for change in changes for cell in change.cells if cell.on == BASE and cell.day in period]
    # What a change of the base itself found there is the base; where two of them differ, the first decides.
    base |= {(cell.agent, cell.day): cell.old for cell in reversed(first)}
    return Record(
        name=name,
        base=table.get("base", DIGEST),
        publication=Publication.of(GROUP, period.month, told) if told else None,
        matters=tuple(
            Recorded(
                chain.ref, chain.events, tuple(int(change.ref.split("/")[2]) for change in chain.changes)
            )
            for chain in chains
        ),
        unapplied=effective(base, changes).unapplied,
    )


def _ref(family: str, id: str) -> str:
    return f"{family if family in ('leave', 'absence') else 'changes'}/{id}"


def _events(family: str, lines: Sequence[str], name: str, read: Read, day: Number) -> Iterator[Any]:
    cells: tuple[CellChange, ...] = ()
    for line in lines:
        found = _EVENT.fullmatch(line)
        if found is None:
            raise RecordError(f'"{line}" is no event; write "2026-05-20 ann requested: ann 1 E>L"')
        if found["cells"]:
            cells = tuple(_cell(text, read, day) for text in found["cells"].split(", "))
        step = Step(found["step"])
        # Whoever decides about what was asked decides about those cells, unless others are drawn.
        own = cells if found["cells"] or step is Step.APPROVED else ()
        yield _event(family, found, step, own, name)


def _cell(text: str, read: Read, day: Number) -> CellChange:
    found = _CELL.fullmatch(text)
    if found is None:
        raise RecordError(f'"{text}" is no changed cell; write "ann 1 E>L"')
    return CellChange(
        agent=found["agent"],
        day=day(int(found["day"])),
        before=str(read(found["old"])),
        after=str(read(found["new"])),
        on=f"changes/{found['on']}" if found["on"] else BASE,
    )


def _event(family: str, found: re.Match[str], step: Step, cells: tuple[CellChange, ...], name: str) -> Event:
    digest = found["of"] or DIGEST
    said: dict[str, Any] = {
        "event": step,
        "by": found["by"],
        "at": f"{found['on']}T{(found['time'] or '12:00').strip()}:00+00:00",
        "for_": found["for"],
        "means": found["means"],
        "cell": cells,
    }
    if family == "publication":
        return PublicationEvent(
            **said, rota=digest, notice=0, reason=_reason(found), judged={name: f"cells of {digest}"}
        )
    said["base"] = {name: digest} if cells and step not in PROPOSING and digest != "nothing" else {}
    if family == "leave":
        return LeaveEvent(**said, agent=cells[0].agent, from_=cells[0].day, until=cells[-1].day)
    if family == "absence":
        return AbsenceEvent(**said, agent=cells[0].agent, from_=cells[0].day, until=cells[-1].day)
    return ChangeEvent(**said, kind=ChangeKind(family))


def _reason(found: re.Match[str]) -> LateReason | None:
    return LateReason(found["reason"]) if found["reason"] else None
