"""What another calendar means for months that are published already, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rota.domain.clock import day_words
from rota.show.safe import safe
from rota.show.words import counted


@dataclass(frozen=True)
class Touched:
    """Days of a published month that become something else, what that is, and how many agents' cells are at odds with it."""

    first: date
    last: date
    becomes: tuple[str, ...]
    cells: Mapping[str, int]


@dataclass(frozen=True)
class Effect:
    """A published month that another calendar touches; ``ahead`` is the first such day that is not over."""

    group: str
    month: str
    days: tuple[Touched, ...]
    ahead: date | None


def effects_text(effects: Iterable[Effect]) -> str:
    """Each month with its days, a line for each, and what to do next; empty where none is touched."""
    return "".join(f"{line}\n" for effect in effects for line in _lines(effect))


def _lines(effect: Effect) -> Iterable[str]:
    yield f"{effect.group} {effect.month} is published, and its cells stay as they are:"
    for days in effect.days:
        what = "; ".join((*days.becomes, *(_cells(what, number) for what, number in days.cells.items())))
        yield f"  {_when(days)}: {safe(what)}"
    mend = f"; to mend the rest of it: rota plan --from {effect.ahead}" if effect.ahead else ""
    yield f"  Next: rota check {effect.month}{mend}"


def _cells(what: str, number: int) -> str:
    return f"{counted(number, 'cell')} {what}"


def _when(days: Touched) -> str:
    first, last = day_words(days.first), day_words(days.last)
    return first if first == last else f"{first} to {last}"
