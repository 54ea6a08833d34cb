"""Draws: contested leave settled by a recorded lot that anybody can count again (``draws/ID/1.toml``).

The lot, version 1. Each request of the draw has a weight: 1, and 1 more for each time that leave of its
agent was refused in the two years before. The requests are put in a row, one place after another: for
place ``k``, counted from 0, take SHA-256 of the text ``SEED:k`` as a whole number, and its remainder
when divided by the weights left, added up. The requests left, by id, hold as many numbers from 0 on as
they weigh; whose numbers hold the remainder is next.

The row is then gone through from its beginning. A request is granted if on each scarce day that it
takes a place is still free, and then takes those places; otherwise it is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import accumulate
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from rota.domain.matter import Event, Step
from rota.domain.table import Day, Id, Table

BETWEEN = "; "
"""What stands between the scarce days that one request takes."""


class Result(StrEnum):
    """What a draw made of a request."""

    GRANTED = "granted"
    REFUSED = "refused"


class Scarce(Table):
    """A day on which fewer can have leave than ask for it: by which rule's group, and the places free."""

    day: Day
    name: str
    free: int = Field(ge=0)

    @property
    def key(self) -> str:
        """How the requests name it: ``2027-02-15 phones``."""
        return f"{self.day} {self.name}"


class Place(Table):
    """A request's place in the row, its weight, which scarce days it takes, and what became of it."""

    leave: Id
    weight: int = Field(ge=1)
    takes: str
    result: Result

    @property
    def wanted(self) -> tuple[str, ...]:
        """The scarce days that it takes, by their keys."""
        return tuple(self.takes.split(BETWEEN))


class DrawEvent(Event):
    """A draw of the contested leave ``from`` one day ``until`` another, with all that it takes to recount it."""

    follows: ClassVar[Mapping[Step | None, frozenset[Step]]] = {None: frozenset({Step.DRAWN})}

    from_: Day
    until: Day
    home: Id | None = None
    seed: int = Field(ge=0, lt=2**32)
    version: Literal[1] = 1
    scarce: tuple[Scarce, ...] = Field(min_length=1)
    place: tuple[Place, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        drawn = [place.leave for place in self.place]
        if len(set(drawn)) < len(drawn):
            raise ValueError("a request has two places")
        return self


@dataclass(frozen=True)
class Draw:
    """A draw by its id."""

    id: str
    event: DrawEvent

    @classmethod
    def of(cls, id: str, events: Sequence[DrawEvent]) -> "Draw":
        """The draw of these events."""
        return cls(id, events[0])


def outcomes(draws: Iterable[Draw]) -> dict[str, Result]:
    """What draws made of each request; of one that two have drawn, as a merge can make it, the refusal stands."""
    found: dict[str, Result] = {}
    for draw in draws:
        for place in draw.event.place:
            if found.get(place.leave) is not Result.REFUSED:
                found[place.leave] = place.result
    return found


def losses(draws: Iterable[Draw]) -> dict[str, tuple[str, str]]:
    """The first draw that refused each request: its moment, and its event such as ``draws/k3f9x2m7q1zw/1``."""
    found: dict[str, tuple[str, str]] = {}
    for draw in sorted(draws, key=lambda draw: draw.event.at):
        for place in draw.event.place:
            if place.result is Result.REFUSED:
                found.setdefault(place.leave, (draw.event.at, f"draws/{draw.id}/1"))
    return found


def row(seed: int, weights: Mapping[str, int]) -> tuple[str, ...]:
    """The requests of ``weights`` in the order of the lot."""
    left = dict(sorted(weights.items()))
    drawn: list[str] = []
    while left:
        ball = int(sha256(f"{seed}:{len(drawn)}".encode()).hexdigest(), 16) % sum(left.values())
        held = zip(left, accumulate(left.values()), strict=True)
        drawn.append(next(id for id, upto in held if ball < upto))
        del left[drawn[-1]]
    return tuple(drawn)


def settled(
    drawn: Sequence[str], takes: Mapping[str, Sequence[str]], free: Mapping[str, int]
) -> dict[str, Result]:
    """What becomes of each request, gone through in the order ``drawn``."""
    left = dict(free)
    results: dict[str, Result] = {}
    for id in drawn:
        won = all(left[key] > 0 for key in takes[id])
        results[id] = Result.GRANTED if won else Result.REFUSED
        for key in takes[id] if won else ():
            left[key] -= 1
    return results
