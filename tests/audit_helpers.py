"""A published December in which things were done: a swap asked for, accepted and approved, an absence, and their files."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from rota.domain.absence import AbsenceEvent
from rota.domain.anchor import AnchorEvent
from rota.domain.cell import parse_cell
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.matter import Claim, Means, Step
from rota.files import matters
from rota.files.digest import digest
from rota.files.repository import Repository
from rota.files.toml import read_toml
from rota.work.amend import changes_to, evidence, relinked
from rota.work.judging import check_month
from tests.living_world import DEPUTY, GROUP, LEADER, MONTH

DAY = date(2026, 12, 8)
"""Here a4 works early and a5 late, both at reception."""

SWAP, ABSENCE = "changes/swap00000001", "absence/absence00001"


def at(day: int, hour: int = 9) -> str:
    """A moment in November 2026."""
    return f"2026-11-{day:02}T{hour:02}:00:00+00:00"


def changed(root: Path, **fields: Any) -> dict[str, Any]:
    """The cells of the swap of a4 and a5, on what stands there now, and what they were judged against."""
    repo = Repository.open(root)
    base = repo.bases(GROUP)[MONTH].cells
    cells = changes_to(repo, {("a4", DAY): base["a5"][DAY], ("a5", DAY): base["a4"][DAY]})
    return {"kind": ChangeKind.SWAP, "cell": cells, **evidence(repo, cells), **fields}


def swap(root: Path, ref: str = SWAP, *, day: int = 10, by: str = DEPUTY) -> None:
    """The swap, asked for, accepted through the leader, and approved."""
    asked = ChangeEvent(event=Step.REQUESTED, by="a4", at=at(day), claim=Claim.STATED, **changed(root))
    matters.begin_at(root, ref, asked)
    said = {"by": LEADER, "for_": "a5", "means": Means.PHONE, "claim": Claim.LOGIN}
    then(root, ref, ChangeEvent(event=Step.ACCEPTED, kind=ChangeKind.SWAP, at=at(day + 1), **said))
    repo = Repository.open(root)
    cells = relinked(repo, asked.cell)
    then(
        root,
        ref,
        ChangeEvent(
            event=Step.APPROVED,
            kind=ChangeKind.SWAP,
            by=by,
            at=at(day + 2),
            cell=cells,
            **evidence(repo, cells),
        ),
    )


def then(root: Path, ref: str, event: Any) -> None:
    """``event`` as the next of a matter."""
    repo = Repository.open(root)
    chains = (*repo.change_chains, *repo.leave_chains, *repo.absence_chains, *repo.publication_chains)
    matters.follow(root, next(chain for chain in chains if chain.ref == ref), event)


def absence(root: Path) -> None:
    """a6 is recorded as absent on a day."""
    repo = Repository.open(root)
    cells = changes_to(repo, {("a6", DAY): parse_cell("absent")})
    event = AbsenceEvent(
        event=Step.RECORDED,
        by=LEADER,
        at=at(13),
        agent="a6",
        from_=DAY,
        until=DAY,
        cell=cells,
        **evidence(repo, cells),
    )
    matters.begin_at(root, ABSENCE, event)


def findings(root: Path, *families: str) -> list[tuple[str, str, str]]:
    """Code, message and place of what `check` finds by the rules of those families."""
    found = check_month(Repository.open(root), MONTH, None, None).judged.findings
    return [(f.code, f.message, str(f.place)) for f in found if f.code.startswith(families)]


def edit(root: Path, file: str, old: str, new: str) -> None:
    """What nobody should do: ``old`` in a file becomes ``new``."""
    path = root / file
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, text
    path.write_text(text.replace(old, new, 1), "utf-8")


def forge(root: Path, file: str, old: str, new: str) -> None:
    """Edit an event, and make every event after it fit: what somebody who knows the tool would do."""
    edit(root, file, old, new)
    folder, name = (root / file).parent, int(Path(file).stem)
    before = read_toml(root, file)
    while (after := folder / f"{name + 1}.toml").exists():
        name += 1
        rel = after.relative_to(root).as_posix()
        was = read_toml(root, rel).data["previous"]
        edit(root, rel, was, digest(before.data))
        before = read_toml(root, rel)


def now(moment: str) -> dict[str, str]:
    """The environment of a command at that moment."""
    return {"ROTA_NOW": moment, "ROTA_AS": "", "NO_COLOR": os.environ.get("NO_COLOR", "1")}


def anchors(root: Path) -> list[AnchorEvent]:
    """The anchors that are there."""
    files = sorted((root / "anchors").glob("*.toml"))
    return [
        AnchorEvent.model_validate(read_toml(root, f"anchors/{file.name}").data, by_alias=True)
        for file in files
    ]
