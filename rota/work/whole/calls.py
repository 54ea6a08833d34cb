"""Calls that nothing says the number of: what they ask for is not known, and no rota can be judged by it."""

from collections.abc import Iterator
from datetime import date

from rota.domain.clock import day_words
from rota.domain.facts import Facts
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.files.codes import Code
from rota.files.errors import fault, remark
from rota.files.repository import Repository
from rota.rules import Finding, Level
from rota.show.words import counted


def calls_unknown(repo: Repository) -> Iterator[Finding]:
    """A should finding for each service with ``[[calls]]`` and neither a profile nor a listed day."""
    listed = {service for service, _ in repo.volumes}
    expected = listed | {calls.service for calls in repo.demand.calls if calls.day}
    for service in dict.fromkeys(calls.service for calls in repo.demand.calls):
        if service not in expected:
            yield remark(
                Code.NO_VOLUMES,
                f"{service} answers calls, and nothing says how many to expect: no [[calls.day]], and no file in demand/",
                "forecast a month from what came before: rota demand forecast MONTH; or write what a usual day brings",
                place_of_calls(repo, service),
                level=Level.SHOULD,
            )


def calls_missing(repo: Repository, rota: Rota) -> Iterator[Finding]:
    """An unknown finding for each service of ``rota`` of some of whose open days nothing says how many calls come."""
    facts = rota.facts
    for service in facts.services:
        open_days = [day for day in facts.period.days if facts.hours(service, day)]
        missing = days_unknown(facts, service)
        if missing:
            which = f"{len(missing)} of {counted(len(open_days), 'open day')}"
            yield fault(
                Code.NO_VOLUMES,
                f"how many calls come to {service} is not known on {which}, from {day_words(missing[0])} on, "
                "so nobody can say whether they are answered in time",
                f"forecast them: rota demand forecast {facts.period.month}; or add [[calls.day]] profiles for such days",
                place_of_calls(repo, service),
            ).with_(unknown=True, amount=0)


def days_unknown(facts: Facts, service: str) -> tuple[date, ...]:
    """The open days on which ``service`` answers calls and nothing says how many."""
    return tuple(
        day
        for day in facts.period.days
        if facts.hours(service, day)
        and facts.demand.calls_at(service, day) is not None
        and not facts.loads(service, day)
    )


def place_of_calls(repo: Repository, service: str) -> Place:
    """Where the first ``[[calls]]`` of ``service`` stands."""
    return next(
        document.place("calls", at)
        for document, demand in repo.contents.demand
        for at, calls in enumerate(demand.calls)
        if calls.service == service
    )
