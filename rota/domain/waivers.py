"""What HR accepts although a rule finds fault with it (``waivers.toml``): for whom, when, why, and until when."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from pydantic import Field, PositiveInt, field_validator, model_validator

from rota.domain.place import Place
from rota.domain.table import Day, Id, Table


class Waiver(Table):
    """One breach, or several alike, that HR accepts.

    ``rule`` is a code or a name. It is accepted of ``agents``, of whoever is in ``teams`` then, and of whole
    ``groups``, in cells from ``from`` until ``until``. ``ground`` is the one that the regulation gives, for a rule of
    law. ``amount`` is the most of one finding that is accepted, in the rule's unit; without it, any.
    """

    rule: str = Field(min_length=1)
    agents: tuple[Id, ...] = ()
    teams: tuple[Id, ...] = ()
    groups: tuple[Id, ...] = ()
    from_: Day
    until: Day
    ground: str = ""
    amount: PositiveInt | None = None
    reason: str
    approver: Id
    approved: Day
    expires: Day

    @model_validator(mode="after")
    def _says_of_whom(self) -> Self:
        if not (self.agents or self.teams or self.groups):
            raise ValueError("it does not say of whom; give at least one of agents, teams and groups")
        return self

    @field_validator("reason")
    @classmethod
    def _not_blank(cls, reason: str) -> str:
        if not reason.strip():
            raise ValueError("the reason is blank; write down why HR accepts it")
        return reason

    def __contains__(self, day: date) -> bool:
        return self.from_ <= day <= self.until


class WaiverFile(Table):
    """``waivers.toml``: what HR accepts."""

    waiver: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class LiveWaiver:
    """A waiver that holds today, and where it stands."""

    waiver: Waiver
    place: Place
