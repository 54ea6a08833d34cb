"""Months that are over and whose hours nobody has confirmed, for a centre that confirms hours."""

from collections.abc import Iterator
from datetime import date

from rota.domain.period import Period
from rota.files.closings import closed_months
from rota.files.repository import Repository
from rota.show.waiting import Over
from rota.work.closing.steps import command


def over(repo: Repository, group: str, now: date) -> Iterator[Over]:
    """The published months of ``group`` that are over and not closed to their end.

    From the first on that was ever closed, as they are closed in order. Before that the last one alone, where the centre
    has ``[payroll]``; none where it has not, as it may never close any.
    """
    closed = dict(closed_months(repo.root, group))
    if not closed and "payroll" not in repo.centre.model_fields_set:
        return
    # What opening balances count was before this centre used rota.
    after = repo.history.as_of or date.min
    months = [month for month in sorted(repo.bases(group)) if after < Period.of_month(month).end < now]
    for month in [month for month in months if month >= min(closed)] if closed else months[-1:]:
        end, until = Period.of_month(month).end, closed.get(month)
        if until != end:
            yield Over(group, month, end, until, command(repo, "close", group, month))
