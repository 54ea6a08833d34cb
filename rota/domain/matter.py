"""Matters: whatever happens to a rota after it is planned, as a chain of events that are never edited."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from rota.domain.cell import Cell, parse_cell
from rota.domain.table import Day, Id, Table

BASE = "base"
"""What a changed cell names as its predecessor when it changes the published base itself."""


class Step(StrEnum):
    """What an event does to its matter."""

    TOLD = "told"
    PUBLISHED = "published"
    OPENED = "opened"
    DRAWN = "drawn"
    REQUESTED = "requested"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    REFUSED = "refused"
    WAITLISTED = "waitlisted"
    RECORDED = "recorded"
    ENDED = "ended"
    VOIDED = "voided"
    ANCHORED = "anchored"
    CLOSED = "closed"


PROPOSING = frozenset(
    {Step.REQUESTED, Step.OFFERED, Step.ACCEPTED, Step.DECLINED, Step.REFUSED, Step.WAITLISTED}
)
"""Steps whose cells are only what is asked for, or was; those of any other step apply."""


class Means(StrEnum):
    """How an agent told the leader who enters something for them."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    PAPER = "paper"
    FILE = "file"


class Claim(StrEnum):
    """By what the one who acts was known; each is a claim, and none a proof."""

    STATED = "stated"
    ENVIRONMENT = "environment"
    LOGIN = "login"
    GIT_EMAIL = "git-email"


def _a_cell(text: str) -> str:
    parse_cell(text)
    return text


def _a_moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    # At the ends of the calendar a moment has no day in another zone.
    if moment is None or moment.tzinfo is None or not 1 < moment.year < 9999:
        raise ValueError(f'"{text}" is no moment; rota writes them as 2026-11-20T09:00:00+00:00')
    return text


Moment = Annotated[str, AfterValidator(_a_moment)]
"""When an event was written, with its distance from UTC."""

CellText = Annotated[str, AfterValidator(_a_cell)]
"""A cell as it is written in rotas."""


class CellChange(Table):
    """One changed cell: its value before and after, and on what it stands.

    ``on`` is ``base``, or the event that made the cell what it was before, such as ``changes/k3f9x2m7q1zw/3``.
    """

    agent: Id
    day: Day
    before: CellText
    after: CellText
    on: str = BASE

    @property
    def old(self) -> Cell:
        """The cell before the change."""
        return parse_cell(self.before)

    @property
    def new(self) -> Cell:
        """The cell after the change."""
        return parse_cell(self.after)


class Event(Table):
    """One event of a matter; each family of matters adds what it needs.

    ``by`` is who acted, ``for`` on whose behalf if not their own, and ``means`` how that reached them.
    ``at`` is the moment, in UTC. ``previous`` is the digest of the event before. ``base`` holds the
    digests of the published bases that the changed cells belong to, and ``judged`` those of the
    rotas as they stood when the event was judged, both by ``GROUP/MONTH``.
    """

    follows: ClassVar[Mapping[Step | None, frozenset[Step]]]
    """Which steps may come after which; None stands for the beginning."""

    format: Literal[1] = 1
    event: Step
    by: Id
    at: Moment
    for_: Id | None = None
    means: Means | None = None
    claim: Claim | None = None
    previous: str | None = None
    base: dict[str, str] = Field(default_factory=dict)
    judged: dict[str, str] = Field(default_factory=dict)
    cell: tuple[CellChange, ...] = ()

    @model_validator(mode="after")
    def _each_cell_once(self) -> Self:
        counted = Counter((change.agent, change.day) for change in self.cell)
        for (agent, day), times in counted.items():
            if times > 1:
                raise ValueError(f"the cell of {agent} on {day} is changed twice; one event changes it once")
        return self

    @property
    def about(self) -> tuple[object, ...]:
        """What every event of one matter says alike."""
        return ()
