"""Edit a draft by hand: set, pin and unpin a cell, and say what that changes for the rules.

A shift whose break is to be placed gets it where it costs least, unless it is given by hand. Nobody edits a published month, and a draft that staff were told is kept as they know it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rota.domain.breaks import breaks
from rota.domain.breaktimes import OutsideWindow, outside_window, placed
from rota.domain.cell import AWAY_PARTS, UNSERVED_PARTS, Cell, Part, parse_cell
from rota.domain.clock import day_words
from rota.domain.duties import duty
from rota.files.repository import Repository
from rota.files.rotafile import Edit, RotaFile
from rota.files.write import Taken
from rota.rules import Finding
from rota.work.choose import Chosen, choose_draft, group_of_agent, month_of
from rota.work.errors import Refused, Unusable, nearest
from rota.work.publishing.stage import day_at, refuse_published, require_charge, told_draft
from rota.work.situation import check_rota, facts_of, rota_of


@dataclass(frozen=True)
class Target:
    """The cell to be edited, in which draft, and who edits it."""

    agent: str
    day: date
    by: str
    group: str | None = None
    draft: int | None = None


@dataclass(frozen=True)
class Edited:
    """What an edit did: to which draft, the cell before and after, and the findings that came and went.

    ``told`` is a warning that staff know the cell as it was; empty where nobody was told. ``placed`` are the breaks that
    were placed, and ``outside`` one that was given and lies outside its window.
    """

    draft: str
    before: Cell
    after: Cell
    pinned: bool
    came: tuple[Finding, ...] = ()
    went: tuple[Finding, ...] = ()
    told: str = ""
    placed: tuple[Part, ...] = ()
    outside: OutsideWindow | None = None


@dataclass(frozen=True)
class Saved:
    """The draft in which an edit was kept, the findings that came and went, and a warning where staff know it otherwise."""

    draft: str
    came: tuple[Finding, ...] = ()
    went: tuple[Finding, ...] = ()
    told: str = ""


def set_cell(repo: Repository, target: Target, text: str) -> Edited:
    """Put a cell into a draft and pin it there, so that planning again keeps it."""
    chosen, before = _find(repo, target)
    given = _read(repo, target, text)
    rota = rota_of(repo, chosen.file)
    key = (target.agent, target.day)
    kept = given == duty(before, rota.facts.demand) and breaks(before)
    after = before if kept else placed(rota, {key: given})[key]
    file = with_cell(with_pin(chosen.file, target), target, after)
    edited = _saved(repo, chosen, file, target, before, after)
    found = () if after in (given, before) else breaks(after)
    return replace(edited, placed=found, outside=outside_window(after, rota.facts))


def pin(repo: Repository, target: Target) -> Edited:
    """Keep a cell of a draft as it is when the month is planned again."""
    chosen, cell = _find(repo, target)
    return _saved(repo, chosen, with_pin(chosen.file, target), target, cell, cell)


def unpin(repo: Repository, target: Target) -> Edited:
    """Let the planner decide a cell again; Unusable if it is not pinned."""
    chosen, cell = _find(repo, target)
    pins = {agent: dict(days) for agent, days in chosen.file.pins.items()}
    if pins.get(target.agent, {}).pop(target.day, None) is None:
        raise Unusable(f"{target.agent} on {target.day} is not pinned in {chosen}; nothing to unpin")
    return _saved(repo, chosen, replace(chosen.file, pins=pins), target, cell, cell)


def _find(repo: Repository, target: Target) -> tuple[Chosen, Cell]:
    month = month_of(target.day)
    group = group_of_agent(repo, target.agent, target.day, target.group)
    require_charge(repo, group, target.by, f"edit the drafts of {group} {month}")
    refuse_published(repo, group, month)
    chosen = choose_draft(repo, group, month, target.draft)
    cell = chosen.file.cells.get(target.agent, {}).get(target.day)
    if cell is None:
        raise Unusable(f"{chosen} has no cell of {target.agent} on {target.day}; see `rota show {month}`")
    return chosen, cell


def _read(repo: Repository, target: Target, text: str) -> Cell:
    try:
        cell = parse_cell(text)
    except ValueError as error:
        raise Unusable(f"{error}; for instance {_example(repo)}") from error
    _check_ids(repo, target, cell)
    return cell


def _check_ids(repo: Repository, target: Target, cell: Cell) -> None:
    facts = facts_of(repo, group_of_agent(repo, target.agent, target.day, target.group), month_of(target.day))
    if cell.is_shift and cell.pattern not in facts.patterns:
        raise Unusable(f'no pattern is named "{cell.pattern}"; {nearest(cell.pattern, facts.patterns)}')
    served = [cell.service] if cell.is_shift else []
    served += [part.what for part in cell.parts if part.what not in AWAY_PARTS | UNSERVED_PARTS]
    wrong = next((service for service in served if service not in facts.services), None)
    if wrong is not None:
        raise Unusable(f'no service here is named "{wrong}"; {nearest(wrong, facts.services)}')


def _example(repo: Repository) -> str:
    return f'"{repo.centre.pattern[0].id} {repo.centre.service[0].id}"'


def with_pin(file: RotaFile, target: Target) -> RotaFile:
    """``file`` with the cell pinned."""
    pins = {agent: dict(days) for agent, days in file.pins.items()}
    pins.setdefault(target.agent, {})[target.day] = target.by
    return replace(file, pins=pins)


def with_cell(file: RotaFile, target: Target, after: Cell) -> RotaFile:
    """``file`` with another cell, and who edited it."""
    cells = {agent: dict(days) for agent, days in file.cells.items()}
    before = cells[target.agent][target.day]
    cells[target.agent][target.day] = after
    edit = Edit(target.agent, target.day, str(before), str(after), target.by)
    return replace(file, cells=cells, edits=(*file.edits, edit))


def _saved(
    repo: Repository, chosen: Chosen, file: RotaFile, target: Target, before: Cell, after: Cell
) -> Edited:
    saved = save(repo, chosen, file, moved=before != after)
    pinned = target.day in file.pins.get(target.agent, {})
    return Edited(saved.draft, before, after, pinned, saved.came, saved.went, saved.told)


def save(repo: Repository, chosen: Chosen, file: RotaFile, *, moved: bool) -> Saved:
    """Keep an edited draft, and say what that changes for the rules; ``moved`` says that cells are others than before."""
    was = check_rota(repo, chosen.file).findings
    came, went = compare(was, check_rota(repo, file).findings)
    saved, told = _keep(repo, chosen, file, moved=moved)
    if saved.draft != chosen.draft and saved.draft is not None:
        # What came stands in another file now, and is looked up there.
        came, _ = compare(was, check_rota(repo, repo.draft(file.group, file.month, saved.draft)).findings)
    return Saved(str(saved), came, went, told)


def _keep(repo: Repository, chosen: Chosen, file: RotaFile, *, moved: bool) -> tuple[Chosen, str]:
    """Save the edit in the draft's place; a draft that staff were told stays, and its edit is a new draft.

    A pin changes nothing that anybody was told.
    """
    if chosen.draft is None:
        raise ValueError(f"{chosen} is published and never edited")
    # Somebody may have told or published it since it was read.
    now = repo.as_it_is_now()
    refuse_published(now, file.group, file.month)
    told = told_draft(now, file.group, file.month, chosen.draft)
    if told is None or not moved:
        try:
            repo.save_draft(file, chosen.draft)
        except Taken:
            raise Refused(f"somebody else has just edited {chosen}; look at it, and edit it again") from None
        return chosen, ""
    new = Chosen(file, repo.write_draft(file))
    return new, (
        f"Staff have been told draft {chosen.draft}, on {day_words(day_at(repo.centre, told.at))}: it stays as it "
        f"was, and this edit is in draft {new.draft}. Tell them again: rota tell {file.month}"
    )


def compare(
    before: Iterable[Finding], after: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that came and those that went; where a finding stands in the file does not count."""
    return _beyond(tuple(after), before), _beyond(tuple(before), after)


def _beyond(found: tuple[Finding, ...], others: Iterable[Finding]) -> tuple[Finding, ...]:
    left = Counter(_sense(other) for other in others)
    beyond = []
    for finding in found:
        if left[_sense(finding)] > 0:
            left[_sense(finding)] -= 1
        else:
            beyond.append(finding)
    return tuple(beyond)


def _sense(finding: Finding) -> tuple[object, ...]:
    """What makes two findings the same: the words only where no cell does, since they may count other cells."""
    words = finding.message if finding.agent is None or finding.day is None else ""
    return (finding.code, finding.level, finding.agent, finding.day, finding.amount, words)
