"""What services need, as a staff copy says it: heads by half hour, and nothing of how they were worked out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from rota.domain.clock import hhmm
from rota.domain.facts import Facts
from rota.domain.interval import INTERVAL
from rota.domain.period import Period
from rota.files.loading import listing
from rota.files.repository import Repository
from rota.work.staffing import staffing_of

Table = dict[str, Any]


def needs_here(
    repo: Repository, group: str, people: Sequence[Table], days: Sequence[date]
) -> Iterator[Table]:
    """The needs of the services that somebody of ``people`` is trained for: those given, and on ``days`` what calls ask for."""
    yield from _demand(repo, people)
    yield from _answered(repo, group, people, days)


def deferrable_here(repo: Repository, people: Sequence[Table]) -> Iterator[Table]:
    """The work that can wait, of services that somebody of ``people`` is trained for: it says what fills troughs."""
    yield from _tables(repo, "deferrable", _served(repo, people))


def _served(repo: Repository, people: Sequence[Table]) -> set[str]:
    """The services that somebody here is trained for."""
    skills = {skill for entry in people for skill in entry["skills"]}
    return {service.id for service in repo.centre.service if service.needs_skill in skills}


def _demand(repo: Repository, people: Sequence[Table]) -> Iterator[Table]:
    """What the services need that somebody here is trained for."""
    yield from _tables(repo, "need", _served(repo, people))


def _tables(repo: Repository, key: str, served: set[str]) -> Iterator[Table]:
    alone = ["demand.toml"] if (repo.root / "demand.toml").is_file() else []
    for document in map(repo.document, [*alone, *files_of(repo, "demand")]):
        for table in document.data.get(key, ()):
            if table["service"] in served:
                yield dict(table)


def _answered(repo: Repository, group: str, people: Sequence[Table], days: Sequence[date]) -> Iterator[Table]:
    """The required headcount, day by day, of services where calls are answered; the calls themselves stay behind."""
    facts = Facts(
        period=Period.holding(days[0]),
        group=group,
        centre=repo.centre,
        people=repo.people,
        calendar=repo.calendar,
        demand=repo.demand,
        staffing=staffing_of(repo),
    )
    for service in sorted(_served(repo, people).intersection(facts.services)):
        for day in days:
            needs = facts.needs(service, day) if facts.loads(service, day) else {}
            if needs:
                first, last = min(needs), max(needs)
                heads = [needs.get(at, 0) for at in range(first, last + 1, INTERVAL)]
                yield {"service": service, "date": day, "start": hhmm(first), "heads": heads}


def files_of(repo: Repository, folder: str) -> list[str]:
    """The TOML files of a folder."""
    return [f"{folder}/{name}" for name in listing(repo.root, folder) if name.endswith(".toml")]
