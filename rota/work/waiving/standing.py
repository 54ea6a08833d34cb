"""Which waivers hold today, and what is wrong with those that cannot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rota.domain.waivers import LiveWaiver, Waiver
from rota.files.codes import Code
from rota.files.errors import remark
from rota.files.repository import Repository
from rota.packs import all_rules
from rota.rules import Finding, Rule
from rota.work.clock import today
from rota.work.errors import nearest


class State(StrEnum):
    """Where a waiver is in its life."""

    LIVE = "live"
    EARLY = "not yet"
    EXPIRED = "expired"
    VOID = "does not hold"


@dataclass(frozen=True)
class Held:
    """A waiver with its place in the file, its state today, the days left of it, and why it does not hold."""

    at: int
    waiver: Waiver
    rule: type[Rule]
    state: State
    days_left: int
    faults: tuple[Finding, ...] = ()


def held(repo: Repository) -> tuple[Held, ...]:
    """Every waiver, in the order of the file."""
    if not repo.waivers:
        return ()
    now = today(repo.centre)
    return tuple(_held(repo, at, waiver, now) for at, waiver in enumerate(repo.waivers))


def live(repo: Repository) -> tuple[LiveWaiver, ...]:
    """The waivers that hold today."""
    return tuple(
        LiveWaiver(one.waiver, repo.waiver_place(one.at)) for one in held(repo) if one.state is State.LIVE
    )


def _held(repo: Repository, at: int, waiver: Waiver, now: date) -> Held:
    rule = next(rule for rule in all_rules() if waiver.rule in (rule.code, rule.name))
    faults = (*_wrong_approver(repo, at, waiver, rule), *_wrong_ground(repo, at, waiver, rule))
    if faults:
        state = State.VOID
    elif now < waiver.approved:
        state = State.EARLY
    else:
        state = State.EXPIRED if waiver.expires < now else State.LIVE
    return Held(at, waiver, rule, state, (waiver.expires - now).days, faults)


def _wrong_approver(repo: Repository, at: int, waiver: Waiver, rule: type[Rule]) -> Iterator[Finding]:
    place, approver = repo.waiver_place(at, "approver"), waiver.approver
    if approver not in repo.centre.hr:
        yield remark(
            Code.WAIVER_VOID,
            f"the waiver of {rule.code} is approved by {approver}, who does not act for HR",
            f"let somebody of hr in centre.toml approve it: {nearest(approver, repo.centre.hr)}",
            place,
        )
    elif any(_concerns(repo, waiver, day) for day in (waiver.from_, waiver.until)):
        yield remark(
            Code.WAIVER_VOID,
            f"the waiver of {rule.code} is approved by {approver}, whom it is about",
            "let somebody else of HR approve it; nobody waives a rule for themselves",
            place,
        )


def _concerns(repo: Repository, waiver: Waiver, day: date) -> bool:
    """Whether whoever approved is among those the waiver is about, by id, by team or by group."""
    if waiver.approver in waiver.agents:
        return True
    agent = next((agent for agent in repo.people.agent if agent.id == waiver.approver), None)
    team = next((entry.team for entry in agent.terms(day) if entry.team), None) if agent else None
    teams = {
        *waiver.teams,
        *(t for group in repo.centre.group if group.id in waiver.groups for t in group.teams),
    }
    return team in teams


def _wrong_ground(repo: Repository, at: int, waiver: Waiver, rule: type[Rule]) -> Iterator[Finding]:
    if not rule.law or waiver.ground in rule.grounds:
        return
    what = f'the ground "{waiver.ground}", which is none' if waiver.ground else "no ground"
    known = "; ".join(f'"{word}" ({meaning})' for word, meaning in rule.grounds.items())
    yield remark(
        Code.WAIVER_VOID,
        f"the waiver of {rule.code} gives {what} of {rule.law}",
        f"give ground, one of {known}"
        if known
        else "delete it: that law gives no ground for a waiver, and no HR can",
        repo.waiver_place(at, "ground") if waiver.ground else repo.waiver_place(at, "rule"),
    )
