"""How many of those on duty take their break from when: agents alike are counted, not named.

Source: implicit break scheduling after S. E. Bechtold and L. W. Jacobs, "Implicit modeling of flexible break assignments in
optimal shift scheduling", Management Science 36 (1990). As every agent of a group may take the break at each of its starts, counts
that add up are all that cover needs to know of.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rota.domain.facts import Facts
from rota.domain.interval import INTERVAL
from rota.domain.load import price
from rota.model.numbers import Number, Numbers, StandsFor, arrivals
from rota.model.placing import Pauses, place
from rota.model.pool import Pool
from rota.model.present import Kind, Member, Present
from rota.model.sums import Sum, total, variable


class Group(NamedTuple):
    """Undecided agents at one service on one day whose breaks are interchangeable: ``number`` of them come.

    ``counts`` are the variables that say how many take theirs from when on.
    """

    kind: Kind
    members: tuple[Member, ...]
    number: Sum
    counts: dict[int, int]


class Breaks:
    """The counts of breaks by service and day, made when they are first asked for."""

    def __init__(
        self, facts: Facts, pool: Pool, present: Present, numbers: Numbers, stands_for: StandsFor
    ) -> None:
        self._facts = facts
        self._pool = pool
        self._present = present
        self._numbers = numbers
        self._stands_for = stands_for
        self._groups: dict[tuple[str, date], tuple[Group, ...]] = {}

    def of(self, service: str, day: date) -> tuple[Group, ...]:
        """The groups at ``service`` on ``day``; none where no pattern has a window for its break."""
        key = (service, day)
        if key not in self._groups:
            kinds: dict[Kind, list[Number]] = defaultdict(list)
            if any(member.pattern.break_starts for member in self._present.members(service, day)):
                for number in self._numbers.of(service, day):
                    if number.pattern.break_starts:
                        kinds[number.members[0].kind].append(number)
            self._groups[key] = tuple(self._group(kind, alike) for kind, alike in kinds.items())
            if kinds:
                self._pool.follow(lambda values: self._settle(service, day, values))
        return self._groups[key]

    def made(self, service: str, day: date) -> tuple[Group, ...]:
        """The groups, if anything has asked for them."""
        return self._groups.get((service, day), ())

    @property
    def any_made(self) -> bool:
        """Whether there are any counts at all."""
        return any(self._groups.values())

    def _group(self, kind: Kind, alike: Sequence[Number]) -> Group:
        members = tuple(member for number in alike for member in number.members)
        come, most = total([number.come for number in alike]), self._pool.high(arrivals(members))
        counts = {start: self._pool.new(0, most) for start in kind.starts}
        taken = total([variable(var) for var in counts.values()])
        self._pool.between(taken - come, 0, 0)
        self._stands_for(taken, [come])
        return Group(kind, members, come, counts)

    def under_way(self, service: str, day: date, minute: int, able: frozenset[str] | None = None) -> Sum:
        """How many breaks are under way at ``minute``; where ``able`` is given, of those who can do any of it."""
        terms = tuple(
            (var, 1)
            for group in self.of(service, day)
            if able is None or able & group.kind.able
            for start, var in group.counts.items()
            if start <= minute < start + group.kind.length
        )
        return Sum(0, terms)

    def _settle(self, service: str, day: date, values: list[int]) -> None:
        """Keep the breaks that ``values`` place as far as they add up, and place the others where it harms least."""
        groups = self._groups[service, day]
        breaks = [
            Pauses(
                group.kind.starts,
                group.kind.length,
                group.number.value(values),
                {start: values[var] for start, var in group.counts.items()},
            )
            for group in groups
        ]
        if any(pauses.open for pauses in breaks):
            place(breaks, self._heads(service, day, groups, values), _Harm(self._facts, service, day))
            for group, pauses in zip(groups, breaks, strict=True):
                for start, var in group.counts.items():
                    values[var] = pauses.counts[start]

    def _heads(
        self, service: str, day: date, groups: Sequence[Group], values: Sequence[int]
    ) -> dict[int, int]:
        """Heads in each half hour that a break may touch, breaks not taken off."""
        there = [member for member in self._present.members(service, day) if values[member.var]]
        first = min(group.kind.starts[0] for group in groups)
        last = max(group.kind.starts[-1] + group.kind.length for group in groups)
        return {
            at: self._present.given(service, day, at) + sum(member.covers(at) for member in there)
            for at in range(first, last, INTERVAL)
        }


class _Harm:
    """What it costs to be left with so many heads: posts that are empty, calls that wait, and then how few there are."""

    def __init__(self, facts: Facts, service: str, day: date) -> None:
        self._posts = facts.posts(service, day)
        self._loads = facts.loads(service, day)
        self._needs = facts.needs(service, day)

    def __call__(self, minute: int, heads: int) -> tuple[int, int, int]:
        load, left = self._loads.get(minute), max(0, heads)
        waiting = 0 if load is None else price(load, left) - price(load, left + 1)
        return int(heads < self._posts.get(minute, 0)), waiting, self._needs.get(minute, 0) - heads
