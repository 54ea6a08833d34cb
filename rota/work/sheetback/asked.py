"""Edits of a workbook that are asked for already: the same file taken back twice makes no second request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rota.domain.cell import Cell
from rota.domain.changes import OPEN, ChangeKind, ChangeMatter
from rota.domain.clock import day_words
from rota.domain.demand import Demand
from rota.domain.duties import duty
from rota.files.repository import Repository
from rota.files.wording import listed
from rota.work.clock import today
from rota.work.errors import Refused
from rota.work.sheetback.back import Back
from rota.work.situation import facts_of
from rota.work.swap.sentences import local_day

CellKey = tuple[str, date]


@dataclass(frozen=True)
class Asked:
    """The open edits that ask for some of the cells; ``of`` says which does, by cell."""

    of: Mapping[CellKey, ChangeMatter]

    @property
    def matters(self) -> tuple[ChangeMatter, ...]:
        """The edits, each once."""
        return tuple({matter.id: matter for matter in self.of.values()}.values())


def asked_already(repo: Repository, back: Back) -> str:
    """Which open edits ask for all cells of the workbook, in words; empty where none of its cells is asked for.

    Refused, cell by cell, where only some of them are: asked for twice, the second would be stale once the first is approved.
    """
    asked = _asked(repo, back)
    if not asked.of:
        return ""
    if all(edit.key in asked.of for edit in back.edits):
        return f"These edits are asked for already as {listed(_words(repo, asked.matters))}; nothing was written."
    reasons = [
        f"{edit.ref}: {edit.agent} on {day_words(edit.day)} as {edit.cell} is asked for already in {asked.of[edit.key].id}"
        for edit in back.edits
        if edit.key in asked.of
    ]
    ids = [matter.id for matter in asked.matters]
    withdraw = " and ".join(f"`rota swap withdraw {id}`" for id in ids)
    reasons.append(
        "Nothing was written: put these cells back as they were, so that only the others are asked for; or take back "
        f"what was asked, {withdraw}, and import again."
    )
    raise Refused("\n".join(reasons))


def _asked(repo: Repository, back: Back) -> Asked:
    demand = facts_of(repo, back.origin.group, back.origin.month, draft=back.chosen.file).demand
    wanted = back.wanted
    found: dict[CellKey, ChangeMatter] = {}
    for matter in repo.changes:
        if matter.kind is ChangeKind.EDIT and matter.state(today(repo.centre)) in OPEN:
            for key, cell in _cells(matter, demand):
                if wanted.get(key) == cell:
                    found.setdefault(key, matter)
    return Asked(found)


def _cells(matter: ChangeMatter, demand: Demand) -> Iterator[tuple[CellKey, Cell]]:
    """What an edit asks for, without the breaks, which a sheet does not say."""
    for change in matter.proposed:
        yield (change.agent, change.day), duty(change.new, demand)


def _words(repo: Repository, matters: tuple[ChangeMatter, ...]) -> Iterator[str]:
    for matter in matters:
        first = matter.events[0]
        yield f"{matter.id} (by {matter.asker}, {day_words(local_day(repo, first))})"
