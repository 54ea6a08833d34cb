"""Stretches of days on which an agent's terms stay the same, so that a year need not be looked at day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.facts import Facts
from rota.domain.period import ONE_DAY, span
from rota.domain.standing import Standing


@dataclass(frozen=True)
class Stretch:
    """Days from ``first`` to ``last`` under one contract in one team; ``terms`` are those of the first day."""

    first: date
    last: date
    terms: Standing

    @property
    def days(self) -> Iterator[date]:
        """Its days in order."""
        return span(self.first, self.last)

    def __len__(self) -> int:
        return (self.last - self.first).days + 1


def stretches(facts: Facts, agent: str, first: date, last: date) -> Iterator[Stretch]:
    """The stretches from ``first`` to ``last`` on which ``agent`` works here, in order."""
    person = facts.agent_of[agent]
    begins = {entry.from_ for entry in (person, *person.dated) if entry.from_}
    begins |= {entry.until + ONE_DAY for entry in (person, *person.dated) if entry.until}
    edges = sorted({first, *(day for day in begins if first < day <= last)})
    for begin, after in zip(edges, [*edges[1:], last + ONE_DAY], strict=True):
        terms = facts.standing(agent, begin)
        if terms is not None:
            yield Stretch(begin, after - ONE_DAY, terms)
