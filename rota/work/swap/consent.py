"""Whose word a leader's edit of published cells needs: inside the notice window nobody's hours change without theirs."""

from collections.abc import Iterable, Mapping

from rota.domain.hours import attendance
from rota.domain.matter import CellChange
from rota.files.repository import Repository
from rota.work.clock import today
from rota.work.publishing.stage import frozen_until
from rota.work.swap.months import Months


def to_agree(repo: Repository, cells: Iterable[CellChange]) -> Mapping[str, int]:
    """The agents whose hours ``cells`` change on a day that is inside the notice window today, and how many days ahead.

    Another service inside the same hours is a leader's instruction, which needs nobody's word.
    """
    until, now, months = frozen_until(repo), today(repo.centre), Months(repo)
    found: dict[str, int] = {}
    for change in sorted(cells, key=lambda one: one.day):
        facts = months.of(change.agent, change.day).facts
        if change.day <= until and attendance(change.old, facts) != attendance(change.new, facts):
            found.setdefault(change.agent, (change.day - now).days)
    return found
