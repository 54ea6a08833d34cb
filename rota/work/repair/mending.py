"""A bad morning: cover what absences left short, with the fewest people moved, and nothing that needs consent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.clock import day_words
from rota.domain.cover import Cover, Shortfall
from rota.domain.levels import wanting
from rota.domain.matter import Step
from rota.domain.period import Period
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.work.act import Act, begin
from rota.work.amend import evidence, rota_now, with_changes
from rota.work.clock import today
from rota.work.errors import Refused, Unusable
from rota.work.instruct import still_open
from rota.work.repair.asks import Ask, asks
from rota.work.repair.options import Option, options
from rota.work.rights import entitled, team_of
from rota.work.ruleset import rules_of


@dataclass(frozen=True)
class Repair:
    """What is short on which days, who is absent on them, and what can be done.

    ``asks`` need consent, so they are only proposed; ``left`` is what stays short after the first option. ``later``
    are further days with absences that are short, and ``elsewhere`` days that are short although nobody is absent.
    ``day`` is the one that was asked for.
    """

    group: str
    month: str
    absent: Mapping[date, tuple[str, ...]]
    short: tuple[Shortfall, ...]
    options: tuple[Option, ...] = ()
    asks: tuple[Ask, ...] = ()
    left: tuple[Shortfall, ...] = ()
    later: tuple[date, ...] = ()
    elsewhere: tuple[date, ...] = ()
    day: date | None = None


def repair(repo: Repository, group: str, month: str, day: date | None, seconds: float) -> Repair:
    """What is short in a published month on ``day``, or in the next days on which somebody is absent, and what to do.

    The next days are as many as the notice window has, from the first of them on: what lies further ahead can be
    planned anew in time. The search takes ``seconds`` at most. Raises Unusable if the month is not published, or the
    day is over.
    """
    if month not in repo.rotas(group):
        raise Unusable(
            f"{group} {month} is not published; absences are facts for its plan: rota plan {month}"
        )
    rota = rota_now(repo, group, month)
    _check_day(repo, rota, day)
    ahead = tuple(_ahead(repo, rota))
    absent = {one.day: tuple(_absent(repo, rota, one.day)) for one in ahead}
    found = Repair(group, month, {}, (), day=day)
    if day is None:
        touched = [one for one in absent if absent[one]]
        days = [one for one in touched if (one - touched[0]).days < max(1, repo.centre.notice.window)]
        # Where calls are answered in time all the same, a head that they ask for is no reason to mend anything.
        wanted = set(wanting(rota))
        elsewhere = tuple(one for one in absent if not absent[one] and one in wanted)
        found = replace(found, later=tuple(touched[len(days) :]), elsewhere=elsewhere)
    else:
        days = [one for one in absent if one == day]
    short = tuple(one for one in ahead if one.day in days)
    found = replace(found, absent={one: absent[one] for one in days}, short=short)
    return _with_options(repo, rota, found, seconds) if days else found


def _check_day(repo: Repository, rota: Rota, day: date | None) -> None:
    if day is not None and day not in rota.facts.period:
        month = Period.holding(day).month
        raise Unusable(f"{day} is not in {rota.facts.period.month}; say rota repair {month} --day {day}")
    last = rota.end if day is None else day
    if last < today(repo.centre):
        raise Unusable(f"{day_words(last)} is over; there is nothing to repair any more")


def _ahead(repo: Repository, rota: Rota) -> Iterator[Shortfall]:
    """The shortfalls that lie ahead; of one that has begun, what is left of it."""
    for one in Cover(rota).shortfalls():
        start = max(one.start, still_open(repo.centre, one.day))
        if start < one.end:
            yield one._replace(start=start)


def _absent(repo: Repository, rota: Rota, day: date) -> Iterator[str]:
    absent = {absence.agent for absence in repo.absences if day in absence}
    return (agent for agent in rota.agents if agent in absent and rota.facts.present(agent, day))


def _with_options(repo: Repository, rota: Rota, found: Repair, seconds: float) -> Repair:
    opens = {day: still_open(repo.centre, day) for day in found.absent}
    rules = rules_of(repo, rota.facts.period).rules
    made = options(repo, rota, rules, opens, seconds)
    after = with_changes(rota, made[0].cells) if made else rota
    left = tuple(one for one in _ahead(repo, after) if one.day in opens)
    return replace(found, options=made, asks=tuple(asks(after, rules, opens)), left=left)


def choose(repo: Repository, found: Repair, number: int, act: Act) -> str:
    """Write one of the options, counted from 1, as one change, and return its id.

    Raises Unusable if there is none of that number, Refused if whoever acts may not.
    """
    if not 1 <= number <= len(found.options):
        there = f"say 1 to {len(found.options)}" if found.options else "nobody can be moved to cover more"
        raise Unusable(f"there is no option {number}; {there}")
    option = found.options[number - 1]
    _check_rights(repo, found, option, act)
    said = {**act.said(), **evidence(repo, option.cells)}
    event = ChangeEvent(event=Step.RECORDED, kind=ChangeKind.REPAIR, cell=option.cells, **said)
    return begin(repo, "changes", event)


def _check_rights(repo: Repository, found: Repair, option: Option, act: Act) -> None:
    """For who leads any of the teams concerned, of those moved and of those absent; their own desk too, as in a move."""
    moved = [(cell.agent, cell.day) for cell in option.cells]
    absent = [(agent, day) for day, agents in found.absent.items() for agent in agents]
    teams = {team.id: team for party in (*moved, *absent) if (team := team_of(repo, *party)) is not None}
    may = dict.fromkeys(leader for team in teams.values() for leader in entitled(repo, team))
    if act.by not in may:
        raise Refused(f"{act.by} may not move these agents; that is for {', '.join(may) or 'nobody yet'}")
