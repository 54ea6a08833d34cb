"""Months that are missing: between the published rotas of a group, and in what the rules of a rota look back on."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rota.domain.period import Period
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.repository import Repository
from rota.files.shelf import base_path
from rota.rules import Finding
from rota.show.words import counted
from rota.work.situation import MONTHS_BEFORE


def missing_months(repo: Repository) -> Iterator[Finding]:
    """A must finding for each stretch of months between two published rotas of a group of which nothing is published."""
    for group in repo.centre.group:
        published = sorted(repo.bases(group.id))
        for first, last in pairwise(published):
            between = tuple(_between(first, last))
            # What was published and is gone is said by its record.
            missing = tuple(month for month in between if not _recorded(repo, group.id, month))
            if missing:
                yield _missing(repo, group.id, missing, first, last)


def _missing(repo: Repository, group: str, missing: Sequence[str], first: str, last: str) -> Finding:
    weeks = sum(len(Period.of_month(month).weeks) for month in missing)
    drafted = [month for month in missing if repo.draft_numbers(group, month)]
    fix = (
        f"publish its draft: rota publish {drafted[0]} --group {group}"
        if drafted
        else f"bring it back from git if it was there, or make it up: rota plan {missing[0]} --group {group}"
    )
    return fault(
        Code.MONTH_MISSING,
        f"{group} has no published rota of {_span(missing)} ({counted(weeks, 'week')}), though those of {first} and {last} are",
        fix,
        Place(base_path(group, last)),
        second=Place(base_path(group, first)),
    ).with_(amount=weeks, unit="weeks without a rota")


def _recorded(repo: Repository, group: str, month: str) -> bool:
    publication = repo.publication(group, month)
    return publication is not None and publication.published is not None


def history_missing(repo: Repository, rota: Rota) -> Iterator[Finding]:
    """An unknown finding for each stretch of months before ``rota`` that its agents worked and nothing is known of.

    Looked at are the months after the opening balances, or without any after the first published rota, as far as
    facts reach back: that nothing is known before those, rules say themselves.
    """
    months = tuple(_looked_at(repo, rota.facts.period))
    unknown = {month: agents for month in months if (agents := _unknown_for(repo, rota, month))}
    for stretch in _stretches(unknown):
        whose = {agent for month in stretch for agent in unknown[month]}
        yield fault(
            Code.HISTORY_MISSING,
            f"{_span(stretch)} is not known for {len(whose)} of {counted(len(rota.agents), 'agent')}, so what rules count "
            "back over it may be too low",
            "publish the month, bring its rota back from git, or count it in history.toml, up to its as-of",
            rota.place,
        ).with_(unknown=True, amount=0)


def _looked_at(repo: Repository, period: Period) -> Iterator[str]:
    """The months before ``period`` of which something should be known, the earliest first."""
    published = [month for group in repo.centre.group for month in repo.bases(group.id)]
    counted_to = repo.history.as_of
    months = []
    for _ in range(MONTHS_BEFORE):
        period = period.before
        if counted_to is not None and period.end <= counted_to:
            break
        months.append(period.month)
    known = [month for month in months if month in published]
    begin = months[-1] if counted_to is not None and months else min(known, default="")
    return (month for month in reversed(months) if begin and month >= begin)


def _unknown_for(repo: Repository, rota: Rota, month: str) -> tuple[str, ...]:
    """The agents of ``rota`` who belonged in ``month`` to a group that has no published rota of it."""
    last = Period.of_month(month).end
    groups = ((agent, repo.group_of(agent, last)) for agent in rota.agents)
    return tuple(agent for agent, group in groups if group and month not in repo.bases(group))


def _between(first: str, last: str) -> Iterator[str]:
    """The months after ``first`` and before ``last``."""
    month = Period.of_month(first).after.month
    while month < last:
        yield month
        month = Period.of_month(month).after.month


def _stretches(months: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Months that follow one another, together."""
    stretch: tuple[str, ...] = ()
    for month in months:
        if stretch and Period.of_month(stretch[-1]).after.month != month:
            yield stretch
            stretch = ()
        stretch += (month,)
    if stretch:
        yield stretch


def _span(months: Sequence[str]) -> str:
    return months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
