"""What only the facts of a repository tell: clocks that disagree, a publication cut short, people nobody knows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from rota.files.matters import Chain
from rota.files.names import FILE as NAMES
from rota.files.repository import Repository
from rota.work.clock import now
from rota.work.doctor.gitcare import git_email
from rota.work.doctor.trouble import Trouble
from rota.work.publishing.stage import cut_short

AHEAD = timedelta(hours=1)
"""How far an event may lie in the future: clocks differ by minutes, not by hours."""

BEHIND = timedelta(days=366)
"""After so long without any event a clock is more likely wrong than a rota unused."""


def fact_troubles(repo: Repository) -> Iterator[Trouble]:
    """What is wrong with ``repo``, which can be read."""
    yield from _clock(repo)
    for chain in repo.publication_chains:
        _, group, month = chain.ref.split("/")
        if cut_short(repo, group, month):
            yield Trouble(
                f"rotas/{group}/{month}.toml",
                f"{group} {month} is recorded as published, but its rota is not there",
                f"publish it again, which finishes it: rota publish {month}",
            )
    # A staff copy has nobody's address.
    email = "" if repo.staff_copy else git_email(repo.root)
    if (
        email
        and repo.names
        and email.casefold() not in {name.email.casefold() for name in repo.names.values()}
    ):
        yield Trouble(
            NAMES,
            f'nobody in it has the address "{email}" under which git commits here, so rota cannot tell who you are',
            "add it to your entry, or set ROTA_AS to your id",
        )
    known = {agent.id for agent in repo.people.agent} | set(repo.names)
    for id in repo.centre.hr:
        if repo.names and id not in known:
            yield Trouble(
                "centre.toml",
                f"hr has {id}, whom neither people.toml nor {NAMES} knows",
                "correct the id, or add it to names.toml",
            )


def _clock(repo: Repository) -> Iterator[Trouble]:
    chains: tuple[Chain[Any], ...] = (
        *repo.leave_chains,
        *repo.absence_chains,
        *repo.change_chains,
        *repo.publication_chains,
        *repo.round_chains,
    )
    moments = {
        moment: chain.ref for chain in chains for event in chain.events if (moment := _moment(event.at))
    }
    if not moments:
        return
    newest, present = max(moments), now()
    if newest > present + AHEAD:
        yield Trouble(
            moments[newest],
            f"it was written on {newest:%Y-%m-%d at %H:%M} UTC, and it is {present:%Y-%m-%d %H:%M} now",
            "set the clock of this computer, or of the one that wrote it; orders go by links, but notice goes by dates",
        )
    elif present > newest + BEHIND:
        yield Trouble(
            moments[newest],
            f"this is the newest event, of {newest:%Y-%m-%d}, and it is {present:%Y-%m-%d} now, over a year later",
            "see whether the clock of this computer is right",
        )


def _moment(at: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
