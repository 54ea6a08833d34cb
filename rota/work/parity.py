"""Who had how much of what, over a year of published rotas: employers, and full-timers against part-timers."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from rota.domain.parity import Counted, Parity
from rota.domain.paritycount import (
    bank_holidays,
    changes,
    here,
    known_from,
    lates,
    leave,
    notice,
    saturdays,
    wishes,
)
from rota.domain.period import ONE_DAY, ONE_WEEK, Period
from rota.domain.rota import Rota
from rota.domain.saturdays import open_saturdays
from rota.files.repository import Repository
from rota.work.choose import group_of
from rota.work.errors import Unusable
from rota.work.recording import record_of
from rota.work.situation import rota_of

YEAR = 52 * ONE_WEEK
"""Whole weeks, so that every year has as many Saturdays."""


def parity(repo: Repository, until: str | None, group: str | None) -> Parity:
    """What counts in the year to the end of ``until``, or else of the last published rota; of all groups unless one is named.

    Unusable where no rota is published by then.
    """
    groups = [group_of(repo, group)] if group else [entry.id for entry in repo.centre.group]
    rotas = [rota for name in groups if (rota := _last_rota(repo, name, until)) is not None]
    if not rotas:
        raise Unusable(_nothing(repo, groups, until))
    last = max(rota.end for rota in rotas)
    wanted = last + ONE_DAY - YEAR
    first = max(wanted, min(known_from(rota) for rota in rotas))
    opened = {day for rota in rotas for day in open_saturdays(rota.facts, first, rota.end)}
    months = [(rota, month) for rota in rotas for month in _months(repo, rota, first)]
    counted = chain(
        *(_of_cells(rota, first) for rota in rotas),
        *(_of_record(repo, rota.facts.group, month, first) for rota, month in months),
    )
    names = tuple(f"{rota.facts.group}/{month}" for rota, month in months)
    return Parity(wanted, first, last, names, len(opened), tuple(sorted(counted, key=_order)))


def _last_rota(repo: Repository, group: str, until: str | None) -> Rota | None:
    """The last published rota of ``group``, of ``until`` at the latest."""
    months = sorted(month for month in repo.rotas(group) if until is None or month <= until)
    return rota_of(repo, repo.rotas(group)[months[-1]]) if months else None


def _nothing(repo: Repository, groups: list[str], until: str | None) -> str:
    there = sorted(month for group in groups for month in repo.rotas(group))
    if not there:
        return "no rota is published yet, so there is nothing to compare; publish one: rota publish MONTH"
    return f"no rota is published until {until}; the first is that of {there[0]}"


def _months(repo: Repository, rota: Rota, first: date) -> list[str]:
    """The published months of the rota's group that reach into the time from ``first`` to its end."""
    months = sorted(repo.rotas(rota.facts.group))
    return [
        month for month in months if Period.of_month(month).end >= first and month <= rota.facts.period.month
    ]


def _of_cells(rota: Rota, first: date) -> Iterator[Counted]:
    """What the cells of a year tell, up to the end of ``rota``."""
    last = rota.end
    yield from here(rota.facts, first, last)
    yield from saturdays(rota, first, last)
    yield from lates(rota, first, last)
    yield from wishes(rota, first, last)
    yield from leave(rota.facts, first, last)
    yield from bank_holidays(rota, first, last)


def _of_record(repo: Repository, group: str, month: str, first: date) -> Iterator[Counted]:
    """What the record of one month tells; its notice only if all of it lies in the time."""
    rota, record = rota_of(repo, repo.rotas(group)[month]), record_of(repo, group, month)
    if rota.start >= first:
        yield from notice(rota, record)
    yield from (one for one in changes(rota, record) if one.day >= first)


def _order(one: Counted) -> tuple[str, bool, int, str, date, str]:
    return (
        one.side.employer,
        not one.side.full_time,
        tuple(type(one.figure)).index(one.figure),
        one.agent,
        one.day,
        one.what,
    )
