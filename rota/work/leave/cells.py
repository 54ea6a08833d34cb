"""The published cells that leave changes, when it is granted and when it is taken back."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from rota.domain import leavecells
from rota.domain.cell import OFF, Cell, Kind
from rota.domain.clock import day_words
from rota.domain.leave import Leave
from rota.domain.matter import BASE, CellChange
from rota.domain.period import Period, span
from rota.files.repository import Repository
from rota.work.amend import CellKey
from rota.work.breaks import with_breaks
from rota.work.errors import Refused
from rota.work.leave.places import Places


def taken(places: Places, leave: Leave) -> dict[CellKey, Cell]:
    """The published cells that granting ``leave`` changes, as they become."""
    days = ((day, places.with_leave(leave, day)) for day in span(leave.first, leave.last))
    return {
        (leave.agent, day): cell
        for day, cell in days
        if cell is not None and places.published(leave.agent, day) is not None
    }


def given_back(places: Places, leave: Leave) -> dict[CellKey, Cell]:
    """The published cells of granted leave as they become without it.

    What stood there before the leave comes back, break and all; a day that was planned as leave becomes the agent's most
    frequent shift of that weekday in the month, with its break where that does least harm. Refused, naming it, where another change stands on one of them.
    """
    found: dict[CellKey, Cell] = {}
    anew: dict[CellKey, Cell] = {}
    for day in span(leave.first, leave.last):
        now = places.published(leave.agent, day)
        if now is None:
            continue
        before = _before(places.repo, leave, day)
        if before is not None:
            found[leave.agent, day] = before
        elif now.kind is Kind.LEAVE:
            anew[leave.agent, day] = _usual(places, leave.agent, day)
        elif leave.half is not None and leavecells.without_leave(now) != now:
            anew[leave.agent, day] = leavecells.without_leave(now)
    return found | with_breaks(places.repo, anew)


def _before(repo: Repository, leave: Leave, day: date) -> Cell | None:
    """What stood in the cell before this leave; None where it was planned with it."""
    head, own = repo.effective.head(leave.agent, day), f"leave/{leave.id}/"
    link = next((cell for ref, cell in _links(repo, leave, day) if ref.startswith(own)), None)
    if head != BASE and not head.startswith(own):
        matter = head.rpartition("/")[0]
        raise Refused(
            f"{matter} has changed the cell of {leave.agent} on {day_words(day)} since; "
            f"take that back first, or leave this leave as it is"
        )
    return link.old if link else None


def _links(repo: Repository, leave: Leave, day: date) -> Iterator[tuple[str, CellChange]]:
    for change in repo.effective.applied:
        for cell in change.cells:
            if (cell.agent, cell.day) == (leave.agent, day):
                yield change.ref, cell


def _usual(places: Places, agent: str, day: date) -> Cell:
    """The shift that ``agent`` works most often on that weekday of the month, without timed parts."""
    group = places.repo.group_of(agent, day) or ""
    rota = places.repo.rotas(group)[Period.holding(day).month]
    worked = Counter(
        Cell(cell.kind, cell.pattern, cell.service)
        for other, cell in sorted(rota.cells.get(agent, {}).items())
        if cell.is_shift and other.weekday() == day.weekday()
    )
    if worked:
        return worked.most_common(1)[0][0]
    return leavecells.usual_shift(places.facts(group), agent, day) or OFF


def drafted_months(repo: Repository, leave: Leave) -> tuple[str, ...]:
    """The months of ``leave`` that have a draft, made before it was decided, and are not published."""
    found: dict[str, None] = {}
    for day in span(leave.first, leave.last):
        group, month = repo.group_of(leave.agent, day), Period.holding(day).month
        if group and repo.draft_numbers(group, month) and month not in repo.bases(group):
            found[month] = None
    return tuple(found)
