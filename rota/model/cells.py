"""The cells that the planner decides: which values each may have, and the variables for them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from rota.domain.cell import Cell, Kind, shift
from rota.domain.duties import duty
from rota.domain.facts import Facts
from rota.model.heads import Heads
from rota.model.pool import Pool
from rota.model.present import Present
from rota.model.sums import Sum, variable

Key = tuple[str, date]
Options = dict[Cell, int]
"""Possible values of a cell and the variable for each."""

_NO_OPTIONS: Options = {}


class Cells:
    """One choice per agent and day.

    A shift is at a service of the agent's own site, or of one that they may be lent to; with ``anywhere``, at any.
    Before ``open`` the values are plain sets, from which lock rules strike out what may never be;
    ``open`` then makes variables for what is left. A fact, or a cell with one value left, needs none.
    """

    def __init__(self, facts: Facts, pool: Pool, kinds: Iterable[Kind], *, anywhere: bool = False) -> None:
        self._facts = facts
        self._anywhere = anywhere
        self._pool = pool
        self._values = {
            (agent, day): self._alphabet(agent, day, tuple(kinds))
            for agent in facts.agents
            for day in facts.period.days
            if facts.present(agent, day) and (agent, day) not in facts.fixed
        }
        self._options: dict[Key, Options] = {}
        self._constants: dict[Key, Cell] = {key: fixed.cell for key, fixed in facts.fixed.items()}
        self._behind: dict[int, frozenset[Key]] = {}
        self._asked: dict[tuple[str, date, Kind | None, str | None, str | None], Sum] = {}
        self.serving = Heads(facts, pool, Present(facts, self.options, self.constant), self.stands_for)

    def _alphabet(self, agent: str, day: date, kinds: tuple[Kind, ...]) -> set[Cell]:
        standing = self._facts.standing(agent, day)
        return set(self._values_at((standing.site, *standing.lent_to) if standing else (), kinds))

    @cache  # noqa: B019  # lives as long as the model, of which there is one
    def _values_at(self, sites: tuple[str, ...], kinds: tuple[Kind, ...]) -> frozenset[Cell]:
        """What may be worked by somebody of the first of ``sites`` who may be lent to the others."""
        whole = frozenset(Cell(kind) for kind in kinds if kind is not Kind.SHIFT)
        found = self._facts.services.values()
        services = [service.id for service in found if self._anywhere or service.site in sites]
        return whole.union(
            shift(pattern, service) for pattern in self._facts.patterns for service in services
        )

    def strike(
        self, agent: str, day: date, kind: Kind | None, pattern: str | None, service: str | None
    ) -> None:
        """Rule out values before ``open``; facts stay as they are."""
        values = self._values.get((agent, day))
        if values:
            values -= {cell for cell in values if _matches(cell, kind, pattern, service)}

    def open(self) -> None:
        """Make a variable for each value that is left."""
        for key, values in self._values.items():
            ordered = sorted(values, key=_name)
            self._options[key] = dict(zip(ordered, self._pool.choice(len(ordered)), strict=True))
            if self._facts.waivers:
                self._behind.update(dict.fromkeys(self._options[key].values(), frozenset([key])))

    def undecided(self, agent: str, day: date) -> bool:
        """Whether the cell is the planner's to decide."""
        return (agent, day) in self._values

    def stands_for(self, helper: Sum, counts: Iterable[Sum]) -> None:
        """Remember that ``helper`` follows from ``counts``."""
        behind = [self.behind(count) for count in counts] if self._facts.waivers else [None]
        known = [cells for cells in behind if cells is not None]
        if len(known) == len(behind):
            self._behind.update(dict.fromkeys((var for var, _ in helper.terms), frozenset().union(*known)))

    def behind(self, count: Sum) -> frozenset[Key] | None:
        """The cells that decide ``count``; None where it is not known of a helper in it what that follows from."""
        found = [self._behind.get(var) for var, _ in count.terms]
        known = [cells for cells in found if cells is not None]
        return frozenset().union(*known) if len(known) == len(found) else None

    def constant(self, agent: str, day: date) -> Cell | None:
        """The cell where it is a fact."""
        return self._constants.get((agent, day))

    def options(self, agent: str, day: date) -> Mapping[Cell, int]:
        """The values that a cell may have, with their variables; empty for a fact."""
        return self._options.get((agent, day), _NO_OPTIONS)

    def count(
        self,
        agent: str,
        day: date,
        kind: Kind | None = None,
        pattern: str | None = None,
        service: str | None = None,
    ) -> Sum:
        """1 if the cell is of this kind and has this pattern and service; what is None may be anything."""
        asked = (agent, day, kind, pattern, service)
        if asked not in self._asked:
            self._asked[asked] = self._work_out(*asked)
        return self._asked[asked]

    def _work_out(
        self, agent: str, day: date, kind: Kind | None, pattern: str | None, service: str | None
    ) -> Sum:
        return self._where(agent, day, lambda cell: _matches(cell, kind, pattern, service))

    def among(
        self, agent: str, day: date, patterns: Collection[str] | None, services: Collection[str] | None
    ) -> Sum:
        """1 if the cell is a shift with one of these patterns and one of these services; None stands for all."""
        return self._where(
            agent,
            day,
            lambda cell: (
                cell.is_shift
                and (patterns is None or cell.pattern in patterns)
                and (services is None or cell.service in services)
            ),
        )

    def _where(self, agent: str, day: date, fits: Callable[[Cell], bool]) -> Sum:
        """1 if the cell ``fits``."""
        options = self._options.get((agent, day))
        if options is None:
            cell = self._constants.get((agent, day)) or self._facts.known.get(agent, {}).get(day)
            return Sum(int(cell is not None and fits(cell)))
        terms = tuple((var, 1) for cell, var in options.items() if fits(cell))
        return Sum(0, terms, 0 if terms else 1)

    def read(self, values: Sequence[int]) -> dict[str, dict[date, Cell]]:
        """The rota under ``values``: facts and decisions, with breaks and work set aside handed out to named agents."""
        cells = self.chosen(values)
        self.serving.hand_out(cells, values)
        return cells

    def chosen(self, values: Sequence[int]) -> dict[str, dict[date, Cell]]:
        """The rota under ``values`` without what is handed out: the values that were chosen."""
        cells: dict[str, dict[date, Cell]] = {agent: {} for agent in self._facts.agents}
        for (agent, day), cell in self._constants.items():
            if agent in cells:
                cells[agent][day] = cell
        for (agent, day), options in self._options.items():
            cells[agent][day] = next(cell for cell, var in options.items() if values[var])
        return {agent: dict(sorted(days.items())) for agent, days in cells.items()}

    def write(self, cells: Mapping[str, Mapping[date, Cell]], values: list[int]) -> bool:
        """Set the cells' variables to a rota in place; False where a cell has no such value.

        Its breaks, and what it sets aside, are counted; the duties must be values.
        """
        fits = True
        by_day: dict[date, dict[str, Cell]] = {}
        for (agent, day), options in self._options.items():
            given = cells.get(agent, {}).get(day)
            wanted = None if given is None else duty(given, self._facts.demand)
            fits = fits and wanted in options
            for var in options.values():
                values[var] = 0
            if wanted in options:
                values[options[wanted]] = 1
            if given is not None:
                by_day.setdefault(day, {})[agent] = given
        for day, of_day in by_day.items():
            self.serving.write(day, of_day, values)
        return fits

    def other_kinds(self, values: Sequence[int]) -> list[int]:
        """The variables of every value whose kind is not the one that the cell has under ``values``."""
        found: list[int] = []
        for options in self._options.values():
            kind = next(cell.kind for cell, var in options.items() if values[var])
            found.extend(var for cell, var in options.items() if cell.kind is not kind)
        return found

    def decided(self) -> frozenset[int]:
        """The variables from which all others follow: values, breaks and work set aside."""
        values = (var for options in self._options.values() for var in options.values())
        return frozenset(values).union(self.serving.placed())

    def days(self) -> tuple[date, ...]:
        """The days on which anything is to be decided, in order."""
        return tuple(sorted({day for _, day in self._options}))

    def decided_on(self, day: date) -> frozenset[int]:
        """Those of the decided variables that are of one day."""
        of_day = (options for (_, at), options in self._options.items() if at == day)
        return frozenset(var for options in of_day for var in options.values()).union(
            self.serving.placed_on(day)
        )

    def chosen_on(self, day: date, values: Sequence[int]) -> list[int]:
        """The variables of the shifts that are chosen on ``day`` under ``values``."""
        of_day = (options for (_, at), options in self._options.items() if at == day)
        return [var for options in of_day for cell, var in options.items() if cell.is_shift and values[var]]

    def others(self, values: Sequence[int]) -> list[int]:
        """The variables of every value that is not the one that the cell has under ``values``."""
        return [var for options in self._options.values() for var in options.values() if not values[var]]

    def require(self, agent: str, day: date, cell: Cell) -> None:
        """Post that a cell has this value; an impossible value makes the model infeasible."""
        found = self.options(agent, day).get(cell)
        self._pool.between(Sum() if found is None else variable(found), 1, None)


@cache
def _name(cell: Cell) -> str:
    return str(cell)


def _matches(cell: Cell, kind: Kind | None, pattern: str | None, service: str | None) -> bool:
    """Whether ``cell`` is such a one; only a shift has a pattern and a service, so naming one asks for a shift."""
    return (
        (kind is None or cell.kind is kind)
        and (pattern is None or cell.pattern == pattern)
        and (service is None or cell.service == service)
    )
