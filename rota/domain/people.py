"""The agents and their terms (``people.toml``); names and addresses live elsewhere."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from rota.domain.optout import OptOut
from rota.domain.table import Dated, Day, Id, Minute, Table, Weekday


class Limit(Dated):
    """An agreed limit or adjustment: a lock that neither planner nor swap may trade.

    ``never`` names patterns or services; ``only`` the only patterns allowed; ``never_days`` the
    weekdays not worked; ``not_before`` and ``not_after`` bound the shift itself.
    """

    never: tuple[Id, ...] = ()
    only: tuple[Id, ...] = ()
    never_days: tuple[Weekday, ...] = ()
    not_before: Minute | None = None
    not_after: Minute | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        bounds = (self.not_before, self.not_after)
        if not (self.never or self.only or self.never_days or any(bound is not None for bound in bounds)):
            raise ValueError(
                "the limit limits nothing; give never, only, never-days, not-before or not-after"
            )
        return self


class Variation(Dated):
    """An agreed variation of the written terms: further weekdays, an earlier start, a later end.

    It never reaches back behind the day on which it was ``agreed``.
    """

    weekdays: tuple[Weekday, ...] = ()
    earliest: Minute | None = None
    latest: Minute | None = None
    agreed: Day

    def holds(self, day: date) -> bool:
        """Whether this was in force, and agreed, on ``day``."""
        return self.agreed <= day and super().holds(day)


class Terms(Table):
    """What can change about an agent from one day to the next; None means "as before"."""

    team: Id | None = None
    employer: Id | None = None
    contract: Id | None = None
    home: Id | None = None
    skills: tuple[Id, ...] | None = None
    weekdays: tuple[Weekday, ...] | None = None
    lent_to: tuple[Id, ...] | None = None


class Buddy(Dated):
    """The experienced agent beside whom a starter works."""

    id: Id


class DatedTerms(Terms, Dated):
    """Terms that hold for a time, above the agent's own."""


class Agent(DatedTerms):
    """One person, by id. ``from`` and ``until`` are the first and the last day of work here.

    ``home`` is the service the agent belongs to; ``skills`` what they are trained in; ``weekdays``
    their own working days where they differ from the contract's. ``lent_to`` are the other sites at which they may be asked
    to work as cover; ``buddy`` is beside whom they work as they start. ``under_18_until`` is the day
    before the eighteenth birthday.
    """

    id: Id
    team: Id
    employer: Id
    contract: Id
    home: Id
    skills: tuple[Id, ...]
    under_18_until: Day | None = None
    buddy: tuple[Buddy, ...] = ()
    dated: tuple[DatedTerms, ...] = ()
    limit: tuple[Limit, ...] = ()
    variation: tuple[Variation, ...] = ()
    opt_out: tuple[OptOut, ...] = ()

    def terms(self, day: date) -> Iterator[DatedTerms]:
        """The terms in force on ``day``, the strongest first: the last dated entry wins."""
        yield from (entry for entry in reversed(self.dated) if entry.holds(day))
        yield self

    def minor(self, day: date) -> bool:
        """Whether the agent is under 18 on ``day``."""
        return self.under_18_until is not None and day <= self.under_18_until

    def opted_out(self, day: date) -> bool:
        """Whether the agent has agreed in writing that the average week is not limited on ``day``."""
        return any(agreed.holds(day) for agreed in self.opt_out)


class People(Table):
    """``people.toml``: every agent, leavers included."""

    agent: tuple[Agent, ...] = Field(min_length=1)
