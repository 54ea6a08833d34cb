"""When an agent last looked, which is theirs alone to know, and what they saw then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rota.domain.clock import day_words, hhmm
from rota.files.looks import Looks, Seen, path_of, read_looks, write_looks
from rota.files.repository import Repository
from rota.show.me import Changed
from rota.work.clock import now, today
from rota.work.errors import Unusable
from rota.work.me.ahead import Stand
from rota.work.me.changed import moves, news, seen_before, seen_now
from rota.work.publishing.stage import day_at

USUAL = timedelta(days=7)
"""How far back to look for changes where no look is known."""


@dataclass(frozen=True)
class Look:
    """What is to be held against what stands now: changes from ``since`` on, which is called ``words``.

    ``before`` is what was seen then, None where the record has to tell. ``own`` is whether agents look for
    themselves, so that this is a look as well; ``unknown`` says why nobody can tell what was there before.
    """

    since: date
    words: str
    before: Seen | None = None
    own: bool = False
    unknown: str = ""


def look_of(repo: Repository, agent: str, *, own: bool, since: date | None) -> Look:
    """The look that ``agent`` takes now, or that somebody else does; from ``since`` on where a day is stated.

    The looks of one day count as one, so that what was new in the morning can be read again at noon.
    """
    day = today(repo.centre)
    if since is not None:
        return Look(_allowed(repo, since, day), day_words(since))
    earlier = _earlier(repo, agent) if own else None
    if earlier is not None:
        moment = datetime.fromisoformat(earlier.at).astimezone(ZoneInfo(repo.centre.zone))
        at = f"{day_words(moment.date())} {hhmm(moment.hour * 60 + moment.minute)}"
        return Look(moment.date(), f"{at}, when you last looked", earlier, own=True)
    week = day - USUAL
    if repo.staff_copy is not None:
        said = "your first look here; the next one will tell" if own else "a staff copy does not hold it"
        return Look(week, day_words(week), own=own, unknown=f"not known: {said}")
    return Look(week, f"{day_words(week)}{' (this is your first look)' if own else ''}", own=own)


def _allowed(repo: Repository, since: date, day: date) -> date:
    if repo.staff_copy is not None:
        raise Unusable("a staff copy does not hold when something changed; leave out --since")
    if since > day:
        raise Unusable(f"--since {since} is yet to come; today is {day}")
    return since


def _earlier(repo: Repository, agent: str) -> Seen | None:
    """What was seen on the last day before today on which ``agent`` looked."""
    looks = read_looks(path_of(repo.root, agent))
    if looks is None:
        return None
    return looks.last if day_at(repo.centre, looks.last.at) < today(repo.centre) else looks.before


def changed(repo: Repository, agent: str, stood: Iterable[Stand], look: Look) -> Changed:
    """What is other in ``stood`` than it was at ``look``."""
    if look.unknown:
        return Changed(look.words, unknown=look.unknown)
    known = list(stood)
    before = look.before or seen_before(repo, agent, known, look.since)
    return Changed(
        look.words,
        tuple(news(agent, known, before, look.since)),
        tuple(moves(repo, agent, known, before, look.since)),
    )


def remember(repo: Repository, agent: str, stood: Iterable[Stand], look: Look) -> bool:
    """Keep what ``agent`` sees now as their last look; says whether it was theirs, and could be kept."""
    if not look.own:
        return False
    seen = seen_now(repo, agent, stood, now().isoformat())
    return write_looks(path_of(repo.root, agent), Looks(look.before, seen))
