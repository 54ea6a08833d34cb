"""Wishes of agents: added, listed and taken back, one file for each agent."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.period import Period
from rota.domain.wishes import Strength, Wish, WishFor
from rota.files.repository import Repository
from rota.files.wishfile import write_wishes
from rota.work.errors import Unusable, unknown

_RANDOM_BYTES = 5


@dataclass(frozen=True)
class Asked:
    """What is wished for, and when; ``name`` is the pattern or the service, where it is one of them."""

    what: WishFor
    first: date
    last: date
    name: str | None = None
    strong: bool = False


def add(repo: Repository, agent: str, asked: Asked) -> Wish:
    """Write a wish of ``agent``; Unusable if it cannot be granted or stands there already."""
    _check(repo, asked)
    wish = Wish(
        id=f"w{secrets.token_hex(_RANDOM_BYTES)}",
        what=asked.what,
        pattern=asked.name if asked.what is WishFor.PATTERN else None,
        service=asked.name if asked.what is WishFor.SERVICE else None,
        from_=asked.first,
        until=asked.last,
        strength=Strength.STRONG if asked.strong else Strength.MILD,
    )
    wishes = repo.wishes.get(agent, ())
    for other in wishes:
        if str(other) == str(wish):
            raise Unusable(f"{agent} has that wish already: {other.id}, {other}")
    write_wishes(repo.root, agent, (*wishes, wish))
    return wish


def listed(repo: Repository, agent: str | None, month: str | None) -> Iterator[tuple[str, Wish]]:
    """Wishes with whose they are, in order of agents; those that touch ``month`` where one is given."""
    period = None if month is None else Period.of_month(month)
    for id in (entry.id for entry in repo.people.agent):
        for wish in repo.wishes.get(id, ()) if agent in (None, id) else ():
            if period is None or (wish.from_ <= period.end and period.start <= wish.until):
                yield id, wish


def remove(repo: Repository, agent: str, id: str) -> Wish:
    """Take a wish back; Unusable, with the agent's wishes, if there is none of that id."""
    wishes = repo.wishes.get(agent, ())
    found = next((wish for wish in wishes if wish.id == id), None)
    if found is None:
        raise unknown(f"wish of {agent}", id, (wish.id for wish in wishes))
    write_wishes(repo.root, agent, (wish for wish in wishes if wish is not found))
    return found


def _check(repo: Repository, asked: Asked) -> None:
    if asked.last < asked.first:
        raise Unusable(f"until {asked.last} is before from {asked.first}; swap them")
    patterns = [pattern.id for pattern in repo.centre.pattern]
    if asked.what is WishFor.PATTERN and asked.name not in patterns:
        raise unknown("pattern", asked.name or "", patterns)
    services = [service.id for service in repo.centre.service]
    if asked.what is WishFor.SERVICE and asked.name not in services:
        raise unknown("service", asked.name or "", services)
