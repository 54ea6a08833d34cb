"""One leave with all that a leader wants to know before deciding: history, obstacles, consequences, balance."""

from collections.abc import Iterator
from datetime import datetime

from rota.domain.clock import day_words
from rota.domain.leave import Leave, LeaveEvent
from rota.domain.matter import Step
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.show.leave_card import LeaveCard, RuleLine
from rota.show.words import length
from rota.work.amend import changes_to
from rota.work.leave.alternatives import alternatives
from rota.work.leave.asking import asked_late
from rota.work.leave.balance import balances
from rota.work.leave.cells import taken
from rota.work.leave.consequences import consequences
from rota.work.leave.deciding import find
from rota.work.leave.obstacles import obstacles
from rota.work.leave.places import Places
from rota.work.leave.queue import LIVE, ahead_of, queue
from rota.work.round.dates import day_at


def card_of(repo: Repository, text: str) -> LeaveCard:
    """The card of the leave whose id is, or begins with, ``text``; Unusable, with the nearest, otherwise."""
    chain, leave = find(repo, text)
    places = Places(repo)
    line = queue(places)
    live = leave.state in LIVE
    against = obstacles(places, leave, ahead_of(leave, line)) if live else ()
    cells = changes_to(repo, taken(places, leave)) if live else ()
    then = consequences(repo, cells)
    up = any(entry.leave.id == leave.id and entry.moved_up for entry in line)
    return LeaveCard(
        leave,
        tuple(_history(repo, chain, leave)),
        tuple(_hours(places, leave)),
        tuple(obstacle.text for obstacle in against),
        cells,
        tuple(
            RuleLine(
                *(each.rule.code, each.rule.name, each.rule.level),
                *(each.before, each.after),
                *(each.rule.counts_in, each.rule.counts_by),
            )
            for each in then.worse
        ),
        then.short,
        alternatives(places, leave) if any(obstacle.binds for obstacle in against) else (),
        decidable=live and (leave.state.value == "requested" or up),
        levels=then.levels,
    )


def _history(repo: Repository, chain: Chain[LeaveEvent], leave: Leave) -> Iterator[str]:
    """What happened, in order; a draw comes after the request that it drew."""
    asked, *later = [(event.at, _event(repo, event, leave)) for event in chain.events]
    draws = (
        (
            draw.event.at,
            f"{place.result.value} by the draw {draw.id} of {draw.event.by}{_on(repo, draw.event.at)}",
        )
        for draw in repo.draws
        for place in draw.event.place
        if place.leave == leave.id
    )
    told = sorted([asked, *draws, *later], key=lambda entry: datetime.fromisoformat(entry[0]))
    yield from (sentence for _, sentence in told)


def _event(repo: Repository, event: LeaveEvent, leave: Leave) -> str:
    behalf = f" for {event.for_}, told {_TOLD[event.means.value]}" if event.for_ and event.means else ""
    reason = f" ({event.reason.value})" if event.reason else ""
    months = asked_late(repo, leave) if event.event is Step.REQUESTED else ()
    late = f", late for {' and '.join(months)}" if months else ""
    return f"{event.event.value}{reason} by {event.by}{_on(repo, event.at)}{behalf}{late}"


def _on(repo: Repository, at: str) -> str:
    day = day_at(repo.centre, at)
    return f" on {day_words(day)} {day.year}"


_TOLD = {"in-person": "in person", "phone": "by phone", "paper": "on paper", "file": "in a file"}


def _hours(places: Places, leave: Leave) -> Iterator[str]:
    """The hours that it takes of each leave year, and what is left there."""
    found = list(balances(places, leave, ()))
    for balance, minutes in found:
        yield (
            f"{length(minutes)} hours of leave; {leave.agent} has {length(balance.left)} left until {balance.end}"
            f"{', this not counted' if not leave.granted else ', this counted'}"
        )
