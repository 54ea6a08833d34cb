"""What is worked out once for all months of a repository: terms by day, opening hours, needs, whose turn Saturdays are."""

from collections.abc import Mapping
from datetime import date

from rota.domain.calendar import Calendar
from rota.domain.centre import Centre
from rota.domain.demand import Demand
from rota.domain.load import Staffing
from rota.domain.opening import Opening
from rota.domain.people import People
from rota.domain.standing import Standings


class Lookups:
    """What follows from a centre, its people, its calendar and its demand alone, worked out when it is first asked for.

    ``needs``, ``posts`` and ``takers`` are filled in by those who ask: heads needed by service and day, and who of a rota
    group may take a turn on a Saturday. ``staffing`` is set once, before anything else is asked for, where calls are answered.
    """

    def __init__(self, centre: Centre, people: People, calendar: Calendar, demand: Demand) -> None:
        self._of = (centre, people, calendar, demand)
        self.staffing: Staffing | None = None
        self.standings = Standings(centre, calendar, {agent.id: agent for agent in people.agent})
        self.opening = Opening(centre, calendar)
        self.needs: dict[tuple[str, date], Mapping[int, int]] = {}
        self.posts: dict[tuple[str, date], Mapping[int, int]] = {}
        self.takers: dict[tuple[str, date], tuple[str, ...]] = {}

    def are_of(self, *parts: object) -> bool:
        """Whether they were worked out from these very ones."""
        return all(mine is other for mine, other in zip((*self._of, self.staffing), parts, strict=True))
