"""Wishes of agents: added, listed and taken back, one file for each agent."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rota.domain.period import Period
from rota.domain.wishes import AgentWishes, NoWishes, Strength, Wish, WishFor
from rota.files.repository import Repository
from rota.files.turn import turn
from rota.files.wishfile import read_wishes, write_wishes
from rota.work.act import Act
from rota.work.errors import Unusable, unknown
from rota.work.round.dates import day_at, wishes_closed

_RANDOM_BYTES = 5


@dataclass(frozen=True)
class Asked:
    """What is wished for, and when; ``name`` is the pattern or the service, where it is one of them."""

    what: WishFor
    first: date
    last: date
    name: str | None = None
    strong: bool = False


@dataclass(frozen=True)
class Noted:
    """A wish as it stands with an agent; ``late`` is the day until which it would have been in time."""

    agent: str
    wish: Wish
    late: date | None


def add(repo: Repository, act: Act, asked: Asked) -> Noted:
    """Write a wish of the one whom ``act`` is for; Unusable if it cannot be granted or stands there already."""
    check(repo, asked)
    wish = made(act, asked)
    with turn(repo.root):
        now = read_wishes(repo.root, act.who)
        if other := same(now, wish):
            raise Unusable(f"{act.who} has that wish already: {other.id}, {other}")
        _write(repo, now, (*now.wish, wish))
    return noted(repo, act.who, wish)


def made(act: Act, asked: Asked) -> Wish:
    """The wish that was ``asked`` for, with a new id and who writes it down."""
    said = act.said()
    return Wish(
        id=f"w{secrets.token_hex(_RANDOM_BYTES)}",
        what=asked.what,
        pattern=asked.name if asked.what is WishFor.PATTERN else None,
        service=asked.name if asked.what is WishFor.SERVICE else None,
        from_=asked.first,
        until=asked.last,
        strength=Strength.STRONG if asked.strong else Strength.MILD,
        by=said["by"],
        means=said["means"],
        claim=said["claim"],
        at=said["at"],
    )


def same(wishes: AgentWishes, wish: Wish) -> Wish | None:
    """The wish among ``wishes`` that asks for the same already."""
    return next((other for other in wishes.wish if str(other) == str(wish)), None)


def add_all(repo: Repository, agent: str, wishes: Iterable[Wish]) -> None:
    """Write further ``wishes`` of ``agent``."""
    with turn(repo.root):
        now = read_wishes(repo.root, agent)
        _write(repo, now, (*now.wish, *wishes))


def _write(repo: Repository, now: AgentWishes, wishes: tuple[Wish, ...]) -> None:
    """Write ``wishes``; a month that they touch is no longer one without any."""
    none = (month for month in now.none if not any(_touches(wish, month.month) for wish in wishes))
    write_wishes(repo.root, now.agent, wishes, none)


def say_none(repo: Repository, act: Act, month: str) -> None:
    """Note that the one whom ``act`` is for has no wishes for ``month``; Unusable if there are some."""
    said = act.said()
    entry = NoWishes(month=month, by=said["by"], means=said["means"], claim=said["claim"], at=said["at"])
    with turn(repo.root):
        now = read_wishes(repo.root, act.who)
        if there := [wish.id for wish in now.wish if _touches(wish, month)]:
            raise Unusable(f"{act.who} has wishes for {month}: {', '.join(there)}; take them back first")
        if all(one.month != month for one in now.none):
            none = sorted((*now.none, entry), key=lambda one: one.month)
            write_wishes(repo.root, act.who, now.wish, none)


def listed(repo: Repository, agent: str | None, month: str | None) -> Iterator[Noted]:
    """Wishes with whose they are, in order of agents; those that touch ``month`` where one is given."""
    for id in (entry.id for entry in repo.people.agent):
        for wish in repo.wishes.get(id, ()) if agent in (None, id) else ():
            if month is None or _touches(wish, month):
                yield noted(repo, id, wish, month)


def without(repo: Repository, agent: str | None, month: str | None) -> Iterator[tuple[str, NoWishes]]:
    """Answers that there are no wishes, with whose they are, in order of agents."""
    for id in (entry.id for entry in repo.people.agent):
        for none in repo.no_wishes.get(id, ()) if agent in (None, id) else ():
            if month in (None, none.month):
                yield id, none


def noted(repo: Repository, agent: str, wish: Wish, month: str | None = None) -> Noted:
    """``wish`` with whether it came late: for ``month``, or else for the first that it touches."""
    return Noted(agent, wish, too_late(repo, agent, wish.at, month or Period.holding(wish.from_).month))


def too_late(repo: Repository, agent: str, at: str | None, month: str) -> date | None:
    """The day until which a wish for ``month`` was in time, if that was before ``at``."""
    group = repo.group_of(agent, Period.of_month(month).start) or ""
    closed = wishes_closed(repo, group, month)
    return closed if at is not None and day_at(repo.centre, at) > closed else None


def remove(repo: Repository, act: Act, id: str) -> Wish:
    """Take a wish back of the one whom ``act`` is for; Unusable, with their wishes, if there is none of that id."""
    with turn(repo.root):
        now = read_wishes(repo.root, act.who)
        found = next((wish for wish in now.wish if wish.id == id), None)
        if found is None:
            raise unknown(f"wish of {act.who}", id, (wish.id for wish in now.wish))
        _write(repo, now, tuple(wish for wish in now.wish if wish is not found))
    return found


def check(repo: Repository, asked: Asked) -> None:
    """Unusable, saying what there is, if nothing of that name can be ``asked`` for, or the days run backwards."""
    if asked.last < asked.first:
        raise Unusable(f"until {asked.last} is before from {asked.first}; swap them")
    patterns = [pattern.id for pattern in repo.centre.pattern]
    if asked.what is WishFor.PATTERN and asked.name not in patterns:
        raise unknown("pattern", asked.name or "", patterns)
    services = [service.id for service in repo.centre.service]
    if asked.what is WishFor.SERVICE and asked.name not in services:
        raise unknown("service", asked.name or "", services)


def _touches(wish: Wish, month: str) -> bool:
    period = Period.of_month(month)
    return wish.from_ <= period.end and period.start <= wish.until
