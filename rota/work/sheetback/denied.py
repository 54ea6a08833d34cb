"""Edits that policy or a must rule forbids, told by the cells of the sheet in which they stand."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from rota.domain.changes import ChangeEvent, ChangeMatter
from rota.domain.policy import Ruling
from rota.files.repository import Repository
from rota.files.wording import listed
from rota.rules import CellKey, Finding
from rota.work.errors import Refused
from rota.work.sheetback.back import Back
from rota.work.sheetback.edits import SheetEdit
from rota.work.swap.ask import refuse_denied
from rota.work.swap.card import Decision, decision_of
from rota.work.swap.policy import of_ruling

_FEW = 3
"""So many cells are named in front of one finding."""


def refuse_cells(
    repo: Repository, back: Back, event: ChangeEvent, decision: Decision, denied: Sequence[Finding]
) -> NoReturn:
    """Refused with the ``denied`` findings, each behind the edited cells it is about, and with whether the rest could be asked for."""
    at_fault = {edit.key: edit.ref for finding in denied for edit in _edits(back, finding)}
    try:
        refuse_denied(decision, "the edits were not asked for")
    except Refused as error:
        others = _others(repo, event, at_fault) if at_fault else ""
        raise Refused(f"{error}{others}", [_named(back, finding) for finding in denied]) from None
    raise AssertionError(denied)


def _edits(back: Back, finding: Finding) -> tuple[SheetEdit, ...]:
    """The edits that a finding is about: those of its cells, or of its agent and day."""
    about = {*finding.cells, (finding.agent, finding.day)}
    return tuple(edit for edit in back.edits if edit.key in about)


def _named(back: Back, finding: Finding) -> Finding:
    edits = _edits(back, finding)
    refs = ", ".join(edit.ref for edit in edits[:_FEW])
    more = f" and {len(edits) - _FEW} more" if len(edits) > _FEW else ""
    return finding.with_(message=f"{refs}{more}: {finding.message}") if edits else finding


def _others(repo: Repository, event: ChangeEvent, at_fault: Mapping[CellKey, str]) -> str:
    """Whether the other edits could be asked for by themselves, as a last half sentence; empty where there are none."""
    rest = tuple(cell for cell in event.cell if (cell.agent, cell.day) not in at_fault)
    if not rest:
        return ""
    alone = decision_of(repo, ChangeMatter.of("rest", (event.model_copy(update={"cell": rest}),)))
    if of_ruling(alone.ruled, Ruling.DENY):
        return ""
    fine = "edit is" if len(rest) == 1 else "edits are"
    return f". The other {f'{len(rest)} ' if len(rest) > 1 else ''}{fine} fine: put back {listed(at_fault.values())}, and import again"
