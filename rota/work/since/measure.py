"""Whether what judges was changed together with what is judged: rules, waivers, the baseline, and who is in charge."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from rota.domain.calendar import Calendar
from rota.domain.centre import Centre
from rota.domain.people import Agent, People
from rota.domain.period import Period
from rota.domain.place import Place
from rota.domain.waivers import Waiver
from rota.files.baseline import FILE as BASELINE
from rota.files.codes import Code
from rota.files.digest import digest
from rota.files.errors import remark
from rota.files.repository import Repository
from rota.files.signers import FILE as SIGNERS
from rota.rules import Finding, Level
from rota.work.calendar.byhand import placed
from rota.work.since.back import Back

WAIVERS = "waivers.toml"
_RULES = "rules.toml"
_HISTORY = "history.toml"


def changed(back: Back, repo: Repository, hr_signed: Mapping[str, bool]) -> Iterator[Finding]:
    """What whoever approves the change has to see first.

    ``hr_signed`` says of files whether all that was done to them is signed by HR; it is empty where nobody looked.
    """
    if back.repo is not None:
        yield from _rules(back, back.repo, repo)
        yield from _past(back, back.repo, repo)
        yield from _waivers(back, back.repo, repo, hr_signed)
        yield from _baseline(back, back.repo, repo, hr_signed)
    if back.trusted is not None:
        yield from _signers(back)
        yield from _centre(back, back.trusted.centre, repo)
        yield from _people(back, back.trusted.people, repo)


def new_waivers(before: Repository, now: Repository) -> tuple[int, ...]:
    """The numbers, from 0, of the waivers that were not there before, or that only this change lets hold."""
    return tuple(
        at
        for at, waiver in enumerate(now.waivers)
        if waiver not in before.waivers or _made_good(waiver, before, now)
    )


def _made_good(waiver: Waiver, before: Repository, now: Repository) -> bool:
    """Whether whoever approved it acts for HR now, and did not before."""
    return waiver.approver in now.centre.hr and waiver.approver not in before.centre.hr


def _rules(back: Back, before: Repository, now: Repository) -> Iterator[Finding]:
    was, is_ = (digest(list(repo.rule_tables)) for repo in (before, now))
    if was != is_:
        gone = {str(table.get("use")) for table in before.rule_tables} - {
            str(table.get("use")) for table in now.rule_tables
        }
        message = f"{_RULES} is another than at {back.ref}: what is judged came with what it is judged by"
        message += f"; it leaves out {', '.join(sorted(gone))}" if gone else ""
        yield _seen(message, now.document(_RULES).place())


def _past(back: Back, before: Repository, now: Repository) -> Iterator[Finding]:
    """What is said anew of days that are published already, and of what came before the first of them."""
    months = {month for group in before.centre.group for month in before.bases(group.id)}
    days = [day for month in sorted(months) for day in Period.of_month(month).days]
    other = [day for day in days if _sort(before.calendar, day) != _sort(now.calendar, day)]
    if other:
        more = f" and {len(other) - 1} more" if len(other) > 1 else ""
        message = (
            f"the calendar says otherwise than at {back.ref} of {other[0]}{more}, which is published already"
        )
        yield _seen(message, _said(before, now, other[0]))
    if months and before.history != now.history:
        message = (
            f"{_HISTORY} is another than at {back.ref}, and months are published that were planned by it"
        )
        yield _seen(message, Place(_HISTORY))


def _said(before: Repository, now: Repository, day: date) -> Place:
    """Where something is said anew of ``day``, or else where what is gone stood; the files of a year have any name."""
    was, is_ = ([entry for entry in placed(repo) if day in entry.entry] for repo in (before, now))
    known = [(entry.table, entry.entry) for entry in was]
    new = (entry.place for entry in is_ if (entry.table, entry.entry) not in known)
    kept = [(entry.table, entry.entry) for entry in is_]
    gone = (Place(entry.place.file) for entry in was if (entry.table, entry.entry) not in kept)
    return next(chain(new, gone))


def _sort(calendar: Calendar, day: date) -> tuple[bool, bool, set[tuple[str, ...]]]:
    """What sort of day it is, and at which sites it is closed; its name says nothing."""
    closed = {closure.sites for closure in calendar.closure if day in closure}
    return calendar.bank_holiday_on(day) is not None, calendar.in_school_holiday(day), closed


def _waivers(
    back: Back, before: Repository, now: Repository, hr_signed: Mapping[str, bool]
) -> Iterator[Finding]:
    for at in new_waivers(before, now):
        waiver, place = now.waivers[at], now.waiver_place(at, "approver")
        since = "is new" if waiver not in before.waivers else "holds only"
        what = f"a waiver of {waiver.rule} {since} since {back.ref}, and "
        if waiver.approver not in before.centre.hr:
            yield _must(f"{what}{waiver.approver}, who approves it, did not act for HR there", place)
        elif not hr_signed.get(WAIVERS, True):
            yield _must(f"{what}the commit that brings it is not signed by HR", place)
        elif not hr_signed:
            yield _seen(f"{what}says that {waiver.approver} approves it, which nobody has verified", place)


def _baseline(
    back: Back, before: Repository, now: Repository, hr_signed: Mapping[str, bool]
) -> Iterator[Finding]:
    was = set(before.baseline.finding) if before.baseline else set()
    grown = [at for at in (now.baseline.finding if now.baseline else ()) if at not in was]
    if grown and not hr_signed.get(BASELINE, False):
        message = f"{BASELINE} holds {len(grown)} more than at {back.ref}, and it only ever shrinks"
        yield _must(message, now.document(BASELINE).place("finding", grown[0]))


def _signers(back: Back) -> Iterator[Finding]:
    path = back.root / SIGNERS
    text = path.read_bytes().decode("utf-8-sig", errors="replace") if path.is_file() else None
    if (text or "").split() != (back.signers or "").split():
        message = f"{SIGNERS} is another than at {back.ref}: whose key is whose changes with this change"
        yield _seen(message, Place(SIGNERS, (), 1, 1))


def _centre(back: Back, was: Centre, now: Repository) -> Iterator[Finding]:
    document, centre = now.document("centre.toml"), now.centre
    if set(was.hr) != set(centre.hr):
        yield _charge(back, f"HR is {_listed(centre.hr)}, and was {_listed(was.hr)}", document.place("hr"))
    if was.authority != centre.authority:
        message = f"when-away is {centre.authority.when_away.value}, and was {was.authority.when_away.value}"
        yield _charge(back, message, document.place("authority"))
    before = {team.id: team for team in was.team}
    for at, team in enumerate(centre.team):
        old = before.get(team.id)
        if old is None or (old.leader, old.deputy) != (team.leader, team.deputy):
            who = f"who leads {team.id} or deputises there is not who it was" if old else f"{team.id} is new"
            yield _charge(back, who, document.place("team", at))
    if {group.id: set(group.teams) for group in was.group} != {
        group.id: set(group.teams) for group in centre.group
    }:
        yield _charge(back, "the rota groups hold other teams than they did", document.place("group"))


def _people(back: Back, was: People, now: Repository) -> Iterator[Finding]:
    """Whoever leads or acts for HR, and works here at other times than before."""
    before = {agent.id: agent for agent in was.agent}
    centre = now.centre
    deputies = (deputy.id for team in centre.team for deputy in team.deputy)
    charged = {*centre.hr, *(team.leader for team in centre.team), *deputies}
    for at, agent in enumerate(now.people.agent):
        old = before.get(agent.id)
        if agent.id in charged and old is not None and _times(old) != _times(agent):
            message = f"{agent.id}, who decides for others, works here at other times than before"
            yield _charge(back, message, now.document("people.toml").place("agent", at))


def _times(agent: Agent) -> tuple[object, object]:
    return agent.from_, agent.until


def _charge(back: Back, message: str, place: Place) -> Finding:
    return _seen(f"{message} at {back.ref}; it counts from the next change on", place)


def _listed(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or "nobody"


def _seen(message: str, place: Place) -> Finding:
    fix = "look at it by itself before you approve the rest; better, have it go in as a change of its own"
    return remark(Code.MEASURE_CHANGED, message, fix, place, level=Level.SHOULD)


def _must(message: str, place: Place) -> Finding:
    fix = "let HR put it in, in a change of its own that is signed by HR"
    return remark(Code.MEASURE_CHANGED, message, fix, place)
