"""What the rules of audit and notice share: where in a rota a recorded event is, and how events are named."""

from collections.abc import Iterable, Sequence
from datetime import date

from rota.domain.clock import day_words
from rota.domain.matter import CellChange, Event
from rota.domain.place import Place
from rota.domain.record import day_at
from rota.domain.rota import Rota
from rota.rules import Finding, Rule


def first_cell(rota: Rota, cells: Iterable[CellChange]) -> tuple[str, date] | tuple[None, None]:
    """Agent and day of the first of ``cells`` that belongs to ``rota``; none where an event changes none."""
    keys = ((cell.agent, cell.day) for cell in cells)
    return next(
        (key for key in keys if key[1] in rota.facts.period and rota.facts.present(*key)), (None, None)
    )


def breach(
    rule: Rule,
    rota: Rota,
    cells: Iterable[CellChange],
    message: str,
    place: Place,
    *,
    second: Place | None = None,
    fix: str = "",
) -> Finding:
    """A finding about an event that changes ``cells``: at the first that belongs to ``rota``, and where the event says it.

    No cell of the rota makes the breach, so none is named as its cause.
    """
    agent, day = first_cell(rota, cells)
    return rule.finding(agent, day, message, cells=(), fix=fix).with_(place=place, second=second)


def done(rota: Rota, event: Event) -> str:
    """Who did what and when, as in ``approved by a3 on Fri 20 Nov 2026``."""
    day = day_at(event, rota.facts.centre.zone)
    return f"{event.event.value} by {event.by} on {day_words(day)} {day.year}"


def number_of(cells: Sequence[CellChange], cell: CellChange) -> int:
    """The position of ``cell`` in its event, from 0."""
    return next((at for at, each in enumerate(cells) if (each.agent, each.day) == (cell.agent, cell.day)), 0)


def undoing(ref: str) -> str:
    """The command that takes back the matter of an event."""
    family, id = ref.split("/")[:2]
    return f"`rota {_UNDOING[family]} {id}`"


_UNDOING = {"changes": "swap void", "absence": "absence void", "leave": "leave withdraw"}
