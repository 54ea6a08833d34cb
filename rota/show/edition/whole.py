"""A whole edition: which version of which month, for whom, and all that stands in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rota.domain.audience import Audience
from rota.show.edition.cover import Strip
from rota.show.edition.key import Day, Pattern, Service
from rota.show.edition.people import Member, Team


@dataclass(frozen=True)
class Changed:
    """A cell that is another than in the version before.

    Leaders and HR have each change of a published rota, a cell that changed twice among them twice: ``on`` is the day on
    which it was changed, ``kind`` what sort of change it was, ``by`` who decided it and ``ref`` where that stands. Colleagues
    and readers of a draft have each cell once, as it was and as it is, and these are empty.
    """

    agent: str
    day: date
    before: str
    after: str
    on: date | None = None
    kind: str = ""
    by: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Version:
    """Which rota this is. ``title`` says it in a sentence, ``name`` in two words (``draft 2``, ``version 3``).

    The version of a published rota is 1, and one more for each change that applies and that the audience sees anything
    of: colleagues may count fewer than leaders. ``state`` is ``draft``, ``told`` or ``published``, ``on`` the day on which
    it came to be what it is, None for drafts nobody was told of; ``since`` names the version with which changes are
    counted, empty where there is none. ``mark`` is a digest of what is shown.
    """

    name: str
    title: str
    state: str
    number: int
    on: date | None
    since: str
    mark: str


@dataclass(frozen=True)
class Edition:
    """A month's rota for one audience. ``period`` is the month in words with its first and last day."""

    centre: str
    group: str
    group_name: str
    month: str
    period: str
    zone: str
    audience: Audience
    version: Version
    days: tuple[Day, ...]
    teams: tuple[Team, ...]
    strips: tuple[Strip, ...]
    patterns: tuple[Pattern, ...]
    services: tuple[Service, ...]
    changes: tuple[Changed, ...] = field(default=())

    @property
    def members(self) -> Iterator[Member]:
        """Everybody, team by team."""
        return (member for team in self.teams for member in team.members)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Agents' titles by id."""
        return {member.id: member.title for member in self.members}

    @property
    def weeks(self) -> Iterator[tuple[Day, ...]]:
        """The days by week, Monday to Sunday."""
        return (self.days[at : at + 7] for at in range(0, len(self.days), 7))

    @property
    def private(self) -> bool:
        """Whether it holds what colleagues may not see."""
        return self.audience is not Audience.TEAM
